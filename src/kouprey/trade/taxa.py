"""Taxa for whoever reads: names with some letters, listings as one line of time or as an answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kouprey.analytics.answer import Answer as Core
from kouprey.analytics.reference.library import Found
from kouprey.analytics.reference.search import Hit
from kouprey.analytics.reference.search import search as search_lists
from kouprey.domain.taxa import periods
from kouprey.kernel.errors import NothingThere
from kouprey.kernel.words import said
from kouprey.trade.answers import Answer, of
from kouprey.trade.store import home_folder

COLUMNS = ("appendix", "from", "to", "as_of", "under", "annotation", "source", "verified")
MOST = 50


def search(words: str, home: Path | str | None = None, *, most: int = MOST) -> list[Hit]:
    """Taxa of which some name, old, new or common, holds these letters: whole names first."""
    return search_lists(home_folder(home), words, most)


def history(found: Found) -> tuple[periods.Period, ...]:
    """What is known of the listing for every day, in order of time. Silence is shown as unknown."""
    return periods.periods(found.taxon, found.above) if found.taxon else ()


def listings(found: Found) -> Answer:
    """The listings as each source gives them. Raises NothingThere where no list knows the taxon."""
    taxon = found.taxon
    if taxon is None:
        raise NothingThere(
            said("No list at hand knows “%(name)s”.", name=found.meant.name), remedy=said("Check the spelling.")
        )
    listed = [
        (x.appendix, x.since, x.until, x.as_of, x.under, x.annotation, x.source, x.verified) for x in taxon.listings
    ]
    rows = [tuple(day.isoformat() if isinstance(day, date) else day for day in row) for row in listed]
    sentences = [
        said(
            "Listings of %(taxon)s as each source gives them. A day that no source speaks of is unknown.",
            taxon=taxon.name,
        )
    ]
    unverified = sum(1 for listing in taxon.listings if not listing.verified)
    if unverified:
        sentences.append(
            said("%(number)s of them were not checked with a document (verified: no).", number=unverified)
        )
    note = {"measure": "listings", "taxon": taxon.name, "sources": list(found.sources), "synthetic": False}
    return of(Core(note | {"sentences": sentences}, (), COLUMNS, rows))
