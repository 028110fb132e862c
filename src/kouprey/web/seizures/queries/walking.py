"""Words that many observations hold: found by looking at one observation after another, in the order of the list.

An index of pieces of words has no order: of words that a tenth of a million hold, it gathers a hundred thousand to
show fifty. What few hold it finds at once. A look at the first thousand tells which of the two it is. Only what may
be seen is looked at: neither what is found, nor how many questions it takes, tells of anything else.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db.models import Q

from kouprey.web.records.search import first_matching
from kouprey.web.records.tenancy import Protected
from kouprey.web.seizures.queries.narrowing import Filters, in_order, narrowed

LOOK: Final = 1_000
"""So many are looked at, to see how often the words are held."""
FARTHEST: Final = 15_000
"""Beyond so many, the index of words is quicker."""
SPARE: Final = 3
"""So many times as far may be looked as should do: words lie unevenly, and what is found ends the look."""


def among_the_first(found: Protected, filters: Filters, beyond: Q, most: int) -> list[UUID]:
    """The first `most` of these observations, of those that were authorised, that hold the words, in the order of the
    list; fewer, or none, where they are not found so: too far apart, or asked for under headings."""
    if not filters.words or filters.headings:
        return []
    rows = in_order(narrowed(found, replace(filters, q="")), filters).filter(beyond)
    try:
        held = first_matching(rows, filters.words, LOOK, most)
        if 0 < len(held) < most and LOOK * most // len(held) < FARTHEST:
            farther = min(FARTHEST, SPARE * LOOK * most // len(held))
            held = first_matching(rows, filters.words, farther, most)
    except EmptyResultSet:  # what else is asked for cannot be
        return []
    return held
