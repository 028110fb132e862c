"""What the page of a taxon shows: its names, its listings in time, and its trade in the store at hand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kouprey.domain.taxa.values import ACCEPTED, COMMON, SYNONYM, Unknown
from kouprey.kernel.errors import NothingThere, UnusableInput
from kouprey.trade import reference, taxa
from kouprey.trade.reports import events as events_of
from kouprey.web.ui import years_chart
from kouprey.web.ui.asking import TOP, notes, store_here, study_address
from kouprey.web.ui.kept import answered, together
from kouprey.web.ui.trade_events import numbered, own_names, touches
from kouprey.web.ui.trade_heads import unit_name

LANGUAGES: Final = {
    "en": gettext_lazy("English"),
    "zh": gettext_lazy("Chinese"),
    "vi": gettext_lazy("Vietnamese"),
    "th": gettext_lazy("Thai"),
    "km": gettext_lazy("Khmer"),
    "lo": gettext_lazy("Lao"),
    "my": gettext_lazy("Burmese"),
    "ms": gettext_lazy("Malay"),
    "id": gettext_lazy("Indonesian"),
    "fr": gettext_lazy("French"),
    "es": gettext_lazy("Spanish"),
}
RANKS: Final = ("class", "order", "family", "genus")
RANK_WORDS: Final = {
    "class": gettext_lazy("Class"),
    "order": gettext_lazy("Order"),
    "family": gettext_lazy("Family"),
    "genus": gettext_lazy("Genus"),
    "species": gettext_lazy("Species"),
    "subspecies": gettext_lazy("Subspecies"),
}
PARTS: Final = {"exporters": "exporter", "importers": "importer", "years": "year"}
"""Answers about the chosen goods, and what each is split by."""
_INVENTED = " SYNTHETIC"


@dataclass(frozen=True)
class TaxonPage:
    """One name, looked up in the lists of taxa and in the store. `term` and `unit` choose the goods."""

    name: str
    term: str = ""
    unit: str = ""

    @cached_property
    def found(self) -> Any:
        """What the lists of taxa say; an invented name is none of theirs."""
        return reference.find(self.name, Path(settings.HOME))

    @cached_property
    def store(self) -> Any:
        """The store of this node, None when there is none."""
        return store_here()

    @property
    def title(self) -> str:
        """The accepted name, else the name as it was asked for."""
        return self.found.taxon.name if self.found.taxon else self.name

    @cached_property
    def goods(self) -> Any:
        """Everything reported of the taxon, by term and unit; None without a store."""
        return self.store and self._study(by=("term", "unit"), unit="any")

    @cached_property
    def known(self) -> bool:
        """Whether some list or the store knows the name."""
        return bool(self.found.taxon) or bool(self.goods and (self.goods.rows or self._one_sided()))

    @cached_property
    def chosen(self) -> dict[str, Any] | None:
        """The goods that are drawn: those asked for, else the largest in number, else the first."""
        rows = self.goods.records() if self.goods else []
        if self.term:
            return next((row for row in rows if (row["term"], row["unit"]) == (self.term, self.unit)), None)
        return max(
            [row for row in rows if not row["unit"]] or rows[:1], key=lambda row: row["quantity"], default=None
        )

    def part(self, part: str) -> Any:
        """One answer by name. Raises NothingThere for a name that does not exist or without a store."""
        if part == "listings":
            return taxa.listings(self.found)
        if part not in ("goods", *PARTS) or not self.goods:
            raise NothingThere(_("There is no such answer."), remedy=_("Go back to the page of the taxon."))
        if part == "goods":
            return self.goods
        chosen = self.chosen
        if chosen is None:
            raise NothingThere(_("No quantity was reported of these goods."), remedy=_("Choose other goods."))
        if part not in self._asked:
            top = None if part == "years" else TOP
            goods = {"terms": (chosen["term"],), "unit": chosen["unit"]}
            self._asked[part] = self._study(by=(PARTS[part],), top=top, **goods)
        return self._asked[part]

    def ask_ahead(self) -> None:
        """Put side by side what the page asks of the chosen goods, and what is above the taxon."""
        if self.goods:
            parts = [partial(self.part, name) for name in PARTS] if self.chosen else []
            together(*parts, lambda: self.above)

    @cached_property
    def _asked(self) -> dict[str, Any]:
        """Answers that the page has by now: table, chart and files look at the same ones."""
        return {}

    @cached_property
    def years(self) -> list[dict[str, Any]]:
        """Quantities of the chosen goods in order of time."""
        return sorted(self.part("years").records(), key=lambda row: row["year"])

    @cached_property
    def events(self) -> list[dict[str, Any]]:
        """Events that name the taxon or a taxon above it, and those of the whole world, numbered."""
        span = (self.years[0]["year"], self.until) if self.chosen and self.years else None
        own = own_names(self.title, self.found.taxon)
        return numbered(row for row in events_of(years=span).records() if touches(row, own))

    @property
    def until(self) -> int:
        """The last year of the store's data."""
        return int(self.store.release.years[1])

    def chart(self) -> str:
        """The years as SVG. Raises NothingThere where there is nothing to draw."""
        synthetic = self.part("years").synthetic
        marks = [(event["on"].year, event["number"]) for event in self.events]
        return years_chart.draw(self.years, unit=self.unit_words, synthetic=synthetic, events=marks, until=self.until)

    @property
    def unit_words(self) -> str:
        """The unit of the chosen goods, in words."""
        return unit_name((self.chosen or {}).get("unit") or "")

    @cached_property
    def above(self) -> set[str]:
        """The higher taxa under which the data themselves have it."""
        rows = self._study(by=RANKS, unit="any").records() if self.goods else []
        return {row[rank] for row in rows for rank in RANKS if row[rank]}

    def _study(self, **asked: Any) -> Any:
        # Old and new names are brought together; a name that no list knows is found as it stands in the file.
        return answered(self.store, "study", {"taxon": (self.title,), "names": "accepted", **asked})

    def _one_sided(self) -> bool:
        """Whether only exporters reported it: no quantity by the rule of the page, and yet not unknown."""
        return bool(self._study(by=("term",), unit="any", quantity="max", top=1).rows)


def context(page: TaxonPage) -> dict[str, Any]:
    """Everything the page says. Raises NothingThere for a name that neither a list nor the store knows."""
    if not page.known:
        what, remedy = _unknown(page)
        raise NothingThere(what, kept="", remedy=remedy)
    page.ask_ahead()
    shown: dict[str, Any] = {"page": page, "title": page.title, "invented": page.title.endswith(_INVENTED)}
    shown |= _facts(page)
    if page.term and page.chosen is None:
        raise UnusableInput(
            _("These data have no %(term)s of this taxon in that unit.") % {"term": page.term},
            remedy=_("Choose goods from the table on the page of the taxon."),
        )
    if page.goods is None:
        return shown | {"no_store": True, "events": page.events}
    answers = [page.goods]
    if page.chosen:
        goods = {"term": page.chosen["term"], "unit": page.chosen["unit"]}
        exporters, importers = page.part("exporters"), page.part("importers")
        answers = [page.part("years"), exporters, importers]
        shown |= {
            "exporters": exporters.records(),
            "importers": importers.records(),
            "chart_text": years_chart.describe(page.years, unit=page.unit_words),
            "address": study_address(**goods),
        }
        shown["events"] = page.events
    study = study_address(taxon=page.title, unit="any")
    return shown | {"study": notes(answers), "goods": page.goods.records(), "study_query": study}


def nothing(page: TaxonPage) -> list[Any]:
    """Taxa whose names come near to one that nothing knows."""
    if page.found.meant.candidates:
        return [{"taxon": name, "name": name, "kind": ACCEPTED} for name in page.found.meant.candidates]
    words = page.name.split()
    return list(taxa.search(words[0], Path(settings.HOME), most=TOP)) if words else []


def search(words: str) -> list[dict[str, Any]]:
    """Taxa by some letters of any of their names, with the language of the name that was found."""
    return [hit._asdict() | _spoken(hit) for hit in taxa.search(words, Path(settings.HOME))]


def _facts(page: TaxonPage) -> dict[str, Any]:
    taxon = page.found.taxon
    if taxon is None:
        return {"taxon": None}
    common = sorted(taxon.of_kind(COMMON), key=lambda name: name.language != "en")
    listed = (*taxon.of_kind(ACCEPTED), *taxon.of_kind(SYNONYM), *common)
    names = [name._asdict() | _spoken(name) for name in listed]
    return {
        "taxon": taxon,
        "asked": page.name if page.found.meant.how != "accepted" else "",
        "names": names,
        "english": [name["text"] for name in names if name["language"] == "en"],
        "rank": RANK_WORDS.get(taxon.rank.casefold(), taxon.rank),
        "ranks": [
            {"name": higher, "known": higher in page.above or bool(reference.find(higher, Path(settings.HOME)).taxon)}
            for higher in (taxon.ranks[rank] for rank in RANKS)
            if higher and higher != taxon.name
        ],
        "periods": [
            {"first": p.first, "last": p.last, "answer": p.answer, "unknown": isinstance(p.answer, Unknown)}
            for p in reversed(taxa.history(page.found))
        ],
    }


def _spoken(name: Any) -> dict[str, Any]:
    """The language of a name in words, and as the page's markup says it."""
    tag = f"zh-{name.script}" if name.language == "zh" and name.script else name.language
    return {"spoken": LANGUAGES.get(name.language, name.language), "lang": tag or "la"}


def _unknown(page: TaxonPage) -> tuple[str, str]:
    if page.found.meant.candidates:
        return (_("“%(name)s” may stand for several taxa.") % {"name": page.name}, _("Choose one of them below."))
    return (
        _("No list of taxa and no trade data at hand know “%(name)s”.") % {"name": page.name},
        _("Check the spelling, or search for a part of the name."),
    )
