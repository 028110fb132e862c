"""Checks 1, 2, 4, 5 and 6: what the exporter's own figures say against those of earlier years."""

from __future__ import annotations

from decimal import Decimal

from kouprey.domain.trade.redflag_case import BEFORE, BRED, CAPTIVE, RANCHED, WILD, Look, Raised, Sums, earlier, total
from kouprey.kernel.words import said

SHORT = said("the data do not reach back five years")
FIRST = said("there are no data of an earlier year")


def increase(look: Look) -> Raised | str | None:
    """1: the volume is above so many times the mean of the five years before."""
    return _increased(look, look.rules.increase)


def steep_increase(look: Look) -> Raised | str | None:
    """2: the same, with a higher multiple."""
    return _increased(look, look.rules.steep)


def shift_from_wild(look: Look) -> Raised | str | None:
    """4: captive trade rose as by check 1 while wild trade fell by about as much."""
    return _shift(look, CAPTIVE, WILD, look.rules.cancel)


def shift_from_ranched(look: Look) -> Raised | str | None:
    """5: the same between what is bred in captivity and what is ranched."""
    return _shift(look, BRED, RANCHED, look.rules.cancel_ranched)


def no_first_generation(look: Look) -> Raised | str | None:
    """6: exported as bred (C), though no first generation (F) was exported in an earlier year."""
    if look.year <= look.known.history.first_year:
        return FIRST
    if not total(look.case.exported, look.year, ("C",)) or earlier(look.known.history.first_generation, look):
        return None
    return Raised(None, look.rows(("C",)))


def _increased(look: Look, times: Decimal) -> Raised | str | None:
    if look.year - BEFORE < look.known.history.first_year:
        return SHORT
    before = _before(look.case.exported, look.year, CAPTIVE)
    if look.volume * BEFORE <= times * before:
        return None
    return Raised(times * before / BEFORE, look.rows(CAPTIVE, look.window))


def _shift(look: Look, rising: tuple[str, ...], falling: tuple[str, ...], cancel: Decimal) -> Raised | str | None:
    if look.year - BEFORE < look.known.history.first_year:
        return SHORT
    if not _shifted(look.case.exported, look.year, rising, falling, look.rules.increase, cancel):
        return None
    return Raised(None, look.rows((*rising, *falling), look.window))


def _shifted(
    sums: Sums, year: int, up: tuple[str, ...], down: tuple[str, ...], increased: Decimal, cancel: Decimal
) -> bool:
    """Whether one side rose as by check 1 while the other fell by about as much. All terms are times five."""
    this, before = total(sums, year, up), _before(sums, year, up)
    if not this or this * BEFORE <= increased * before:
        return False
    rise = this * BEFORE - before
    fall = total(sums, year, down) * BEFORE - _before(sums, year, down)
    return abs(rise + fall) <= cancel * max(abs(rise), abs(fall))


def _before(sums: Sums, year: int, codes: tuple[str, ...]) -> Decimal:
    return sum((total(sums, past, codes) for past in range(year - BEFORE, year)), Decimal(0))
