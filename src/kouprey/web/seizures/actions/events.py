"""“Same event as”: judged, and taken back. A judgement never changes a record; counts honour it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kouprey.domain.access import Act, Actor, gate
from kouprey.kernel.errors import Refused, UnusableInput
from kouprey.kernel.ids import new_id
from kouprey.web.core.actions import record as write_down
from kouprey.web.core.audit import Act as Audit
from kouprey.web.seizures.access import incident, judgement, judgements
from kouprey.web.seizures.models import EventJudgement


def judge_same_event(
    *, one: UUID, other: UUID, same: bool, reason: str = "", by: Actor, at: datetime
) -> EventJudgement:
    """Say that two observations are about the same event, or that they are not. The last word on a pair holds.

    Both must reach the officer, and the role must amend records. Raises NothingThere, Refused, UnusableInput.
    """
    if one == other:
        raise UnusableInput(_("A record is always about its own event."), remedy=_("Choose another record."))
    with transaction.atomic():
        first, second = incident(by, one), incident(by, other)
        _may_judge(by)
        made: EventJudgement = EventJudgement.objects.create(
            id=new_id(at_ms=int(at.timestamp() * 1000)), authority=by.authority, one=min(one, other),
            other=max(one, other), same=same, reason=reason.strip(), by=by.officer, by_label=by.label, at=at,
        )  # fmt: skip
        details = {"other": second.number, "same": same, "reason": reason.strip()}
        act = Audit.EVENT_JUDGED_SAME if same else Audit.EVENT_JUDGED_OTHER
        write_down(act=act, kind="record", id=first.id, label=first.number, by=by, at=at, details=details)
    return made


def undo_judgement(*, id: UUID, by: Actor, at: datetime) -> EventJudgement:
    """Take a judgement back: both rows stay, neither holds. Raises NothingThere, Refused."""
    with transaction.atomic():
        found = judgement(by, id)
        _may_judge(by)
        if found.undoes is not None or judgements(by).filter(undoes=found.id).exists():
            raise Refused(_("This judgement was taken back already."), remedy=_("Judge the pair anew."))
        made: EventJudgement = EventJudgement.objects.create(
            id=new_id(at_ms=int(at.timestamp() * 1000)), authority=by.authority, one=found.one, other=found.other,
            same=not found.same, undoes=found.id, by=by.officer, by_label=by.label, at=at,
        )  # fmt: skip
        first, second = incident(by, found.one), incident(by, found.other)
        write_down(
            act=Audit.EVENT_JUDGEMENT_UNDONE, kind="record", id=first.id, label=first.number, by=by, at=at,
            details={"other": second.number},
        )  # fmt: skip
    return made


def _may_judge(by: Actor) -> None:
    closed = gate(by, Act.RECORD_AMEND)
    if closed:
        raise Refused(
            _("This cannot be done here: %(reason)s.") % {"reason": _(closed.value)},
            remedy=_("Act in another role or for another purpose, or ask a colleague who may."),
        )
