"""The listings of a taxon as one line of time, without gaps: from when to when it was what, or is unknown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from kouprey.domain.taxa.listing import listed, parts
from kouprey.domain.taxa.values import Listing, Taxon, Unknown

_DAY = timedelta(days=1)


class Period(NamedTuple):
    """Days on which the answer is the same; `first` or `last` is None where time goes on without end."""

    first: date | None
    last: date | None
    answer: Listing | Unknown


def periods(taxon: Taxon, above: Sequence[Taxon] = ()) -> tuple[Period, ...]:
    """What `listed` answers for every day, in order of time. Days on which sources are silent are unknown."""
    said = [*taxon.listings, *(listing for higher in above for listing in higher.listings if listing.whole)]
    starts = {listing.since or listing.last for listing in said} | {_next(listing) for listing in said}
    days = [date.min, *sorted(day for day in starts if day is not None)]
    found: list[Period] = []
    for begin, end in zip(days, [*days[1:], None], strict=True):
        answer = listed(taxon, begin, above)
        first = None if begin == date.min else begin
        last = None if end is None else end - _DAY
        if found and _same(found[-1].answer, answer):
            found[-1] = found[-1]._replace(last=last)
        else:
            found.append(Period(first, last, answer))
    return tuple(found)


def _next(listing: Listing) -> date | None:
    return listing.last + _DAY if listing.last and listing.last < date.max else None


def _silent(unknown: Unknown) -> bool:
    return not any(listing.holds(unknown.on) for listing in unknown.candidates)


def _same(one: Listing | Unknown, other: Listing | Unknown) -> bool:
    if isinstance(one, Unknown) or isinstance(other, Unknown):
        if isinstance(one, Listing) or isinstance(other, Listing):
            return False
        return (one.candidates, _silent(one)) == (other.candidates, _silent(other))
    facts = [(parts(x.appendix), x.source, x.annotation, x.under, x.verified) for x in (one, other)]
    return facts[0] == facts[1]
