"""Which seizures a picture is made of: those that the officer may read or was given, each event once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kouprey.domain.access import Actor, Role
from kouprey.domain.handling import Code, Handling, Purpose, Tlp
from kouprey.domain.seizures import of_values
from kouprey.kernel.clock import now
from kouprey.kernel.errors import UnusableInput
from kouprey.web.records.actions.received import acknowledge_release
from kouprey.web.records.models import Release
from kouprey.web.records.queries import caveats_of
from kouprey.web.records.tenancy import acting
from kouprey.web.reporting import access
from kouprey.web.reporting.clusters import COUNTRY, NEEDS, PROVINCE, Spot, spots
from kouprey.web.reporting.pictures import PLACED, needs, picture
from kouprey.web.reporting.queries import Pool, asked, narrow
from kouprey.web.seizures.actions.events import judge_same_event
from kouprey.web.ui.picture_asking import rests_on
from web.cast import AT, Cast, build
from web.incidents import reported, values, written
from web.pooled import WINDOW, released

TODAY = date(2026, 11, 26)
database = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return build(Role.RECORDER, Role.RELEASING_OFFICER, Role.ANALYST, Role.DRAFTER)


def pool(by: Actor, **more: str) -> Pool:
    with acting(by):
        return access.pool(by, asked(WINDOW | more, TODAY))


def ids(found: Pool) -> set[str]:
    return {one.id for one in found.incidents}


@database
def test_own_reports_and_what_was_received_are_counted_and_nothing_else(cast: Cast):
    by, police = cast.actor(Role.RECORDER), cast.actor(Role.RECORDER, cast.police)
    mine = reported(by)
    written(by)  # a draft
    reported(by, kind="market-survey")
    reported(by, when="2025-03-01")  # before the window
    reported(police)  # a neighbour's, which does not reach customs
    reported(cast.actor(Role.RECORDER, cast.abroad))  # not released
    theirs, _left = released(cast)
    found = pool(by)
    assert ids(found) == {str(mine.id), str(theirs)}
    assert (found.own, found.received, found.closed) == (1, 1, 0)
    assert ids(pool(by, whose="own")) == {str(mine.id)}
    assert ids(pool(by, whose="received")) == {str(theirs)}
    assert ids(pool(by, country="vn")) == {str(theirs)}
    drafter = cast.actor(Role.DRAFTER)
    assert ids(pool(drafter)) == set()
    assert found.numbers == {str(mine.id): mine.number}


@database
def test_what_was_received_says_nothing_that_stayed_in_the_state_and_is_counted_once(cast: Cast):
    theirs, _left = released(cast, place={"name": "A shed", "latitude": "21.5", "longitude": "106.7"})
    (one,) = pool(cast.actor(Role.ANALYST)).incidents
    assert one.id == str(theirs)
    assert (one.place.name, one.place.latitude) == ("", None)
    released(cast, fields=("when", "country"))  # not even what kind it is
    assert len(pool(cast.actor(Role.ANALYST)).incidents) == 1


@database
def test_caveats_close_a_release_until_they_are_acknowledged(cast: Cast):
    by = cast.actor(Role.ANALYST)
    _theirs, left = released(cast, marks=Handling(codes=frozenset({Code.H1}), purposes=frozenset(Purpose)))
    found = pool(by)
    assert (len(found.incidents), found.closed) == (0, 1)
    with acting(by):
        release = access.sources(by).releases.get(pk=left)
        assert isinstance(release, Release)
        acknowledge_release(id=left, seen=caveats_of(release), by=by, at=now())
    found = pool(by)
    assert (len(found.incidents), found.closed, found.strictest) == (1, 0, Tlp.AMBER)


@database
def test_two_records_of_one_event_are_one_seizure(cast: Cast):
    by = cast.actor(Role.RECORDER)
    one, other = reported(by), reported(by)
    assert len(pool(by).incidents) == 2
    with acting(by):
        judge_same_event(one=one.id, other=other.id, same=True, reason="one lorry", by=by, at=AT)
    assert len(pool(by).incidents) == 1


@database
def test_a_taxon_keeps_its_own_lines_alone(cast: Cast):
    by = cast.actor(Role.RECORDER)
    reported(by)
    released(cast)
    for taxon in ("Manidae", "Sunda pangolin", "Manis javanica"):
        found = pool(by, taxon=taxon)
        assert len(found.incidents) == 2, taxon
        assert [line.taxon for one in found.incidents for line in one.specimens] == ["Manis javanica"] * 2
    assert not pool(by, taxon="Panthera tigris").incidents
    assert not pool(by, taxon="Manidae", term="LIV").incidents


def test_the_window_is_the_last_twelve_months_unless_one_is_named():
    assert (asked({}, TODAY).first, asked({}, TODAY).last, asked({}, TODAY).default) == (
        date(2025, 11, 26), TODAY, True,
    )  # fmt: skip
    named = asked({"since": "2024", "until": "2025-02"}, TODAY)
    assert (named.first, named.last, named.default) == (date(2024, 1, 1), date(2025, 2, 28), False)
    assert asked({"until": "2020"}, TODAY).first == date.min


@pytest.mark.parametrize(
    "given", [{"since": "soon"}, {"measure": "rank"}, {"whose": "all"}, {"since": "2026", "until": "2025"}]
)
def test_what_cannot_be_asked_is_said(given: dict[str, str]):
    with pytest.raises(UnusableInput):
        asked(given, TODAY)


def test_a_name_that_no_list_has_finds_itself():
    one = of_values(
        values(specimens=[{"id": "1", "reported": "a grey bird", "quantity": {"amount": "present"}}]), id="1"
    )
    assert narrow(one, asked({"taxon": "A grey bird"}, TODAY)) is not None
    assert narrow(one, asked({"taxon": "a red bird"}, TODAY)) is None


@database
@pytest.mark.parametrize("more", [{}, {"taxon": "Manis javanica"}, {"country": "VN"}, {"term": "LIV"}])
def test_places_alone_are_those_of_all_that_is_said(cast: Cast, more: dict[str, str]):
    """Maps and pictures of when and where ask the columns; one record stands for two of one event, the same one."""
    by = cast.actor(Role.RECORDER)
    one, other = reported(by), reported(by, country="VN", admin1="Lang Son", specimens=values()["specimens"][:1])
    reported(by, country="LA", admin1="", specimens=values()["specimens"][1:])
    released(cast)
    with acting(by):
        judge_same_event(one=one.id, other=other.id, same=True, reason="one lorry", by=by, at=AT)
        wanted = asked(WINDOW | more, TODAY)
        whole = access.pool(by, wanted)
        for level in (COUNTRY, PROVINCE):
            alone = access.pool(by, wanted, columns=NEEDS[level])
            assert [seen(spot) for spot in spots(alone, level)] == [seen(spot) for spot in spots(whole, level)]
        for slug in sorted(PLACED):
            alone = access.pool(by, wanted, columns=needs(slug, "events"))
            assert picture(alone, slug).rows == picture(whole, slug).rows
            assert rests_on(alone) == rests_on(whole)


def seen(spot: Spot) -> Spot:
    """A place as its map shows it: which records are there, only the map of exact places says."""
    return replace(spot, ids=())
