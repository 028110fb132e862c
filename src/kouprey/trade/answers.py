"""An answer as people take it away: table, JSON, CSV, workbook, Parquet; official layouts where there are some."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kouprey.analytics import answer as core

FORMATS = ("table", "json", "csv", "xlsx", "parquet")
SYNTHETIC_BAND = "*** SYNTHETIC: made by a generator; describes no real trade ***"


@dataclass(frozen=True, slots=True)
class Answer(core.Answer):
    """An answer that can be written. `layout` is "", "wide" (gross, net) or "comptab"."""

    layout: str = ""

    def to_csv(self) -> str:
        """CSV; gross, net and comptab in exactly the official columns."""
        from kouprey.formats.tables import text

        return text.as_csv(*self.laid_out())

    def to_table(self) -> str:
        """A table for a terminal; synthetic figures say so above and below."""
        from kouprey.formats.tables import text

        return text.as_table(*self.laid_out(), mark=SYNTHETIC_BAND if self.synthetic else "")

    def to_xlsx(self) -> bytes:
        """A workbook with the answer and its method note."""
        from kouprey.formats.tables import files

        return files.as_xlsx(*self.laid_out(), self.method, self.warnings)

    def to_parquet(self) -> bytes:
        """A Parquet file in long form, with the method note in its metadata."""
        from kouprey.formats.tables import files

        return files.as_parquet(self.columns, self.rows, self.method, self.warnings)

    def written(self, form: str) -> str | bytes:
        """The answer in one of FORMATS; text ends with a line end."""
        if form == "json":
            return self.to_json() + "\n"
        made: str | bytes = getattr(self, f"to_{form}")()
        return made

    def laid_out(self) -> tuple[Any, list[Any]]:
        """Columns and rows in the official layout, where the answer has one."""
        from kouprey.formats.cites import reports

        if self.layout == "wide":
            asked = self.method["filters"]["years"]
            return reports.wide(self.rows, tuple(asked) if asked else None)
        if self.layout == "comptab":
            return reports.COMPTAB_HEADER, list(self.rows)
        return self.columns, list(self.rows)


def of(answer: core.Answer, layout: str = "") -> Answer:
    """The engine's answer with the ways to write it."""
    return Answer(answer.method, answer.warnings, answer.columns, answer.rows, answer.seconds, layout)
