"""Many records written down and reported at once, as a table brings them: the same checks and marks for each, a few
statements for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from kouprey.domain.access import Act, Actor, NewRecord, State
from kouprey.domain.handling import Handling
from kouprey.domain.records.schema import Kind, digest, snapshot
from kouprey.web.core.actions import record_new
from kouprey.web.core.audit import Act as Audit
from kouprey.web.records.access import require
from kouprey.web.records.actions.audience import fitting
from kouprey.web.records.actions.clearing import clear_by_rules
from kouprey.web.records.actions.records import fitted_to, insert, kind_named, unsaved, with_names
from kouprey.web.records.keepers import keeper_of
from kouprey.web.records.models import Findable, Reach, Record, RecordVersion, ReleaseRule
from kouprey.web.records.queries import facts_of
from kouprey.web.records.search import findable

AT_ONCE: Final = 500
"""Records that are written together: so many are held in memory, and so many rows go with one statement."""


def create_reported(
    *, kind: str, many: Sequence[Mapping[str, Any]], marks: Handling, country: str, by: Actor, at: datetime
) -> list[Record]:
    """Write records down and report them, all of them or none. Rules set in advance apply to each.

    Raises Unfit, UnusableInput and Refused as the two acts do one by one (`records.create_record`, `file_record`).
    """
    require(by, Act.RECORD_CREATE, NewRecord(by.agency))
    schema, made = kind_named(kind), []
    with transaction.atomic():
        for start in range(0, len(many), AT_ONCE):
            made += _written(schema, many[start : start + AT_ONCE], marks, country, by, at)
        if ReleaseRule.objects.of(authority=by.authority, kind=schema.name, closed_at=None).exists():
            for record in made:
                clear_by_rules(record, by=by, at=at)
    return made


def _written(
    schema: Kind, many: Iterable[Mapping[str, Any]], marks: Handling, country: str, by: Actor, at: datetime
) -> list[Record]:
    keeper = keeper_of(schema.name, schema.headline)
    kept = [fitted_to(schema, values) for values in many]
    marked = [fitting(with_names(marks, schema, values), by=by) for values in kept]
    records = [unsaved(schema, values, one, by, at) for values, one in zip(kept, marked, strict=True)]
    insert(records, schema, country, at)
    for record, one in zip(records, marked, strict=True):
        reach = [Reach(record=record, party=party) for party in sorted(one.audience)]
        record._prefetched_objects_cache = {"reached": reach}  # type: ignore[attr-defined]  # what the rows will say
    pairs = list(zip(records, kept, strict=True))
    Reach.objects.bulk_create([reach for record in records for reach in record.reached.all()], batch_size=AT_ONCE)
    RecordVersion.objects.bulk_create([_first(schema, record, values, by, at) for record, values in pairs])
    Findable.objects.bulk_create([findable(record, schema, values) for record, values in pairs])
    keeper.keep_new(pairs)
    for record, values in pairs:
        require(by, Act.RECORD_FILE, facts_of(record))
        keeper.ready(record, values, State.REPORTED)
        record.state = State.REPORTED.value
    Record.objects.of(pk__in=[record.pk for record in records]).update(state=State.REPORTED.value)
    acts: list[tuple[Audit, dict[str, Any]]] = [(Audit.RECORD_CREATED, {}), (Audit.RECORD_FILED, {"version": 1})]
    record_new(acts=acts, kind="record", things=[(one.id, one.number) for one in records], by=by, at=at)
    return records


def _first(schema: Kind, record: Record, values: Mapping[str, Any], by: Actor, at: datetime) -> RecordVersion:
    text = snapshot(values)
    return RecordVersion(
        record=record, number=1, schema=schema.schema, snapshot=text, sha256=digest(text), change="created",
        by=by.officer, by_label=by.label, at=at,
    )  # fmt: skip
