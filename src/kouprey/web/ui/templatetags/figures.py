"""How figures are written on a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kouprey.domain.trade.codes import country_name, long_name
from kouprey.kernel.quantity import plain
from kouprey.web.ui import trade_heads
from kouprey.web.ui.trade_heads import CODES

register = template.Library()
register.filter("unit_name", trade_heads.unit_name)
COUNTED: Final = 10_000
"""Counts up to so many stand on page after page, hundreds on a map."""
_NEAR_HALF = 1e-6
"""So near to the middle of two steps a share is rounded by its digits, not by the float that stands for them."""


@register.filter
def figure(value: Decimal | int | None) -> str:
    """A quantity in full, digits in groups, never rounded."""
    if isinstance(value, int) and 0 <= value <= COUNTED:
        return _counted_said(int(value), get_language())
    return "" if value is None else number_format(Decimal(plain(value)), force_grouping=True)


@register.filter
def percent(share: float | None) -> str:
    """A share with one decimal."""
    return _percent(share, 1)


@register.filter
def whole_percent(share: float | None) -> str:
    """A share without decimals, where many stand in a line."""
    return _percent(share, 0)


@register.filter
def country(code: str) -> str:
    """A country's name by its code; the code itself when the list does not have it."""
    return country_name(code)


@register.filter
def full_country(code: str) -> str:
    """A country's long name, where a page is about it."""
    return long_name(code)


@register.filter
def latin(name: str | None) -> SafeString:
    """A scientific name in italics; what is no part of it (spp., hybrid, SYNTHETIC) stands upright."""
    words = (name or "").split(" ")
    upright: list[str] = []
    while words and words[-1] in {"spp.", "hybrid", "SYNTHETIC"}:
        upright.insert(0, words.pop())
    if not upright:
        return format_html('<i lang="la">{}</i>', name or "")
    return format_html('<i lang="la">{}</i> <span class="k-upright">{}</span>', " ".join(words), " ".join(upright))


@register.filter
def field(row: Mapping[str, Any], name: str) -> Any:
    """One column of a row."""
    return row.get(name)


@register.filter
def short(number: float | int | None) -> str:
    """A ratio, a mean or a slope with four digits that count, from a thousand on as a whole number."""
    if number is None:
        return "–"
    if number == int(number) or abs(number) >= 1000:
        return figure(round(number))
    return number_format(Decimal(f"{number:.4g}").normalize() + Decimal(0), force_grouping=True)


@register.filter
def percentage(number: float | None) -> str:
    """What stands in per cent already, such as a volume over its quota."""
    return _percent(None if number is None else number / 100, 1, above=True)


@register.filter
def code(value: str, column: str) -> str:
    """A code of an answer in words; the code itself where it has none."""
    return str(CODES.get(column, {}).get(value, value))


@register.filter
def several_years(evidence: Sequence[Mapping[str, Any]]) -> bool:
    """Whether evidence spans more than one year, so that a picture of it says more than its figures."""
    return len({entry["year"] for entry in evidence if "year" in entry}) > 1


@register.filter
def upto(items: Sequence[Any], count: int) -> Sequence[Any]:
    """The first `count` of a list."""
    return items[:count]


@register.filter
def after(items: Sequence[Any], count: int) -> Sequence[Any]:
    """What follows the first `count` of a list."""
    return items[count:]


def _percent(share: float | None, decimals: int, *, above: bool = False) -> str:
    """A share; what is small is not shown as nothing, and what is not all is not shown as all.

    `above` is for what can be more than all: what is just above it is not shown as all either.
    """
    if share is None:
        return "–"
    steps = share * 10 ** (2 + decimals)
    whole = round(steps)
    if 0 < whole < 10 ** (2 + decimals) and abs(abs(steps - whole) - 0.5) > _NEAR_HALF:
        return _percent_said(whole, decimals, get_language())
    step = Decimal(1).scaleb(-decimals)
    value = (Decimal(repr(share)) * 100).quantize(step)
    if share > 0 and value < step:
        return _("< %(number)s %%") % {"number": number_format(step)}
    if share < 1 and value >= 100:
        return _("> %(number)s %%") % {"number": number_format(100 - step)}
    if above and share > 1 and value <= 100:
        return _("> %(number)s %%") % {"number": number_format(Decimal(100))}
    return _("%(number)s %%") % {"number": number_format(value)}


@lru_cache(maxsize=8192)
def _counted_said(count: int, _language: str | None) -> str:
    return number_format(Decimal(count), force_grouping=True)


@lru_cache(maxsize=4096)
def _percent_said(steps: int, decimals: int, _language: str | None) -> str:
    # There are a thousand of them at most, and one page says some thousands.
    return _("%(number)s %%") % {"number": number_format(Decimal(steps).scaleb(-decimals))}
