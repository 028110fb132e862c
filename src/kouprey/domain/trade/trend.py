"""Shifts in a country's exports: a steady trend, or a sharp change between the two halves of ten years.

Rule: citescentroamerica.unep-wcmc.org, detection of shifts in trade; its thresholds are the list `trend-rules`.
Every decision is made on exact fractions; only what is shown is rounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from kouprey.domain.trade.rules import Thresholds, exactly, thresholds

GROUPS = ("wild", "captive", "ranched")
UP, DOWN = "up", "down"


COLUMNS = (
    "taxon", "exporter", "term", "unit", "group", "total", "mean", "slope", "relative_slope", "r_squared",
    "first_mean", "last_mean", "nonzero_years", "overall", "sharp", "series",
)  # fmt: skip


class TrendRules(NamedTuple):
    """The thresholds in force."""

    years: int
    relative_slope: Fraction
    r_squared: Fraction
    total: Decimal
    times: Fraction
    nonzero_years: int
    groups: dict[str, str]
    thresholds: Thresholds


class Shift(NamedTuple):
    """What a series shows. `overall` and `sharp` are "up", "down" or None; a series without variation has no fit."""

    total: Decimal
    mean: float
    slope: float
    relative_slope: float
    r_squared: float | None
    first_mean: float
    last_mean: float
    nonzero_years: int
    overall: str | None
    sharp: str | None


class Series(NamedTuple):
    """The yearly quantities of one taxon, exporter, term, unit and group of sources."""

    taxon: str
    exporter: str
    term: str
    unit: str
    group: str
    quantities: tuple[Decimal, ...]


def trend_rules() -> TrendRules:
    """Read the thresholds from the list, this node's own edition first."""
    found = thresholds("trend-rules")
    groups = {code: group for group in GROUPS for code in found.codes(group)}
    return TrendRules(
        found.whole("years"),
        Fraction(found.number("relative_slope")),
        Fraction(found.number("r_squared")),
        found.number("total"),
        Fraction(found.number("times")),
        found.whole("nonzero_years"),
        groups,
        found,
    )


def gather(
    rows: Iterable[tuple[int, str, str, str, str, str, Decimal]], rules: TrendRules, first: int
) -> list[Series]:
    """Put rows (year, taxon, exporter, term, unit, source, quantity) into series; years without trade are zero.

    Sources that are in no group (X, I, O) are left out, as the rule does.
    """
    found: dict[tuple[str, str, str, str, str], list[Decimal]] = {}
    for year, taxon, exporter, term, unit, source, quantity in rows:
        group = rules.groups.get(source)
        if group is not None:
            series = found.setdefault((taxon, exporter, term, unit, group), [Decimal(0)] * rules.years)
            with exactly():
                series[year - first] += quantity
    return [Series(*key, tuple(quantities)) for key, quantities in sorted(found.items())]


def shift(quantities: Sequence[Decimal], rules: TrendRules) -> Shift | None:
    """Judge one series of as many years as the rule looks at; None if its total is too small to be judged."""
    total = sum(quantities, Decimal(0))
    if total <= rules.total:
        return None
    values = [Fraction(quantity) for quantity in quantities]
    slope, fit = _line(values)
    mean = Fraction(total) / len(values)
    half = len(values) // 2
    first, last = sum(values[:half], Fraction(0)) / half, sum(values[-half:], Fraction(0)) / half
    nonzero = sum(1 for value in values if value)
    overall = abs(slope / mean) > rules.relative_slope and fit is not None and fit >= rules.r_squared
    return Shift(
        total,
        float(mean),
        float(slope),
        float(slope / mean),
        None if fit is None else float(fit),
        float(first),
        float(last),
        nonzero,
        (UP if slope > 0 else DOWN) if overall else None,
        _sharp(first, last, rules.times) if nonzero > rules.nonzero_years else None,
    )


def _sharp(first: Fraction, last: Fraction, times: Fraction) -> str | None:
    if last > times * first:
        return UP
    return DOWN if first > times * last else None


def _line(values: Sequence[Fraction]) -> tuple[Fraction, Fraction | None]:
    """Slope per year and coefficient of determination of the least-squares line."""
    count = len(values)
    middle, mean = Fraction(count - 1, 2), sum(values, Fraction(0)) / count
    across = sum(((year - middle) ** 2 for year in range(count)), Fraction(0))
    along = sum(((year - middle) * value for year, value in enumerate(values)), Fraction(0))
    spread = sum(((value - mean) ** 2 for value in values), Fraction(0))
    return along / across, along**2 / (across * spread) if spread else None
