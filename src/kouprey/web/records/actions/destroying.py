"""Destroying records whose period is over: proposed by one officer, done when a second one approves.

Everything that says what the record said goes in one transaction, with the key of what the audit holds of it. What
stays is a stone, the chain of acts, and the report of what left: to whom, which fields, under what, and a digest.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kouprey.domain.access import Act, Actor
from kouprey.domain.release import Recall
from kouprey.domain.schedule import Period, periods
from kouprey.kernel.errors import Refused, UnusableInput
from kouprey.kernel.ids import new_id
from kouprey.web.core.actions import destroy_contents
from kouprey.web.core.approvals import ask_approval, close_approval, open_approval
from kouprey.web.core.models import Approval
from kouprey.web.records import vault
from kouprey.web.records.access import DESTROY, held
from kouprey.web.records.actions.clearing import recall_all
from kouprey.web.records.keepers import keeper_of
from kouprey.web.records.models import (
    Attachment,
    Findable,
    Hold,
    Reach,
    Record,
    RecordVersion,
    Release,
    ReleaseAsk,
    Stone,
)
from kouprey.web.records.queries import counted_day, is_held, kind_of
from kouprey.web.records.tenancy import as_the_node


def ask_destruction(*, ids: Iterable[UUID], reason: str, by: Actor, at: datetime) -> list[Approval]:
    """Propose that records whose period is over are destroyed: one question for each, for all of them or for none.

    Raises NothingThere, Refused (not due, under a hold, asked for already), UnusableInput.
    """
    wanted = sorted(set(ids))
    if not wanted:
        raise UnusableInput(_("No record was chosen."), remedy=_("Choose at least one record of the list."))
    with transaction.atomic():
        return [_asked(id, reason, by, at) for id in wanted]


def answer_destruction(*, approval: UUID, approve: bool, answer: str, by: Actor, at: datetime) -> None:
    """Approve, and the record is destroyed at once; or refuse. Raises NothingThere, Refused, UnusableInput.

    The record must be as it was when this was asked, past its period by the list of today, and under no hold.
    """
    with transaction.atomic():
        asked = open_approval(approval, DESTROY, at=at)
        record = held(by, UUID(asked.target_id), Act.RETENTION_APPROVE, asked_by=asked.asked_by)
        close_approval(asked, approved=approve, answer=answer, by=by, at=at)
        if not approve:
            return
        period, ended = _over(record, at.date())
        if str(record.version) != asked.target_version:
            raise Refused(_("The record was amended since this was asked."), remedy=_("Refuse it, and ask again."))
        # Rows of other agencies hang on the record as well: none of them may stay because this officer cannot see it.
        with as_the_node("destruction that two officers decided"):
            _destroy(record, period, ended, asked, by, at)


def _asked(id: UUID, reason: str, by: Actor, at: datetime) -> Approval:
    record = held(by, id, Act.RETENTION_ASK)
    period, ended = _over(record, at.date())
    return ask_approval(
        act=DESTROY, target=("record", record.id, record.number), version=str(record.version),
        payload={"kind": record.kind, "row": period.row, "months": period.months, "ended": ended.isoformat()},
        reason=reason, by=by, at=at,
    )  # fmt: skip


def _over(record: Record, on: date) -> tuple[Period, date]:
    """The period of a record and the day it ended. Raises Refused while it runs, and under a hold."""
    if is_held(record):
        raise Refused(
            _("%(number)s is under a hold and is not destroyed.") % {"number": record.number},
            remedy=_("Look at the record: the hold says who ordered it and when it is looked at again."),
        )
    period = periods()[record.kind]
    ended = period.ends(counted_day(record, period))
    if ended is None or ended > on:
        raise Refused(
            _("The period of %(number)s is not over.") % {"number": record.number},
            remedy=_("It is listed under Retention when it is."),
        )
    return period, ended


def _destroy(record: Record, period: Period, ended: date, asked: Approval, by: Actor, at: datetime) -> None:
    rule = period.rule
    files = list(Attachment.objects.of(record=record).values_list("pk", flat=True))
    stone = _stone(record, period, ended, asked, by, at, files=len(files))
    kind = kind_of(record)
    keeper_of(kind.name, kind.headline).destroy(record, rule=rule, by=by, at=at)
    recall_all([record], reason=Recall.DESTROYED.value, by=by, at=at)
    Release.objects.of(record=record).update(snapshot="", record=None)
    ReleaseAsk.objects.of(record=record, answered_at=None).delete()
    ReleaseAsk.objects.of(record=record).update(record=None)
    Reach.objects.filter(record=record).delete()
    for kept in (Findable, Attachment, Hold, RecordVersion):
        kept.objects.of(record=record).delete()
    _destroy_questions(record, rule, by, at)
    id, number = record.id, record.number
    # Whatever still hangs on the record stops this: a table that nobody thought of is not left behind.
    record.delete()
    details: dict[str, Any] = {
        "of": stone.kind, "ended": ended.isoformat(), "reason": stone.reason, "asked_by": stone.asked_by_label,
        "versions": stone.versions, "files": stone.files,
    }  # fmt: skip
    destroy_contents(kind="record", id=id, reason=rule, label=number, details=details, by=by, at=at)
    # Without their keys, which went with their rows, the files say nothing even if the disk keeps them.
    for file in files:
        transaction.on_commit(partial(vault.forget, file))


def _stone(
    record: Record, period: Period, ended: date, asked: Approval, by: Actor, at: datetime, *, files: int
) -> Stone:
    made: Stone = Stone.objects.create(
        id=new_id(at_ms=int(at.timestamp() * 1000)), record=record.id, kind=record.kind, number=record.number,
        authority=record.authority, agency=record.agency, versions=record.version, files=files, row=period.row,
        months=period.months or 0, counted_from=period.counted_from, ended_on=ended, basis=period.basis,
        reason=asked.reason, asked_by=asked.asked_by, asked_by_label=asked.asked_by_label, approved_by=by.officer,
        approved_by_label=by.label, approval=asked.id, at=at,
    )  # fmt: skip
    return made


def _destroy_questions(record: Record, rule: str, by: Actor, at: datetime) -> None:
    """Questions of wider marks live as long as the record; what was asked about its end stays."""
    others = Approval.objects.filter(target_kind="record", target_id=str(record.id)).exclude(act=DESTROY)
    for one in others:
        destroy_contents(kind="approval", id=one.id, reason=rule, label=record.number, by=by, at=at)
    others.delete()
