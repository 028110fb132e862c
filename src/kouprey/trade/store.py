"""An opened store: one call per measure, with the shell's names."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from kouprey.analytics.ask import Desk
from kouprey.analytics.releases import Release, Shelf
from kouprey.domain.trade import question
from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.words import said
from kouprey.trade.answers import Answer, of


def home_folder(home: Path | str | None = None) -> Path:
    """The given home, else KOUPREY_HOME, else ./var."""
    return Path(home or os.environ.get("KOUPREY_HOME") or "var")


class Store:
    """One release of trade data, read-only. Make it with `open()`."""

    def __init__(self, release: Release, home: Path) -> None:
        self.release = release
        self.home = home
        self.desk = Desk(release, home)

    def study(self, **asked: Any) -> Answer:
        """How much of what came from where (the options of `kouprey trade study`, by the same names).

        importer, exporter (code, codes or group), years (a pair, "1997-2016" or a year), taxon, rank, class_,
        terms, sources, purposes, geography, quantity, unit, woe, factors, standardise, by, top, preset, compare,
        names ("file", or "accepted" by the lists of taxa that were loaded and are built in).
        `at_most` cuts the answer without being part of the question: the largest rows of all, as in gross, net,
        comptab (the first) and mirror.
        Raises UnusableInput for a value that cannot be used.
        """
        preset, compare, at_most = asked.pop("preset", None), asked.pop("compare", False), asked.pop("at_most", None)
        if compare and not preset:
            raise UnusableInput(
                said("There are printed figures only for a preset."),
                remedy=said("Add --preset jiao2021-table1, or drop --compare."),
            )
        if preset:
            from kouprey.trade.presets import ask_preset

            return of(ask_preset(self.desk, preset, asked, compare=compare))
        return of(self.desk.study(question.study(**asked), at_most))

    def gross(self, side: str, **asked: Any) -> Answer:
        """Gross "exports" or "imports" in long form, by the formula of the CITES Trade Database."""
        return self._report("gross", _side(side), asked)

    def net(self, side: str, **asked: Any) -> Answer:
        """Net "exports" or "imports" in long form, by the formula of the CITES Trade Database."""
        return self._report("net", _side(side), asked)

    def report_years(self, report: str, side: str, **asked: Any) -> list[tuple[Any, ...]]:
        """What "gross" or "net" comes to: rows of term, unit, year, quantity, and how many rows the report has of it.

        For pictures and counts of reports that are too long to be read whole.
        """
        return self.desk.report_years(report, question.study(**({"unit": question.ANY_UNIT} | asked)), _side(side))

    def comptab(self, **asked: Any) -> Answer:
        """The comparative tabulation, folded from bulk rows or as loaded."""
        return self._report("comptab", "", asked)

    def mirror(self, **asked: Any) -> Answer:
        """What importers and exporters report of the same trade, brought together in stages.

        importer, exporter, years, taxon, class_, terms, sources, purposes, unit (all units by default), names, top.
        """
        from kouprey.trade import reports

        return reports.mirror(self.desk, asked)

    def flows(self, **asked: Any) -> Answer:
        """The network of trade. `show` is "edges" (default) or "countries"; geography, quantity, unit as in study."""
        from kouprey.trade import reports

        return reports.flows(self.desk, asked)

    def trend(self, **asked: Any) -> Answer:
        """Shifts in direct exports over ten years; `every` shows the series without a shift as well."""
        from kouprey.trade import reports

        return reports.trend(self.desk, asked)

    def quotas(self, **asked: Any) -> Answer:
        """This node's quotas against direct exports (exporter, years, taxon, names, top), or only the `breaches`."""
        from kouprey.trade import reports

        return reports.quotas(self.desk, self.home, asked)

    def red_flags(self, **asked: Any) -> Answer:
        """Red flags for captive sources, each with its rows (exporter, years, taxon, class_, terms, names, top)."""
        from kouprey.trade import reports

        return reports.red_flags(self.desk, asked)

    def events(self, **asked: Any) -> Answer:
        """Dated events for charts (years, country, kind)."""
        from kouprey.trade import reports

        return reports.events(**asked)

    def _report(self, measure: str, side: str, asked: dict[str, Any]) -> Answer:
        if asked.get("names", "file") != "file":
            raise UnusableInput(
                said("“%(measure)s” follows the official report, which has the names of the file.", measure=measure),
                remedy=said("Leave names out, or ask for a study."),
            )
        at_most = asked.pop("at_most", None)
        answer = self.desk.report(measure, question.study(**({"unit": question.ANY_UNIT} | asked)), side, at_most)
        return of(answer, "comptab" if measure == "comptab" else "wide")

    def __repr__(self) -> str:
        years = self.release.years
        span = f", {years[0]}-{years[1]}" if years else ""
        mark = " SYNTHETIC" if self.release.manifest["synthetic"] else ""
        mark += " PRELIMINARY" if self.release.preliminary else ""
        return f"<Store {self.release.dataset} {self.release.id}{mark}: {self.release.manifest['rows']:,} rows{span}>"


def _side(side: str) -> str:
    if side not in ("exports", "imports"):
        raise UnusableInput(
            said("“%(side)s” is not a side of trade.", side=side), remedy=said("Use exports or imports.")
        )
    return side


def open(home: Path | str | None = None, *, dataset: str | None = None) -> Store:
    """Open the release in use of a dataset (by default bulk, else comptab, else the only one).

    Raises NothingThere if nothing was loaded yet.
    """
    folder = home_folder(home)
    return Store(Shelf(folder).current(dataset), folder)
