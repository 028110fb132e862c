"""A condition of `domain.access` as a filter of a query: the same rule, read a second way."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from enum import StrEnum
from functools import lru_cache, reduce
from itertools import combinations
from operator import and_, or_
from typing import Final

from django.db.models import Exists, OuterRef, Q

from kouprey.domain.access import Condition
from kouprey.domain.access.predicates import Every, Holds, Not, OneOf, Some
from kouprey.domain.handling import Code, Purpose
from kouprey.web.records.models import Reach
from kouprey.web.records.models.records import tokens

_TOKENS: Final[Mapping[str, type[StrEnum]]] = {"codes": Code, "purposes": Purpose}
"""Facts that are kept as words with spaces around each, and the words there are."""
_ALL, _NONE = ~Q(pk__in=[]), Q(pk__in=[])


@lru_cache(maxsize=512)
def as_filter(condition: Condition) -> Q:
    """The rows whose facts meet the condition. A page asks for the same a dozen times; a filter is never changed."""
    match condition:
        case OneOf(fact, values):
            return _one_of(fact, values)
        case Holds(fact, values):
            return _holds(fact, values)
        case Every(parts):
            return reduce(and_, map(as_filter, parts), _ALL)
        case Some(parts):
            return reduce(or_, map(as_filter, parts), _NONE)
        case Not(part):
            return ~as_filter(part)


def _one_of(fact: str, values: frozenset[Hashable]) -> Q:
    given = Q(**{f"{fact}__in": [value for value in values if value is not None]})
    return given | Q(**{f"{fact}__isnull": True}) if None in values else given


def _holds(fact: str, values: frozenset[Hashable]) -> Q:
    if fact in _TOKENS:
        return Q(**{f"{fact}__in": _holding(fact, frozenset(map(str, values)))})
    if fact == "reach":
        return Q(Exists(Reach.objects.filter(record=OuterRef("pk"), party__in=list(values))))
    raise ValueError(f"no column holds {fact}")


@lru_cache(maxsize=64)
def _holding(fact: str, values: frozenset[str]) -> tuple[str, ...]:
    """Everything that the column can say and that holds one of these words.

    Behind a wall PostgreSQL estimates a search within a text as one row of two hundred, whatever it knows of the
    column, and then reads all records to find ten. Equality is leakproof: there it uses what it knows.
    """
    words = sorted(map(str, _TOKENS[fact]))
    every = (some for size in range(1, len(words) + 1) for some in combinations(words, size))
    return tuple(tokens(some) for some in every if values & set(some))
