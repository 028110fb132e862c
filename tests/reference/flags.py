"""The slow reference for red flags: the fourteen checks in plain Python, from the notes on methods alone.

It shares not one line with the product. Rows are lines of a comparative tabulation as the file writes them; the lists
of range States, borders, categories, breeders and scores are given by hand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

Row = Mapping[str, str]
Checks = tuple[set[int], set[int]]
"""Those that were not passed, and those that could not be made."""

BRED, RANCHED, CAPTIVE, WILD = tuple("CDF"), tuple("R"), tuple("CDFR"), ("W", "U", "X", "")
SIDES = {"exporter": "Exporter reported quantity", "importer": "Importer reported quantity"}


class Trade:
    """All lines, and those that count: direct trade in number of specimens, by taxon, exporter and term."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.first = min(int(row["Year"]) for row in rows)
        self.direct = [row for row in rows if row["Unit"] == "" and row["Origin"] in ("", row["Exporter"])]
        self.cells: dict[tuple[str, str, str], dict[tuple[str, int, str, str], Fraction]] = defaultdict(dict)
        for row in self.direct:
            cells = self.cells[row["Taxon"], row["Exporter"], row["Term"]]
            for side, column in SIDES.items():
                key = (side, int(row["Year"]), row["Source"], row["Purpose"])
                cells[key] = cells.get(key, Fraction(0)) + Fraction(row[column] or 0)


class Year:
    """One year of one taxon, exporter and term."""

    def __init__(self, trade: Trade, goods: tuple[str, str, str], year: int) -> None:
        self.trade, self.year = trade, year
        self.taxon, self.exporter, self.term = goods
        self.cells = trade.cells[goods]

    def sum(
        self, sources: Sequence[str], side: str = "exporter", year: int | None = None, commercial: bool | None = None
    ) -> Fraction:
        """The quantity of some sources, of one side and year; commercial, not commercial, or both."""
        when = self.year if year is None else year
        found = Fraction(0)
        for (who, then, source, purpose), amount in self.cells.items():
            fits = commercial is None or (purpose == "T") is commercial
            if (who, then) == (side, when) and source in sources and fits:
                found += amount
        return found

    def exported_as_f_before(self) -> bool:
        """Whether any term of the taxon was exported as first generation in an earlier year."""
        return any(
            (row["Taxon"], row["Exporter"], row["Source"]) == (self.taxon, self.exporter, "F")
            and Fraction(row[SIDES["exporter"]] or 0) > 0
            and int(row["Year"]) < self.year
            for row in self.trade.direct
        )

    def imported_live_before(self) -> bool:
        """Whether either side reports that the exporter took the taxon in alive in an earlier year."""
        return any(
            (row["Taxon"], row["Importer"], row["Term"]) == (self.taxon, self.exporter, "live")
            and any(row[column] for column in SIDES.values())
            and int(row["Year"]) < self.year
            for row in self.trade.rows
        )


def flags(rows: Sequence[Row], facts: Mapping[str, Any]) -> dict[tuple[int, str, str, str], Checks]:
    """By year, taxon, exporter and term: the checks that were not passed, and those that could not be made.

    `facts` has `ranges` (taxon to countries), `borders` (pairs as sets), `states`, `categories`, `scores`, and
    `breeders` (pairs, None for no register).
    """
    trade = Trade(rows)
    found = {}
    for goods in trade.cells:
        for year in range(trade.first, max(int(row["Year"]) for row in rows) + 1):
            look = Year(trade, goods, year)
            if look.sum(CAPTIVE):
                parts = [part(look, facts) for part in (volumes, founders, places, reporters, lists)]
                found[year, *goods] = (set().union(*(p[0] for p in parts)), set().union(*(p[1] for p in parts)))
    return found


def volumes(look: Year, facts: Mapping[str, Any]) -> Checks:
    """Checks 1, 2, 4 and 5."""
    if look.year - 5 < look.trade.first:
        return set(), {1, 2, 4, 5}

    def usual(sources: Sequence[str]) -> Fraction:
        return sum((look.sum(sources, year=year) for year in range(look.year - 5, look.year)), Fraction(0)) / 5

    raised = {check for check, times in ((1, 2), (2, 4)) if look.sum(CAPTIVE) > times * usual(CAPTIVE)}
    for check, up, down in ((4, CAPTIVE, WILD), (5, BRED, RANCHED)):
        rise, fall = look.sum(up) - usual(up), look.sum(down) - usual(down)
        if look.sum(up) > 2 * usual(up) and abs(rise + fall) <= max(abs(rise), abs(fall)) / 2:
            raised.add(check)
    return raised, set()


def founders(look: Year, facts: Mapping[str, Any]) -> Checks:
    """Checks 6 and 9."""
    raised: set[int] = set()
    unknown: set[int] = set()
    if look.year == look.trade.first:
        unknown.add(6)
    elif look.sum(("C",)) and not look.exported_as_f_before():
        raised.add(6)
    home = facts["ranges"].get(look.taxon)
    if look.exporter not in facts["states"]:
        unknown.add(9)
    elif home is None or look.exporter not in home:
        if look.year == look.trade.first:
            unknown.add(9)
        elif not look.imported_live_before():
            (unknown if home is None else raised).add(9)
    return raised, unknown


def places(look: Year, facts: Mapping[str, Any]) -> Checks:
    """Checks 7 and 8."""
    home = facts["ranges"].get(look.taxon)
    if home is None or look.exporter not in facts["states"]:
        return set(), {7, 8}
    if look.exporter in home:
        return set(), set()
    near = any({look.exporter, country} in facts["borders"] for country in home)
    return ({7} if near else {7, 8}), set()


def reporters(look: Year, facts: Mapping[str, Any]) -> Checks:
    """Checks 10 to 12."""
    sent, taken = (look.sum((*CAPTIVE, *WILD), side) for side in ("exporter", "importer"))
    if not taken or not Fraction(3, 4) * sent <= taken <= Fraction(5, 4) * sent:
        return set(), set()
    groups: dict[int, tuple[tuple[tuple[str, ...], bool | None], ...]] = {
        10: ((CAPTIVE, None), (WILD, None)),
        11: ((BRED, None), (RANCHED, None)),
        12: ((CAPTIVE, True), (CAPTIVE, False)),
    }
    raised = set()
    for check, both in groups.items():
        shares = []
        for side in ("exporter", "importer"):
            parts = [look.sum(sources, side, commercial=commercial) for sources, commercial in both]
            if any(parts):
                one, other = (part or Fraction(1, 10) for part in parts)
                shares.append(one / (one + other))
        if len(shares) == 2 and abs(shares[0] - shares[1]) >= Fraction(1, 10):
            raised.add(check)
    return raised, set()


def lists(look: Year, facts: Mapping[str, Any]) -> Checks:
    """Checks 3, 13 and 14."""
    raised: set[int] = set()
    unknown: set[int] = set()
    category, score = facts["categories"].get(look.taxon), facts["scores"].get(look.taxon)
    if look.sum(CAPTIVE) > (50 if category in (None, "LC") else Fraction(25, 2)):
        raised.add(3)
    elif category is None and look.sum(CAPTIVE) > Fraction(25, 2):
        unknown.add(3)
    if look.sum(("D",)):
        if facts["breeders"] is None:
            unknown.add(13)
        elif (look.taxon, look.exporter) not in facts["breeders"]:
            raised.add(13)
    if score is None:
        unknown.add(14)
    elif score >= 1:
        raised.add(14)
    return raised, unknown
