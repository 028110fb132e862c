"""Identifiers are UUIDs of version 7 and sort by their time."""

from __future__ import annotations

import time
import uuid

from hypothesis import given
from hypothesis import strategies as st

from kouprey.kernel.ids import new_id, new_ids, new_keys

MOMENTS = st.integers(min_value=0, max_value=2**48 - 1)


@given(MOMENTS)
def test_the_layout_is_that_of_rfc_9562(moment: int) -> None:
    made = new_id(at_ms=moment)
    assert made.version == 7
    assert made.variant == uuid.RFC_4122
    assert made.int >> 80 == moment
    assert uuid.UUID(str(made)) == made


@given(MOMENTS, MOMENTS)
def test_they_sort_by_time_as_numbers_and_as_text(one: int, other: int) -> None:
    first, second = new_id(at_ms=one), new_id(at_ms=other)
    if one != other:
        assert (first < second) == (str(first) < str(second)) == (one < other)


def test_of_one_moment_none_is_twice() -> None:
    assert len({new_id(at_ms=0) for _ in range(1000)}) == 1000


@given(st.integers(min_value=0, max_value=20), MOMENTS)
def test_many_are_as_one_is(count: int, moment: int) -> None:
    made = new_ids(count, at_ms=moment)
    assert len(set(made)) == count
    assert made == sorted(made)
    assert {one.version for one in made} <= {7}
    assert {one.int >> 80 for one in made} <= {moment}


def test_every_bit_that_chance_gives_is_given() -> None:
    made = [one.int for one in new_ids(200, at_ms=0)]
    assert sum(max(one >> bit & 1 for one in made) for bit in range(128)) == 74 + 4
    assert sum(min(one >> bit & 1 for one in made) for bit in range(128)) == 4


def test_without_a_time_it_is_now() -> None:
    before = time.time_ns() // 1_000_000
    stamp = new_id().int >> 80
    assert before <= stamp <= time.time_ns() // 1_000_000


@given(st.integers(min_value=0, max_value=20), MOMENTS)
def test_keys_are_ids_of_32_digits(count: int, moment: int) -> None:
    made = new_keys(count, at_ms=moment)
    assert made == sorted(made)
    assert len({uuid.UUID(one) for one in made}) == count
    assert [uuid.UUID(one).hex for one in made] == made
    assert {(uuid.UUID(one).version, uuid.UUID(one).int >> 80) for one in made} <= {(7, moment)}
