"""Acts of `core`: writing down what was done, asking for long work and calling it off."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from kouprey.kernel.errors import Refused
from kouprey.kernel.ids import new_id
from kouprey.web.core.audit import Act, By
from kouprey.web.core.jobs import State
from kouprey.web.core.models import AuditEvent, Job


def record(
    *,
    act: Act,
    kind: str,
    id: object,
    label: str,
    by: By,
    at: datetime,
    details: dict[str, Any] | None = None,
) -> AuditEvent:
    """Write one row of the audit. Only inside the transaction of the act it speaks of."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("An audit row is written inside the act's transaction.")
    return AuditEvent.objects.create(
        id=new_id(at_ms=int(at.timestamp() * 1000)),
        at=at,
        by=by.id,
        by_label=by.label,
        act=Act(act),
        target_kind=kind,
        target_id=str(id),
        target_label=label,
        details=details or {},
    )


def queue_job(*, kind: str, arguments: dict[str, Any], by: By, at: datetime, lane: str = "") -> Job:
    """Ask for long work. Of the jobs of one lane, one runs at a time."""
    if by.id is None:
        raise Refused("Only an officer can ask for this.", remedy="Sign in first.")
    with transaction.atomic():
        job = Job.objects.create(
            id=new_id(at_ms=int(at.timestamp() * 1000)),
            kind=kind,
            lane=lane,
            arguments=arguments,
            asked_by=by.id,
            asked_by_label=by.label,
            asked_at=at,
        )
        record(act=Act.JOB_QUEUED, kind="job", id=job.id, label=kind, by=by, at=at, details=arguments)
    return job


def cancel_job(*, job: Job, by: By, at: datetime) -> None:
    """Call a job off: one that waits ends at once, one that runs at its next step. Raises Refused if it has ended."""
    with transaction.atomic():
        current = Job.objects.select_for_update().get(pk=job.pk)
        if not current.is_open or current.stop_asked_at:
            raise Refused("This work has ended or is being stopped already.", remedy="Nothing needs to be done.")
        current.stop_asked_at = at
        if current.state == State.QUEUED:
            current.state, current.finished_at = State.CANCELLED, at
        current.save(update_fields=["stop_asked_at", "state", "finished_at"])
        record(act=Act.JOB_CANCELLED, kind="job", id=job.id, label=job.kind, by=by, at=at)
