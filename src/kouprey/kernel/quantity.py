"""Exact quantities as text. A quantity is a decimal, never a float."""

from __future__ import annotations

from decimal import Decimal


def plain(value: Decimal | int | float | None) -> str:
    """Write a number without exponent and without trailing zeros; blank for none.

    A float (a share) is written with the shortest digits that give the same float back. Raises ValueError for what
    is no number (NaN) or without end.
    """
    if value is None:
        return ""
    if isinstance(value, int):
        return str(value)
    return plain_float(value) if isinstance(value, float) else plain_decimal(value)


def plain_decimal(value: Decimal) -> str:
    """`plain` for what is known to be a decimal: answers hold thousands of them."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text in ("-0", ""):
        return "0"
    if not text[-1].isdigit():
        raise ValueError(f"{value} is not a figure")
    return text


def plain_float(value: float) -> str:
    """`plain` for what is known to be a float."""
    text = repr(value)
    if "e" in text or "n" in text:
        return plain_decimal(Decimal(text))
    return "0" if text == "-0.0" else text.removesuffix(".0")
