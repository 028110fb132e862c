"""A number as text: every digit, no exponent, no trailing zeros."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouprey.kernel.quantity import plain

FINITE = st.decimals(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (Decimal("12"), "12"),
        (Decimal("12.500000000"), "12.5"),
        (Decimal("100"), "100"),
        (Decimal("1E+3"), "1000"),
        (Decimal("5E-12"), "0.000000000005"),
        (Decimal("0E-9"), "0"),
        (Decimal("-0.00"), "0"),
        (Decimal("-1.50"), "-1.5"),
        (Decimal("12345678901234567890.123456789012345"), "12345678901234567890.123456789012345"),
        (0, "0"),
        (120, "120"),
        (0.25, "0.25"),
        (1e-7, "0.0000001"),
        (1e22, "10000000000000000000000"),
        (-0.0, "0"),
        (2 / 3, "0.6666666666666666"),
    ],
)
def test_a_number_is_written_plainly(value: Decimal | int | float | None, text: str) -> None:
    assert plain(value) == text


def test_a_long_whole_number_keeps_its_digits() -> None:
    assert plain(2**53 + 1) == "9007199254740993"


@given(FINITE)
def test_the_text_is_the_same_number_without_exponent_or_useless_zeros(value: Decimal) -> None:
    text = plain(value)
    assert Decimal(text) == value
    assert set(text) <= set("-.0123456789")
    assert not ("." in text and text.endswith(("0", ".")))
    assert text != "-0"


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_comes_back_as_it_was(value: float) -> None:
    assert float(plain(value)) == value
