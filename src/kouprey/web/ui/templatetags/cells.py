"""The cells of an answer's row. Written here and not in a template: a page has thousands of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django import template
from django.urls import get_script_prefix, reverse
from django.utils.formats import localize
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kouprey.web.ui.templatetags.figures import (
    code,
    country,
    figure,
    latin,
    percent,
    percentage,
    short,
    whole_percent,
)
from kouprey.web.ui.trade_table import Column

register = template.Library()
_NOBODY: Final = str(UUID(int=0))
SHOWN: Final = 3
"""So many countries of a row are seen at once; the others open."""
_NONE: Final = mark_safe('<span class="k-none">–</span>')


@register.simple_tag
def cells(row: Mapping[str, Any], columns: Sequence[Column], ranked: bool) -> SafeString:
    """One row of the table: a cell for each column, with its head for narrow screens."""
    return mark_safe("".join(_cell(row.get(column.name), column, ranked) for column in columns))  # noqa: S308 - each escaped


def _cell(value: Any, column: Column, ranked: bool) -> str:
    kind = ' class="k-num"' if column.figure else ""
    said = written(value, column, ranked)
    return f'<td data-column="{column.name}"{kind}><span class="k-label">{escape(column.head)}</span>{said}</td>\n'


def written(value: Any, column: Column, ranked: bool) -> str:
    """A value as its kind of column writes it, ready for a page; `ranked` taxa stand upright."""
    if value is None:
        return _NONE
    if column.kind == "taxon":
        return _taxon(value, ranked)
    write = _WRITERS.get(column.kind)
    if write is not None:
        return conditional_escape(write(value))
    if column.kind == "number":
        return conditional_escape(percentage(value) if "percent" in column.name else short(value))
    if column.kind == "code":
        return conditional_escape(code(value, column.name))
    if value is True:
        return format_html("<strong>{}</strong>", _("yes"))
    return conditional_escape(_("no") if value is False else localize(value))


def _taxon(name: str, ranked: bool) -> str:
    if not name:
        return ""
    said = name if ranked else latin(name)
    return format_html('<a class="k-quiet" href="{}">{}</a>', reverse("taxon", args=[name]), said)


def _country(code_of: str) -> str:
    return _link(get_script_prefix(), code_of, country(code_of)) if code_of else ""


@lru_cache(maxsize=1024)
def _link(_prefix: str, code_of: str, name: str) -> SafeString:
    # All that the address hangs on is in the key; one page may name a hundred countries ten times each.
    address = reverse("country", args=[code_of])
    return format_html('<a class="k-quiet" href="{}"><abbr title="{}">{}</abbr></a>', address, name, code_of)


@register.simple_tag
def page_of(name: str, id: UUID) -> str:
    """The address of the page of one thing: found once for a name, not anew for each row of a list."""
    return _address(get_script_prefix(), name).replace(_NOBODY, str(id))


@lru_cache(maxsize=64)
def _address(_prefix: str, name: str) -> str:
    return reverse(name, args=[UUID(_NOBODY)])


@register.simple_tag
def place(code_of: str, address: str) -> SafeString:
    """A country in the table of flows: choosing it shows on the map what it sends and receives."""
    if not code_of:
        return conditional_escape(_("not stated"))
    return format_html(
        '<a class="k-quiet" href="{}?{}&amp;at={}" data-at="{}">{}</a> <abbr>{}</abbr>',
        reverse("trade-map-page"), address, code_of, code_of, country(code_of), code_of,
    )  # fmt: skip


def _countries(entries: Sequence[Mapping[str, Any]]) -> SafeString:
    """The countries of a row with their shares: the largest at once, the others in a list that opens."""
    said = [_share(entry) for entry in entries]
    if len(said) <= SHOWN:
        return mark_safe(f'<div class="k-countries">{"".join(said)}</div>')  # noqa: S308 - each escaped
    rest = len(said) - SHOWN
    more = escape(ngettext("%(rest)s more", "%(rest)s more", rest) % {"rest": localize(rest)})
    opened = f'<details><summary class="k-more">{more}</summary>{"".join(said[SHOWN:])}</details>'
    return mark_safe(f'<div class="k-countries">{"".join(said[:SHOWN])}{opened}</div>')  # noqa: S308 - each escaped


def _share(entry: Mapping[str, Any]) -> str:
    said = escape(whole_percent(entry["share"]))
    return f'<span class="k-country">{_country(entry["country"])} {said}</span> '


def _unit(name: str) -> str:
    return name or _("number")


_WRITERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "country": _country,
    "countries": _countries,
    "unit": _unit,
    "quantity": figure,
    "share": percent,
}
