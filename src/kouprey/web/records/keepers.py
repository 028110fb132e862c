"""Kinds of records that keep rows of their own: how the room of such a kind is asked by every act on a record.

A room registers its keeper when it starts (`apps.ready`). Acts on records then ask it inside their own transaction,
whichever door they came through, so that its rows are in step with the newest version and its rules hold everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from kouprey.domain.access import Actor, State
from kouprey.domain.records.schema import snapshot
from kouprey.web.core.bulk import Adder

Values = Mapping[str, Any]


class Written(dict[str, Any]):
    """Values as they are kept, of what was judged."""

    def text(self) -> str:
        """Their snapshot; a room that knows what its values are made of may write the same more quickly."""
        return snapshot(self)


class Judged(Protocol):
    """What a room's own reader read and its own rules judged: `fitted` would leave its values as they are, and they
    are ready to be reported. Only a room makes it, never a page, and it holds itself to that by a test.

    The record says its headline (as a list shows it), the days of the event, and whether it names persons.
    """

    @property
    def headline(self) -> str:
        """The line that stands for the record in a list."""

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The first and the last day of the event."""

    @property
    def nominal(self) -> bool:
        """Whether it names persons."""

    def values(self) -> Written:
        """What is kept, made when it is needed, which may be in a copy of this process. Asked for once."""


class New(NamedTuple):
    """A record that is new: its id and number, what it says, and its standing as columns (`models.STANDING`)."""

    id: UUID
    number: str
    values: Written
    standing: Mapping[str, Any]


class Keeper(Protocol):
    """What a room does for the records of its kind."""

    def fitted(self, values: Values) -> dict[str, Any]:
        """The values as they are kept. Raises Unfit with every problem at once."""

    def headline(self, values: Values) -> str:
        """The line that stands for the record in a list."""

    def names(self, values: Values) -> list[str]:
        """Words of free text that seem to name persons where none belong: a door asks before anything is kept."""
        raise NotImplementedError

    def keep(self, record: Any, values: Values) -> None:
        """Bring the rows of the room in step with the newest version. Raises Unfit."""

    def keep_new(self, records: Sequence[New], add: Adder, *, by: Actor, at: datetime) -> None:
        """Let the rows of many records be added that are new, written down by an officer."""
        raise NotImplementedError

    def ready(self, values: Values, state: State) -> None:
        """Whether a record that says so may step to that state. Raises UnusableInput, Refused."""

    def withdrawn(self, records: Sequence[Any], *, by: Actor, at: datetime) -> None:
        """End what the room had going on with records that an officer withdrew."""

    def destroy(self, record: Any, *, rule: str, by: Any, at: datetime) -> None:
        """Destroy whatever the room holds of the record, in the transaction that destroys it. Work of the node."""


class Plain:
    """A kind without rows of its own: its values are what the schema made of them."""

    def __init__(self, headline: str) -> None:
        self._headline = headline

    def fitted(self, values: Values) -> dict[str, Any]:
        """As they are."""
        return dict(values)

    def headline(self, values: Values) -> str:
        """The field that the kind names."""
        return str(values[self._headline])

    def names(self, values: Values) -> list[str]:
        """It may name persons, and is marked where it does."""
        return []

    def keep(self, record: Any, values: Values) -> None:
        """Nothing more is kept."""

    def keep_new(self, records: Sequence[New], add: Adder, *, by: Actor, at: datetime) -> None:
        """Nothing more is kept."""

    def ready(self, values: Values, state: State) -> None:
        """Always."""

    def withdrawn(self, records: Sequence[Any], *, by: Actor, at: datetime) -> None:
        """Nothing goes on with them."""

    def destroy(self, record: Any, *, rule: str, by: Any, at: datetime) -> None:
        """It has nothing of its own."""


_keepers: dict[str, Keeper] = {}


def register(kind: str, keeper: Keeper) -> None:
    """Make the keeper of a kind known."""
    _keepers[kind] = keeper


def keeper_of(kind: str, headline: str) -> Keeper:
    """The keeper of a kind; `headline` is the field that stands for a record of a kind without one."""
    return _keepers.get(kind) or Plain(headline)
