"""Words that many records hold: found by looking at one record after another, in the order of a list (ADR 36)."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection

from kouprey.web.records.search import every, rare_first
from kouprey.web.records.tenancy import Protected

LOOK: Final = 1_000
"""So many are looked at, to see how often the words are held."""
FARTHEST: Final = 15_000
"""Beyond so many, the index of words is quicker."""
SPARE: Final = 3
"""So many times as far may be looked as should do: words lie unevenly, and what is found ends the look."""


def walked_to(ordered: Protected, words: str, most: int) -> list[UUID]:
    """The first `most` of these records, of those that were authorised, that hold the words, in the order of an
    index; fewer, or none, where they are held too seldom to be walked to.

    An index of pieces of words has no order: of words that a tenth of a million hold, it gathers a hundred thousand
    to show fifty. What few hold it finds at once. A look at the first thousand tells which of the two it is. Only
    what may be seen is looked at: neither what is found, nor how many questions it takes, tells of anything else.
    """
    try:
        held = _first_matching(ordered, words, LOOK, most)
        if 0 < len(held) < most and LOOK * most // len(held) < FARTHEST:
            held = _first_matching(ordered, words, min(FARTHEST, SPARE * LOOK * most // len(held)), most)
    except EmptyResultSet:  # what else is asked for cannot be
        return []
    return held


def _first_matching(found: Protected, words: str, farthest: int, most: int) -> list[UUID]:
    """Of records that were authorised and are in an order, the first `most` that hold every piece of the words, by
    looking at one after another, `farthest` of them.

    Said in SQL: the database may not begin with the words, nor sort what it finds. Raises EmptyResultSet.
    """
    names = [str(name) for name in found.query.order_by]
    order = [(name.removeprefix("-"), " DESC" if name.startswith("-") else "") for name in names]
    first: Any = found.values(*{"pk": None, **dict(order)})[:farthest]
    rows, given = first.in_sql()
    wanted = rare_first(words)
    if connection.vendor == "sqlite":  # it never turns a cross join round, and would look at all to sort it once more
        look, join, by = "instr", "CROSS JOIN", ""
    else:
        look, join = "strpos", "JOIN"
        by = "ORDER BY " + ", ".join(f"w.{connection.ops.quote_name(name)}{way}" for name, way in order)
    asked = (
        f"SELECT w.pk FROM ({rows}) w {join} records_findable f ON f.record_id = w.pk AND f.release_id IS NULL"
        f" WHERE {every(f'{look}(f.pieces, %s) > 0', len(wanted))} {by} LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked, [*given, *(f" {piece} " for piece in wanted), most])
        return [id if isinstance(id, UUID) else UUID(id) for (id,) in cursor.fetchall()]
