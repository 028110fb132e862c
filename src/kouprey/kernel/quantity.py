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
    if isinstance(value, float):
        value = Decimal(repr(value))
    if not value.is_finite():
        raise ValueError(f"{value} is not a figure")
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
