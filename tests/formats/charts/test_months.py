"""The picture of months: all months on the axis, whole steps, what was taken back told apart."""

from __future__ import annotations

from kouprey.formats.charts.months import MOST, months_chart
from kouprey.formats.charts.study import svg

WORDS = {"stands": "Stand", "recalled": "Recalled", "title": "Releases"}


def values(points) -> list[dict]:
    return months_chart(points, **WORDS).to_dict()["data"]["values"]


def test_what_was_taken_back_is_told_apart():
    assert [(v["part"], v["value"]) for v in values([("2026-11", 5, 2)])] == [("Stand", 3), ("Recalled", 2)]


def test_the_axis_has_whole_steps():
    axis = months_chart([("2026-11", 3, 0)], **WORDS).to_dict()["encoding"]["y"]["axis"]
    assert axis["values"] == [0, 1, 2, 3]


def test_only_the_newest_months_are_drawn():
    points = [(f"{2020 + n // 12}-{n % 12 + 1:02}", 1, 0) for n in range(40)]
    assert len(values(points)) == 2 * MOST
    assert values(points)[-1]["month"] == "2023-04"


def test_an_empty_picture_is_still_one():
    assert svg(months_chart([], **WORDS)).startswith("<svg")
