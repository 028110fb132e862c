"""The measures of trade, each with its page: what it can be asked by, how it is asked, what its table shows first.

A further measure is one more entry here; pages, files, columns, sorting and paging come with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy

from kouprey.web.ui.trade_question import STUDY, Spec

_FILTERS = ("dataset", "importer", "exporter", "years", "taxon", "class", "term", "source", "purpose")
_FROM_SEA: Final = {"exporter": "SEA"}
_TO_CHINA: Final = {"importer": "CN"}
_BETWEEN: Final = {"importer": "CN", "exporter": "SEA"}
_LINES: Final = ("lines", "lines_both", "lines_equal", "lines_importer_only", "lines_exporter_only")


@dataclass(frozen=True)
class Measure:
    """One measure of the trade store.

    `long` says that its answer may have any number of rows, of which a page takes the first; `years` adds all of
    them up by year.
    `hidden` are columns that are shown only when asked for; `detail` is the template of what a row opens; `picture`
    says what is drawn beside the table. `kept` is False where an answer hangs on more than release and question.
    """

    name: str
    title: Any
    about: Any
    spec: Spec
    ask: Callable[[Any, dict[str, Any]], Any]
    hidden: tuple[str, ...] = ()
    detail: str = ""
    picture: str = ""
    quantities: tuple[str, ...] = ()
    extra: Mapping[str, tuple[tuple[str, Any], ...]] = field(default_factory=dict)
    missing: str = ""
    kept: bool = True
    long: bool = False
    years: Callable[[Any, dict[str, Any]], list[tuple[Any, ...]]] | None = None

    @property
    def address(self) -> str:
        """Where its page stands."""
        return reverse("trade") if self is STUDIES else reverse("trade-measure", args=[self.name])


QUANTITY: Final = {
    "importer": gettext_lazy("importer's"),
    "exporter": gettext_lazy("exporter's"),
    "max": gettext_lazy("larger of both"),
    "importer-first": gettext_lazy("importer's first"),
    "exporter-first": gettext_lazy("exporter's first"),
}

STUDIES: Final = Measure(
    "study", gettext_lazy("Study"), gettext_lazy("How much of what came from where."), STUDY,
    lambda store, asked: store.study(**asked),
    quantities=tuple(QUANTITY), picture="study", long=True,
)  # fmt: skip


def _official(name: str, title: Any, about: Any, default: Mapping[str, str]) -> Measure:
    """A gross or net report, in long form: its table has a row for each year."""
    measure, side = name.split("-")
    return Measure(
        name, title, about, Spec((*_FILTERS, "unit"), default),
        lambda store, asked: getattr(store, measure)(side, **asked), picture="years", long=True,
        years=lambda store, asked: store.report_years(measure, side, **asked),
    )  # fmt: skip


MEASURES: Final = {
    measure.name: measure
    for measure in (
        STUDIES,
        _official("gross-exports", gettext_lazy("Gross exports"),
            gettext_lazy("What left each country, re-exports included."), _FROM_SEA),
        _official("gross-imports", gettext_lazy("Gross imports"),
            gettext_lazy("What reached each country, also what it sent on."), _TO_CHINA),
        _official("net-exports", gettext_lazy("Net exports"),
            gettext_lazy("Gross exports less gross imports, where that is above zero."), _FROM_SEA),
        _official("net-imports", gettext_lazy("Net imports"),
            gettext_lazy("Gross imports less gross exports, where that is above zero."), _TO_CHINA),
        Measure("mirror", gettext_lazy("Mirror"),
            gettext_lazy("What importers and what exporters report of the same trade, side by side."),
            Spec((*_FILTERS, "unit", "top", "names"), {**_BETWEEN, "top": "100"}),
            lambda store, asked: store.mirror(**asked), hidden=("relative_gap", "equal_band", "stage", *_LINES),
            long=True),
        Measure("flows", gettext_lazy("Flows"),
            gettext_lazy("Who sends to whom, and what part each country has in it."),
            Spec((*_FILTERS, "geography", "quantity", "unit", "top", "show", "names"), _BETWEEN),
            lambda store, asked: store.flows(**asked), quantities=tuple(QUANTITY),
            extra={"show": (("", gettext_lazy("who sends to whom")), ("countries", gettext_lazy("countries")))}),
        Measure("trend", gettext_lazy("Trend"),
            gettext_lazy("Shifts in a country's exports over ten years."),
            Spec((*_FILTERS, "quantity", "unit", "top", "every", "names"), _FROM_SEA),
            lambda store, asked: store.trend(**asked), quantities=("exporter", "importer"),
            hidden=("mean", "slope", "first_mean", "last_mean", "nonzero_years"), detail="trade/series.html",
            extra={"every": (("", gettext_lazy("with a shift")), ("1", gettext_lazy("all judged")))}),
        Measure("quotas", gettext_lazy("Quotas"),
            gettext_lazy("Quotas and suspensions held against direct exports."),
            Spec(("dataset", "exporter", "years", "taxon", "top", "breaches", "names"), {}),
            lambda store, asked: store.quotas(**asked),
            hidden=("line", "unit", "source", "purpose", "basis", "document"), detail="trade/verdict.html",
            extra={"breaches": (("", gettext_lazy("all quotas")), ("1", gettext_lazy("only those exceeded")))},
            missing="trade/no_quotas.html", kept=False),
        Measure("redflags", gettext_lazy("Red flags"),
            gettext_lazy("Reasons to ask about specimens exported as bred or reared in captivity."),
            Spec(("dataset", "exporter", "years", "taxon", "class", "term", "top", "names"), _FROM_SEA),
            lambda store, asked: store.red_flags(**asked), hidden=("check",), detail="trade/flag.html",
            kept=False),
        Measure("comptab", gettext_lazy("Tabulation"),
            gettext_lazy("The lines behind every measure: what both sides report of each trade."),
            Spec((*_FILTERS, "unit"), _BETWEEN),
            lambda store, asked: store.comptab(**asked), hidden=("class", "order", "family", "genus"), long=True),
    )
}  # fmt: skip
"""Every measure by its name, in the order in which pages name them."""
NOT_CARRIED: Final = ("preset", "top", "unit", "geography", "quantity", "rank", "by")
"""Filters that mean something else, or nothing, on the page of another measure."""
