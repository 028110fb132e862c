"""The present moment knows that it is in UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from kouprey.kernel.clock import now


def test_now_is_now_in_utc() -> None:
    moment = now()
    assert moment.utcoffset() == timedelta(0)
    assert abs(datetime.now(UTC) - moment) < timedelta(seconds=5)
