"""Checks 7, 8 and 9: could the exporter have had the founders of what it says it bred?

A range State has them at home, a neighbour of one has them near, everybody else must have imported them alive. Where
no list of range States knows the taxon, where the list is not certain, or where the exporter is no State of today
(the source of the rule names YU and CS), the checks are not made.
"""

from __future__ import annotations

from typing import Any

from kouprey.domain.trade.redflag_case import CAPTIVE, Look, Raised, Range, earlier
from kouprey.domain.trade.redflag_volumes import FIRST
from kouprey.kernel.words import said

NO_RANGE = said("no list of range States is loaded that knows the taxon")
NO_STATE = said("the exporter is a former State, or no State")
UNCLEAR = said("the list of range States is not certain about the exporter or its neighbours")


def not_a_range_state(look: Look) -> Raised | str | None:
    """7: the exporter is not a range State of the taxon."""
    found = _range(look)
    if isinstance(found, str):
        return found
    if look.exporter in found.states:
        return None
    return UNCLEAR if _unclear(found, look.exporter) else Raised(None, _evidence(look, found))


def no_range_neighbour(look: Look) -> Raised | str | None:
    """8: the exporter has no land border with a range State either."""
    found = _range(look)
    if isinstance(found, str):
        return found
    near = look.known.neighbours.get(look.exporter, frozenset())
    if look.exporter in found.states or near & found.states:
        return None
    if _unclear(found, look.exporter, *near):
        return UNCLEAR
    return Raised(None, [*_evidence(look, found), {"neighbours": sorted(near)}])


def no_founders(look: Look) -> Raised | str | None:
    """9: the exporter never imported the taxon alive in an earlier year. Range States pass."""
    found = _range(look)
    if isinstance(found, Range) and look.exporter in found.states:
        return None
    if found == NO_STATE or look.year <= look.known.history.first_year:
        return NO_STATE if found == NO_STATE else FIRST
    if earlier(look.known.history.live_imports, look):
        return None
    if isinstance(found, str):
        return found
    return UNCLEAR if _unclear(found, look.exporter) else Raised(None, _evidence(look, found))


def _range(look: Look) -> Range | str:
    if look.exporter not in look.known.states:
        return NO_STATE
    return look.known.ranges.get(look.taxon, NO_RANGE)


def _unclear(found: Range, *countries: str) -> bool:
    return not found.whole or any(country in found.unclear for country in countries)


def _evidence(look: Look, found: Range) -> list[dict[str, Any]]:
    return [*look.rows(CAPTIVE), {"range_states": sorted(found.states), "list": found.source}]
