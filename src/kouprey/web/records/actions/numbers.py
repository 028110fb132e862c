"""Numbers of records that are new: drawn, not counted, so that none tells how many there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple, TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction

from kouprey.domain.records.schema import Kind
from kouprey.kernel.ids import new_ids
from kouprey.kernel.spoken import spoken
from kouprey.web.records.models import Record
from kouprey.web.records.tenancy import as_the_node

T = TypeVar("T")

DRAWS: Final = 20
"""So often numbers are drawn that somebody else takes at the same moment."""
_TOGETHER: Final = 5_000


class Drawn(NamedTuple):
    """A record that will be: its id, and its number."""

    id: UUID
    number: str


def numbered(count: int, schema: Kind, country: str, at: datetime, keep: Callable[[Sequence[Drawn]], T]) -> T:
    """Draw ids and numbers for so many records, the lowest id first, and let `keep` add them.

    A number is one of some thousand million for a country, a kind and a year. Those of many are looked for first, and
    drawn again where they are taken; where others take one before all are added, `keep` is undone and called again.
    Only inside a transaction. Raises what `keep` raises.
    """
    for _turn in range(DRAWS - 1):
        drawn = _free(count, schema, country, at) if count > 1 else _drawn(count, schema, country, at)
        try:
            with transaction.atomic():
                return keep(drawn)
        except IntegrityError:
            if not _taken([one.number for one in drawn]):
                raise
    with transaction.atomic():
        return keep(_free(count, schema, country, at))


def _free(count: int, schema: Kind, country: str, at: datetime) -> list[Drawn]:
    """As many as are wanted that nobody has now, and no two alike."""
    found: dict[str, Drawn] = {}
    while len(found) < count:
        more = {one.number: one for one in _drawn(count - len(found), schema, country, at)}
        found |= {number: more[number] for number in more.keys() - _taken(list(more))}
    return sorted(found.values(), key=lambda one: one.id.int)


def _drawn(count: int, schema: Kind, country: str, at: datetime) -> list[Drawn]:
    ids = new_ids(count, at_ms=int(at.timestamp() * 1000))
    return [Drawn(id, spoken(country or "XX", schema.code, at.year, id)) for id in ids]


def _taken(numbers: Sequence[str]) -> set[str]:
    """Those that a record of this node has, whoever's it is."""
    every: Any = Record.objects.get_queryset()
    found: set[str] = set()
    with as_the_node("a number names one record of the node"):
        for start in range(0, len(numbers), _TOGETHER):
            rows = every.unscoped("numbers").filter(number__among=numbers[start : start + _TOGETHER])
            found |= set(rows.values_list("number", flat=True))
    return found
