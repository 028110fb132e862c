"""Acts on the handling marks. Narrowing is one officer's act; widening needs a reason and a second person."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kouprey.domain.access import Act, Actor
from kouprey.domain.handling import Code, Grade, Handling, Purpose, Tlp, widenings
from kouprey.domain.records.schema import digest, snapshot
from kouprey.kernel.errors import Refused, UnusableInput
from kouprey.web.core.actions import record as write_down
from kouprey.web.core.approvals import ask_approval, close_approval, open_approval
from kouprey.web.core.audit import Act as Audit
from kouprey.web.core.models import Approval
from kouprey.web.records.access import WIDEN, held
from kouprey.web.records.actions.audience import fitting
from kouprey.web.records.actions.by_rules import clear_record
from kouprey.web.records.actions.clearing import narrow_releases
from kouprey.web.records.models import Marks, Reach, Record
from kouprey.web.records.queries import handling_of


def mark_record(*, id: UUID, marks: Handling, by: Actor, at: datetime) -> Record:
    """Narrow or correct the marks. Raises Refused for marks that would be wider: they need a second person."""
    with transaction.atomic():
        record = held(by, id, Act.RECORD_MARK)
        before = handling_of(record)
        after = fitting(marks, before=before.audience, by=by)
        wider = widenings(before, after)
        if wider:
            raise Refused(
                _("These marks would let more people see the record, or use it for more."),
                remedy=_("Ask for a wider marking, with a reason; a second officer decides."),
            )
        _apply(record, after, Audit.RECORD_MARKED, {}, by, at)
    return record


def ask_wider(*, id: UUID, marks: Handling, reason: str, by: Actor, at: datetime) -> Approval:
    """Ask a second officer for marks that are wider. Raises Refused when they are not."""
    with transaction.atomic():
        record = held(by, id, Act.RECORD_ASK_WIDER)
        before = handling_of(record)
        after = fitting(marks, before=before.audience, by=by)
        wider = widenings(before, after)
        if not wider:
            raise Refused(_("These marks are not wider."), remedy=_("Save them directly."))
        return ask_approval(
            act=WIDEN,
            target=("record", record.id, record.number),
            version=_state_of(before),
            payload={"marks": as_json(after), "wider": wider},
            reason=reason,
            by=by,
            at=at,
        )


def answer_wider(*, approval: UUID, approve: bool, answer: str, by: Actor, at: datetime) -> None:
    """A second officer approves or refuses; the record must still bear the marks it bore when it was asked."""
    with transaction.atomic():
        asked = open_approval(approval, WIDEN, at=at)
        record = held(by, UUID(asked.target_id), Act.RECORD_APPROVE_WIDER, asked_by=asked.asked_by)
        close_approval(asked, approved=approve, answer=answer, by=by, at=at)
        if not approve:
            return
        before = handling_of(record)
        if _state_of(before) != asked.target_version:
            raise Refused(_("The marks were changed since this was asked."), remedy=_("Refuse it, and ask again."))
        after = fitting(from_json(asked.payload["marks"]), before=before.audience, by=by)
        details = {"reason": asked.reason, "wider": asked.payload["wider"], "asked_by": asked.asked_by_label}
        _apply(record, after, Audit.RECORD_WIDENED, details, by, at)


def as_json(marks: Handling) -> dict[str, Any]:
    """Marks as they are kept in an approval, an export or an answer of the API."""
    return {
        "tlp": marks.tlp.label,
        "codes": sorted(marks.codes),
        "h3_text": marks.h3_text,
        "purposes": sorted(marks.purposes),
        "audience": sorted(map(str, marks.audience)),
        "nominal": marks.nominal,
        "secrecy": marks.secrecy,
        "grade": {"scheme": marks.grade.scheme, "source": marks.grade.source, "information": marks.grade.information},
        "review_on": marks.review_on.isoformat() if marks.review_on else None,
    }


def from_json(given: dict[str, Any]) -> Handling:
    """Marks as they were kept. Raises UnusableInput for what is none."""
    try:
        grade = given.get("grade") or {}
        return Handling(
            tlp=Tlp.of(given["tlp"]),
            codes=frozenset(map(Code, given.get("codes", ()))),
            h3_text=given.get("h3_text", ""),
            purposes=frozenset(map(Purpose, given["purposes"])),
            audience=frozenset(map(UUID, given.get("audience", ()))),
            nominal=bool(given.get("nominal", False)),
            secrecy=given.get("secrecy", ""),
            grade=Grade(grade.get("scheme", ""), grade.get("source", ""), grade.get("information", "")),
            review_on=date.fromisoformat(given["review_on"]) if given.get("review_on") else None,
        ).checked()
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise UnusableInput(
            _("The handling marks cannot be read (%(why)s).") % {"why": error}, remedy=_("Send all marks.")
        ) from error


def _state_of(marks: Handling) -> str:
    return digest(snapshot(as_json(marks)))


def _apply(record: Record, marks: Handling, act: Audit, details: dict[str, Any], by: Actor, at: datetime) -> None:
    before = handling_of(record)
    for column, value in Marks.columns(marks).items():
        setattr(record, column, value)
    record.save()
    Reach.objects.filter(record=record).exclude(party__in=marks.audience).delete()
    Reach.objects.bulk_create(
        [Reach(record=record, party=party) for party in sorted(marks.audience - before.audience)]
    )
    details = details | {"before": as_json(before), "after": as_json(marks)}
    write_down(act=act, kind="record", id=record.id, label=record.number, by=by, at=at, details=details)
    narrow_releases(record, by=by, at=at)
    clear_record(record, by=by, at=at)
