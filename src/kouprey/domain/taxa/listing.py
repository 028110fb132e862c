"""“Listed on that date”: a listing, not listed, or unknown.

Where sources contradict each other the answer is unknown and names them (architecture.md, decision 5: unknown
never turns into an answer).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kouprey.domain.taxa.values import NOT_LISTED, Listing, Taxon, Unknown
from kouprey.kernel.words import said, several


def listed(taxon: Taxon, on: date, above: Sequence[Taxon] = ()) -> Listing | Unknown:
    """The listing of `taxon` on a day. Not listed is a Listing with the appendix N.

    `above` are its higher taxa, the nearest first. Their listings count only where the taxon's own are silent on
    that day, and only if they cover every species alike.
    """
    held = [listing for listing in taxon.listings if listing.holds(on)]
    if held:
        return _agreed(taxon.name, held, on)
    for higher in above:
        held = [listing for listing in higher.listings if listing.whole and listing.holds(on)]
        if held:
            found = _agreed(higher.name, held, on)
            return found._replace(under=higher.name) if isinstance(found, Listing) else found
    return Unknown(on, _silence(taxon, on), taxon.listings)


def parts(appendix: str) -> frozenset[str]:
    """The Appendices in “I/II”. N or NC beside one of them only says that some populations or parts are outside."""
    words = {NOT_LISTED if word == "NC" else word for word in appendix.split("/") if word}
    return frozenset(words - {NOT_LISTED} or words)


def _agreed(name: str, held: list[Listing], on: date) -> Listing | Unknown:
    if len({parts(listing.appendix) for listing in held}) == 1:
        # The one that says most: checked before unchecked, with a beginning before a single day.
        return max(held, key=lambda x: (x.verified, x.since is not None, bool(x.annotation)))
    all_say = several((_says(listing) for listing in held), "; ")
    why = said("The sources contradict each other on %(name)s: %(all_say)s.", name=name, all_say=all_say)
    return Unknown(on, why, tuple(held))


def _says(listing: Listing) -> str:
    if not listing.source:
        return said("a source without a name says %(appendix)s", appendix=listing.appendix)
    return said("%(source)s says %(appendix)s", source=listing.source, appendix=listing.appendix)


def _silence(taxon: Taxon, on: date) -> str:
    if not taxon.listings:
        return said("No source at hand says when %(taxon)s was listed.", taxon=taxon.name)
    ends = [listing.last for listing in taxon.listings]
    last = max((day for day in ends if day is not None), default=None)
    if last is None:
        return said("The sources on %(taxon)s bear no date.", taxon=taxon.name)
    if on > last:
        return said("The sources on %(taxon)s speak up to %(day)s only.", taxon=taxon.name, day=last)
    return said("No source at hand says what held for %(taxon)s on %(day)s.", taxon=taxon.name, day=on)
