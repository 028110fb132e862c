"""A condition of `domain.access` as a filter of a query: the same rule, read a second way."""

from __future__ import annotations

from collections.abc import Hashable
from functools import reduce
from operator import and_, or_

from django.db.models import Exists, OuterRef, Q

from kouprey.domain.access import Condition
from kouprey.domain.access.predicates import Every, Holds, Not, OneOf, Some
from kouprey.web.records.models import Reach

_TOKENS = frozenset({"codes", "purposes"})
"""Facts that are kept as words with spaces around each."""
_ALL, _NONE = ~Q(pk__in=[]), Q(pk__in=[])


def as_filter(condition: Condition) -> Q:
    """The rows whose facts meet the condition."""
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
        return reduce(or_, (Q(**{f"{fact}__contains": f" {value} "}) for value in values), _NONE)
    if fact == "reach":
        return Q(Exists(Reach.objects.filter(record=OuterRef("pk"), party__in=list(values))))
    raise ValueError(f"no column holds {fact}")
