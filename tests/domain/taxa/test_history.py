"""Changes become the days on which a listing held; two readings become no listing at all."""

from __future__ import annotations

from datetime import date

from kouprey.domain.taxa.history import Change, listings
from kouprey.domain.taxa.values import Listing

AS_OF = date(2020, 1, 1)
Y = {year: date(year, 1, 1) for year in (1977, 1985, 1990, 1997, 2000, 2017)}


def add(year: int, appendix: str, current: bool | None = False, party: str = "") -> Change:
    return Change(Y[year], "ADDITION", appendix, party, current)


def spans(*changes: Change) -> list[tuple[str, int, int | None]]:
    def year(listing: Listing) -> int | None:
        return None if listing.until is None else listing.until.year

    found = listings(changes, AS_OF, "history")
    assert all(listing.since and listing.as_of == AS_OF for listing in found)
    return [(listing.appendix, listing.since.year if listing.since else 0, year(listing)) for listing in found]


def test_one_listing_that_lasts() -> None:
    assert spans(add(1977, "II", current=True)) == [("II", 1977, None)]


def test_a_transfer_ends_the_listing_before() -> None:
    assert spans(add(1977, "II"), add(2017, "I", current=True)) == [("II", 1977, 2016), ("I", 2017, None)]


def test_a_split_listing_holds_both() -> None:
    assert spans(add(1977, "I", current=True), add(1997, "II", current=True)) == [
        ("I", 1977, 1996), ("I/II", 1997, None),
    ]  # fmt: skip


def test_the_same_appendix_again_goes_on() -> None:
    assert spans(add(1977, "II"), add(1997, "II"), add(2017, "I", current=True)) == [
        ("II", 1977, 1996), ("II", 1997, 2016), ("I", 2017, None),
    ]  # fmt: skip


def test_a_deletion_ends_in_not_listed() -> None:
    gone = Change(Y[2000], "DELETION", "III", "GH", True)
    assert spans(add(1977, "III", party="GH"), gone) == [("III", 1977, 1999), ("N", 2000, None)]


def test_where_two_readings_are_left_there_is_no_listing() -> None:
    # II came before I and is over at the end: it may have ended in 1990 (a transfer) or lasted beside I to 2017.
    found = spans(add(1977, "II"), add(1990, "I"), add(2017, "I", current=True))
    assert found == [("II", 1977, 1989), ("I", 2017, None)]


def test_without_knowing_what_is_current_only_the_first_days_are_sure() -> None:
    assert spans(add(1977, "II", current=None), add(2017, "I", current=True)) == [("II", 1977, 2016)]


def test_reservations_change_no_listing() -> None:
    held = Change(Y[1985], "RESERVATION", "II", "XX", True)
    assert spans(add(1977, "II", current=True), held) == [("II", 1977, None)]


def test_no_change_no_listing() -> None:
    assert listings([], AS_OF, "history") == ()
