"""Taking in what a device kept: the observation, its files and its report arrive together, or nothing of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import IO, Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kouprey.domain.access import Actor, State
from kouprey.domain.handling import Handling
from kouprey.kernel.errors import Refused
from kouprey.web.records import vault
from kouprey.web.records.actions.attaching import Ready, enter, make_ready
from kouprey.web.records.models import Record
from kouprey.web.records.queries import attachments_of
from kouprey.web.seizures.access import tip as tip_of
from kouprey.web.seizures.actions.recording import record_incident
from kouprey.web.seizures.actions.stages import report as report_it
from kouprey.web.seizures.actions.tips import take_up_tip


def send_incident(
    *, values: Mapping[str, Any], marks: Handling, token: UUID, files: Iterable[tuple[str, IO[bytes]]], report: bool,
    by: Actor, at: datetime, tip: UUID | None = None, **people: UUID | None,
) -> Record:  # fmt: skip
    """Write down what was kept on a device, as one act: a file or a rule that refuses leaves nothing of it behind.

    Sent again under the same token it is the record of the first time. Raises Unfit, UnusableInput, Refused.
    """
    ready: list[Ready] = []
    try:
        for name, file in files:
            ready.append(make_ready(name=name, file=file, with_original=True, at=at))
        with transaction.atomic():
            record = _recorded(values=values, marks=marks, token=token, by=by, at=at, **people)
            spare = _entered(record, ready, by, at)
            if tip is not None and tip_of(by, tip, lock=True).record != record.id:
                take_up_tip(id=tip, record=record.id, by=by, at=at)
            if report and record.state == State.DRAFT:
                record = report_it(id=record.id, by=by, at=at)
    except BaseException:
        for one in ready:
            vault.forget(one.id)
        raise
    for one in spare:
        vault.forget(one.id)
    return record


def _recorded(*, token: UUID, by: Actor, **said: Any) -> Record:
    try:
        return record_incident(token=token, by=by, **said)
    except IntegrityError as error:
        raise Refused(
            _("This was received before, and its record does not reach you any more."),
            kept=_("The record is as it was."),
            remedy=_("Discard what this device keeps of it; ask a colleague of your agency about the record."),
        ) from error


def _entered(record: Record, ready: Iterable[Ready], by: Actor, at: datetime) -> list[Ready]:
    """Enter each file once; those that are there, or were removed since, are given back."""
    there = {one.sha256 for one in attachments_of(record)}
    spare = []
    for one in ready:
        if one.received in there:
            spare.append(one)
            continue
        there.add(one.received)
        enter(one, id=record.id, by=by, at=at)
    return spare
