"""Checks 10, 11 and 12: do importers report another source, or another purpose, than the exporter?

The rule: both sides report about as much in all (of sources C, D, F, R, W, U, X and blank), and their shares of the
two groups differ by so many points or more; what one group gains the other loses. A zero of one group is set to the
value of the list. Where a side reports nothing of either group there is nothing to compare. The source's own script
counts ranched specimens as captive on one side only; here both sides count alike.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from kouprey.domain.trade.redflag_case import BRED, CAPTIVE, RANCHED, WILD, Look, Raised, Sums, total
from kouprey.domain.trade.redflag_rules import Reporting

COMMERCIAL = ("T",)


def differ_on_wild(look: Look) -> Raised | str | None:
    """10: one side reports as wild what the other reports as captive."""
    return _by_source(look, look.rules.reporting[10], CAPTIVE, WILD)


def differ_on_ranched(look: Look) -> Raised | str | None:
    """11: one side reports as ranched what the other reports as bred."""
    return _by_source(look, look.rules.reporting[11], BRED, RANCHED)


def differ_on_purpose(look: Look) -> Raised | str | None:
    """12: one side reports as commercial what the other does not, among captive sources."""
    rule, case, year = look.rules.reporting[12], look.case, look.year
    if not _alike(look, rule):
        return None
    codes = sorted({*case.exported_for.get(year, {}), *case.imported_for.get(year, {})})
    others = [code for code in codes if code not in COMMERCIAL]
    sides = [_pair(sums, year, COMMERCIAL, others) for sums in (case.exported_for, case.imported_for)]
    if not _differ(sides[0], sides[1], rule):
        return None
    return Raised(None, _rows(look, case.exported_for, case.imported_for, "purpose", codes))


def _by_source(look: Look, rule: Reporting, one: Sequence[str], other: Sequence[str]) -> Raised | None:
    case, year = look.case, look.year
    if not _alike(look, rule):
        return None
    sides = [_pair(sums, year, one, other) for sums in (case.exported, case.imported)]
    if not _differ(sides[0], sides[1], rule):
        return None
    return Raised(None, _rows(look, case.exported, case.imported, "source", (*one, *other)))


def _alike(look: Look, rule: Reporting) -> bool:
    """Whether both sides report about as much in all, both bounds included."""
    exported, imported = (
        total(sums, look.year, (*CAPTIVE, *WILD)) for sums in (look.case.exported, look.case.imported)
    )
    return bool(imported) and rule.low * exported <= imported <= rule.high * exported


def _pair(sums: Sums, year: int, one: Collection[str], other: Collection[str]) -> tuple[Decimal, Decimal]:
    return total(sums, year, one), total(sums, year, other)


def _differ(exported: tuple[Decimal, Decimal], imported: tuple[Decimal, Decimal], rule: Reporting) -> bool:
    if not any(exported) or not any(imported):
        return False
    ours, theirs = (_share(side, rule.zero) for side in (exported, imported))
    return abs(ours - theirs) >= Fraction(rule.points)


def _share(side: tuple[Decimal, Decimal], zero: Decimal) -> Fraction:
    one, other = (Fraction(quantity or zero) for quantity in side)
    return one / (one + other)


def _rows(look: Look, exported: Sums, imported: Sums, field: str, codes: Iterable[str]) -> list[dict[str, Any]]:
    listed = tuple(codes)
    return [
        {"year": look.year, "reporter": reporter, field: code, "quantity": sums[look.year][code]}
        for reporter, sums in (("exporter", exported), ("importer", imported))
        for code in listed
        if code in sums.get(look.year, {})
    ]
