"""Days and moments are written as Django writes them, in the zone and the language of the reader."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

OURS, DJANGOS = "{{ it|day }}, {{ it|moment }}", '{{ it|date:"j M Y" }}, {{ it|date:"j M Y H:i" }}'
MOMENTS = [datetime(2026, month, 1 + month, 20, month, tzinfo=UTC) for month in range(1, 13)]


def written(page: str, it: Any) -> str:
    return Template(page).render(Context({"it": it}))


@pytest.mark.parametrize("language", ["en", "vi", "th"])
@pytest.mark.parametrize("zone", ["UTC", "Asia/Phnom_Penh"])
def test_a_moment_is_written_as_before(language: str, zone: str):
    with translation.override(language), timezone.override(ZoneInfo(zone)):
        for it in (*MOMENTS, datetime(987, 2, 3, 4, 5, tzinfo=UTC)):
            assert written(OURS, it) == written(DJANGOS, it)
        for it in (date(2026, 11, 28), date(2024, 2, 29)):
            assert written("{{ it|day }}", it) == written('{{ it|date:"j M Y" }}', it)


def test_the_zone_of_the_reader_may_be_in_the_next_day():
    with timezone.override(ZoneInfo("Asia/Phnom_Penh")):
        said = written(OURS, datetime(2026, 12, 31, 17, 5, tzinfo=UTC))
    assert said == "1 Jan 2027, 1 Jan 2027 00:05"


@pytest.mark.parametrize("nothing", [None, "", "2026-11-28", 5])
def test_what_is_no_day_is_blank(nothing: Any):
    assert written("{{ it|day }}{{ it|moment }}", nothing) == ""
