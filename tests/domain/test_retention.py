"""The rule of how long files are kept: each fate has its own period, and the last moment counts as over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kouprey.domain.retention import Fate, Periods

SINCE = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
PERIODS = Periods(loaded=30, not_started=7, not_loaded=14)


@pytest.mark.parametrize(("fate", "days"), [(Fate.LOADED, 30), (Fate.NOT_STARTED, 7), (Fate.NOT_LOADED, 14)])
def test_each_fate_has_its_period(fate: Fate, days: int):
    end = SINCE + timedelta(days=days)
    assert PERIODS.days(fate) == days
    assert PERIODS.are_over(fate, since=SINCE, at=end)
    assert not PERIODS.are_over(fate, since=SINCE, at=end - timedelta(seconds=1))


def test_no_days_means_at_once():
    assert Periods(0, 0, 0).are_over(Fate.LOADED, since=SINCE, at=SINCE)
