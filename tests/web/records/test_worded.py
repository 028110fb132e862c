"""What is kept of a query says to the database what the query itself says, wherever it stands."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import EmptyResultSet
from django.db.models import Count, Exists, OuterRef
from django.db.models.sql.where import WhereNode

from domain.access.test_decide import purposes
from domain.access.world import actor
from kouprey.domain.access import Act, Role, conditions
from kouprey.web.records.filters import as_filter
from kouprey.web.records.models import Record, Release
from kouprey.web.records.worded import rows_that_meet
from kouprey.web.seizures.models import Incident

pytestmark = [pytest.mark.database, pytest.mark.django_db]
Asking = Callable[[Any], Any]
WAYS: dict[str, Asking] = {
    "all": lambda rows: rows,
    "first": lambda rows: rows.order_by("-pk")[:3],
    "locked": lambda rows: rows.select_for_update(of=("self",)).filter(pk=None),
    "counted": lambda rows: rows.values("authority").annotate(Count("pk")).order_by(),
    "within": lambda rows: rows.model.objects.unscoped("a test").filter(pk__in=rows.values("pk")),
    "within itself": lambda rows: rows.filter(pk__in=rows.filter(agency__isnull=False).values("pk")),
    "but itself": lambda rows: rows.exclude(pk__in=rows.values("pk")),
    "there": lambda rows: rows.filter(Exists(rows.filter(pk=OuterRef("pk")))),
    "either": lambda rows: rows.filter(tlp=1) | rows.filter(tlp=2),
    "both": lambda rows: rows.filter(tlp=1) & rows,
}
JOINED: dict[str, Asking] = {
    "record": lambda rows: rows.select_related("record").filter(record__headline="x"),
    "headings": lambda rows: rows.filter(headings__word="x").order_by("headings__day"),
    "not under": lambda rows: rows.exclude(headings__word="x"),
    "twice": lambda rows: rows.filter(lines__taxon="x").filter(lines__taxon="y"),
}
DOORS = (
    (Record, Act.RECORD_READ),
    (Record, Act.RECORD_AMEND),
    (Incident, Act.RECORD_READ),
    (Release, Act.RELEASE_READ),
)


def said(rows: Any) -> tuple[str, list[Any]] | None:
    """What the database is asked; None for what cannot be."""
    try:
        sql, given = rows.query.sql_with_params()
    except EmptyResultSet:
        return None
    return sql, list(given)


@pytest.mark.parametrize(("model", "act"), DOORS, ids=lambda it: getattr(it, "__name__", it))
def test_it_says_what_the_filter_says(model: Any, act: Act):
    asked = 0
    for role in Role:
        for purpose in purposes(role):
            condition = conditions(actor(role, purpose), act)
            plain = model.objects.get_queryset().scoped(as_filter(condition))
            plain.query.where = WhereNode([plain.query.where])  # in brackets, as what is kept stands
            ways = list((WAYS | (JOINED if model is Incident else {})).items())
            random.Random(f"{role} {purpose}").shuffle(ways)  # another one is the first whose words are kept
            for name, way in ways * 2:
                kept = said(way(rows_that_meet(model, condition)))
                assert kept == said(way(plain)), (role, purpose, name)
                asked += kept is not None
    assert asked > len(WAYS) * len(Role)


def test_what_it_was_given_is_not_shared():
    condition = conditions(actor(Role.RECORDER, purposes(Role.RECORDER)[0]), Act.RECORD_READ)
    first, second = (rows_that_meet(Record, condition) for _n in range(2))
    sql, given = said(first) or ("", [])
    (child,) = first.query.where.children
    _words, listed = first.query.get_compiler("default").compile(child)
    listed.clear()
    assert said(second) == (sql, given)
