"""Periods of records: months to the day, never sooner, and no period where a list sets none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouprey.domain import lists
from kouprey.domain.kinds import KINDS
from kouprey.domain.schedule import FOLLOWS, last_over, months_after, periods

DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "over"),
    [
        ("2006-11-20", 240, "2026-11-20"),
        ("2026-01-31", 1, "2026-03-01"),
        ("2024-02-29", 12, "2025-03-01"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-10-31", 1, "2026-12-01"),
        ("2026-12-31", 2, "2027-03-01"),
        ("9999-06-01", 12, "9999-12-31"),
    ],
)
def test_a_period_ends_on_the_same_day_or_on_the_first_after(day: str, months: int, over: str):
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(over)


@given(day=DAYS, months=st.integers(1, 600), shift=st.integers(-3, 3))
def test_a_query_finds_what_a_single_record_is_told(day: date, months: int, shift: int):
    on = months_after(day, months) + timedelta(days=shift)
    assert (day <= last_over(on, months)) == (months_after(day, months) <= on)


def test_every_kind_follows_a_row_of_the_list_and_is_unverified_as_shipped():
    assert set(FOLLOWS) == set(KINDS)
    found = periods()
    assert {kind: (one.months, one.from_event) for kind, one in found.items()} == {
        "incident": (240, True), "information": (36, False), "assessment": (120, False),
    }  # fmt: skip
    assert not any(one.verified for one in found.values())
    day = {"event_last": date(2001, 2, 3), "recorded": date(2002, 1, 1), "amended": date(2003, 1, 1)}
    assert found["incident"].counted(**day) == date(2001, 2, 3)
    assert found["incident"].counted(**day | {"event_last": None}) == date(2002, 1, 1)
    assert found["information"].counted(**day) == date(2003, 1, 1)


@pytest.mark.parametrize("months", ["", "0", "ten", "-3", "²"])
def test_a_slip_in_an_edition_of_the_node_makes_nothing_due(months: str, tmp_path, monkeypatch):
    monkeypatch.setenv("KOUPREY_HOME", str(tmp_path))
    rows = [row | {"months": months} if row["kind"] == "incident" else row for row in lists.load("retention").rows]
    lists.lay("retention", rows)
    period = periods()["incident"]
    assert (period.months, period.ends(date(1900, 1, 1))) == (None, None)
    assert periods()["information"].months == 36
