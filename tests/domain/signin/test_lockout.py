"""Waiting grows, never shrinks, and never without bound."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kouprey.domain.signin.lockout import ADDRESS, CODE, NAME, Limit, wait

LIMITS = pytest.mark.parametrize("limit", [NAME, CODE, ADDRESS])


@LIMITS
@given(failures=some.integers(0, 10_000))
def test_waiting_never_shrinks_and_is_bounded(limit: Limit, failures: int):
    assert wait(limit, failures) <= wait(limit, failures + 1) <= limit.longest


@LIMITS
def test_the_first_tries_cost_nothing(limit: Limit):
    assert {wait(limit, failures) for failures in range(limit.free)} == {timedelta(0)}
    assert wait(limit, limit.free) == timedelta(minutes=1)
    assert wait(limit, limit.free + 1) == timedelta(minutes=2)


def test_a_name_can_be_guessed_some_thirty_times_a_day():
    spent, guesses = timedelta(0), 0
    while spent < timedelta(days=1):
        guesses += 1
        spent += wait(NAME, guesses)
    assert guesses < 40
