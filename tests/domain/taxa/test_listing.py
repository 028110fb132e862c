"""Listed on that date: yes, no or unknown, and never a guess."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kouprey.domain.taxa.listing import listed, parts
from kouprey.domain.taxa.values import Listing, Taxon, Unknown

RANKS = {"class": "Mammalia", "order": "Pholidota", "family": "Manidae", "genus": "Manis"}


def day(text: str) -> date:
    return date.fromisoformat(text)


def listing(appendix: str, since: str, until: str = "", as_of: str = "2020-01-01", **more: object) -> Listing:
    found = Listing(
        appendix, day(since) if since else None, day(until) if until else None, day(as_of) if as_of else None
    )
    return found._replace(**more)  # type: ignore[arg-type]


def taxon(*listings: Listing) -> Taxon:
    return Taxon("Manis javanica", "species", RANKS, listings=listings)


MOVED = taxon(listing("II", "1975-07-01", "2017-01-01"), listing("I", "2017-01-02"))


@pytest.mark.parametrize(
    ("on", "appendix"),
    [("1975-07-01", "II"), ("2014-06-01", "II"), ("2017-01-01", "II"), ("2017-01-02", "I"), ("2020-01-01", "I")],
)
def test_a_taxon_that_moved_is_answered_by_date(on: str, appendix: str) -> None:
    found = listed(MOVED, day(on))
    assert isinstance(found, Listing)
    assert found.appendix == appendix


@pytest.mark.parametrize(
    ("on", "why"), [("1975-06-30", "No source at hand says"), ("2020-01-02", "speak up to 2020-01-01 only")]
)
def test_outside_what_the_sources_say_it_is_unknown(on: str, why: str) -> None:
    found = listed(MOVED, day(on))
    assert isinstance(found, Unknown)
    assert why in found.reason
    assert found.candidates == MOVED.listings


def test_a_list_of_one_day_answers_for_that_day_only() -> None:
    seen = taxon(listing("II", "", as_of="2017-04-21"))
    assert isinstance(listed(seen, day("2017-04-21")), Listing)
    for days in (-1, 1):
        assert isinstance(listed(seen, day("2017-04-21") + timedelta(days)), Unknown)


def test_a_list_without_a_date_answers_for_none() -> None:
    found = listed(taxon(listing("II", "", as_of="")), day("2017-04-21"))
    assert isinstance(found, Unknown)
    assert "bear no date" in found.reason


def test_sources_that_contradict_each_other_give_unknown_and_are_both_named() -> None:
    found = listed(
        taxon(listing("N", "1975-07-01", source="one"), listing("II", "1975-07-01", source="other")),
        day("2000-01-01"),
    )
    assert isinstance(found, Unknown)
    assert "one says N" in found.reason
    assert "other says II" in found.reason
    assert len(found.candidates) == 2


def test_sources_that_agree_give_the_checked_one() -> None:
    both = (
        listing("I", "2017-01-02", source="unchecked"),
        listing("I", "2017-01-02", source="checked", verified=True),
    )
    found = listed(taxon(*both), day("2018-01-01"))
    assert isinstance(found, Listing)
    assert found.source == "checked"


def test_not_listed_is_an_answer() -> None:
    found = listed(taxon(listing("N", "1975-07-01")), day("2000-01-01"))
    assert isinstance(found, Listing)
    assert found.appendix == "N"


def test_a_higher_taxon_answers_only_where_the_own_listings_are_silent_and_all_species_are_alike() -> None:
    silent, own = taxon(), taxon(listing("I", "1990-01-01"))
    alike = Taxon("Manis", "genus", RANKS, listings=(listing("II", "1975-07-01", whole=True),))
    not_alike = Taxon("Manis", "genus", RANKS, listings=(listing("II", "1975-07-01"),))
    found = listed(silent, day("2000-01-01"), [alike])
    assert isinstance(found, Listing)
    assert (found.appendix, found.under) == ("II", "Manis")
    answered = listed(own, day("2000-01-01"), [alike])
    assert isinstance(answered, Listing)
    assert answered.appendix == "I"
    assert isinstance(listed(silent, day("2000-01-01"), [not_alike]), Unknown)


def test_populations_outside_do_not_contradict_an_appendix() -> None:
    assert parts("II/NC") == parts("II") != parts("I/II")
    assert parts("NC") == parts("N")
