"""Conditions on the facts of a record, as data: one reading decides, another (in the web) filters a query.

Because both readings are of the same condition, what a list shows and what a single record answers cannot drift
apart.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class OneOf:
    """The fact is one of these values."""

    fact: str
    values: frozenset[Hashable]


@dataclass(frozen=True, slots=True)
class Holds:
    """The fact is a set, and holds at least one of these values."""

    fact: str
    values: frozenset[Hashable]


@dataclass(frozen=True, slots=True)
class Every:
    """All of the conditions are met; without any, it is met."""

    parts: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of the conditions is met; without any, it is not."""

    parts: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Not:
    """The condition is not met."""

    part: Condition


Condition = OneOf | Holds | Every | Some | Not
ALWAYS, NEVER = Every(), Some()


def one_of(fact: str, *values: Hashable) -> OneOf:
    """The fact is one of the values given."""
    return OneOf(fact, frozenset(values))


def met(condition: Condition, facts: Any) -> bool:
    """Whether the facts (an object with the named attributes) meet the condition."""
    match condition:
        case OneOf(fact, values):
            return getattr(facts, fact) in values
        case Holds(fact, values):
            return bool(getattr(facts, fact) & values)
        case Every(parts):
            return all(met(part, facts) for part in parts)
        case Some(parts):
            return any(met(part, facts) for part in parts)
        case Not(part):
            return not met(part, facts)
