"""What a State owes, as it stands on a day; and the notices of it that the worker raises for an authority.

A duty is computed from its rule each time, never stored. A notice is raised once when a duty comes near, once when it
is late, and closed by itself when the duty is filed or no longer exists. Whoever may not read the seizure that raised
a duty is told nothing of it (`access.notices`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction

from kouprey.domain import seizures as sz
from kouprey.domain.access import Actor
from kouprey.kernel.ids import new_id
from kouprey.web.accounts.directory import country_of, held_authorities
from kouprey.web.core.actions import record as write_down
from kouprey.web.core.audit import WORKER
from kouprey.web.core.audit import Act as Audit
from kouprey.web.records.models import Record
from kouprey.web.records.tenancy import as_the_node
from kouprey.web.seizures.access import incidents, submissions
from kouprey.web.seizures.models import DutyNotice, Submission
from kouprey.web.seizures.queries import concerned, incidents_of

FAMILIES: Final = ("Elephantidae", "Rhinocerotidae")
"""Seizures of these raise duties of their own."""
NEAR: Final = timedelta(days=30)
"""So long before it is due, a duty is noticed."""
BACK: Final = timedelta(days=730)
"""So far back the calendar looks, and so long a duty that was not filed is kept in sight."""


def calendar_for(by: Actor, on: date) -> tuple[sz.Duty, ...]:
    """The duties of the officer's own State; those of seizures from the records that the officer may read."""
    return _calendar(country_of(by.authority), on, concerned(incidents(by), FAMILIES, by.authority), submissions(by))


def filings_of(sent: Iterable[Submission]) -> list[sz.Filing]:
    """What was sent, as filings of duties: a table of ETIS files the duty of each seizure it holds."""
    found: list[sz.Filing] = []
    for one in sent:
        if not one.obligation:
            continue
        subjects = one.covers if one.obligation == "etis" and one.covers else [one.subject]
        found += [sz.Filing(one.obligation, subject, one.on, one.recipient, str(one.id)) for subject in subjects]
    return found


def notice_duties(at: datetime) -> int:
    """The worker's chore: notices of what comes near and of what is late, for each authority of this node."""
    raised = 0
    for authority, country in held_authorities():
        with as_the_node("notices of duties"), transaction.atomic():
            raised += _noticed(authority, country, at)
    return raised


def _noticed(authority: UUID, country: str, at: datetime) -> int:
    on = at.date()
    mine = Record.objects.get_queryset().of(authority=authority, kind=sz.INCIDENT.name)  # type: ignore[attr-defined]
    sent = Submission.objects.get_queryset().of(authority=authority)  # type: ignore[attr-defined]
    wanted = {
        (duty.obligation.id, duty.subject, duty.status is sz.Status.LATE): duty
        for duty in _calendar(country, on, concerned(mine, FAMILIES, authority), sent)
        if duty.status is sz.Status.LATE or (duty.status is sz.Status.DUE and duty.due - on <= NEAR)
    }
    open_ = DutyNotice.objects.get_queryset().of(authority=authority, closed_at=None)  # type: ignore[attr-defined]
    there = {(one.obligation, one.subject, one.late): one for one in open_}
    for key, notice in there.items():
        if key not in wanted:
            notice.closed_at = at
            notice.save(update_fields=["closed_at"])
    return sum(_raised(authority, duty, at) for key, duty in wanted.items() if key not in there)


def _raised(authority: UUID, duty: sz.Duty, at: datetime) -> bool:
    """Raise a notice, unless another worker did so in this moment."""
    try:
        with transaction.atomic():
            _raise(authority, duty, at)
    except IntegrityError:
        return False
    return True


def _raise(authority: UUID, duty: sz.Duty, at: datetime) -> None:
    of_record = duty.obligation.rule == "after"
    made = DutyNotice.objects.create(
        id=new_id(at_ms=int(at.timestamp() * 1000)), authority=authority, obligation=duty.obligation.id,
        subject=duty.subject, record_id=UUID(duty.subject) if of_record else None, due=duty.due,
        late=duty.status is sz.Status.LATE, raised_at=at,
    )  # fmt: skip
    details = {"due": duty.due.isoformat(), "subject": duty.subject, "late": made.late}
    write_down(
        act=Audit.DUTY_NOTICED, kind="duty", id=made.id, label=duty.obligation.title, by=WORKER, at=at,
        details=details, authority=authority,
    )  # fmt: skip


def _calendar(country: str, on: date, records: Any, sent: Iterable[Submission]) -> tuple[sz.Duty, ...]:
    since = on - BACK
    found = incidents_of(records.filter(incident__first__gte=since - timedelta(days=180)))
    return sz.calendar(country, on, since=since, incidents=found, filings=filings_of(sent))
