"""Shifts worked by hand: slope, fit and halves of ten years, and each threshold at its edge."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kouprey.domain.trade.trend import Shift, gather, shift, trend_rules

RULES = trend_rules()


def judged(*quantities: float | str) -> Shift | None:
    return shift([Decimal(str(quantity)) for quantity in quantities], RULES)


def test_a_straight_rise_worked_by_hand() -> None:
    # 1..10 times two: mean 11, slope 2, a perfect fit; halves 6 and 16, which is not three times as much.
    found = judged(*range(2, 22, 2))
    assert found == Shift(Decimal(110), 11.0, 2.0, 2 / 11, 1.0, 6.0, 16.0, 10, "up", None)


def test_a_straight_fall_is_down() -> None:
    found = judged(*range(20, 0, -2))
    assert found is not None
    assert (found.overall, found.sharp, found.slope) == ("down", None, -2.0)


def test_slope_and_fit_of_an_uneven_series() -> None:
    # Deviations from the middle year -4.5 .. 4.5: sum of products 100 * 4.5 = 450, of squares 82.5;
    # spread 100² - 10 * 10² = 9000. Slope 450 / 82.5 = 60/11, r² = 450² / (82.5 * 9000) = 3/11.
    found = judged(0, 0, 0, 0, 0, 0, 0, 0, 0, 100)
    assert found is not None
    assert (found.mean, found.slope, found.r_squared) == (10.0, 60 / 11, 3 / 11)
    assert (found.overall, found.sharp, found.nonzero_years) == (None, None, 1)


@pytest.mark.parametrize(
    ("quantities", "sharp"),
    [
        ((3, 3, 3, 3, 3, 9, 9, 9, 9, 9), None),  # three times exactly is not above three times
        ((3, 3, 3, 3, 3, 9, 9, 9, 9, "9.000000001"), "up"),
        ((10, 10, 10, 10, 10, 3, 3, 3, 3, 3), "down"),
        ((0, 0, 0, 0, 0, 20, 20, 20, 20, 20), None),  # five years with trade are not more than five
        ((0, 0, 0, 0, 1, 20, 20, 20, 20, 20), "up"),
    ],
    ids=str,
)
def test_a_sharp_shift_at_its_edges(quantities: tuple[float | str, ...], sharp: str | None) -> None:
    found = judged(*quantities)
    assert found is not None
    assert found.sharp == sharp


def test_a_total_of_fifty_is_too_small_to_be_judged() -> None:
    assert judged(*[5] * 10) is None
    assert judged(*[5] * 9, "5.000000001") is not None


def test_without_variation_there_is_no_fit_and_no_trend() -> None:
    found = judged(*[10] * 10)
    assert found is not None
    assert (found.slope, found.r_squared, found.overall) == (0.0, None, None)


def test_a_slope_of_exactly_the_threshold_is_not_above_it() -> None:
    # Mean 20, slope 3: 0.15 exactly, on a straight line.
    edge = [Decimal("6.5") + 3 * year for year in range(10)]
    found = shift(edge, RULES)
    assert found is not None
    assert (found.relative_slope, found.overall) == (0.15, None)
    steeper = shift([Decimal("6.4") + Decimal("3.02") * year for year in range(10)], RULES)
    assert steeper is not None
    assert steeper.overall == "up"


def test_sources_are_gathered_in_groups_and_years_filled_with_zero() -> None:
    rows = [
        (2007, "Naja naja", "ID", "live", "", source, Decimal(number))
        for number, source in enumerate(("W", "U", "", "C", "A", "D", "F", "R", "X", "I", "O"), start=1)
    ]
    series = gather(rows, RULES, 2006)
    assert [(one.group, one.quantities[0], one.quantities[1]) for one in series] == [
        ("captive", 0, 4 + 5 + 6 + 7),
        ("ranched", 0, 8),
        ("wild", 0, 1 + 2 + 3),
    ]
    assert {len(one.quantities) for one in series} == {10}
