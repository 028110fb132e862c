"""From what an officer writes to a taxon: scientific, English and local names, and the Appendix on a day.

Unknown stays unknown: a name that no list has is kept as reported, an Appendix that no list establishes is blank.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from kouprey.domain.lists import home
from kouprey.domain.taxa import builtin
from kouprey.domain.taxa.listing import listed
from kouprey.domain.taxa.names import SPP, fold, key, meant, stem
from kouprey.domain.taxa.values import COMMON, NOT_LISTED, Listing, Taxon
from kouprey.kernel.partialdate import PartialDate

_RANKS = ("genus", "family", "order", "class")


class Identified(NamedTuple):
    """What a name stands for: `how` is accepted, synonym, common, ambiguous or absent; `taxon` is blank for the last
    two, `candidates` are the taxa that an ambiguous name may mean."""

    reported: str
    taxon: str
    how: str
    candidates: tuple[str, ...] = ()


def identify(name: str) -> Identified:
    """The accepted taxon behind a name in any language of the lists; higher taxa too, such as Manidae spp.

    Kept by the node's folder, as in `builtin`, so that a changed KOUPREY_HOME is seen.
    """
    return _identify(name, home())


@lru_cache(maxsize=4_000)
def _identify(name: str, home: str) -> Identified:
    found = meant(name, [builtin.book()])
    if found.how in ("accepted", "synonym"):
        return Identified(name, _spp(found.name), found.how)
    if found.how == "ambiguous":
        return Identified(name, "", found.how, found.candidates)
    higher = _higher(home).get(key(name))
    if higher:
        return Identified(name, higher + SPP, "accepted")
    taxa = _common(home).get(fold(name), ())
    if len(taxa) == 1:
        return Identified(name, _spp(taxa[0]), "common")
    return Identified(name, "", "ambiguous" if taxa else "absent", taxa)


def appendix_on(name: str, when: PartialDate | None) -> str:
    """The Appendix of a taxon on a date (I, II, III, N, or parts such as I/II); blank where it is not established.

    A date that is known only in part has an answer if the first and the last of its days have the same.
    """
    if when is None:
        return ""
    days, held = _turns(name, home())
    first, last = (held[bisect_right(days, day) - 1] for day in (when.first, when.last))
    return first if first == last else ""


@lru_cache(maxsize=4_000)
def _turns(name: str, home: str) -> tuple[list[date], list[str]]:
    """The days on which what a taxon is listed in may change, from the beginning of time, and its Appendix from each
    of them on: a table asks for one taxon on a thousand days."""
    taxon = _taxon(name)
    if taxon is None:
        return [date.min], [""]
    above = _above(taxon)
    ends = {
        day
        for one in (taxon, *above)
        for listing in one.listings
        for day in (listing.since, listing.until, listing.as_of)
        if day
    }
    days = sorted({date.min} | ends | {day + timedelta(days=1) for day in ends - {date.max}})
    answers = (listed(taxon, day, above) for day in days)
    return days, [answer.appendix if isinstance(answer, Listing) else "" for answer in answers]


def within(name: str, taxon: str) -> bool:
    """Whether a name is the taxon, or one below it; `animals` and `plants` count as taxa."""
    wanted = key(taxon)
    if key(name) == wanted:
        return True
    ranks = ranks_of(name)
    if not ranks:
        return key(name).startswith(f"{wanted} ")
    found = _taxon(name)
    kingdom = "animals" if ranks["class"] else "plants"
    named = {key(ranks[rank]) for rank in _RANKS if ranks[rank]}
    return wanted in named | {kingdom} | ({key(found.name)} if found else set())


def ranks_of(name: str) -> Mapping[str, str]:
    """Class, order, family and genus of a name; nothing for an unknown one."""
    return _ranks_of(name, home())


@lru_cache(maxsize=4_000)
def _ranks_of(name: str, home: str) -> Mapping[str, str]:
    found = _taxon(name)
    if found is not None:
        return dict(found.ranks)
    wanted = key(name)
    for taxon in builtin.taxa().values():
        above = [rank for rank in _RANKS if taxon.ranks[rank] and key(taxon.ranks[rank]) == wanted]
        if above:
            place = _RANKS.index(above[0])
            return {rank: taxon.ranks[rank] if _RANKS.index(rank) >= place else "" for rank in _RANKS}
    return {}


def appendices(listing: str) -> frozenset[str]:
    """The parts of an Appendix such as I/II, without N beside another."""
    parts = frozenset(part for part in listing.split("/") if part)
    return parts - {NOT_LISTED} or parts


def _taxon(name: str) -> Taxon | None:
    known = builtin.taxa()
    return known.get(key(name)) or known.get(key(meant(name, [builtin.book()]).name))


def _above(taxon: Taxon) -> list[Taxon]:
    known = builtin.taxa()
    named = (key(taxon.ranks[rank]) for rank in _RANKS if taxon.ranks[rank])
    return [known[name] for name in named if name in known and name != key(taxon.name)]


def _spp(name: str) -> str:
    """A taxon above the species as trade data write it."""
    plain, _ = stem(name)
    return plain if " " in plain else plain + SPP


@lru_cache(maxsize=4)
def _higher(home: str) -> dict[str, str]:
    """Genera, families, orders and classes of the built-in taxa: reports may name no more than that."""
    ranked = (taxon.ranks[rank] for taxon in builtin.taxa().values() for rank in _RANKS)
    return {fold(name): name for name in ranked if name}


@lru_cache(maxsize=4)
def _common(home: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for taxon in builtin.taxa().values():
        for name in {fold(name.text) for name in taxon.of_kind(COMMON)}:
            found[name] = (*found.get(name, ()), taxon.name)
    return found
