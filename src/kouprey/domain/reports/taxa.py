"""What is known of taxa for checking a report: their group, their listings with years, where they occur.

The lists cover taxa that matter in the region and are UNVERIFIED. A taxon that they do not know is not checked:
unknown never turns into wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple

from kouprey.domain.lists import load
from kouprey.kernel.words import said

ANIMALS, PLANTS = "animals", "plants"
KINGDOMS = {ANIMALS: said("animals"), PLANTS: said("plants")}


class Listing(NamedTuple):
    """Appendices that a taxon stood on together (a split listing has two), and its first and last year there."""

    appendices: tuple[str, ...]
    first: int | None
    last: int | None
    whole: bool

    def holds(self, year: int) -> bool:
        """Whether it held at some time of the year: in a year of change both listings count (as in SAPI)."""
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)

    @property
    def words(self) -> str:
        """The listing in words, such as "I since 2017"."""
        named = "/".join(self.appendices)
        if self.last is not None:
            return f"{named} {self.first or ''}-{self.last}"
        if self.first is None:
            return said("%(appendix)s since an unknown year", appendix=named)
        return said("%(appendix)s since %(year)s", appendix=named, year=self.first)


@dataclass(frozen=True, slots=True)
class TaxonBook:
    """The taxa of the lists in force, by name; older names stand beside the accepted ones."""

    taxa: Mapping[str, Mapping[str, str]]
    accepted: Mapping[str, str]
    listings: Mapping[str, tuple[Listing, ...]]
    ranges: Mapping[str, frozenset[str]]

    def knows(self, taxon: str) -> bool:
        """Whether the lists have this name, as an accepted or as an older one."""
        return bool(self.ranks(taxon))

    def ranks(self, taxon: str) -> Mapping[str, str]:
        """Class, order, family and genus of a name; nothing for an unknown one."""
        return self.taxa.get(taxon) or self.taxa.get(self.accepted.get(taxon, ""), {})

    def groups(self, taxon: str) -> frozenset[str]:
        """The taxon's own ranks and its kingdom (animals or plants); nothing for an unknown name."""
        row = self.ranks(taxon)
        if not row:
            return frozenset()
        # The trade database leaves the class of plants blank.
        ranks = {row[rank] for rank in ("class", "order", "family", "genus") if row[rank]}
        return frozenset(ranks | {ANIMALS if row["class"] else PLANTS})

    def listed(self, taxon: str, year: int) -> tuple[Listing, ...]:
        """The listings that held in the year: of the name itself, else of a higher taxon that is listed whole.

        None is no answer: what held then is not known.
        """
        name, row = self.accepted.get(taxon, taxon), self.ranks(taxon)
        own = tuple(e for e in self.listings.get(name, ()) if e.holds(year))
        above = (f"{row[rank]} spp." for rank in ("genus", "family", "order", "class") if row.get(rank))
        whole = (tuple(e for e in self.listings.get(n, ()) if e.whole and e.holds(year)) for n in above)
        return own or next(filter(None, whole), ())

    def occurs(self, taxon: str) -> frozenset[str] | None:
        """The countries where it occurs, None if they are not known."""
        return self.ranges.get(taxon) or self.ranges.get(self.accepted.get(taxon, ""))

    def nearest(self, name: str) -> str:
        """A known name so close that it may be meant, or ""."""
        found = get_close_matches(name, [*self.taxa, *self.accepted], n=1, cutoff=0.86)
        return found[0] if found else ""


def taxon_book() -> TaxonBook:
    """Read the lists of taxa, older names, listings and ranges in force."""
    listings: dict[str, tuple[Listing, ...]] = {}
    for row in load("taxa-listings").rows:
        listings[row["taxon"]] = (*listings.get(row["taxon"], ()), _listing(row))
    taxa = {row["taxon"]: row for row in load("taxa").rows}
    accepted = {row["name"]: row["taxon"] for row in load("taxa-names").rows if row["kind"] == "synonym"}
    ranges = {row["taxon"]: frozenset(row["countries"].split("|")) for row in load("report-ranges").rows}
    # Some rows of `taxa` stand under an older name only: the accepted name then has the ranks of that row.
    taxa |= {new: taxa[old] for old, new in accepted.items() if old in taxa and new not in taxa}
    return TaxonBook(taxa, accepted, listings, ranges)


def _listing(row: Mapping[str, str]) -> Listing:
    first, last = (int(row[end][:4]) if row[end] else None for end in ("from", "to"))
    return Listing(tuple(row["appendix"].split("/")), first, last, row["whole"] == "yes")
