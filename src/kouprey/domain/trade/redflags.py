"""Red flags for specimens exported as captive-bred: every check put to every year of trade.

Checks after OMorton/CITES_Captive_Assessment (2_Assessment_Pipeline/Functions.R), AC31 Doc. 19.1 and Res. Conf.
17.7; numbers and thresholds are the list `redflag-rules`. Per year, taxon, exporter and term; direct trade,
exporter-reported, number of specimens. A flag is a reason to ask, never a finding; and what could not be checked is
never passed over: each flag and the note say it, with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, Final, NamedTuple

from kouprey.domain.trade.redflag_account import Account
from kouprey.domain.trade.redflag_case import CAPTIVE, Case, Known, Look, Raised, total
from kouprey.domain.trade.redflag_lists import has_slow_life, high_volume, no_registered_breeder
from kouprey.domain.trade.redflag_places import no_founders, no_range_neighbour, not_a_range_state
from kouprey.domain.trade.redflag_reporters import differ_on_purpose, differ_on_ranched, differ_on_wild
from kouprey.domain.trade.redflag_rules import FlagRules
from kouprey.domain.trade.redflag_volumes import (
    increase,
    no_first_generation,
    shift_from_ranched,
    shift_from_wild,
    steep_increase,
)
from kouprey.domain.trade.rules import exactly

CHECKS: Final[Mapping[int, Callable[[Look], Raised | str | None]]] = {
    1: increase,
    2: steep_increase,
    3: high_volume,
    4: shift_from_wild,
    5: shift_from_ranched,
    6: no_first_generation,
    7: not_a_range_state,
    8: no_range_neighbour,
    9: no_founders,
    10: differ_on_wild,
    11: differ_on_ranched,
    12: differ_on_purpose,
    13: no_registered_breeder,
    14: has_slow_life,
}
"""Each answers with a flag, with the reason why it could not be made, or with nothing: passed."""


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


def flags(
    cases: Mapping[tuple[str, str, str], Case], known: Known, rules: FlagRules, years: tuple[int, int] | None
) -> tuple[list[Flag], Account]:
    """Every flag of every taxon, exporter and term in the years asked for, and what could not be checked."""
    found: list[Flag] = []
    account = Account()
    with exactly():
        for key in sorted(cases):
            for year in _asked(cases[key], years):
                volume = total(cases[key].exported, year, CAPTIVE)
                if volume:
                    found += _year(Look(*key, year, volume, cases[key], known, rules), account)
    return found, account


def _asked(case: Case, years: tuple[int, int] | None) -> Iterable[int]:
    return (year for year in sorted(case.exported) if years is None or years[0] <= year <= years[1])


def _year(look: Look, account: Account) -> list[Flag]:
    answers = {number: check(look) for number, check in CHECKS.items()}
    open_checks = {number: reason for number, reason in answers.items() if isinstance(reason, str)}
    account.add(look.taxon, open_checks)
    head = (look.year, look.taxon, look.exporter, look.term)
    return [
        Flag(*head, number, look.rules.names[number], look.volume, raised.bound, raised.evidence, list(open_checks))
        for number, raised in answers.items()
        if isinstance(raised, Raised)
    ]
