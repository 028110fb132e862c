"""The list of observations at its edges: every order walked through, dates that span years, statistics of SQLite."""

from __future__ import annotations

import base64
import json

import pytest
from django.db import connection

from kouprey.domain.access import Role
from kouprey.kernel.errors import UnusableInput
from kouprey.web.core import statistics
from kouprey.web.records.tenancy import acting
from kouprey.web.seizures import access, queries
from web.cast import Cast, build
from web.incidents import line, reported, written

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def cast() -> Cast:
    return build(Role.RECORDER)


@pytest.mark.parametrize("sort", [way + name for name in queries.SORTS for way in ("", "-")])
def test_every_order_is_walked_through_once(cast: Cast, monkeypatch: pytest.MonkeyPatch, sort: str):
    by = cast.actor(Role.RECORDER)
    made = [written(by, when=when, country=country) for when, country in (
        ("2026-11-02", "KH"), ("2026-11-02", "VN"), ("2026-10", "KH"), ("", "LA"), ("2026", "KH"),
    )]  # fmt: skip
    monkeypatch.setattr(queries, "PAGE", 2)
    with acting(by):
        pages, after = [], ""
        while not pages or after:
            page = queries.listed(access.incidents(by), queries.Filters(sort=sort), after)
            assert page.total == "5"
            pages, after = [*pages, page.rows], page.after
        whole = [row.id for rows in pages for row in rows]
        assert (len(pages), sorted(whole)) == (3, sorted(one.id for one in made))
        monkeypatch.setattr(queries, "PAGE", 50)
        assert [row.id for row in queries.listed(access.incidents(by), queries.Filters(sort=sort)).rows] == whole


def test_more_than_are_counted_is_said_and_counted_when_asked(cast: Cast):
    by = cast.actor(Role.RECORDER)
    for _ in range(3):
        written(by)
    with acting(by):
        found = access.incidents(by)
        few, all_ = (queries.listed(found, queries.Filters(), count=count) for count in (2, 3))
        assert (few.total, few.more, len(few.rows)) == ("more than 2", True, 3)
        assert (all_.total, all_.more) == ("3", False)


@pytest.mark.parametrize("said", [["2026-99-99", 1], ["x", "y"], [1], {}, ["2026-11-02", "no-id"]])
def test_a_page_that_was_never_given_out_is_refused(cast: Cast, said: object):
    by = cast.actor(Role.RECORDER)
    after = base64.urlsafe_b64encode(json.dumps(said).encode()).decode()
    with acting(by):
        for sort in queries.SORTS:
            with pytest.raises(UnusableInput):
                queries.listed(access.incidents(by), queries.Filters(sort=sort), after)


def test_a_date_of_many_years_is_found_on_every_day_of_them(cast: Cast):
    by = cast.actor(Role.RECORDER)
    wide, year, day = (written(by, when=when) for when in ("1998/2020", "2019", "2019-06-03"))

    def found(since: str, until: str) -> set:
        rows = queries.listed(access.incidents(by), queries.Filters(since=since, until=until)).rows
        return {row.id for row in rows}

    with acting(by):
        assert found("2019-06-01", "2019-06-30") == {wide.id, year.id, day.id}
        assert found("2019-12-31", "2019-12-31") == {wide.id, year.id}
        assert found("2020-12-31", "2020-12-31") == found("1998-01-01", "1998-01-01") == {wide.id}
        assert found("2021", "2021") == found("1997", "1997") == set()


def test_a_name_that_no_list_has_is_found_as_it_was_written(cast: Cast):
    by = cast.actor(Role.RECORDER)
    bird = reported(by, specimens=[line("A  Grey Bird", "LIV", number="1")])
    with acting(by):
        for typed in ("a grey bird", " A GREY  BIRD "):
            rows = queries.listed(access.incidents(by), queries.Filters(taxon=typed)).rows
            assert [row.id for row in rows] == [bird.id]
        assert queries.listed(access.incidents(by), queries.Filters(taxon="a red bird")).rows == []


def test_the_database_learns_of_its_tables(cast: Cast):
    written(cast.actor(Role.RECORDER))
    statistics.gather()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT idx FROM sqlite_stat1 WHERE tbl = 'seizures_incident'")
            assert "incident_by_day" in {name for (name,) in cursor.fetchall()}
