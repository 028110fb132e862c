"""What a value of a trade row may be: how it is tidied, why it is refused, which quantities are exact."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouprey.domain.trade.rows import DECIMAL_PLACES, WHOLE_DIGITS, digits, exact, fault, tidy

# Python's decimals keep 28 digits unless told otherwise; the promise is 20 before and 15 after the point.
TOO_LONG = "BUG rows.py digits(): normalize() rounds to 28 digits, so longer values are cut or refused"


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("term", "jewellery - ivory ", "jewellery - ivory"),
        ("taxon", "\u00a0Naja naja\t", "Naja naja"),
        ("taxon", "Boa\u0301", "Bo\u00e1"),
        ("taxon", "Naja  Naja", "Naja  Naja"),
        ("importer", " na", "NA"),
        ("source", "w", "W"),
        ("reporter", "e ", "E"),
        ("appendix", "ii", "II"),
        ("unit", "Number of specimens", ""),
        ("unit", " NAR ", ""),
        ("unit", "KG", "KG"),
        ("term", "Number of specimens", "Number of specimens"),
        ("term", "Live", "Live"),
        ("origin", "", ""),
    ],
)
def test_tidy(field: str, value: str, kept: str) -> None:
    assert tidy(field, value) == kept


@given(st.sampled_from(["taxon", "term", "unit", "year", "class"]), st.text())
def test_tidying_twice_changes_nothing_more(field: str, value: str) -> None:
    assert tidy(field, tidy(field, value)) == tidy(field, value)


GOOD = {
    "year": ["1975", "2024", "1900", "2099"],
    "importer": ["CN", "NA", "XX", "", "cn", " na\u00a0"],
    "origin": ["ZZ", ""],
    "appendix": ["I", "II", "III", "N", "I/II", "II/NC", ""],
    "purpose": ["T", "", "TP", "t"],
    "source": ["W", "", "IO"],
    "reporter": ["I", "E"],
    "taxon": ["anything at all", ""],
    "unit": ["strange unit", ""],
    "term": [""],
}
BAD = {
    "year": ["", "13", "20133", "1899", "2100", "2013.0", "２０１３", "NA"],
    "importer": ["C", "CHN", "C1", "C N", "ÉÀ"],
    "exporter": ["THA"],
    "origin": ["?"],
    "appendix": ["IV", "1", "I,II", "/"],
    "purpose": ["TTT", "1"],
    "source": ["W,C", "9"],
    "reporter": ["", "X", "IE"],
}


@pytest.mark.parametrize(("field", "value"), [(field, value) for field in GOOD for value in GOOD[field]])
def test_sound_values_have_no_fault(field: str, value: str) -> None:
    assert fault(field, value) == ""


@pytest.mark.parametrize(("field", "value"), [(field, value) for field in BAD for value in BAD[field]])
def test_unsound_values_are_told_apart_by_a_reason(field: str, value: str) -> None:
    assert fault(field, value).startswith("the ")


@pytest.mark.parametrize("field", ["taxon", "unit", "exporter", "quantity"])
@pytest.mark.parametrize("mark", ["\x00", "\x0b", "\x85", "\u00ad", "\u200b", "\u2028", "\ufeff"], ids=ascii)
def test_a_character_that_nobody_sees_is_a_fault(field: str, mark: str) -> None:
    reason = f"an invisible character (U+{ord(mark):04X}) stands in the value"
    assert fault(field, f"1{mark}2") == reason
    assert exact(f"1{mark}2") == reason


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        (" 12 ", "12"),
        ("12\u00a0", "12"),
        ("12.50", "12.5"),
        ("007", "7"),
        ("1.", "1"),
        (".5", "0.5"),
        ("1e5", "100000"),
        ("1E+2", "100"),
        ("5e-12", "0.000000000005"),
        ("123456789012345", "123456789012345"),
        ("0.123456789012345", "0.123456789012345"),
        ("9" * 20, "9" * 20),
    ],
)
def test_quantities_are_read_exactly(text: str, number: str) -> None:
    assert exact(text) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("-1", "the quantity is negative"),
        ("", "the quantity is not a number"),
        (".", "the quantity is not a number"),
        ("NaN", "the quantity is not a number"),
        ("inf", "the quantity is not a number"),
        ("1 000", "the quantity is not a number"),
        ("1_000", "the quantity is not a number"),
        ("٣", "the quantity is not a number"),
        ("0x1F", "the quantity is not a number"),
        ("1e999", "the quantity is not a number"),
        ("1,5", "decimal point and no separators"),
        ("1,000.5", "decimal point and no separators"),
        ("1" * 21, "more digits than can be kept exactly"),
        ("0." + "0" * 15 + "1", "more digits than can be kept exactly"),
        ("1e20", "more digits than can be kept exactly"),
        ("1e-16", "more digits than can be kept exactly"),
    ],
)
def test_other_quantities_are_refused_with_a_reason(text: str, reason: str) -> None:
    assert reason in str(exact(text))


@given(st.decimals(min_value=0, max_value=10**13, places=15, allow_nan=False, allow_infinity=False))
def test_whatever_fits_comes_back_with_every_digit(number: Decimal) -> None:
    assert exact(format(number, "f")) == number


@pytest.mark.parametrize("text", ["12345678901234567890.123456789012345", "99999999999999999999.9999999999"])
def test_the_longest_quantities_keep_every_digit(text: str) -> None:
    whole, _, places = text.partition(".")
    assert exact(text) == Decimal(text)
    assert digits(Decimal(text)) == (len(whole), len(places)) <= (WHOLE_DIGITS, DECIMAL_PLACES)


@given(st.integers(0, 10**28 - 1), st.integers(-20, 20))
def test_digits_are_those_of_the_written_number(coefficient: int, exponent: int) -> None:
    number = Decimal(coefficient).scaleb(exponent)
    whole, _, places = format(number, "f").partition(".")
    assert digits(number) == (max(len(whole.lstrip("0")), 1), len(places.rstrip("0")))
