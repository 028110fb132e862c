"""The list of observations at its edges: every order walked through, dates that span years, statistics of SQLite."""

from __future__ import annotations

import base64
import itertools
import json
import random
from importlib import import_module
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kouprey.domain import seizures as sz
from kouprey.domain.access import Act, Actor, Role, conditions
from kouprey.domain.handling import Handling, Tlp
from kouprey.domain.taxa.names import fold
from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.ids import new_id
from kouprey.web.core import statistics
from kouprey.web.core.audit import SHELL
from kouprey.web.records import walking, worded
from kouprey.web.records.keepers import keeper_of
from kouprey.web.records.models import Findable
from kouprey.web.records.tenancy import acting, as_the_node
from kouprey.web.seizures import access, queries
from kouprey.web.seizures.actions import recording
from kouprey.web.seizures.models import Heading, Incident
from kouprey.web.seizures.queries import listing, narrowing
from web.cast import AT, Cast, build
from web.incidents import line, reported, values, written

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def cast() -> Cast:
    return build(Role.RECORDER)


@pytest.mark.parametrize("sort", [way + name for name in narrowing.SORTS for way in ("", "-")])
def test_every_order_is_walked_through_once(cast: Cast, monkeypatch: pytest.MonkeyPatch, sort: str):
    by = cast.actor(Role.RECORDER)
    made = [written(by, when=when, country=country) for when, country in (
        ("2026-11-02", "KH"), ("2026-11-02", "VN"), ("2026-10", "KH"), ("", "LA"), ("2026", "KH"),
    )]  # fmt: skip
    monkeypatch.setattr(listing, "PAGE", 2)
    with acting(by):
        pages, after = [], ""
        while not pages or after:
            page = listing.listed(access.observations(by), narrowing.Filters(sort=sort), after)
            assert page.total == "5"
            pages, after = [*pages, page.rows], page.after
        whole = [row.id for rows in pages for row in rows]
        assert (len(pages), sorted(whole)) == (3, sorted(one.id for one in made))
        monkeypatch.setattr(listing, "PAGE", 50)
        assert [row.id for row in listing.listed(access.observations(by), narrowing.Filters(sort=sort)).rows] == whole


@pytest.mark.parametrize("sort", [way + name for name in narrowing.SORTS for way in ("", "-")])
def test_few_that_are_sorted_and_many_that_are_walked_to_are_the_same(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, sort: str
):
    by = cast.actor(Role.RECORDER)
    for n, (country, taxon, kind) in enumerate(itertools.product(
        ("KH", "VN"), ("Manis spp.", "Panthera tigris"), ("seizure", "market-survey", "seizure"))):  # fmt: skip
        written(by, country=country, specimens=[line(taxon, "SCA")], kind=kind, when=f"2026-0{n % 4 + 1}-03")
    monkeypatch.setattr(listing, "PAGE", 2)

    def pages(filters: narrowing.Filters) -> tuple[list[UUID], set[str]]:
        ids, totals, after = [], set(), ""
        while not ids or after:
            page = listing.listed(access.observations(by), filters, after, count=1_000)
            after = page.after
            ids += [row.id for row in page.rows]
            totals.add(page.total)
        return ids, totals

    with acting(by):
        for asked, many in (
            ({"taxon": "Manis spp."}, 6),
            ({"term": "SCA", "country": "VN"}, 6),
            ({"kind": "seizure"}, 8),
        ):
            filters = narrowing.Filters(sort=sort, **asked)
            monkeypatch.setattr(listing, "SOON", 1_000)
            few = pages(filters)
            monkeypatch.setattr(listing, "SOON", 1)  # too many to be sorted
            assert pages(filters) == few, asked
            assert (len(few[0]), len(set(few[0])), few[1]) == (many, many, {str(many)})


@pytest.mark.parametrize("sort", [way + name for name in narrowing.SORTS for way in ("", "-")])
def test_every_order_is_that_of_an_index(cast: Cast, sort: str):
    by, filters = cast.actor(Role.RECORDER), narrowing.Filters(sort=sort)
    with acting(by), connection.cursor() as cursor:
        sql, given = narrowing.in_order(access.observations(by), filters)[:50].in_sql()
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", given)
            plan = "; ".join(str(row[-1]) for row in cursor.fetchall())
            assert "TEMP B-TREE" not in plan, plan
            assert "USING INDEX incident_by_" in plan


def test_more_than_are_counted_is_said_and_counted_when_asked(cast: Cast):
    by = cast.actor(Role.RECORDER)
    for _ in range(3):
        written(by)
    with acting(by):
        found = access.observations(by)
        few, all_ = (listing.listed(found, narrowing.Filters(), count=count) for count in (2, 3))
        assert (few.total, few.more, len(few.rows)) == ("more than 2", True, 3)
        assert (all_.total, all_.more) == ("3", False)


@pytest.mark.parametrize("said", [["2026-99-99", 1], ["x", "y"], [1], {}, ["2026-11-02", "no-id"]])
def test_a_page_that_was_never_given_out_is_refused(cast: Cast, said: object):
    by = cast.actor(Role.RECORDER)
    after = base64.urlsafe_b64encode(json.dumps(said).encode()).decode()
    with acting(by):
        for sort in narrowing.SORTS:
            with pytest.raises(UnusableInput):
                listing.listed(access.observations(by), narrowing.Filters(sort=sort), after)


def test_a_date_of_many_years_is_found_on_every_day_of_them(cast: Cast):
    by = cast.actor(Role.RECORDER)
    wide, year, day = (written(by, when=when) for when in ("1998/2020", "2019", "2019-06-03"))

    def found(since: str, until: str) -> set:
        rows = listing.listed(access.observations(by), narrowing.Filters(since=since, until=until)).rows
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
            rows = listing.listed(access.observations(by), narrowing.Filters(taxon=typed)).rows
            assert [row.id for row in rows] == [bird.id]
        assert listing.listed(access.observations(by), narrowing.Filters(taxon="a red bird")).rows == []


def test_a_very_long_name_is_found_in_any_script(cast: Cast):
    by = cast.actor(Role.RECORDER)
    for letter in ("b", "ឆ", "𠀋"):
        name = letter * 500
        bird = written(by, specimens=[line(name, "LIV", number="1")])
        with acting(by):
            rows = listing.listed(access.observations(by), narrowing.Filters(taxon=name)).rows
            assert [row.id for row in rows] == [bird.id]
            assert (
                listing.listed(access.observations(by), narrowing.Filters(taxon=letter * 3000, term="LIV")).total
                == "0"
            )


def test_the_database_learns_of_its_tables(cast: Cast):
    written(cast.actor(Role.RECORDER))
    statistics.gather()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT idx FROM sqlite_stat1 WHERE tbl = 'seizures_incident'")
            assert "incident_by_day" in {name for (name,) in cursor.fetchall()}


TAXA = ("Manis javanica", "Manis spp.", "Panthera tigris", "Panthera pardus", "A grey bird", "Python bivittatus")
TYPED = ("", *TAXA, "manis", "MANIDAE", "Panthera", "felidae", "Carnivora", "Reptilia", "Sunda pangolin", "no such")


def leg(order: int, country: str) -> dict[str, object]:
    return {"id": str(new_id()), "order": order, "role": "transit", "country": country, "certainty": "confirmed"}


def answers(one: sz.Incident, filters: narrowing.Filters) -> bool:
    """Whether an observation is what is asked for, read off what it says."""
    typed = filters.taxon
    wanted = sz.identify(typed).taxon or typed
    named = [line for line in one.specimens if not typed or fold(line.reported) == fold(typed) or (
        line.name == wanted or sz.is_within(line.name, wanted.removesuffix(" spp.")))]  # fmt: skip
    lines = [line for line in named if filters.term in ("", line.term)]
    route = filters.route in ("", *(leg.country for leg in one.legs))
    return route and (bool(lines) or not (typed or filters.term))


def test_what_is_found_under_its_headings_is_what_it_says(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    draw, by = random.Random(5), cast.actor(Role.RECORDER)
    made = {}
    for _ in range(40):
        lines = [line(draw.choice(TAXA), draw.choice(("SCA", "LIV", "SKI"))) for _ in range(draw.randint(1, 3))]
        legs = [leg(n, draw.choice(("VN", "CN", "LA"))) for n in range(1, draw.randint(1, 4))]
        when = draw.choice(("2025-03-02", "2025-03", "2026-01-09", "2026-01-09", "2026"))
        record = written(by, when=when, specimens=lines, legs=legs)
        made[record.id] = queries.incident_of(record)
    monkeypatch.setattr(listing, "PAGE", 7)
    with acting(by):
        found = access.observations(by)
        every = list(itertools.product(TYPED, ("", "SCA"), ("", "VN"), ("-day", "day", "number")))
        for taxon, term, route, sort in draw.sample(every, 70):
            filters = narrowing.Filters(taxon=taxon, term=term, route=route, sort=sort)
            walked, after = [], ""
            while not walked or after:
                page = listing.listed(found, filters, after)
                walked, after = [*walked, *(row.id for row in page.rows)] or [None], page.after
            wanted = {id for id, one in made.items() if answers(one, filters)}
            assert set(walked) - {None} == wanted, filters
            assert page.total == str(len(wanted)), filters
            assert len(walked) == max(1, len(wanted)), filters
            days = [made[id].when.first for id in walked if id]
            assert sort == "number" or days == sorted(days, reverse=sort == "-day"), filters


def pages(by: Actor, filters: narrowing.Filters) -> list[list[UUID]]:
    """The ids of every page of the list."""
    found, after, walked = access.observations(by), "", []
    while not walked or after:
        page = listing.listed(found, filters, after)
        walked, after = [*walked, [row.id for row in page.rows]], page.after
    return walked


@pytest.mark.parametrize("farthest", [6, pytest.param(15, marks=pytest.mark.long), 1_000])
def test_words_are_found_in_the_same_places_whether_walked_to_or_looked_up(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, farthest: int
):
    draw, by = random.Random(7), cast.actor(Role.RECORDER)
    for who in (by, cast.actor(Role.RECORDER, cast.police), cast.actor(Role.RECORDER, cast.abroad)):
        for turn in range(20):
            note = " ".join(
                draw.sample(("pier", "river", "象牙", "lorry"), draw.randint(0, 2)) + ["hull"] * (turn == 9)
            )
            written(who, note=note, when=draw.choice(("2026-11-02", "2026", "", "2025-03-04")),
                    country=draw.choice(("KH", "LA")))  # fmt: skip
    monkeypatch.setattr(listing, "PAGE", 3)
    monkeypatch.setattr(walking, "LOOK", 4)
    with acting(by):
        for words, sort, country in itertools.product(
            ("pier", "river 象", "lorry", "hull", "no such thing", "-"),
            ("-day", "day", "number", "-kind", "amended"),
            ("", "LA"),
        ):
            asked = narrowing.Filters(q=words, sort=sort, country=country)
            monkeypatch.setattr(walking, "FARTHEST", farthest)
            walked = pages(by, asked)
            monkeypatch.setattr(walking, "LOOK", 0)
            assert walked == pages(by, asked), asked
            monkeypatch.setattr(walking, "LOOK", 4)


def test_words_that_many_hold_are_not_counted_unless_asked(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    by = cast.actor(Role.RECORDER)
    for _turn in range(5):
        written(by, note="found at the pier")
    monkeypatch.setattr(listing, "PAGE", 2)
    with acting(by):
        found, asked = access.observations(by), narrowing.Filters(q="pier")
        page = listing.listed(found, asked)
        assert (page.total, page.more, len(page.rows)) == ("more than 2", True, 2)
        counted = listing.listed(found, asked, count=listing.EXACT)
        assert (counted.total, counted.more, [row.id for row in counted.rows]) == (
            "5",
            False,
            [row.id for row in page.rows],
        )


def test_what_is_hidden_tells_nothing_through_words(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    """Neither how many are said to be found, nor how many questions the database is asked."""
    by, hides = cast.actor(Role.RECORDER), cast.actor(Role.RECORDER, cast.police)
    for turn in range(6):
        written(by, note="seen at the pier" if turn else "seen at the river", when="2026-03-04")
    monkeypatch.setattr(listing, "PAGE", 2)
    monkeypatch.setattr(walking, "LOOK", 3)

    def told(words: str) -> tuple[object, ...]:
        with acting(by), CaptureQueriesContext(connection) as asked:
            page = listing.listed(access.observations(by), narrowing.Filters(q=words))
            return page.total, [row.id for row in page.rows], len(asked)

    before = {words: told(words) for words in ("pier", "river", "lorry")}
    for note in ("seen at the pier", "a lorry at the river"):
        for _turn in range(4):
            written(hides, note=note, marks=Handling(tlp=Tlp.RED), when="2026-11-02")
    assert {words: told(words) for words in before} == before


def test_an_amendment_moves_what_it_is_found_under(cast: Cast):
    by = cast.actor(Role.RECORDER)
    record = written(by, when="2026-03", specimens=[line("Manis javanica", "SCA")], legs=[leg(1, "VN")])
    changed = values(when="2025-02-01", specimens=[line("Panthera tigris", "SKI")], legs=[leg(1, "LA")])
    with acting(by):
        recording.amend_incident(id=record.id, seen=1, values=changed, reason="", by=by, at=AT)
        for name, before, after in (("taxon", "manidae", "felidae"), ("term", "SCA", "SKI"), ("route", "VN", "LA")):
            for word, there in ((before, []), (after, [record.id])):
                for since in ("", "2025-02-01"):
                    asked = narrowing.Filters(**{name: word}, since=since, until="2025-02-01" if since else "")
                    assert [row.id for row in listing.listed(access.observations(by), asked).rows] == there, asked
        assert {heading.day.isoformat() for heading in Heading.objects.of(incident=record.id)} == {"2025-02-01"}


def test_headings_can_be_written_anew_from_lines_and_legs(cast: Cast):
    """What the migration does for a node that has observations."""
    by = cast.actor(Role.RECORDER)
    for taxon, term, country in (
        ("Manis spp.", "SCA", "VN"),
        ("A  Grey Bird", "LIV", ""),
        ("Panthera tigris", "", "LA"),
    ):
        written(by, specimens=[line(taxon, term), line("Manis javanica", term)], legs=[leg(1, country)])

    def rows() -> list[tuple[object, ...]]:
        every = Heading.objects.get_queryset().unscoped("a test")
        return sorted(every.values_list("sort", "word", "day", "incident_id", "authority"))

    with as_the_node("a test"):
        kept = rows()
        Heading.objects.get_queryset().unscoped("a test").delete()
        module = import_module("kouprey.web.seizures.migrations.0007_headings")
        with connection.cursor() as cursor:
            editor = SimpleNamespace(
                connection=connection, quote_name=connection.ops.quote_name, execute=cursor.execute
            )
            module.write_headings(None, editor)
        assert rows() == kept
        assert len(kept) > 20


def test_on_sqlite_headings_are_kept_once_and_the_migration_keeps_them_all(cast: Cast):
    """Also shows that no later migration made the table anew without its ending."""
    if connection.vendor != "sqlite":
        return
    by = cast.actor(Role.RECORDER)
    written(by, specimens=[line("Manis spp.", "SCA"), line("A  Grey Bird", "LIV")], legs=[leg(1, "VN")])

    def is_once() -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'seizures_heading'")
            return str(cursor.fetchone()[0]).endswith("WITHOUT ROWID")

    def rows() -> list[tuple[object, ...]]:
        every = Heading.objects.get_queryset().unscoped("a test")
        return sorted(every.values_list("sort", "word", "day", "incident_id", "authority"))

    editor = connection.schema_editor()
    editor.deferred_sql = []
    change = import_module("kouprey.web.seizures.migrations.0011_headings_once").Migration.operations[0]
    with as_the_node("a test"):
        kept = rows()
        assert is_once()
        change.reverse_code(apps, editor)
        assert not is_once()
        assert rows() == kept
        change.code(apps, editor)
        assert is_once()
        assert rows() == kept
        assert len(kept) == 8


def test_one_sign_of_chinese_is_a_word(cast: Cast):
    by = cast.actor(Role.RECORDER)
    held, other = written(by, note="东兴海关查获虎骨"), written(by, note="海上查获象牙")
    with acting(by):
        for words, wanted in (("虎", [held]), ("象", [other]), ("海", [other, held]), ("虎 海", [held]), ("鱼", [])):
            rows = listing.listed(access.observations(by), narrowing.Filters(q=words)).rows
            assert {row.id for row in rows} == {one.id for one in wanted}, words


def test_signs_are_added_to_what_is_kept(cast: Cast):
    """What the migration does for a node that has records."""
    by = cast.actor(Role.RECORDER)
    record = written(by, note="东兴海关")
    with as_the_node("a test"):
        kept = Findable.objects.of(record=record.id, release=None)
        whole = kept.get().pieces
        kept.update(pieces=" " + " ".join(one for one in whole.split() if one.isascii() or len(one) > 1) + " ")
        module = import_module("kouprey.web.records.migrations.0008_single_signs")
        editor = SimpleNamespace(connection=SimpleNamespace(vendor="sqlite"))
        module.add_signs(SimpleNamespace(get_model=lambda _app, _name: SimpleNamespace(
            objects=Findable.objects.unscoped("a migration"))), editor)  # fmt: skip
        assert set(kept.get().pieces.split()) == set(whole.split())


def test_headings_go_with_their_observation(cast: Cast):
    """The database does not take them away by itself."""
    by = cast.actor(Role.RECORDER)
    kept, gone = written(by, legs=[leg(1, "VN")]), written(by, legs=[leg(1, "LA")], when="2025")
    with as_the_node("a test"):
        keeper_of("incident", "").destroy(gone, rule="a rule", by=SHELL, at=AT)
        left = Heading.objects.get_queryset().unscoped("a test").values_list("incident_id", flat=True)
        assert set(left) == {kept.id}


def test_duties_and_likeness_are_found_by_name_and_by_nothing_wider(cast: Cast):
    by = cast.actor(Role.RECORDER)
    unsure, sure = (reported(by, specimens=[line(taxon, "IVC", number="1")]) for taxon in (
        "Elephantidae sp.", "Loxodonta africana",
    ))  # fmt: skip
    genus, _species = (written(by, specimens=[line(taxon, "SCA")]) for taxon in ("Manis spp.", "Manis javanica"))
    undated = sz.of_values(values(when="", country="", specimens=[line("Manis spp.", "SCA")]), id="")
    with acting(by):
        mine = access.incidents(by)
        found = queries.concerned(mine, ("Elephantidae", "Rhinocerotidae"), by.authority)
        assert {one.id for one in found} == {unsure.id, sure.id}
        assert set(queries.near(mine, undated, by.authority)) == {genus.id}


def test_what_may_be_seen_is_worded_once_and_no_list_changes_it(cast: Cast):
    """It is kept between requests: whatever is asked of it is asked of a copy."""
    by = cast.actor(Role.RECORDER)
    for _n in range(3):
        written(by, specimens=[line("Manis javanica", "SCA")])
    with acting(by):
        kept = worded._worded(Incident, conditions(by, Act.RECORD_READ))
        before = {table: [*aliases] for table, aliases in kept.query.table_map.items()}, kept.in_sql()
        for sort in ("-day", "number"):
            filters = narrowing.Filters(sort=sort, term="SCA")
            assert len(listing.listed(access.observations(by), filters).rows) == 3
    written(by)
    with acting(by):
        assert access.observations(by).count() == 4
        assert worded._worded(Incident, conditions(by, Act.RECORD_READ)) is kept
        assert ({table: [*aliases] for table, aliases in kept.query.table_map.items()}, kept.in_sql()) == before
        assert kept._result_cache is None
