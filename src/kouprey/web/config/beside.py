"""The worker beside the pages: a process of its own, started again if it dies, gone when the pages are gone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import NoReturn

from kouprey.web.config.prepare import say

LOOK, PAUSE, PATIENCE = 0.5, 3.0, 10.0
"""Seconds between looks at the worker, before another is started, and until one that was told to stop is killed."""


@contextmanager
def worker_beside() -> Iterator[None]:
    """Keep a worker at work for as long as the block lasts."""
    signal.signal(signal.SIGTERM, _stop)  # so that the end of the block is reached
    ended = Event()
    keeper = Thread(target=_keep, args=(ended,), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        ended.set()
        keeper.join(PATIENCE + 5)


def _keep(ended: Event) -> None:
    command = [sys.executable, "-m", "kouprey", "work", "--parent", str(os.getpid())]
    while not ended.is_set():
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603 - ourselves
        while process.poll() is None and not ended.wait(LOOK):
            pass
        if process.poll() is None:
            _end(process)
        elif not ended.wait(PAUSE):
            say("The worker stopped by itself; another is started.")


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()


def _stop(*_received: object) -> NoReturn:
    raise SystemExit(0)
