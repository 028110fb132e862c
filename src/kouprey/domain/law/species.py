"""Is this taxon protected there, on that day, by which provision? From the CITES listings and national lists entered.

A national list that is silent says nothing: it is entered only in part, so the answer is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kouprey.domain.law.logic import MET, NOT_MET, UNKNOWN, Outcome, Reason
from kouprey.domain.law.register import Register, register
from kouprey.domain.law.values import CURRENT, Category, Provision
from kouprey.domain.taxa import builtin
from kouprey.domain.taxa.listing import listed, parts
from kouprey.domain.taxa.names import key, meant
from kouprey.domain.taxa.values import Listing, Taxon
from kouprey.kernel.words import saying

_RANKED = ("genus", "family", "order", "class")


@dataclass(frozen=True, slots=True)
class Covered:
    """A provision that reaches the taxon, or may: by which category, how sure, and who says so."""

    provision: Provision
    category: str
    outcome: Outcome
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Protection:
    """The answer for one taxon, country and day."""

    taxon: str
    country: str
    on: date
    outcome: Outcome
    appendix: str
    by: tuple[Covered, ...]
    why: str


def protection(taxon: str, country: str, on: date, edition: str = CURRENT, *, accept: bool = False) -> Protection:
    """Whether `taxon` is protected in `country` on that day. Provisions on any wildlife do not protect a species."""
    held = register(edition)
    by = []
    for provision in held.provisions:
        if provision.country != country or provision.span.holds(on) == NOT_MET or provision.general:
            continue
        for name in dict.fromkeys(name for act in provision.conduct for name in act.categories if name != "any"):
            outcome, reasons = reached(held, name, taxon, on, accept)
            if outcome != NOT_MET:
                sure = min(outcome, provision.span.holds(on), MET if provision.origin.sound or accept else UNKNOWN)
                by.append(Covered(provision, name, sure, reasons))
    best = max((cover.outcome for cover in by), default=UNKNOWN)
    listing = cites(held, taxon, on)
    words = {
        MET: saying("Protected, by the provisions named."),
        UNKNOWN: saying(
            "Not known: no provision entered reaches it for certain; national lists are entered in part."
        ),
    }
    ranked = tuple(sorted(by, key=lambda cover: -cover.outcome))
    appendix = "" if listing is None else "/".join(sorted(listing))
    return Protection(taxon, country, on, best, appendix, ranked, words[best])


@lru_cache(maxsize=8192)
def reached(held: Register, category: str, taxon: str, on: date, accept: bool) -> tuple[Outcome, tuple[Reason, ...]]:
    """Whether a category of species takes in a taxon on that day, and what that rests on."""
    kind = held.categories[category]
    if category == "any":
        return MET, ()
    outcome, reasons = _by_appendix(held, kind, taxon, on, accept) if kind.appendices else (NOT_MET, ())
    if outcome == MET or not kind.country:
        return outcome, reasons
    names = _line(taxon)
    for entry in held.species:
        if entry.category == category and key(entry.taxon) in names and entry.span.holds(on) == MET:
            sound = entry.origin.sound
            about = Reason(
                "entry", f"{category}: {entry.taxon}", entry.list, entry.origin.provenance, (entry.origin.source,),
                entry.origin.verified,
            )  # fmt: skip
            return (MET if sound or accept else UNKNOWN), (about,)
    return UNKNOWN, reasons


def _by_appendix(
    held: Register, kind: Category, taxon: str, on: date, accept: bool
) -> tuple[Outcome, tuple[Reason, ...]]:
    found, source = _cites(held, taxon, on)
    if found is None:
        return UNKNOWN, ()
    written = "/".join(sorted(found))
    about = Reason("entry", f"CITES: {taxon}", written, "public source", (source,))
    if found & kind.appendices:
        # Parts of a taxon on different Appendices: one of them may be another.
        whole = found <= kind.appendices
        if not kind.origin.sound:
            about = about._replace(standing=kind.origin.provenance, sources=(source, kind.origin.source))
            return (MET if accept and whole else UNKNOWN), (about,)
        return (MET if whole else UNKNOWN), (about,)
    return (NOT_MET if kind.origin.sound or accept else UNKNOWN), (about,)


def cites(held: Register, taxon: str, on: date) -> frozenset[str] | None:
    """The Appendices on which a taxon stands on a day; N alone where not listed, None where not known."""
    return _cites(held, taxon, on)[0]


@lru_cache(maxsize=4096)
def _cites(held: Register, taxon: str, on: date) -> tuple[frozenset[str] | None, str]:
    own, above = _found(taxon)
    if own is None:
        return None, ""
    answer = listed(own, on, above)
    return (parts(answer.appendix), answer.source) if isinstance(answer, Listing) else (None, "")


def _found(taxon: str) -> tuple[Taxon | None, tuple[Taxon, ...]]:
    known = builtin.taxa()
    own = known.get(key(meant(taxon, [builtin.book()]).name))
    if own is None:
        return None, ()
    higher = [
        known[key(own.ranks[rank])] for rank in _RANKED if own.ranks.get(rank) and key(own.ranks[rank]) in known
    ]
    return own, tuple(taxon for taxon in higher if taxon is not own)


def _line(taxon: str) -> frozenset[str]:
    """The keys of a taxon and of all above it."""
    own, _ = _found(taxon)
    if own is None:
        return frozenset({key(taxon)})
    return frozenset({key(taxon), key(own.name), *(key(name) for name in own.ranks.values() if name)})
