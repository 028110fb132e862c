"""Words that many observations hold: found by looking at one observation after another, in the order of their days.

An index of pieces of words has no order: of words that a tenth of a million hold, it gathers a hundred thousand to
show fifty. What few hold it finds at once. A look at the first thousand tells which of the two it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from django.db.models import Q

from kouprey.web.records.search import first_matching
from kouprey.web.records.tenancy import Protected
from kouprey.web.seizures.models import Incident
from kouprey.web.seizures.queries.narrowing import Filters

LOOK: Final = 1_000
"""So many are looked at, to see how often the words are held."""
FARTHEST: Final = 25_000
"""Beyond so many, the index of words is quicker."""
SPARE: Final = 1.3
"""So many times as far is looked as should do: words lie unevenly."""


def among_the_first(found: Protected, whose: UUID, filters: Filters, beyond: Q, most: int) -> list[UUID]:
    """The first `most` of these records, of those that were authorised, that hold the words, by their days; fewer, or
    none, where they are not found so: too far apart, or asked for by more than columns of an observation."""
    alone = replace(filters, q="", kind="", country="", sort="-day") == Filters()
    if not filters.words or not alone:
        return []
    way = "-" if filters.order[1] else ""
    rows = _rows(whose, filters).filter(beyond).order_by(f"{way}day", f"{way}pk")
    far, held = LOOK, first_matching(rows, filters.words, LOOK, most)
    for _turn in range(2):
        farther = int(far * most / len(held) * SPARE) if held else FARTHEST
        if len(held) < most and farther < FARTHEST:
            far, held = farther, first_matching(rows, filters.words, farther, most)
    if len(held) < most:
        return []
    reach = set(found.filter(pk__among=held).values_list("pk", flat=True))
    return [id for id in held if id in reach][:most]


def _rows(whose: UUID, filters: Filters) -> Any:
    asked = {"kind": filters.kind, "country": filters.country.upper()}
    rows = Incident.objects.get_queryset().of(authority=whose)  # type: ignore[attr-defined]
    return rows.filter(**{name: value for name, value in asked.items() if value})
