"""The pages that are timed, and the same questions for the Python face.

A node keeps its last answers and pictures, so that a page asked twice would show what keeping saves. Every turn is
therefore a question that was not asked before, in a form that was: other years, another taxon, another country.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle, product
from typing import Any
from urllib.parse import quote

from kouprey.domain.trade.codes import states

FIRST, LAST = range(1975, 2006), range(2024, 2009, -1)
"""Years that a span begins and ends with: hundreds of spans, each of them long."""
MANY = 60
"""So many taxa and countries with the most rows of trade are asked for in turn."""
DEFAULT: dict[str, Any] = {"importer": "CN", "exporter": "SEA", "top": 20}
FLOWS = {name: value for name, value in DEFAULT.items() if name != "top"}


@dataclass(frozen=True)
class Turn:
    """What is new in one round: the years of a study, or the taxon or the country of a page."""

    years: str
    taxon: str
    country: str


Ask = Callable[[Any, Turn], list[Any]]
"""Puts the questions of a page to an opened store and gives the answers back."""


@dataclass(frozen=True)
class Page:
    """One address, what it shows, and its questions as the Python face takes them."""

    name: str
    about: str
    address: Callable[[Turn], str]
    ask: Ask
    whole: bool = False
    """Whether it is a page with style and script, whose whole weight is measured."""


def turns(store: Any) -> Iterator[Turn]:
    """Turns without end: years come again after some hundred, taxa and countries after some dozen."""
    taxa = [row[0] for row in store.study(by=("taxon",), top=MANY).rows]
    countries = [row[0] for row in store.study(by=("exporter",), top=MANY).rows if row[0] in states()]
    spans = cycle(f"{first}-{last}" for last, first in product(LAST, FIRST))
    for years, taxon, country in zip(spans, cycle(taxa), cycle(countries), strict=False):
        yield Turn(years, taxon, country)


def _at(address: str) -> Callable[[Turn], str]:
    """An address that takes the years of a turn."""
    mark = "&" if "?" in address else "?"
    return lambda turn: f"{address}{mark}years={turn.years}"


def _with_map(**asked: Any) -> Ask:
    """A study page asks twice: the study, and the flows of its map."""
    flows = {name: value for name, value in asked.items() if name not in ("top", "by")}
    return lambda store, turn: [store.study(years=turn.years, **asked), store.flows(years=turn.years, **flows)]


def _study(store: Any, turn: Turn) -> list[Any]:
    return [store.study(years=turn.years, **DEFAULT)]


def _flows(store: Any, turn: Turn) -> list[Any]:
    return [store.flows(years=turn.years, **FLOWS)]


def _taxon(store: Any, turn: Turn) -> list[Any]:
    def study(**asked: Any) -> Any:
        return store.study(taxon=(turn.taxon,), names="accepted", **asked)

    goods = study(by=("term", "unit"), unit="any")
    rows = [row for row in goods.records() if not row["unit"]] or goods.records()
    term, unit = (max(rows, key=lambda row: row["quantity"])[name] for name in ("term", "unit"))
    chosen = {"terms": (term,), "unit": unit}
    parts = [study(by=(by,), top=None if by == "year" else 10, **chosen) for by in ("year", "exporter", "importer")]
    return [goods, *parts, study(by=("class", "order", "family", "genus"), unit="any")]


def _country(store: Any, turn: Turn) -> list[Any]:
    here, there = {"importer": turn.country}, {"exporter": turn.country}
    return [
        store.study(**here, by=("taxon", "term"), top=10), store.study(**there, by=("taxon", "term"), top=10),
        store.study(**here, by=("exporter", "term"), top=10), store.study(**there, by=("importer", "term"), top=10),
        store.mirror(**here, top=10), store.mirror(**there, top=10),
    ]  # fmt: skip


_ASKED = "?importer=CN&exporter=SEA"
PAGES = (
    Page("study", "what China imports from Southeast Asia, as the study page opens, with its map",
         _at(f"/trade/{_ASKED}&top=20"), _with_map(**DEFAULT), whole=True),
    Page("study, table 1", "by origin, importer's figures first, live and skins",
         _at(f"/trade/{_ASKED}&geography=origin&quantity=importer-first&term=live&term=skins&top=50"),
         _with_map(importer="CN", exporter="SEA", geography="origin", quantity="importer-first",
                   terms=("live", "skins"), top=50), whole=True),
    Page("study, whole world", "nothing filtered but unit and years, larger of the two reporters, largest 100",
         _at("/trade/?importer=&quantity=max&top=100"), _with_map(quantity="max", top=100), whole=True),
    Page("study, skins of reptiles", "one class, one term, all countries, by exporter and year, every row",
         _at("/trade/?class=Reptilia&term=skins&by=country&by=year"),
         _with_map(class_="Reptilia", terms=("skins",), by=("country", "year")), whole=True),
    Page("gross imports", "gross imports of China, all units, every row",
         _at("/trade/gross-imports/?importer=CN"),
         lambda store, turn: [store.gross("imports", importer="CN", years=turn.years)], whole=True),
    Page("map page", "the map to explore, of the whole world", _at("/trade/map/?importer="),
         lambda store, turn: [store.flows(years=turn.years)], whole=True),
    Page("chart", "the chart of the first page", _at(f"/trade/chart.svg{_ASKED}&top=20"), _study),
    Page("map", "the map of the first page", _at(f"/trade/map.svg{_ASKED}"), _flows),
    Page("taxon", "the page of a taxon, old and new names together", lambda turn: f"/taxa/{quote(turn.taxon)}/",
         _taxon, whole=True),
    Page("country", "the page of a country: four studies and two comparisons of reporters",
         lambda turn: f"/countries/{turn.country}/", _country, whole=True),
    Page("csv", "the first page's answer as CSV", _at(f"/trade/study.csv{_ASKED}&top=20"), _study),
    Page("json", "the first page's answer as JSON", _at(f"/trade/study.json{_ASKED}&top=20"), _study),
)  # fmt: skip
