"""When a session is open, locked or over: the rule for computers that officers share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class State(StrEnum):
    """What a session lets its browser see."""

    OPEN = "open"
    LOCKED = "locked"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long nobody may touch a session before it locks, and how long it may last at all."""

    idle: timedelta
    longest: timedelta


@dataclass(frozen=True, slots=True)
class Times:
    """When a session began, when its officer last did something, and when it was locked."""

    began: datetime
    seen: datetime
    locked: datetime | None = None


def state(times: Times, bounds: Bounds, at: datetime) -> State:
    """What the session is at that moment. Its longest duration counts from sign-in, whatever was done since."""
    if at - times.began >= bounds.longest:
        return State.OVER
    if times.locked is not None or at - times.seen >= bounds.idle:
        return State.LOCKED
    return State.OPEN


def left(times: Times, bounds: Bounds, at: datetime) -> timedelta:
    """How long until the screen locks by itself."""
    until = min(times.seen + bounds.idle, times.began + bounds.longest)
    return max(until - at, timedelta(0))
