"""The end of a record: its last version says why, and whatever was released of it is recalled. Of one or of many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from kouprey.domain.access import Act, Actor, State
from kouprey.domain.records.schema import digest
from kouprey.domain.release import Recall
from kouprey.kernel.errors import UnusableInput
from kouprey.web.core.actions import record_each
from kouprey.web.core.audit import Act as Audit
from kouprey.web.core.bulk import add_rows
from kouprey.web.records.access import held_all
from kouprey.web.records.actions.clearing import recall_all
from kouprey.web.records.keepers import keeper_of
from kouprey.web.records.models import Record, RecordVersion
from kouprey.web.records.queries import kind_of

AT_ONCE: Final = 1_000
"""Records that are withdrawn together: what they say is held in memory."""


def withdraw_record(*, id: UUID, reason: str, by: Actor, at: datetime) -> Record:
    """Close a record. Raises UnusableInput without a reason, NothingThere, Refused."""
    with transaction.atomic():
        (record,) = _withdrawn([id], _said(reason), by, at)
    return record


def withdraw_records(*, ids: Sequence[UUID], reason: str, by: Actor, at: datetime) -> None:
    """Close many records for one reason, all of them or none, as `withdraw_record` closes each."""
    said = _said(reason)
    with transaction.atomic():
        for start in range(0, len(ids), AT_ONCE):
            _withdrawn(ids[start : start + AT_ONCE], said, by, at)


def _said(reason: str) -> str:
    if not reason.strip():
        raise UnusableInput(_("The reason is missing."), remedy=_("Say why the record is withdrawn."))
    return reason.strip()


def _withdrawn(ids: Sequence[UUID], reason: str, by: Actor, at: datetime) -> list[Record]:
    records = held_all(by, ids, Act.RECORD_WITHDRAW)
    last = RecordVersion.objects.of(record__id__among=ids, number=F("record__version"))
    versions = [_last_of(one) for one in last]
    new = {"state": State.WITHDRAWN.value, "amended_by": by.officer, "amended_at": at}
    Record.objects.of(pk__among=ids).update(**new, version=F("version") + 1)
    for record in records:
        record.version += 1
        for column, value in new.items():
            setattr(record, column, value)
    same = {"change": "withdrawn", "reason": reason, "by": by.officer, "by_label": by.label, "at": at}
    add_rows(RecordVersion, versions, **same)
    things = [(record.id, record.number, {"reason": reason}) for record in records]
    record_each(act=Audit.RECORD_WITHDRAWN, kind="record", things=things, by=by, at=at)
    recall_all(records, reason=Recall.WITHDRAWN.value, by=by, at=at)
    for kind, some in groupby(sorted(records, key=attrgetter("kind")), key=kind_of):
        keeper_of(kind.name, kind.headline).withdrawn(list(some), by=by, at=at)
    return records


def _last_of(before: RecordVersion) -> dict[str, Any]:
    """The last version of a record, which says what the one before it said."""
    return {
        "record_id": before.record_id, "number": before.number + 1, "schema": before.schema,
        "snapshot": before.snapshot, "sha256": digest(before.snapshot), "previous": before.sha256,
    }  # fmt: skip
