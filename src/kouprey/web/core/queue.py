"""How a worker takes jobs out of the table and gives them back. Safe with any number of workers.

Every write of a worker names the job, its own name and the state it expects: whoever lost a job cannot spoil it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from kouprey.kernel.errors import KoupreyError
from kouprey.kernel.words import packed, said
from kouprey.web.core.actions import record
from kouprey.web.core.audit import WORKER, Act
from kouprey.web.core.jobs import Cancelled, Lost, State
from kouprey.web.core.models import Job

SILENCE = timedelta(seconds=30)
"""A worker that gave no sign of life for so long is taken for dead."""
TRIES = 2
"""A job is taken once, and once more after a worker died over it."""


def is_idle() -> bool:
    """Whether no job waits and none is being done: one small question, asked every second of a quiet day."""
    return not Job.objects.filter(state__in=(State.QUEUED, State.RUNNING)).exists()


def claim(*, worker: str, at: datetime) -> Job | None:
    """Take the oldest job that may run now; None when there is none."""
    busy = Job.objects.filter(state=State.RUNNING).exclude(lane="").values("lane")
    for id in Job.objects.filter(state=State.QUEUED).exclude(lane__in=busy).values_list("id", flat=True)[:20]:
        fresh = {"state": State.RUNNING, "worker": worker, "started_at": at, "beat_at": at, "tries": F("tries") + 1}
        try:
            with transaction.atomic():
                taken = Job.objects.filter(pk=id, state=State.QUEUED).update(**fresh, step="", done=0, total=0)
        except IntegrityError:
            continue  # another worker began one of the same lane in this moment
        if taken:
            return Job.objects.get(pk=id)
    return None


def beat(*, worker: str, at: datetime) -> None:
    """Give a sign of life."""
    Job.objects.filter(state=State.RUNNING, worker=worker).update(beat_at=at)


def note(job: Job, *, step: str, done: int, total: int, last: bool = False) -> None:
    """Write down how far a job is. Raises Cancelled if a stop was asked for, Lost if it is another worker's now."""
    if not _mine(job).update(step=step, done=done, total=total):
        raise Lost
    if not last and _mine(job).filter(stop_asked_at__isnull=False).exists():
        raise Cancelled


def finish(job: Job, *, result: dict[str, Any], at: datetime) -> None:
    """The work is done."""
    _end(job, Act.JOB_DONE, at, state=State.DONE, result=result)


def fail(job: Job, *, error: KoupreyError, at: datetime) -> None:
    """The work could not be done, and here is why."""
    words = {"what": error.what, "kept": error.kept, "remedy": error.remedy}
    said_so = {part: packed(text) for part, text in words.items()}
    _end(
        job,
        Act.JOB_FAILED,
        at,
        words,
        state=State.FAILED,
        error=words | ({"said": said_so} if said_so != words else {}),
    )


def stopped(job: Job, *, at: datetime) -> None:
    """The work stopped because somebody asked for it; that was written down when it was asked."""
    _mine(job).update(state=State.CANCELLED, finished_at=at)


def put_back(job: Job) -> None:
    """The worker has to stop: the job waits again, as if it had not been taken."""
    _mine(job).update(state=State.QUEUED, worker="", tries=F("tries") - 1)


def recover(*, at: datetime) -> None:
    """Jobs of workers that fell silent are queued again once; those that had their second try have failed."""
    for job in Job.objects.filter(state=State.RUNNING, beat_at__lt=at - SILENCE):
        if job.stop_asked_at:
            stopped(job, at=at)
        elif job.tries < TRIES:
            _mine(job).filter(beat_at=job.beat_at).update(state=State.QUEUED, worker="")
        else:
            error = KoupreyError(
                said("The worker stopped twice in the middle of this."), remedy=said("Start it again.")
            )
            fail(job, error=error, at=at)


def _mine(job: Job) -> Any:
    return Job.objects.filter(pk=job.pk, state=State.RUNNING, worker=job.worker)


def _end(job: Job, act: Act, at: datetime, details: Mapping[str, str] | None = None, **fields: Any) -> None:
    with transaction.atomic():
        if not _mine(job).update(finished_at=at, **fields):
            raise Lost
        record(act=act, kind="job", id=job.id, label=job.kind, by=WORKER, at=at, details=dict(details or {}))
