"""The thresholds of the checks of captive sources, and what the list says of each check."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from kouprey.domain.lists import load
from kouprey.domain.trade.codes import states
from kouprey.domain.trade.rules import Thresholds, numbers, thresholds
from kouprey.kernel.words import declared

FORMER = ("CS", "YU")
"""Former States, for which checks 7 to 9 mean nothing (the source of the rule)."""


class Reporting(NamedTuple):
    """When both sides differ (checks 10 to 12): bounds of the ratio of totals, points, and what a zero is set to."""

    low: Decimal
    high: Decimal
    points: Decimal
    zero: Decimal


class FlagRules(NamedTuple):
    """Thresholds in force, and what the list says of each check."""

    increase: Decimal
    steep: Decimal
    high: tuple[Decimal, Decimal]
    cancel: Decimal
    cancel_ranched: Decimal
    reporting: Mapping[int, Reporting]
    slow: Decimal
    names: Mapping[int, str]
    meanings: Mapping[int, str]
    needs: Mapping[int, str]
    thresholds: Thresholds


def flag_rules() -> FlagRules:
    """Read thresholds and names from the list, this node's own edition first."""
    found = thresholds("redflag-rules", key="check")
    rows = load("redflag-rules").rows
    bounds = sorted(numbers(found, "3", 2), reverse=True)
    return FlagRules(
        found.number("1"), found.number("2"), (bounds[0], bounds[1]), found.number("4"), found.number("5"),
        {check: Reporting(*numbers(found, str(check), 4)) for check in (10, 11, 12)},
        found.number("14"),
        {int(row["check"]): row["name"] for row in rows},
        {int(row["check"]): declared(row["meaning"]) for row in rows},
        {int(row["check"]): declared(row["needs"]) for row in rows},
        found,
    )  # fmt: skip


def living_states() -> frozenset[str]:
    """The codes of States and territories that exist; not former ones, regions, unknown or the high seas."""
    return states() - {*FORMER}


def neighbours() -> dict[str, frozenset[str]]:
    """Which countries have a land border with which, from the list `borders`."""
    found: dict[str, set[str]] = {}
    for row in load("borders").rows:
        for here, there in ((row["country"], row["neighbour"]), (row["neighbour"], row["country"])):
            found.setdefault(here, set()).add(there)
    return {country: frozenset(near) for country, near in found.items()}
