"""Holds: an officer keeps a record from being destroyed, and lifts the hold again. Both are written down."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kouprey.domain.access import Act, Actor
from kouprey.kernel.errors import Refused, UnusableInput
from kouprey.kernel.ids import new_id
from kouprey.web.core.actions import record as write_down
from kouprey.web.core.audit import Act as Audit
from kouprey.web.records.access import held, nothing
from kouprey.web.records.models import Hold, Record

LONGEST: Final = 2000
"""Characters of a reason."""


def set_hold(*, id: UUID, reason: str, review_on: date | None, by: Actor, at: datetime) -> Hold:
    """Keep a record from being destroyed until the hold is lifted. Raises NothingThere, Refused, UnusableInput."""
    why = _reason(reason, _("Say who ordered that the record is kept, and why."))
    if review_on is None or review_on <= at.date():
        raise UnusableInput(
            _("The day to look again is missing, or is over."),
            remedy=_("Choose a later day. The hold stands until an officer lifts it."),
        )
    with transaction.atomic():
        record = held(by, id, Act.RETENTION_HOLD)
        made: Hold = Hold.objects.create(
            id=new_id(at_ms=int(at.timestamp() * 1000)), record=record, reason=why, review_on=review_on,
            set_by=by.officer, set_by_label=by.label, set_at=at,
        )  # fmt: skip
        _note(Audit.RECORD_HELD, record, made, by, at, reason=why, review_on=review_on.isoformat())
    return made


def lift_hold(*, id: UUID, hold: UUID, reason: str, by: Actor, at: datetime) -> Hold:
    """Lift a hold: the schedule goes on. Raises NothingThere, Refused, UnusableInput."""
    why = _reason(reason, _("Say why the hold may end."))
    with transaction.atomic():
        record = held(by, id, Act.RETENTION_HOLD)
        found: Hold | None = Hold.objects.of(record=record).filter(pk=hold).first()
        if found is None:
            raise nothing()
        if found.lifted_at is not None:
            raise Refused(_("This hold was lifted already."), remedy=_("Nothing needs to be done."))
        found.lifted_at, found.lifted_by_label, found.lift_reason = at, by.label, why
        found.save(update_fields=["lifted_at", "lifted_by_label", "lift_reason"])
        _note(Audit.HOLD_LIFTED, record, found, by, at, reason=why)
    return found


def _reason(text: str, remedy: str) -> str:
    if not text.strip():
        raise UnusableInput(_("The reason is missing."), remedy=remedy)
    return text.strip()[:LONGEST]


def _note(act: Audit, record: Record, found: Hold, by: Actor, at: datetime, **details: Any) -> None:
    details |= {"hold": str(found.id)}
    write_down(act=act, kind="record", id=record.id, label=record.number, by=by, at=at, details=details)
