"""Red flags for specimens exported as captive-bred: the checks that trade data alone can answer.

Checks after OMorton/CITES_Captive_Assessment (2_Assessment_Pipeline/Functions.R), AC31 Doc. 19.1 and Res. Conf.
17.7; numbers and thresholds are the list `redflag-rules`. Per year, taxon, exporter and term; direct trade,
exporter-reported, number of specimens. A flag is a reason to ask, never a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from kouprey.domain.lists import load
from kouprey.domain.trade.rules import Thresholds, exactly, thresholds

BRED, RANCHED = ("C", "D", "F"), ("R",)
CAPTIVE = (*BRED, *RANCHED)
WILD = ("W", "U", "X", "")
BEFORE = 5
"""How many years before are looked at."""

FORMER = ("CS", "YU")
"""Former States, for which checks 7 to 9 mean nothing."""

Sums = dict[int, dict[str, Decimal]]
"""Year to source to quantity, of one taxon, exporter and term."""


class Flag(NamedTuple):
    """One check that a year's trade did not pass, with the rows behind it and the checks that could not be made."""

    year: int
    taxon: str
    exporter: str
    term: str
    check: int
    name: str
    volume: Decimal
    bound: Decimal | None
    evidence: list[dict[str, Any]]
    not_checked: list[int]


class FlagRules(NamedTuple):
    """Thresholds in force, and what the list says of each check."""

    increase: Decimal
    steep: Decimal
    high: tuple[Decimal, Decimal]
    cancel: Decimal
    cancel_ranched: Decimal
    names: Mapping[int, str]
    never: tuple[int, ...]
    thresholds: Thresholds


class History(NamedTuple):
    """What earlier years hold: the first year of data, exports as F, live imports, by taxon and country."""

    first_year: int
    first_generation: Mapping[tuple[str, str], int]
    live_imports: Mapping[tuple[str, str], int]


def flag_rules() -> FlagRules:
    """Read thresholds and names from the list, this node's own edition first."""
    found = thresholds("redflag-rules", key="check")
    rows = load("redflag-rules").rows
    bounds = sorted((Decimal(value) for value in found.codes("3")), reverse=True)
    return FlagRules(
        found.number("1"), found.number("2"), (bounds[0], bounds[-1]), found.number("4"), found.number("5"),
        {int(row["check"]): row["name"] for row in rows},
        tuple(int(row["check"]) for row in rows if row["state"] == "not checked"),
        found,
    )  # fmt: skip


def not_checked() -> list[dict[str, Any]]:
    """The checks that trade data alone cannot answer, whole or in part, and what each needs."""
    return [
        {"check": int(row["check"]), "name": row["name"], "meaning": row["meaning"], "needs": row["needs"],
         "in_part": row["state"] == "in part"}
        for row in load("redflag-rules").rows
        if row["state"] != "checked"
    ]  # fmt: skip


def flags(
    sums: Mapping[tuple[str, str, str], Sums], history: History, rules: FlagRules, years: tuple[int, int] | None
) -> Iterator[Flag]:
    """Every flag of every taxon, exporter and term, in the years asked for."""
    for key in sorted(sums):
        for year in sorted(sums[key]):
            if years is None or years[0] <= year <= years[1]:
                with exactly():
                    found = list(_year(key, year, sums[key], history, rules))
                yield from found


def _year(key: tuple[str, str, str], year: int, sums: Sums, history: History, rules: FlagRules) -> Iterator[Flag]:
    volume = _total(sums, year, CAPTIVE)
    if not volume:
        return
    missing = _missing(key[1], year, volume, history, rules)
    window = range(year - BEFORE, year + 1)

    def flag(check: int, bound: Decimal | None, sources: Iterable[str], span: Iterable[int]) -> Flag:
        taxon, exporter, term = key
        evidence = _evidence(sums, span, tuple(sources))
        return Flag(year, taxon, exporter, term, check, rules.names[check], volume, bound, evidence, missing)

    if year - BEFORE >= history.first_year:
        before = _before(sums, year, CAPTIVE)
        for check, times in ((1, rules.increase), (2, rules.steep)):
            if volume * BEFORE > times * before:
                yield flag(check, times * before / BEFORE, CAPTIVE, window)
        if _shifted(sums, year, CAPTIVE, WILD, rules.increase, rules.cancel):
            yield flag(4, None, (*CAPTIVE, *WILD), window)
        if _shifted(sums, year, BRED, RANCHED, rules.increase, rules.cancel_ranched):
            yield flag(5, None, CAPTIVE, window)
    if volume > rules.high[0]:
        yield flag(3, rules.high[0], CAPTIVE, [year])
    if year > history.first_year:
        if _total(sums, year, ("C",)) and not _earlier(history.first_generation, key, year):
            yield flag(6, None, ("C",), [year])
        if key[1] not in FORMER and not _earlier(history.live_imports, key, year):
            yield flag(9, None, CAPTIVE, [year])


def _missing(exporter: str, year: int, volume: Decimal, history: History, rules: FlagRules) -> list[int]:
    missing = set(rules.never)
    if year - BEFORE < history.first_year:
        missing |= {1, 2, 4, 5}
    if rules.high[1] < volume <= rules.high[0]:
        missing.add(3)
    if year <= history.first_year:
        missing |= {6, 9}
    if exporter in FORMER:
        missing.add(9)
    return sorted(missing)


def _shifted(
    sums: Sums, year: int, rising: Iterable[str], falling: Iterable[str], increase: Decimal, cancel: Decimal
) -> bool:
    """Whether one side rose as by check 1 while the other fell by about as much. All terms are times five."""
    up, down = tuple(rising), tuple(falling)
    this, before = _total(sums, year, up), _before(sums, year, up)
    if not this or this * BEFORE <= increase * before:
        return False
    rise = this * BEFORE - before
    fall = _total(sums, year, down) * BEFORE - _before(sums, year, down)
    return abs(rise + fall) <= cancel * max(abs(rise), abs(fall))


def _total(sums: Sums, year: int, sources: Iterable[str]) -> Decimal:
    found = sums.get(year, {})
    return sum((found.get(source, Decimal(0)) for source in sources), Decimal(0))


def _before(sums: Sums, year: int, sources: tuple[str, ...]) -> Decimal:
    return sum((_total(sums, earlier, sources) for earlier in range(year - BEFORE, year)), Decimal(0))


def _earlier(first: Mapping[tuple[str, str], int], key: tuple[str, str, str], year: int) -> bool:
    return first.get(key[:2], year) < year


def _evidence(sums: Sums, years: Iterable[int], sources: tuple[str, ...]) -> list[dict[str, Any]]:
    return [
        {"year": year, "source": source, "quantity": sums[year][source]}
        for year in years
        for source in sources
        if source in sums.get(year, {})
    ]
