"""An answer as people take it away: table, JSON, CSV, workbook, Parquet; official layouts where there are some."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from kouprey.analytics import answer as core
from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.jsontext import dumps
from kouprey.kernel.words import said

FORMATS = ("table", "json", "csv", "xlsx", "parquet")
SYNTHETIC_BAND = "*** SYNTHETIC: made by a generator; describes no real trade ***"
PRELIMINARY_BAND = "*** PRELIMINARY NATIONAL DATA: not from the CITES Trade Database ***"


@dataclass(frozen=True, slots=True, repr=False)
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

        bands = ((SYNTHETIC_BAND, self.synthetic), (PRELIMINARY_BAND, self.method.get("preliminary")))
        return text.as_table(*self.laid_out(), mark="\n".join(band for band, holds in bands if holds))

    def to_xlsx(self) -> bytes:
        """A workbook with the answer and its method note."""
        from kouprey.formats.tables import files

        return files.as_xlsx(*self.laid_out(), self.method, self.warnings)

    def to_parquet(self) -> bytes:
        """A Parquet file in long form, with the method note in its metadata."""
        from kouprey.formats.tables import files

        return files.as_parquet(self.columns, self.rows, self.method, self.warnings)

    def to_arrow(self) -> Any:
        """An Arrow table in long form, with the method note in its metadata."""
        from kouprey.formats.tables import files

        return files.as_arrow(self.columns, self.rows, self.method, self.warnings)

    def to_polars(self) -> Any:
        """A Polars frame. Raises UnusableInput where Polars is not installed."""
        return _library("polars").from_arrow(self.to_arrow())

    def to_pandas(self) -> Any:
        """A pandas frame. Raises UnusableInput where pandas is not installed."""
        _library("pandas")
        return self.to_arrow().to_pandas()

    def to_ibis(self) -> Any:
        """An Ibis table, to go on asking."""
        return _library("ibis").memtable(self.to_arrow())

    def chart(self) -> Any:
        """The largest rows as an Altair chart: shows itself in a notebook, `.save("study.svg")` keeps it.

        Raises UnusableInput for an answer without shares, or in several units, which one axis cannot carry.
        """
        from kouprey.formats.charts.study import study_chart

        units = {record.get("unit") for record in self.records()}
        if self.layout or "share" not in self.columns or len(units) > 1:
            raise UnusableInput(
                said("Only a study in one unit can be drawn."),
                remedy=said('Ask a study with one unit, such as unit="kg".'),
            )
        unit = next(iter(units), "") or "number of specimens"
        return study_chart(self.records(), self.columns, unit=unit, synthetic=self.synthetic)

    def _repr_html_(self) -> str:
        """How a notebook shows the answer."""
        from kouprey.formats.tables.html import as_html

        return as_html(*self.laid_out(), self.method, self.warnings)

    def __repr__(self) -> str:
        mark = "SYNTHETIC " if self.synthetic else ""
        return f"<{mark}Answer: {self.method['measure']}, {len(self.rows):,} rows>\n{self.to_table()}"

    def written(self, form: str) -> str | bytes:
        """The answer in one of FORMATS; text ends with a line end."""
        if form == "json":
            return self.to_json() + "\n"
        made: str | bytes = getattr(self, f"to_{form}")()
        return made

    def note(self) -> str:
        """Method note and warnings as one JSON object, for beside a CSV file."""
        return dumps({"method": self.method, "warnings": list(self.warnings)}) + "\n"

    def laid_out(self) -> tuple[Any, list[Any]]:
        """Columns and rows in the official layout, where the answer has one."""
        from kouprey.formats.cites import reports

        if self.layout == "wide":
            asked = self.method["filters"]["years"]
            return reports.wide(self.rows, tuple(asked) if asked else None)
        if self.layout == "comptab":
            return reports.COMPTAB_HEADER, list(self.rows)
        return self.columns, list(self.rows)


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise UnusableInput(
            said("%(name)s is not installed here.", name=name), remedy=said("Install it, or use .to_arrow().")
        ) from error


def of(answer: core.Answer, layout: str = "") -> Answer:
    """The engine's answer with the ways to write it."""
    return Answer(answer.method, answer.warnings, answer.columns, answer.rows, answer.seconds, layout)
