"""Hand-overs inside the State: offered under a legal basis with a clock; accepted, sent back or recalled.

Offering names the receiving agency in the audience of the record; accepting lets it go on with the same record, so
that nobody types it again (ADR 24).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kouprey.domain import seizures as sz
from kouprey.domain.access import Act, Actor
from kouprey.kernel.errors import Refused, UnusableInput
from kouprey.kernel.ids import new_id
from kouprey.web.accounts.directory import agency as agency_of
from kouprey.web.core.actions import record as write_down
from kouprey.web.core.audit import Act as Audit
from kouprey.web.records.access import held
from kouprey.web.records.actions.passing import close_to, open_to, pass_on
from kouprey.web.records.models import Record
from kouprey.web.seizures.access import bases_between, handover, names_reporter
from kouprey.web.seizures.models import HandedOver

LONGEST: Final[int] = HandedOver._meta.get_field("cited").max_length or 0
"""So many letters of a legal basis are kept."""


def hand_over(
    *, id: UUID, to: UUID, basis: str, entered: str = "", note: str = "", by: Actor, at: datetime
) -> HandedOver:
    """Offer an observation to another agency of the own authority, under a basis of the list and what it leaves to be
    entered. Raises Refused, UnusableInput."""
    with transaction.atomic():
        record = held(by, id, Act.RECORD_HAND_OVER)
        receiver = agency_of(to)
        if receiver is None or receiver.closed_at or receiver.authority_id != by.authority or to == by.agency:
            raise UnusableInput(
                _("This is no other agency of your own authority."), remedy=_("Choose an agency of the list.")
            )
        found = next((one for one in bases_between(by, receiver) if one.id == basis), None)
        if found is None:
            raise UnusableInput(
                _("No legal basis was chosen."), remedy=_("Choose the law under which it is handed over.")
            )
        cited = _cited(found, entered)
        if HandedOver.objects.of(record=record, state=sz.HandoverState.OFFERED.value).exists():
            raise Refused(
                _("This record is offered to an agency already."), remedy=_("Wait for the answer, or recall it.")
            )
        if names_reporter(record):
            raise Refused(
                _("This record holds how the person can be reached who told it. That stays in your agency."),
                remedy=_("Write a record without the reporter, and hand that over."),
            )
        opened = open_to(record, to)
        made: HandedOver = HandedOver.objects.create(
            id=new_id(at_ms=int(at.timestamp() * 1000)), record=record, authority=by.authority,
            from_agency=by.agency, to_agency=to, basis=found.id, cited=cited, verified=found.verified,
            hours=found.hours, note=note.strip(), opened=opened, version=record.version, offered_at=at,
            offered_by=by.officer, offered_by_label=by.label, due_at=at + timedelta(hours=found.hours),
        )  # fmt: skip
        _note(Audit.HANDOVER_OFFERED, made, record, by, at, to=receiver.name, basis=made.cited)
    return made


def accept_hand_over(*, id: UUID, by: Actor, at: datetime) -> HandedOver:
    """Take an observation over: the own agency goes on with it from now on. Raises Refused, NothingThere."""
    with transaction.atomic():
        found, record = _received(id, by)
        _decide(found, _pure(found).accepted(at), by)
        pass_on(record, by.agency)
        _note(Audit.HANDOVER_ACCEPTED, found, record, by, at, basis=found.cited)
    return found


def send_back_hand_over(*, id: UUID, reason: str, by: Actor, at: datetime) -> HandedOver:
    """Do not take it over, with a reason. Raises Refused, UnusableInput, NothingThere."""
    with transaction.atomic():
        found, record = _received(id, by)
        _decide(found, _pure(found).sent_back(at, reason), by)
        # Written down before the audience closes: after that the row is out of the officer's sight.
        _note(Audit.HANDOVER_SENT_BACK, found, record, by, at, reason=reason.strip())
        _close(found, record)
    return found


def recall_hand_over(*, id: UUID, by: Actor, at: datetime) -> HandedOver:
    """Call back what was offered and not answered yet. Raises Refused, NothingThere."""
    with transaction.atomic():
        found = handover(by, id, sent=True, lock=True)
        record = held(by, found.record_id, Act.RECORD_HAND_OVER)
        _recall(found, record, by, at)
    return found


def recall_open(records: Sequence[Record], *, by: Actor, at: datetime) -> None:
    """Recall what is still offered of records that take another way. Part of another act."""
    there = {record.id: record for record in records}
    with transaction.atomic():
        open_now = HandedOver.objects.of(record__id__among=list(there), state=sz.HandoverState.OFFERED.value)
        for found in open_now.select_for_update(of=("self",)):
            _recall(found, there[found.record_id], by, at)


def _cited(basis: sz.Basis, entered: str) -> str:
    cited = basis.cite(entered)
    if len(cited) > LONGEST:
        raise UnusableInput(
            _("The legal basis is longer than %(most)s letters.") % {"most": LONGEST},
            remedy=_("Write number and date alone."),
        )
    return cited


def _recall(found: HandedOver, record: Record, by: Actor, at: datetime) -> None:
    _decide(found, _pure(found).recalled(at), by)
    _close(found, record)
    _note(Audit.HANDOVER_RECALLED, found, record, by, at)


def _received(id: UUID, by: Actor) -> tuple[HandedOver, Record]:
    found = handover(by, id, sent=False, lock=True)
    return found, held(by, found.record_id, Act.RECORD_TAKE_OVER)


def _close(found: HandedOver, record: Record) -> None:
    if found.opened:
        close_to(record, found.to_agency)


def _pure(found: HandedOver) -> sz.Handover:
    return sz.Handover(
        str(found.id), str(found.record_id), found.basis, str(found.from_agency), str(found.to_agency),
        found.offered_at, found.hours, sz.HandoverState(found.state), found.decided_at, found.reason,
    )  # fmt: skip


def _decide(found: HandedOver, after: sz.Handover, by: Actor) -> None:
    found.state, found.decided_at, found.reason = str(after.state), after.decided_at, after.reason
    found.decided_by, found.decided_by_label = by.officer, by.label
    found.save(update_fields=["state", "decided_at", "reason", "decided_by", "decided_by_label"])


def _note(act: Audit, found: HandedOver, record: Record, by: Actor, at: datetime, **details: Any) -> None:
    details |= {"handover": str(found.id)}
    write_down(act=act, kind="record", id=record.id, label=record.number, by=by, at=at, details=details)
