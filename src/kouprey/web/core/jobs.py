"""Kinds of long work, and who does them. A room registers its own when the node starts.

A job is a row of the database; a worker (`worker.py`) takes it, looks at the asker's rights again, and runs the
handler of its kind.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from kouprey.kernel.errors import Refused
from kouprey.web.core.audit import By


class State(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN = (State.QUEUED, State.RUNNING)


class Progress(Protocol):
    """Says how far a job is. Raises Cancelled when somebody asked to stop, unless it is too late (`last`)."""

    def __call__(self, step: str, done: int = 0, total: int = 0, *, last: bool = False) -> None:
        """Note the step, and how many of how many (0: not known)."""


Handler = Callable[[dict[str, Any], By, Progress], dict[str, Any]]
"""Does the work: the job's arguments, who asked, how to say progress; gives the result."""
Check = Callable[[UUID], By]
"""Looks again at the rights of who asked. Raises Refused."""


Chore = Callable[[datetime], object]
"""What the worker does once an hour by a rule of the node, asked for by nobody. It records its acts itself."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of work."""

    run: Handler
    allowed: Check


class Cancelled(Exception):
    """Somebody asked for the job to stop."""


class Lost(Exception):
    """The job is no longer this worker's: another took it over."""


_KINDS: dict[str, Kind] = {}
_CHORES: dict[str, Chore] = {}


def register(name: str, run: Handler, allowed: Check) -> None:
    """Make a kind of work known, such as `trade.import`."""
    _KINDS[name] = Kind(run, allowed)


def kind(name: str) -> Kind:
    """The kind of that name. Raises Refused for one that this edition does not know."""
    if name not in _KINDS:
        raise Refused(
            f"This node does not know work of the kind {name}.",
            remedy="Start the worker in the same edition as the pages, then ask again.",
        )
    return _KINDS[name]


def register_chore(name: str, chore: Chore) -> None:
    """Make a chore known, such as `trade.retention`. It must bear to be done by several workers at once."""
    _CHORES[name] = chore


def chores() -> dict[str, Chore]:
    """All chores, by name."""
    return dict(_CHORES)
