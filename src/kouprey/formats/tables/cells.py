"""One value in one cell: exact, without exponent, the same in every format that is text."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from kouprey.kernel.quantity import plain


def cell(value: Any) -> str:
    """A value as text; nothing for none; a list of countries as “LA=120|ID=30”."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float, Decimal)):
        return plain(value)
    if isinstance(value, Mapping):
        parts = [cell(part) for key, part in value.items() if not (key == "share" and "quantity" in value)]
        return "=".join(parts)
    return "|".join(cell(part) for part in value)


def reading(column: str, value: Any) -> str:
    """A value for people: shares as per cent, thousands apart, the three largest countries."""
    if value is None:
        return "–"
    if isinstance(value, list) and not all(isinstance(part, Mapping) and "country" in part for part in value):
        return cell(value)
    if isinstance(value, list):
        shown = [f"{part['country']} {_percent(part['share'])}" for part in value[:3]]
        return ", ".join(shown) + (f" +{len(value) - 3}" if len(value) > 3 else "")
    if column.endswith("share"):
        return _percent(value)
    if isinstance(value, Decimal):
        return thousands(value)
    if isinstance(value, float):
        return f"{value:.4g}"
    return cell(value)


def thousands(value: Decimal) -> str:
    """A quantity with its thousands apart and no decimals that say nothing."""
    whole, _, rest = plain(value).partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}" + (f".{rest}" if rest else "")


def _percent(share: Any) -> str:
    if share is None:
        return "–"
    return f"{float(share) * 100:.1f} %"
