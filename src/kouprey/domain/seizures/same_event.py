"""“Same event as”: a judgement between two records, across agencies and States, that counts honour. Reversible.

A judgement never changes a record. The last one on a pair holds; taking it back is a judgement too. Events are the
groups that the judgements that hold join together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Judgement:
    """Somebody says that two records are about the same event, or that they are not; `by` is the officer's id."""

    one: str
    other: str
    same: bool
    by: str
    at: datetime
    reason: str = ""

    @property
    def pair(self) -> tuple[str, str]:
        """The two records, in one order."""
        return (self.one, self.other) if self.one <= self.other else (self.other, self.one)


class Conflict(NamedTuple):
    """Two records that are judged to differ, yet are joined by way of others."""

    one: str
    other: str
    event: str


class Events:
    """Which records are about the same event, by the judgements that hold."""

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        """Join what is judged the same; the last judgement on a pair holds."""
        last: dict[tuple[str, str], Judgement] = {}
        for judgement in sorted(judgements, key=lambda one: one.at):
            if judgement.one != judgement.other:
                last[judgement.pair] = judgement
        self._parents: dict[str, str] = {}
        for (one, other), judgement in last.items():
            if judgement.same:
                self._join(one, other)
        self._apart = tuple(pair for pair, judgement in last.items() if not judgement.same)
        self._members = self.groups(sorted({one for pair in last for one in pair}))

    def event(self, record: str) -> str:
        """The event of a record: the least id among those that are about it."""
        while (above := self._parents.get(record, record)) != record:
            record = above
        return record

    def count(self, records: Iterable[str]) -> int:
        """How many events the records are about."""
        return len({self.event(record) for record in records})

    def groups(self, records: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """The records of each event, in the order given; events with one record too."""
        found: dict[str, list[str]] = {}
        for record in records:
            found.setdefault(self.event(record), []).append(record)
        return {event: tuple(members) for event, members in found.items()}

    def others(self, record: str) -> tuple[str, ...]:
        """The other records that judgements join to this one."""
        return tuple(one for one in self._members.get(self.event(record), ()) if one != record)

    @property
    def joined(self) -> frozenset[str]:
        """The records that share their event with another."""
        return frozenset(one for members in self._members.values() if len(members) > 1 for one in members)

    def conflicts(self) -> tuple[Conflict, ...]:
        """Pairs that are judged to differ and are joined all the same: somebody should look again."""
        joined = ((one, other, self.event(one)) for one, other in self._apart if self.event(one) == self.event(other))
        return tuple(Conflict(*found) for found in joined)

    def _join(self, one: str, other: str) -> None:
        first, second = sorted((self.event(one), self.event(other)))
        if first != second:
            self._parents[second] = first
