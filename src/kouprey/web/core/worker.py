"""The worker: takes one job after another from the database and does it (`kouprey work`)."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
import time
from datetime import date
from pathlib import Path
from types import FrameType
from typing import NoReturn

from django.conf import settings
from django.db import DatabaseError, close_old_connections

from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError
from kouprey.kernel.ids import new_id
from kouprey.web.core import heads, jobs, queue
from kouprey.web.core.busy import busy
from kouprey.web.core.models import Job

LOOK, BEAT, SAY, TIDY = 1.0, 5.0, 0.5, 3600.0
"""Seconds between looks into an empty queue, signs of life, notes of progress, and rounds of chores."""

_stopping = threading.Event()
_log = logging.getLogger(__name__)


def name() -> str:
    """A name for this worker, never used again."""
    return f"{socket.gethostname()[:30]}-{os.getpid()}-{str(new_id())[-8:]}"


def beat_file(home: Path) -> Path:
    """Touched by every worker as long as it lives."""
    return home / "worker.beat"


def run_next(worker: str) -> bool:
    """Do the job that is next. Whether there was one."""
    if queue.is_idle():
        return False
    queue.recover(at=now())
    job = queue.claim(worker=worker, at=now())
    if job is None:
        return False
    try:
        _run(job)
    except jobs.Lost:
        _log.warning("Job %s was taken over by another worker.", job.id)
    return True


def do_chores() -> None:
    """Do what is done once an hour. A chore that fails is logged and leaves the others alone."""
    for chore_name, chore in jobs.chores().items():
        try:
            chore(now())
        except Exception:  # noqa: BLE001 - nothing of this may end the worker; the log has it all
            _log.exception("The chore %s failed; it is tried again in an hour.", chore_name)


def work(*, parent: int | None = None) -> None:
    """Do jobs until stopped; with `parent`, until that process is gone."""
    worker = name()
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, _stop)
    threading.Thread(target=_beat, args=(worker, parent), daemon=True).start()
    tidy_at = 0.0
    filed: date | None = None
    while not _stopping.is_set():
        close_old_connections()
        if time.monotonic() >= tidy_at:
            do_chores()
            tidy_at = time.monotonic() + TIDY
        try:
            filed = _file_head(filed)
            busy = run_next(worker)
        except DatabaseError:
            _log.exception("The database did not answer; the worker tries again.")
            busy = False
        if not busy:
            time.sleep(LOOK)


def _file_head(filed: date | None) -> date:
    """Once a day, the head of the audit as it stood when the day before ended."""
    today = now().date()
    try:
        if filed != today:
            heads.file_head(at=now())
    except OSError:
        _log.exception("The head of the audit could not be filed.")
    return today


def _run(job: Job) -> None:
    """Rights first, then the work; whatever happens, the job's row says so."""
    try:
        kind = jobs.kind(job.kind)
        asker = kind.allowed(job.asked_by)
        result = kind.run(job.arguments, asker, _Note(job))
    except jobs.Cancelled:
        queue.stopped(job, at=now())
    except jobs.Lost:
        raise
    except KoupreyError as error:
        queue.fail(job, error=error, at=now())
    except Exception as accident:  # noqa: BLE001 - an accident ends the job, never the worker; the log has it all
        if _stopping.is_set():  # an engine makes an error of its own out of being interrupted
            queue.put_back(job)
            raise SystemExit(0) from None
        _log.exception("Job %s (%s) failed.", job.id, job.kind)
        told = busy(accident) or KoupreyError(
            "Something went wrong inside Kouprey.",
            kept="What was there before is as it was.",
            remedy="Try again; if it fails again, show the node's log to whoever looks after it.",
        )
        queue.fail(job, error=told, at=now())
    except BaseException:  # told to stop: another worker will do it
        queue.put_back(job)
        raise
    else:
        queue.finish(job, result=result, at=now())


class _Note:
    """Writes progress down, not more often than anybody could read it."""

    def __init__(self, job: Job) -> None:
        self.job, self.step, self.said = job, "", 0.0

    def __call__(self, step: str, done: int = 0, total: int = 0, *, last: bool = False) -> None:
        """Note the step, and how many of how many."""
        if step == self.step and time.monotonic() - self.said < SAY:
            return
        queue.note(self.job, step=step, done=done, total=total, last=last)
        self.step, self.said = step, time.monotonic()


def _beat(worker: str, parent: int | None) -> None:
    """Signs of life, on a connection of its own; the end, when the parent is gone."""
    since, file = 0.0, beat_file(Path(settings.HOME))
    while True:
        if parent is not None and os.getppid() != parent:
            os._exit(0)  # nothing to put away: a load that is killed leaves the old release in use
        if time.monotonic() - since >= BEAT:
            since = time.monotonic()
            try:
                file.touch()
                close_old_connections()
                queue.beat(worker=worker, at=now())
            except (DatabaseError, OSError):
                _log.warning("A sign of life could not be given.")
        time.sleep(LOOK)


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    _stopping.set()
    raise SystemExit(0)
