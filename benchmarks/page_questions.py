"""The pages that are timed, and the same questions for the Python face."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

Ask = Callable[[Any], list[Any]]
"""Puts the questions of a page to an opened store and gives the answers back."""

TAXON, COUNTRY = "Varanus jobiensis", "TH"
DEFAULT: dict[str, Any] = {"importer": "CN", "exporter": "SEA", "top": 20}
FLOWS = {name: value for name, value in DEFAULT.items() if name != "top"}


@dataclass(frozen=True)
class Page:
    """One address, what it shows, and its questions as the Python face takes them."""

    name: str
    about: str
    address: str
    ask: Ask
    whole: bool = False
    """Whether it is a page with style and script, whose whole weight is measured."""


def _with_map(**asked: Any) -> Ask:
    """A study page asks twice: the study, and the flows of its map."""
    flows = {name: value for name, value in asked.items() if name not in ("top", "by")}
    return lambda store: [store.study(**asked), store.flows(**flows)]


def _study(store: Any) -> list[Any]:
    return [store.study(**DEFAULT)]


def _taxon(store: Any) -> list[Any]:
    def study(**asked: Any) -> Any:
        return store.study(taxon=(TAXON,), names="accepted", **asked)

    goods = study(by=("term", "unit"), unit="any")
    rows = [row for row in goods.records() if not row["unit"]] or goods.records()
    term, unit = (max(rows, key=lambda row: row["quantity"])[name] for name in ("term", "unit"))
    chosen = {"terms": (term,), "unit": unit}
    parts = [study(by=(by,), top=None if by == "year" else 10, **chosen) for by in ("year", "exporter", "importer")]
    return [goods, *parts, study(by=("class", "order", "family", "genus"), unit="any")]


def _country(store: Any) -> list[Any]:
    here, there = {"importer": COUNTRY}, {"exporter": COUNTRY}
    return [
        store.study(**here, by=("taxon", "term"), top=10), store.study(**there, by=("taxon", "term"), top=10),
        store.study(**here, by=("exporter", "term"), top=10), store.study(**there, by=("importer", "term"), top=10),
        store.mirror(**here, top=10), store.mirror(**there, top=10),
    ]  # fmt: skip


PAGES = (
    Page("study", "the study page as it opens: what China imports from Southeast Asia, with its map", "/trade/",
         _with_map(**DEFAULT), whole=True),
    Page("study, table 1", "by origin, 1997-2016, importer's figures first, live and skins",
         "/trade/?importer=CN&exporter=SEA&years=1997-2016&geography=origin&quantity=importer-first"
         "&term=live&term=skins&top=50",
         _with_map(importer="CN", exporter="SEA", years="1997-2016", geography="origin", quantity="importer-first",
                   terms=("live", "skins"), top=50), whole=True),
    Page("study, whole world", "nothing filtered but the unit, larger of the two reporters, largest 100",
         "/trade/?importer=&quantity=max&top=100", _with_map(quantity="max", top=100), whole=True),
    Page("study, skins of reptiles", "one class, one term, all countries, by exporter and year, every row",
         "/trade/?class=Reptilia&term=skins&by=country&by=year",
         _with_map(class_="Reptilia", terms=("skins",), by=("country", "year")), whole=True),
    Page("chart", "the chart of the first page", "/trade/chart.svg", _study),
    Page("map", "the map of the first page", "/trade/map.svg", lambda store: [store.flows(**FLOWS)]),
    Page("taxon", f"the page of {TAXON}, old and new names together", f"/taxa/{quote(TAXON)}/", _taxon, whole=True),
    Page("country", "the page of Thailand: four studies and two comparisons of reporters",
         f"/countries/{COUNTRY}/", _country, whole=True),
    Page("csv", "the first page's answer as CSV", "/trade/study.csv", _study),
    Page("json", "the first page's answer as JSON", "/trade/study.json", _study),
)  # fmt: skip
