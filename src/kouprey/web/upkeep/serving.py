"""Who is at work on a home: whoever serves pages or does jobs holds a lock; a restore wants to be alone."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from kouprey.kernel.errors import Refused

FOLDER: Final = "serving"
JOURNAL: Final = Path(".restore") / "journal.json"
PATIENCE: Final = 1.0
"""Seconds to wait for a lock: somebody may just be looking whether it is held."""
OLD: Final = 86_400
_held: list[FileLock] = []


def hold(home: Path, role: str) -> None:
    """Be at work on this home until the process ends. Raises Refused while a restore is going on, or was cut off."""
    folder = home / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    mine = FileLock(folder / f"{role}-{os.getpid()}-{secrets.token_hex(4)}.lock")
    mine.acquire(timeout=PATIENCE)
    if _is_held(_restore_lock(home)):
        mine.release()
        raise Refused(
            "This node is being restored from a backup.", kept="Nothing was started.", remedy="Try again in a moment."
        )
    if (home / JOURNAL).exists():
        mine.release()
        raise Refused(
            "A restore of this node was cut off in the middle.",
            kept="Nothing was started; what was here before the restore is kept.",
            remedy="Run the same kouprey restore again: it first puts back what was here before.",
        )
    _held.append(mine)


def at_work(home: Path) -> list[str]:
    """The processes that are at work on this home now, such as `pages-4711-0a1b2c3d`."""
    found = []
    for path in sorted((home / FOLDER).glob("*.lock")):
        lock = FileLock(path)
        if any(held.lock_file == str(path) for held in _held) or _is_held(lock):
            found.append(path.stem)
        elif time.time() - path.stat().st_mtime > OLD:  # left by a process that ended, never by one that begins
            path.unlink(missing_ok=True)
    return found


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Work on a home while nobody else does. Raises Refused."""
    home.mkdir(parents=True, exist_ok=True)
    lock = _restore_lock(home)
    try:
        lock.acquire(timeout=PATIENCE)
    except Timeout:
        raise Refused("Another restore is going on.", remedy="Wait until it has ended.") from None
    try:
        others = at_work(home)
        if others:
            raise Refused(
                f"This node is in service ({', '.join(others)}).",
                remedy="Stop kouprey serve, kouprey work and every other server of its pages, then try again.",
            )
        yield
    finally:
        lock.release()


def _restore_lock(home: Path) -> FileLock:
    return FileLock(home / "restore.lock")


def _is_held(lock: FileLock) -> bool:
    try:
        lock.acquire(timeout=PATIENCE)
    except Timeout:
        return True
    lock.release()
    return False
