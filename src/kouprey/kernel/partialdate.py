"""Dates as far as they are known: a day, a month, a year, or a range of them. Sorted and shown as given."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.words import said

_PART = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """`text` as given, in ISO form (2026, 2026-11, 2026-11-20, 2026-10/2026-11); the days it may lie between."""

    text: str
    first: date
    last: date

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=8_192)
def partial_date(text: str) -> PartialDate:
    """Read a date as far as it is known. Raises UnusableInput."""
    given = text.strip()
    parts = [part.strip() for part in given.split("/")]
    if len(parts) > 2:
        raise _unreadable(text)
    spans = [_span(part, text) for part in parts]
    first, last = spans[0][1], spans[-1][2]
    if first > last:
        raise UnusableInput(
            said("The range %(given)s ends before it begins.", given=given),
            remedy=said("Write the earlier date first, such as 2026-10/2026-11."),
        )
    return PartialDate("/".join(span[0] for span in spans), first, last)


def _span(part: str, text: str) -> tuple[str, date, date]:
    found = _PART.fullmatch(part)
    if not found:
        raise _unreadable(text)
    year, *more = (int(group) for group in found.groups() if group)
    try:
        if len(more) == 2:
            only = date(year, *more)
            return only.isoformat(), only, only
        if more:
            (month,) = more
            return f"{year}-{month:02}", date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return f"{year:04}", date(year, 1, 1), date(year, 12, 31)
    except (ValueError, IndexError) as error:
        raise _unreadable(text) from error


def _unreadable(text: str) -> UnusableInput:
    return UnusableInput(
        said("“%(text)s” is no date.", text=text),
        remedy=said("Write a day (2026-11-20), a month (2026-11), a year (2026), or two of them with / between."),
    )
