"""“Same event as”: judged, and taken back. A judgement never changes a record; counts honour it.

Judged are own records and what other States released to the own one. No other State is told of a judgement.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kouprey.domain.access import Act, Actor, gate
from kouprey.kernel.errors import Refused, UnusableInput
from kouprey.kernel.ids import new_id
from kouprey.web.core.actions import record as write_down
from kouprey.web.core.audit import Act as Audit
from kouprey.web.records.queries import acknowledged_among
from kouprey.web.seizures.access import end, judgement, judgements, side
from kouprey.web.seizures.models import EventJudgement
from kouprey.web.seizures.queries import Side


def judge_same_event(*, one: UUID, other: UUID, same: bool, reason: str, by: Actor, at: datetime) -> EventJudgement:
    """Say that two observations are about the same event, or that they are not. The last word on a pair holds.

    Each is an own record or a release to the own authority. Both must reach the officer, caveats acknowledged, and
    the role must amend records; every judgement has its reason. Raises NothingThere, Refused, UnusableInput.
    """
    if one == other:
        raise _itself()
    with transaction.atomic():
        first, second = side(by, one), side(by, other)
        _may_judge(by)
        if first.id == second.id:
            raise _itself()
        _read(by, first, second)
        if not reason.strip():
            raise UnusableInput(_("A reason is missing."), remedy=_("Write in one sentence why you think so."))
        low, high = sorted((first, second), key=lambda each: each.id)
        made: EventJudgement = EventJudgement.objects.create(
            id=new_id(at_ms=int(at.timestamp() * 1000)), authority=by.authority, one=low.id, other=high.id,
            one_release=low.known_by, other_release=high.known_by, same=same, reason=reason.strip(), by=by.officer,
            by_label=by.label, at=at,
        )  # fmt: skip
        act = Audit.EVENT_JUDGED_SAME if same else Audit.EVENT_JUDGED_OTHER
        _note(act, first, second, by, at, same=same, reason=reason.strip())
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
            one_release=found.one_release, other_release=found.other_release, same=not found.same, undoes=found.id,
            by=by.officer, by_label=by.label, at=at,
        )  # fmt: skip
        first, second = (end(by, record, left) for record, left in found.ends)
        _note(Audit.EVENT_JUDGEMENT_UNDONE, first, second, by, at)
    return made


def _note(act: Audit, first: Side, second: Side, by: Actor, at: datetime, **details: Any) -> None:
    """Write it down: of a release under the release, whose acts only the auditors of whoever acted read."""
    about, beside = (second, first) if first.release is None and second.release is not None else (first, second)
    kind, id = ("record", about.id) if about.release is None else ("release", about.release.id)
    details = {"other": beside.number} | details
    write_down(act=act, kind=kind, id=id, label=about.number, by=by, at=at, details=details)


def _itself() -> UnusableInput:
    return UnusableInput(_("A record is always about its own event."), remedy=_("Choose another record."))


def _read(by: Actor, *sides: Side) -> None:
    """Nobody judges what they have not read: caveats come first (UNTOC, article 18(5))."""
    left = [each.release for each in sides if each.release is not None]
    if len(acknowledged_among(left, by.officer)) < len(left):
        raise Refused(_("Its caveats are not acknowledged yet."), remedy=_("Open it and confirm them first."))


def _may_judge(by: Actor) -> None:
    closed = gate(by, Act.RECORD_AMEND)
    if closed:
        raise Refused(
            _("This cannot be done here: %(reason)s.") % {"reason": _(closed.value)},
            remedy=_("Act in another role or for another purpose, or ask a colleague who may."),
        )
