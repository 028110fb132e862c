"""Each check of captive sources on a history worked by hand, at and beside its threshold."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kouprey.domain.trade.redflags import Flag, History, Sums, flag_rules, flags, not_checked

RULES = flag_rules()
KEY = ("Naja naja", "ID", "live")
NEVER = [7, 8, 10, 11, 12, 13, 14]
KNOWN = History(2000, {("Naja naja", "ID"): 2001}, {("Naja naja", "ID"): 2001})


def sums(**by_source: list[object]) -> Sums:
    """Quantities of 2005 and on; `blank` is a blank source."""
    found: Sums = {}
    for source, quantities in by_source.items():
        for year, quantity in enumerate(quantities, start=2005):
            if quantity:
                found.setdefault(year, {})["" if source == "blank" else source] = Decimal(str(quantity))
    return found


def raised(history: Sums, known: History = KNOWN, year: int = 2010) -> dict[int, Flag]:
    found = flags({KEY: history}, known, RULES, (year, year))
    return {flag.check: flag for flag in found}


@pytest.mark.parametrize(
    ("volume", "checks"),
    [("10", set()), ("10.000000001", {1}), ("20", {1}), ("20.000000001", {1, 2}), ("50", {1, 2}), ("51", {1, 2, 3})],
)
def test_increase_and_high_volume_at_their_edges(volume: str, checks: set[int]) -> None:
    # Mean of the five years before: 5. Twice is 10, four times 20.
    assert set(raised(sums(C=[1, 4, 10, 5, 5, volume]))) == checks


def test_a_flag_carries_its_rows_and_its_bound() -> None:
    flag = raised(sums(C=[1, 4, 10, 5, 0, 12], F=[0, 0, 0, 0, 5, 0]))[1]
    assert flag == Flag(
        2010, *KEY, 1, "increase", Decimal(12), Decimal(10),
        [
            {"year": 2005, "source": "C", "quantity": Decimal(1)},
            {"year": 2006, "source": "C", "quantity": Decimal(4)},
            {"year": 2007, "source": "C", "quantity": Decimal(10)},
            {"year": 2008, "source": "C", "quantity": Decimal(5)},
            {"year": 2009, "source": "F", "quantity": Decimal(5)},
            {"year": 2010, "source": "C", "quantity": Decimal(12)},
        ],
        NEVER,
    )  # fmt: skip


def test_a_shift_from_wild_cancels_out() -> None:
    # Captive 10 above its mean of 5 plus; wild falls from 20 a year by 7 (dC 7, dW -7): they cancel out.
    assert 4 in raised(sums(C=[5] * 5 + [12], W=[20] * 5 + [13]))
    # Half of the larger change is the edge: dC 8, dW -4, sum 4 = 0.5 * 8.
    assert 4 in raised(sums(C=[5] * 5 + [13], U=[20] * 5 + [16]))
    assert 4 not in raised(sums(C=[5] * 5 + [13], blank=[20] * 5 + ["16.1"]))
    # Without check 1 there is no shift: 10 is not above twice 5.
    assert 4 not in raised(sums(C=[5] * 5 + [10], W=[20] * 5 + [15]))


def test_a_shift_between_bred_and_ranched() -> None:
    found = raised(sums(C=[2] * 5 + [9], R=[20] * 5 + [13]))
    assert set(found) == {5}
    assert {row["source"] for row in found[5].evidence} == {"C", "R"}


def test_bred_without_a_first_generation_before() -> None:
    history = sums(C=[1, 1, 1, 1, 1, 1])
    assert set(raised(history)) == set()
    late = KNOWN._replace(first_generation={("Naja naja", "ID"): 2010})
    assert set(raised(history, late)) == {6}


def test_never_imported_live_before() -> None:
    history = sums(F=[1, 1, 1, 1, 1, 1])
    assert set(raised(history, KNOWN._replace(live_imports={}))) == {9}
    assert set(raised(history, KNOWN._replace(live_imports={("Naja naja", "ID"): 2009}))) == set()


def test_former_states_have_no_founders_to_look_for() -> None:
    history = sums(F=[1, 1, 1, 1, 1, 1])
    found = list(flags({("Naja naja", "YU", "live"): history}, KNOWN, RULES, None))
    assert 9 not in {flag.check for flag in found}


def test_what_could_not_be_checked_is_said_with_each_flag() -> None:
    between = raised(sums(C=[5] * 5 + [30]))[1]
    assert between.not_checked == [3, *NEVER]
    short = raised(sums(C=[0, 0, 0, 0, 0, 60]), KNOWN._replace(first_year=2006))
    assert set(short) == {3}
    assert short[3].not_checked == [1, 2, 4, 5, *NEVER]
    first = raised(sums(C=[0, 0, 0, 0, 0, 60]), KNOWN._replace(first_year=2010))
    assert first[3].not_checked == [1, 2, 4, 5, 6, *NEVER[:2], 9, *NEVER[2:]]


def test_wild_trade_alone_raises_nothing() -> None:
    assert raised(sums(W=[0, 0, 0, 0, 0, 1000])) == {}


def test_the_list_names_what_each_missing_check_needs() -> None:
    found = {check["check"]: check for check in not_checked()}
    assert set(found) == {3, *NEVER, 9}
    assert all(check["needs"] for check in found.values())
    assert [number for number, check in found.items() if check["in_part"]] == [3, 9]
