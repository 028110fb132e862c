"""Dates as far as they are known: kept as given, sorted by the days they may be."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.partialdate import partial_date


@pytest.mark.parametrize(
    ("given_text", "text", "first", "last"),
    [
        ("2026", "2026", date(2026, 1, 1), date(2026, 12, 31)),
        (" 2026-2 ", "2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2024-02", "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-11-5", "2026-11-05", date(2026, 11, 5), date(2026, 11, 5)),
        ("2026-10 / 2026-11", "2026-10/2026-11", date(2026, 10, 1), date(2026, 11, 30)),
        ("2025/2026-03-01", "2025/2026-03-01", date(2025, 1, 1), date(2026, 3, 1)),
    ],
)
def test_a_date_is_kept_as_far_as_it_is_known(given_text: str, text: str, first: date, last: date):
    found = partial_date(given_text)
    assert (str(found), found.first, found.last) == (text, first, last)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "26", "2026-13", "2026-00", "2026-00-10", "2026-11-00", "2026-02-30", "2026-1-1-1", "20261120",
     "2026/2027/2028",
     "2026/", "0000", "2026-11-20T10:00"],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str):
    with pytest.raises(UnusableInput, match="is no date"):
        partial_date(text)


def test_a_range_that_ends_before_it_begins_is_refused():
    with pytest.raises(UnusableInput, match="ends before it begins"):
        partial_date("2026-11/2026-10")


@given(some.dates(date(1000, 1, 1), date(9000, 1, 1)), some.integers(0, 4000))
def test_any_two_days_make_a_range_that_reads_the_same_again(first: date, days: int):
    last = first + timedelta(days=days)
    found = partial_date(f"{first.isoformat()}/{last.isoformat()}")
    assert (found.first, found.last) == (first, last)
    assert partial_date(found.text) == found
