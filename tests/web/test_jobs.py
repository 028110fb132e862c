"""Long work: asked for on record, taken once, done with rights looked at again, and never lost. On both databases."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kouprey.kernel.errors import Refused, UnusableInput
from kouprey.kernel.ids import new_id
from kouprey.web.core import jobs, queue, worker
from kouprey.web.core.actions import cancel_job, queue_job
from kouprey.web.core.audit import SHELL, Act, Actor
from kouprey.web.core.jobs import State
from kouprey.web.core.models import AuditEvent, Job
from kouprey.web.core.queries import events_about, jobs_before
from web.conftest import AT

pytestmark = [pytest.mark.database, pytest.mark.django_db]
SOKHA = Actor(new_id(), "sokha")
CLOSED = Actor(new_id(), "closed")


def allowed(id: Any) -> Actor:
    if id == CLOSED.id:
        raise Refused("The account is closed.")
    return SOKHA


def count(arguments: dict[str, Any], by: Actor, progress: jobs.Progress) -> dict[str, Any]:
    """A handler that does what its arguments say."""
    for number in range(arguments.get("steps", 2)):
        progress(f"step {number}", number, 2)
        if arguments.get("stop at") == number:
            cancel_job(job=Job.objects.get(), by=SOKHA, at=AT)
    if "refuse" in arguments:
        raise UnusableInput("It cannot be read.", kept="All is as it was.", remedy="Mend it.")
    if "break" in arguments:
        raise ZeroDivisionError("a secret path")
    if "die" in arguments:
        raise SystemExit
    return {"by": by.label}


@pytest.fixture(autouse=True)
def kind(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(jobs, "_KINDS", {"test.count": jobs.Kind(count, allowed)})
    return


def asked(by: Actor = SOKHA, lane: str = "", after: int = 0, **arguments: Any) -> Job:
    at = AT + timedelta(milliseconds=after)
    return queue_job(kind="test.count", arguments=arguments, by=by, at=at, lane=lane)


def acts(job: Job) -> list[str]:
    return [event.act for event in events_about("job", job.id)]


def done(job: Job) -> Job:
    assert worker.run_next("w1")
    job.refresh_from_db()
    return job


def test_a_job_is_asked_for_done_and_on_record():
    job = asked()
    assert (job.state, job.asked_by_label, acts(job)) == (State.QUEUED, "sokha", [Act.JOB_QUEUED])
    assert done(job).state == State.DONE
    assert (job.result, job.step, job.done, job.total) == ({"by": "sokha"}, "step 1", 1, 2)
    assert job.started_at <= job.finished_at
    assert acts(job) == [Act.JOB_QUEUED, Act.JOB_DONE]
    assert not worker.run_next("w1")


def test_nobody_is_no_asker():
    with pytest.raises(Refused):
        asked(by=SHELL)
    assert not Job.objects.exists()
    assert not AuditEvent.objects.exists()


def test_the_row_and_its_audit_stand_or_fall_together():
    with pytest.raises(IntegrityError), transaction.atomic():
        asked(by=Actor(new_id(), None))  # type: ignore[arg-type]
    assert not Job.objects.exists()


def test_rights_are_looked_at_again():
    job = done(asked(by=CLOSED))
    assert job.state == State.FAILED
    assert job.error["what"] == "The account is closed."
    assert job.step == ""


def test_a_refusal_keeps_its_words():
    job = done(asked(refuse=1))
    assert job.error == {"what": "It cannot be read.", "kept": "All is as it was.", "remedy": "Mend it."}
    assert acts(job)[-1] == Act.JOB_FAILED


def test_an_accident_shows_nothing_of_the_inside():
    job = done(asked(**{"break": 1}))
    assert job.state == State.FAILED
    assert "secret" not in str(job.error)
    assert job.error["remedy"]


def test_an_unknown_kind_has_failed():
    job = done(queue_job(kind="test.other", arguments={}, by=SOKHA, at=AT))
    assert "test.other" in job.error["what"]


def test_a_waiting_job_is_called_off_at_once():
    job, later = asked(), AT + timedelta(seconds=1)
    cancel_job(job=job, by=SOKHA, at=later)
    assert not worker.run_next("w1")
    job.refresh_from_db()
    assert (job.state, job.finished_at) == (State.CANCELLED, later)
    assert acts(job) == [Act.JOB_QUEUED, Act.JOB_CANCELLED]
    with pytest.raises(Refused):
        cancel_job(job=job, by=SOKHA, at=AT)


def test_a_running_job_stops_at_its_next_step():
    job = done(asked(**{"stop at": 0}))
    assert (job.state, job.step) == (State.CANCELLED, "step 1")


def test_a_worker_that_is_told_to_stop_puts_its_job_back():
    job = asked(die=1)
    with pytest.raises(SystemExit):
        worker.run_next("w1")
    job.refresh_from_db()
    assert (job.state, job.tries, job.worker) == (State.QUEUED, 0, "")


def test_an_engine_that_hides_the_stop_does_not_fail_the_job(monkeypatch: pytest.MonkeyPatch):
    job = asked(**{"break": 1})
    monkeypatch.setattr(worker, "_stopping", threading.Event())
    worker._stopping.set()
    with pytest.raises(SystemExit):
        worker.run_next("w1")
    job.refresh_from_db()
    assert (job.state, job.tries) == (State.QUEUED, 0)


def test_two_workers_take_different_jobs():
    first, second = asked(), asked(after=1)
    taken = [queue.claim(worker="w1", at=AT), queue.claim(worker="w2", at=AT), queue.claim(worker="w3", at=AT)]
    assert taken == [first, second, None]


def test_a_lane_runs_one_at_a_time():
    first, second, third = (asked(lane="trade", after=number) for number in range(3))
    assert queue.claim(worker="w1", at=AT) == first
    assert queue.claim(worker="w2", at=AT) is None
    assert [jobs_before(second), jobs_before(third)] == [1, 2]
    with pytest.raises(IntegrityError), transaction.atomic():  # two workers in the same moment
        Job.objects.filter(pk=second.pk).update(state=State.RUNNING)


def test_a_job_of_a_dead_worker_is_queued_again_once():
    job, late = asked(), AT + queue.SILENCE + timedelta(seconds=1)
    dead = queue.claim(worker="w1", at=AT)
    assert dead == job
    queue.recover(at=AT)
    assert Job.objects.get().state == State.RUNNING
    queue.recover(at=late)
    assert Job.objects.get().state == State.QUEUED
    queue.claim(worker="w2", at=AT)
    with pytest.raises(jobs.Lost):
        queue.note(dead, step="late", done=1, total=1)
    with pytest.raises(jobs.Lost):
        queue.finish(dead, result={}, at=late)
    queue.recover(at=late)
    job.refresh_from_db()
    assert (job.state, job.tries) == (State.FAILED, 2)
    assert "twice" in job.error["what"]


def test_a_sign_of_life_keeps_a_job():
    asked()
    queue.claim(worker="w1", at=AT)
    late = AT + queue.SILENCE + timedelta(seconds=1)
    queue.beat(worker="w1", at=late)
    queue.recover(at=late)
    assert Job.objects.get().state == State.RUNNING
