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
from kouprey.domain.records.schema import Kind, digest
from kouprey.web.core.actions import record_new
from kouprey.web.core.audit import Act as Audit
from kouprey.web.core.behind import behind
from kouprey.web.core.bulk import Adder, add_rows
from kouprey.web.records.access import require
from kouprey.web.records.actions.audience import fitting
from kouprey.web.records.actions.by_rules import clear_by_rules, rules_in_force
from kouprey.web.records.actions.numbers import Drawn, numbered
from kouprey.web.records.actions.records import kind_named, same_columns
from kouprey.web.records.keepers import Judged, New, keeper_of
from kouprey.web.records.models import STANDING, Findable, Marks, Reach, Record, RecordVersion
from kouprey.web.records.search import pieces_of

AT_ONCE: Final = 10_000
"""Records that are written together: what of them waits to be written is held in memory. Few large parts: each is
added in the order of its indexes, and touches most of their pages."""


OWN: Final = 6
"""Of so many records of a part, this process makes the rows of one: the copy has more to do."""


class Made(NamedTuple):
    """A record that was written down: its id and number, what was judged, and its standing as columns."""

    id: UUID
    number: str
    judged: Judged
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
    schema = kind_named(kind)
    named = [one.nominal for one in many]
    marked = {some: _marked(marks, some, by) for some in set(named)}
    with transaction.atomic():
        made = numbered(
            len(many), schema, country, at,
            partial(_added, schema, many, [marked[some] for some in named], by, at),
        )  # fmt: skip
        clear_by_rules(rules_in_force(by.authority, schema.name), [one.id for one in made], by=by, at=at)
    return made


def _added(
    schema: Kind, many: Sequence[Judged], marked: Sequence[Marked], by: Actor, at: datetime, drawn: Sequence[Drawn]
) -> list[Made]:
    """Add the records and all that hangs on them, which is made while they are added."""
    same = same_columns(schema, by, at) | {"state": State.REPORTED.value}
    stand = {id(marks): _standing({**same, **marks.columns}) for marks in marked}
    made = [
        Made(key, number, judged, stand[id(marks)])
        for (key, number), judged, marks in zip(drawn, many, marked, strict=True)
    ]
    parts = [slice(start, start + AT_ONCE) for start in range(0, len(made), AT_ONCE)]
    rows_of = partial(_rows, schema, by, at)
    with behind([partial(rows_of, _left(made[part])) for part in parts], items=len(made)) as add_next:
        for part in parts:
            _records(made[part], marked[part], same)
            _acts(made[part], by, at)
            rows_of(_own(made[part]), add_rows)
            add_next()
    return made


def _own(made: Sequence[Made]) -> Sequence[Made]:
    return made[: len(made) // OWN]


def _left(made: Sequence[Made]) -> Sequence[Made]:
    return made[len(made) // OWN :]


def _records(made: Sequence[Made], marked: Sequence[Marked], same: Mapping[str, Any]) -> None:
    """The records themselves, and whom they reach."""
    rows, reached = [], []
    for one, marks in zip(made, marked, strict=True):
        first, last = one.judged.days
        said = {"headline": one.judged.headline[:200], "event_first": first, "event_last": last}
        rows.append({"id": one.id, "number": one.number, **said, **marks.columns})
        reached += [{"record_id": one.id, "party": party} for party in marks.parties]
    add_rows(Record, rows, **same)
    add_rows(Reach, reached)


def _rows(schema: Kind, by: Actor, at: datetime, made: Sequence[Made], add: Adder) -> None:
    """What hangs on records: their versions, by what they are found, and the rows of their room."""
    news = [New(one.id, one.number, one.judged.values(), one.standing) for one in made]
    said = {"number": 1, "schema": schema.schema, "change": "created", "by": by.officer, "by_label": by.label}
    add(RecordVersion, [_first(one) for one in news], **said, at=at)
    add(Findable, [{"record_id": one.id, "pieces": pieces_of(schema, one.number, one.values)} for one in news])
    keeper_of(schema.name, schema.headline).keep_new(news, add, by=by, at=at)


def _acts(made: Sequence[Made], by: Actor, at: datetime) -> None:
    """On SQLite the chain of acts must be asked for, which no copy can; so they are made here."""
    things = [(one.id, one.number, {"version": 1}) for one in made]
    record_new(act=Audit.RECORD_TAKEN_IN, kind="record", things=things, by=by, at=at)


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


def _first(one: New) -> dict[str, Any]:
    text = one.values.text()
    return {"record_id": one.id, "snapshot": text, "sha256": digest(text)}
