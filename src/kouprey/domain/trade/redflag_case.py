"""What the checks of captive sources look at: trade of one taxon, exporter and term, and what is known beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from kouprey.domain.trade.redflag_rules import FlagRules

BRED, RANCHED = ("C", "D", "F"), ("R",)
CAPTIVE = (*BRED, *RANCHED)
WILD = ("W", "U", "X", "")
BEFORE = 5
"""How many years before are looked at."""

_NOTHING = Decimal(0)

Sums = dict[int, dict[str, Decimal]]
"""Year to a code (a source or a purpose) to quantity."""


class Case(NamedTuple):
    """The direct trade of one taxon, exporter and term: by source, and by purpose for captive sources alone.

    `exported` is what the exporter reports, `imported` what the importers report of the same goods.
    """

    exported: Sums
    imported: Sums
    exported_for: Sums
    imported_for: Sums

    @classmethod
    def empty(cls) -> Case:
        """A case without trade, to be filled."""
        return cls({}, {}, {}, {})


class History(NamedTuple):
    """What earlier years hold: the first year of data, exports as F, live imports, by taxon and country."""

    first_year: int
    first_generation: Mapping[tuple[str, str], int]
    live_imports: Mapping[tuple[str, str], int]


class Range(NamedTuple):
    """The range States of a taxon by one list; `unclear` are those it is not certain of.

    `whole` is False where the list names a country for which no code is known: then nobody is surely outside.
    """

    states: frozenset[str]
    unclear: frozenset[str] = frozenset()
    whole: bool = True
    source: str = ""


class Known(NamedTuple):
    """What the checks need beside trade, by the taxon's name in the answer.

    `states` are the codes of States and territories that exist; `breeders` is None while no register is loaded.
    """

    history: History
    states: frozenset[str]
    neighbours: Mapping[str, frozenset[str]]
    ranges: Mapping[str, Range] = {}
    categories: Mapping[str, str] = {}
    breeders: frozenset[tuple[str, str]] | None = None
    scores: Mapping[str, int] = {}


class Look(NamedTuple):
    """One year of a case, ready to be judged; `volume` is what was exported from captive sources."""

    taxon: str
    exporter: str
    term: str
    year: int
    volume: Decimal
    case: Case
    known: Known
    rules: FlagRules

    @property
    def window(self) -> range:
        """The years before that are looked at, and this one."""
        return range(self.year - BEFORE, self.year + 1)

    def rows(self, sources: Iterable[str], years: Iterable[int] | None = None) -> list[dict[str, Any]]:
        """The exporter's figures by year and source: the rows behind a flag."""
        sums, codes = self.case.exported, tuple(sources)
        return [
            {"year": year, "source": source, "quantity": sums[year][source]}
            for year in (years or [self.year])
            for source in codes
            if source in sums.get(year, {})
        ]


class Raised(NamedTuple):
    """A check that was not passed: the bound that was passed over, if there is one, and the rows behind it."""

    bound: Decimal | None
    evidence: list[dict[str, Any]]


def total(sums: Sums, year: int, codes: Collection[str]) -> Decimal:
    """The quantity of a year under these codes."""
    found = sums.get(year)
    # Written out, because it is asked millions of times.
    amount = _NOTHING
    if found:
        for code, quantity in found.items():
            if code in codes:
                amount += quantity
    return amount


def earlier(first: Mapping[tuple[str, str], int], look: Look) -> bool:
    """Whether taxon and country have an entry of an earlier year."""
    return first.get((look.taxon, look.exporter), look.year) < look.year
