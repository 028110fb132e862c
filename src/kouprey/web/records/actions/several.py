"""Many records written down and reported at once, as a table brings them: permission and marks as for each, values
that its room read and judged, and a few statements for all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db import transaction

from kouprey.domain.access import Act, Actor, NewRecord, RecordFacts, State
from kouprey.domain.handling import Handling
from kouprey.domain.records.schema import Kind, digest, is_nominal
from kouprey.kernel.ids import new_ids
from kouprey.web.core.actions import links_at_once, record_new
from kouprey.web.core.audit import Act as Audit
from kouprey.web.core.behind import behind
from kouprey.web.core.bulk import Adder, add_rows
from kouprey.web.records.access import require
from kouprey.web.records.actions.audience import fitting
from kouprey.web.records.actions.clearing import clear_by_rules
from kouprey.web.records.actions.records import (
    columns_of,
    kind_named,
    numbered,
    same_columns,
)
from kouprey.web.records.keepers import Judged, New, keeper_of
from kouprey.web.records.models import STANDING, Findable, Marks, Reach, Record, RecordVersion, ReleaseRule
from kouprey.web.records.search import pieces_of

AT_ONCE: Final = 10_000
"""Records that are written together: what of them waits to be written is held in memory. Few large parts: each is
added in the order of its indexes, and touches most of their pages."""


class Made(NamedTuple):
    """A record that was written down: by what it is found, and what it says."""

    id: UUID
    number: str
    values: Judged
    standing: Mapping[str, Any]


class Marked(NamedTuple):
    """The columns of marks, and whom they reach."""

    columns: Mapping[str, Any]
    parties: Sequence[UUID]


def create_reported(
    *, kind: str, many: Sequence[Judged], marks: Handling, country: str, by: Actor, at: datetime
) -> list[Made]:
    """Write records down and report them, all of them or none. Rules set in advance apply to each.

    Raises UnusableInput for marks that do not fit, and Refused, as the two acts do one by one
    (`records.create_record`, `file_record`).
    """
    require(by, Act.RECORD_CREATE, NewRecord(by.agency))
    schema, parts = kind_named(kind), [slice(start, start + AT_ONCE) for start in range(0, len(many), AT_ONCE)]
    named = [is_nominal(schema, values) for values in many]
    marked = {some: _marked(marks, some, by) for some in set(named)}
    ids, made = new_ids(len(many), at_ms=int(at.timestamp() * 1000)), []
    with transaction.atomic():
        for part in parts:
            made += _records(schema, ids[part], many[part], [marked[some] for some in named[part]], country, by, at)
        reached = [
            {"record_id": one.id, "party": party}
            for one, some in zip(made, named, strict=True)
            for party in marked[some].parties
        ]
        add_rows(Reach, reached)
        makings = [partial(_rows, schema, made[part], by, at) for part in parts]
        with behind(makings, items=len(made)) as add_next:
            for part in parts:
                if links_at_once():
                    _acts(made[part], by, at, add_rows)
                add_next()
        if ReleaseRule.objects.of(authority=by.authority, kind=schema.name, closed_at=None).exists():
            for one in made:
                clear_by_rules(Record.objects.of(pk=one.id).get(), by=by, at=at)
    return made


def _records(
    schema: Kind, ids: Sequence[UUID], many: Sequence[Judged], marked: Sequence[Marked], country: str, by: Actor,
    at: datetime,
) -> list[Made]:  # fmt: skip
    """The records themselves, which need numbers that nobody has."""
    columns = [{**columns_of(schema, values), **marks.columns} for values, marks in zip(many, marked, strict=True)]
    same = same_columns(schema, by, at) | {"state": State.REPORTED.value}
    drawn: list[tuple[UUID, str]] = []

    def keep(ids: Sequence[UUID], numbers: Sequence[str]) -> None:
        drawn[:] = zip(ids, numbers, strict=True)
        rows = [{"id": id, "number": number, **one} for (id, number), one in zip(drawn, columns, strict=True)]
        add_rows(Record, rows, **same)

    numbered(ids, schema, country, at, keep)
    stand = {id(marks): _standing({**same, **marks.columns}) for marks in marked}
    return [
        Made(key, number, values, stand[id(marks)])
        for (key, number), values, marks in zip(drawn, many, marked, strict=True)
    ]


def _rows(schema: Kind, made: Sequence[Made], by: Actor, at: datetime, add: Adder) -> None:
    """What hangs on records: their versions, by what they are found, the rows of their room, and the act."""
    said = {"number": 1, "schema": schema.schema, "change": "created", "by": by.officer, "by_label": by.label}
    add(RecordVersion, [_first(one) for one in made], **said, at=at)
    add(Findable, [{"record_id": one.id, "pieces": pieces_of(schema, one.number, one.values)} for one in made])
    news = [New(one.id, one.number, one.values, one.standing) for one in made]
    keeper_of(schema.name, schema.headline).keep_new(news, add, by=by, at=at)
    if not links_at_once():
        _acts(made, by, at, add)


def _acts(made: Sequence[Made], by: Actor, at: datetime, add: Adder) -> None:
    things = [(one.id, one.number) for one in made]
    record_new(act=Audit.RECORD_TAKEN_IN, kind="record", things=things, details={"version": 1}, add=add, by=by, at=at)


def _standing(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Of the columns of a record that is new, those that decide who sees it; it lies in no team or compartment."""
    return {name: columns.get(name) for name in STANDING}


def _marked(marks: Handling, named: bool, by: Actor) -> Marked:
    """What records are marked with that name persons, or do not. Raises UnusableInput, and Refused where the officer
    could not report them."""
    found = fitting(replace(marks, nominal=marks.nominal or named).checked(), by=by)
    draft = RecordFacts(
        authority=by.authority, agency=by.agency, recorded_by=by.officer, amended_by=by.officer, state=State.DRAFT,
        tlp=found.tlp, codes=frozenset(map(str, found.codes)), purposes=frozenset(map(str, found.purposes)),
        nominal=found.nominal, reach=found.audience,
    )  # fmt: skip
    require(by, Act.RECORD_FILE, draft)
    return Marked(Marks.columns(found), sorted(found.audience))


def _first(one: Made) -> dict[str, Any]:
    text = one.values.text()
    return {"record_id": one.id, "snapshot": text, "sha256": digest(text)}
