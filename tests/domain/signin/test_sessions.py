"""A session is open, locked or over, by its times alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kouprey.domain.signin.sessions import Bounds, State, Times, left, state

BEGAN = datetime(2026, 11, 20, 8, tzinfo=UTC)
BOUNDS = Bounds(idle=timedelta(minutes=10), longest=timedelta(hours=12))
MINUTES = some.integers(0, 1000).map(lambda count: timedelta(minutes=count))


@pytest.mark.parametrize(
    ("seen", "at", "expected"),
    [
        (0, 0, State.OPEN),
        (0, 9, State.OPEN),
        (0, 10, State.LOCKED),
        (30, 39, State.OPEN),
        (715, 719, State.OPEN),
        (719, 720, State.OVER),
        (0, 5000, State.OVER),
    ],
)
def test_idle_and_longest(seen: int, at: int, expected: State):
    times = Times(began=BEGAN, seen=BEGAN + timedelta(minutes=seen))
    assert state(times, BOUNDS, BEGAN + timedelta(minutes=at)) == expected


def test_a_lock_holds_until_it_is_opened_and_does_not_stop_the_clock():
    times = Times(began=BEGAN, seen=BEGAN + timedelta(hours=1), locked=BEGAN + timedelta(hours=1))
    assert state(times, BOUNDS, BEGAN + timedelta(hours=1)) == State.LOCKED
    assert state(times, BOUNDS, BEGAN + timedelta(hours=12)) == State.OVER


@given(seen=MINUTES, more=MINUTES)
def test_it_is_open_exactly_as_long_as_time_is_left(seen: timedelta, more: timedelta):
    times = Times(began=BEGAN, seen=BEGAN + seen)
    at = BEGAN + seen + more
    assert (state(times, BOUNDS, at) == State.OPEN) == (left(times, BOUNDS, at) > timedelta(0))
