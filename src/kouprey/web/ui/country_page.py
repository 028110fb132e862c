"""What the page of a country shows: what it imports and exports most, with whom, and how far both sides agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kouprey.domain import lists
from kouprey.kernel.errors import NothingThere
from kouprey.trade.reports import events as events_of
from kouprey.web.ui.asking import TOP, needed_store, notes, store_here, study_address
from kouprey.web.ui.kept import answered, together

PARTS: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "imports": ("study", {"importer": "", "by": ("taxon", "term")}),
    "exports": ("study", {"exporter": "", "by": ("taxon", "term")}),
    "suppliers": ("study", {"importer": "", "by": ("exporter", "term")}),
    "customers": ("study", {"exporter": "", "by": ("importer", "term")}),
    "mirror-imports": ("mirror", {"importer": ""}),
    "mirror-exports": ("mirror", {"exporter": ""}),
}
"""Every answer of the page by its name: the measure, and how it is asked; blank stands for the country's code.

Each can be taken away as a file.
"""
AGREEMENTS: Final = {
    "equal": gettext_lazy("Both sides report the same quantity"),
    "importer-larger": gettext_lazy("The importer reports more"),
    "exporter-larger": gettext_lazy("The exporter reports more"),
    "one-sided-importer": gettext_lazy("Only the importer reports"),
    "one-sided-exporter": gettext_lazy("Only the exporter reports"),
}


@dataclass(frozen=True)
class CountryPage:
    """One country by its code."""

    code: str

    @cached_property
    def name(self) -> str:
        """The country's name; blank for a code that the list of countries does not have."""
        return next((row["name"] for row in lists.load("countries").rows if row["code"] == self.code), "")

    @cached_property
    def store(self) -> Any:
        """The store of this node, None when there is none."""
        return store_here()

    @property
    def events(self) -> list[dict[str, Any]]:
        """Dated events of this country alone, the newest first."""
        rows = [row for row in events_of(country=self.code).records() if self.code in row["where"]]
        return [row | {"on": date.fromisoformat(row["date"])} for row in reversed(rows)]


def part(code: str, name: str) -> Any:
    """One answer of the page. Raises NothingThere for an unknown country or answer, or without a store."""
    if not CountryPage(code).name or name not in PARTS:
        raise NothingThere(_("There is no such answer."), remedy=_("Go back to the page of the country."))
    return _ask(needed_store(), code, name)


def context(page: CountryPage) -> dict[str, Any]:
    """Everything the page says. Raises NothingThere for a code that is no country's."""
    if not page.name:
        raise NothingThere(
            _("No country or territory has the code “%(code)s”.") % {"code": page.code},
            kept="",
            remedy=_("Use a code of two letters, such as TH for Thailand, or choose from the list."),
        )
    shown: dict[str, Any] = {"page": page, "events": page.events}
    if page.store is None:
        return shown | {"no_store": True}
    asked = together(*(partial(_ask, page.store, page.code, name) for name in PARTS))
    answers = dict(zip(PARTS, asked, strict=True))
    mirrors = [answers.pop("mirror-imports"), answers.pop("mirror-exports")]
    return shown | {
        "study": notes([*answers.values()]) | {"answer": notes([*answers.values(), *mirrors])["answer"]},
        "mirror": notes(mirrors),
        "tables": [_table(name, answer.records(), page.code) for name, answer in answers.items()],
        "agreement": _agreement(*(mirror.method["counts"] for mirror in mirrors)),
    }


def countries() -> list[dict[str, str]]:
    """All countries of the list, to choose from."""
    return [dict(row) for row in lists.load("countries").rows]


def _ask(store: Any, code: str, name: str) -> Any:
    measure, asked = PARTS[name]
    return answered(store, measure, {field: value or code for field, value in asked.items()} | {"top": TOP})


def _table(name: str, rows: list[dict[str, Any]], code: str) -> dict[str, Any]:
    heads = {
        "imports": (_("Taxa imported most"), "taxon", _("Taxon")),
        "exports": (_("Taxa exported most"), "taxon", _("Taxon")),
        "suppliers": (_("Main countries of export to here"), "exporter", _("Exporter")),
        "customers": (_("Main countries of import from here"), "importer", _("Importer")),
    }
    head, column, label = heads[name]
    side = "importer" if name in ("imports", "suppliers") else "exporter"
    query = study_address(**{side: code}, by="" if column == "taxon" else column)
    return {"name": name, "head": head, "column": column, "label": label, "rows": rows, "query": query}


def _agreement(imports: dict[str, Any], exports: dict[str, Any]) -> dict[str, Any]:
    rows = [
        {"label": label, "imports": imports["by_agreement"][name], "exports": exports["by_agreement"][name]}
        for name, label in AGREEMENTS.items()
    ]
    band = {"imports": imports["in_equal_band"], "exports": exports["in_equal_band"]}
    return {"rows": rows, "band": band, "total": {"imports": imports["rows"], "exports": exports["rows"]}}
