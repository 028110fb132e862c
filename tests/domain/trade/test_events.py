"""Events: dated, sourced, and found by year, country and kind."""

from __future__ import annotations

from datetime import date

import pytest

from kouprey.domain.trade.codes import known_countries
from kouprey.domain.trade.events import events
from kouprey.kernel.errors import UnusableInput


def test_every_event_has_a_date_a_title_and_a_source() -> None:
    found = events()
    assert [event.date for event in found] == sorted(event.date for event in found)
    for event in found:
        assert date.fromisoformat(event.date)
        assert event.title
        assert event.source
        assert set(event.countries) <= known_countries()


def test_what_a_chart_of_the_region_must_show_is_there() -> None:
    dates = {(event.date, event.kind, "|".join(event.countries)) for event in events()}
    assert dates >= {
        ("2017-01-02", "listing", ""),
        ("2017-12-31", "ban", "CN"),
        ("2020-01-26", "covid", "CN"),
        ("2020-02-24", "covid", "CN"),
        ("2020-07-23", "suspension", "VN"),
    }


def test_events_of_a_country_keep_those_of_the_whole_world() -> None:
    found = events(years=(2020, 2020), countries=("VN",))
    assert [(event.date, event.countries) for event in found] == [
        ("2020-01-30", []),
        ("2020-03-11", []),
        ("2020-07-23", ["VN"]),
    ]


def test_a_kind_is_one_of_the_list() -> None:
    assert {event.kind for event in events(kind="accession")} == {"accession"}
    with pytest.raises(UnusableInput, match="accession, ban"):
        events(kind="party")
