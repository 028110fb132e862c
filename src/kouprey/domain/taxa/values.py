"""What is known of a taxon: its names, its ranks, where it occurs, and when it stood on which Appendix.

A listing holds from its first to its last day, both included. A source that only says what was listed on the day
it was drawn up (the Checklist index, a listings export) gives a listing that holds on that one day.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

ACCEPTED, SYNONYM, COMMON = "accepted", "synonym", "common"
NOT_LISTED = "N"
RANKS = ("class", "order", "family", "genus")


class Name(NamedTuple):
    """One name. `language` is ISO 639-1 and `script` ISO 15924, both blank for scientific names."""

    text: str
    kind: str
    language: str = ""
    script: str = ""
    author: str = ""
    source: str = ""
    verified: bool = False


class Listing(NamedTuple):
    """On which Appendix, from when to when, and who says so.

    `appendix` is as the source writes it: I, II, III, N (not listed), or parts such as I/II. `since` is the first
    day for which the row is established, None if no day is; `until` is the last day, None while the listing lasts;
    `as_of` is the day up to which the source speaks. `whole` says that every species under the taxon is listed
    alike; `under` is the higher taxon that brought the listing.
    """

    appendix: str
    since: date | None
    until: date | None
    as_of: date | None
    annotation: str = ""
    source: str = ""
    verified: bool = False
    whole: bool = False
    under: str = ""

    @property
    def last(self) -> date | None:
        """The last day for which the row speaks; None if its source bears no date."""
        return self.until or self.as_of

    def holds(self, on: date) -> bool:
        """Whether the source says that this was the listing on that day."""
        last = self.last
        return last is not None and (self.since or last) <= on <= last


class Unknown(NamedTuple):
    """No answer for that day: why, and the listings that come nearest or contradict each other."""

    on: date
    reason: str
    candidates: tuple[Listing, ...] = ()


class Occurrence(NamedTuple):
    """A country of the distribution: its code ("" if the source's name for it has none here), name and status."""

    country: str
    name: str
    status: str


class Taxon(NamedTuple):
    """A taxon as the sources give it; `accepted` is None where a source does not say whether the name is."""

    name: str
    rank: str
    ranks: dict[str, str]
    names: tuple[Name, ...] = ()
    listings: tuple[Listing, ...] = ()
    distribution: tuple[Occurrence, ...] = ()
    accepted: bool | None = None

    def of_kind(self, kind: str) -> tuple[Name, ...]:
        """Its names of one kind, in the order of the sources."""
        return tuple(name for name in self.names if name.kind == kind)
