"""Pictures of years: every year on the axis, parts stacked from the ground, events and marks inside."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kouprey.formats.charts.study import Words, svg
from kouprey.formats.charts.years import SINGLE, bars_by_year, years_chart


def bars(chart: Any) -> list[dict[str, Any]]:
    """The data of the bars, which are the first layer."""
    drawn = chart.to_dict()
    found: list[dict[str, Any]] = (drawn["layer"][0].get("data") or drawn["data"])["values"]
    return found


def years(chart: Any) -> list[int]:
    found: list[int] = chart.to_dict()["layer"][0]["encoding"]["x"]["scale"]["domain"]
    return found


def test_a_single_part_has_one_colour_and_no_legend() -> None:
    chart = bars_by_year([(2010, "", 5.0), (2012, "", 7.0)], {"": SINGLE}, unit="kg", synthetic=False, until=2013)
    assert years(chart) == [2010, 2011, 2012, 2013]
    assert chart.to_dict()["layer"][0]["encoding"]["color"] == {"value": SINGLE}
    drawn = svg(chart)
    assert "kg" in drawn
    assert SINGLE in drawn
    assert " style=" not in drawn


def test_parts_stand_on_each_other_in_the_order_given() -> None:
    points = [(2010, "C", 5.0), (2010, "W", 2.0)]
    chart = bars_by_year(points, {"W": "#111111", "C": "#222222"}, unit="number", synthetic=False)
    assert [(bar["part"], bar["order"]) for bar in bars(chart)] == [("C", 1), ("W", 0)]
    assert "#222222" in svg(chart)


def test_events_outside_the_years_are_left_out() -> None:
    chart = bars_by_year(
        [(2010, "", 5.0)], {"": SINGLE}, unit="", synthetic=False, events=[(2009, "1"), (2010, "2"), (2010, "3")]
    )
    assert chart.to_dict()["layer"][1]["data"]["values"] == [{"year": 2010, "mark": "2, 3"}]


def test_a_mark_stands_in_the_picture_and_over_it() -> None:
    words = Words(synthetic="PRELIMINARY", synthetic_title="PRELIMINARY: a country's own report")
    drawn = svg(bars_by_year([(2010, "", 5.0)], {"": SINGLE}, unit="", synthetic=True, words=words))
    assert drawn.count("PRELIMINARY") >= 2
    assert "PRELIMINARY" not in svg(bars_by_year([(2010, "", 5.0)], {"": SINGLE}, unit="", synthetic=False))


def test_shares_part_the_bars_of_a_study() -> None:
    record = {"year": 2010, "quantity": Decimal(10), "wild_share": 0.5, "captive_share": 0.2}
    values = [bar["value"] for bar in bars(years_chart([record], unit="number", synthetic=False))]
    assert [round(value, 9) for value in values] == [5.0, 2.0, 3.0]


def test_nothing_to_draw_is_an_empty_picture() -> None:
    assert "<svg" in svg(bars_by_year([], {"": SINGLE}, unit="kg", synthetic=False))
