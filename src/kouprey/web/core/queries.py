"""Reads of `core`."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from kouprey.web.core.jobs import State
from kouprey.web.core.models import Approval, AuditEvent, Job


def events_about(kind: str, id: object) -> QuerySet[AuditEvent]:
    """What was done to one thing, oldest first."""
    return AuditEvent.objects.filter(target_kind=kind, target_id=str(id))


def job(id: UUID) -> Job:
    """The job as it stands now."""
    return Job.objects.get(pk=id)


def jobs_before(job: Job) -> int:
    """How many jobs of the same lane are done before a queued one: those that run, and those asked for earlier."""
    lane = Job.objects.filter(lane=job.lane)
    return lane.filter(state=State.RUNNING).count() + lane.filter(state=State.QUEUED, id__lt=job.id).count()


def waiting(act: str, *, at: datetime) -> QuerySet[Approval]:
    """Questions of one kind that nobody answered yet and that have not lapsed. For the room that owns the kind: it
    says who may know of which."""
    return Approval.objects.filter(act=act, answered_at=None, expires_at__gte=at)


def asked_for(act: str, *, by: UUID) -> QuerySet[Approval]:
    """What one officer asked for of one kind, the newest first."""
    return Approval.objects.filter(act=act, asked_by=by)
