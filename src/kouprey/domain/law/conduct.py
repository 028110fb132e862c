"""Conduct and species held against provisions: which reach the case, which may, and what penalty they carry.

Titles are never compared (UNTOC 16(1)). A law that is silent on a verb is unknown, not “no crime”: the register has
only provisions near or above four years.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from kouprey.domain.law.logic import MET, NOT_MET, UNKNOWN, Outcome, Reason
from kouprey.domain.law.register import Register
from kouprey.domain.law.species import reached
from kouprey.domain.law.values import Provision, Threshold
from kouprey.domain.lists import load


class Asked(NamedTuple):
    """What is held against the law of one State. Blank verbs or taxa are unknown; `protected` is a fact."""

    country: str
    on: date
    verbs: tuple[str, ...] = ()
    taxa: tuple[str, ...] = ()
    protected: bool | None = None
    territory: str = ""
    charged: tuple[str, ...] = ()
    accept: bool = False


class Reach(NamedTuple):
    """Provisions that reach the conduct, those that may, and the charged ones that the conduct contradicts."""

    sure: tuple[Provision, ...]
    maybe: tuple[Provision, ...]
    against: tuple[Provision, ...]
    reasons: tuple[Reason, ...]
    """What the sure ones rest on."""
    doubts: tuple[Reason, ...]
    """What stands in doubt with the others."""


@lru_cache(maxsize=1)
def _implied() -> dict[str, frozenset[str]]:
    return {row["verb"]: frozenset(filter(None, row["implies"].split("|"))) for row in load("law-verbs").rows}


@lru_cache(maxsize=4096)
def names(verbs: frozenset[str], verb: str) -> bool:
    """Whether a provision's verbs name this one: itself, or through a wider verb, or part by part."""
    closure = closed(verbs)
    if "*" in verbs or verb in closure:
        return True
    pieces = _implied().get(verb, frozenset())
    return bool(pieces) and pieces <= closure


@lru_cache(maxsize=8192)
def _name_any(verbs: frozenset[str], asked: tuple[str, ...]) -> bool:
    return any(names(verbs, verb) for verb in asked)


@lru_cache(maxsize=512)
def closed(verbs: frozenset[str]) -> frozenset[str]:
    """Verbs and all that they imply: trade takes in sell, purchase, offer for sale; traffic import and export."""
    return verbs.union(*(_implied().get(verb, frozenset()) for verb in verbs))


@lru_cache(maxsize=16384)
def reach(held: Register, asked: Asked) -> Reach:
    """Hold conduct and species against every provision of one State on the date of the act."""
    sure, maybe, against = [], [], []
    reasons: dict[str, Reason] = {}
    doubts: dict[str, Reason] = {}
    for provision, holds, entry in _in_force(held, asked.country, asked.on):
        if asked.charged and provision.id not in asked.charged:
            continue
        outcome, about = _outcome(held, provision, holds, asked)
        if asked.charged and outcome == NOT_MET:
            against.append(provision)
        elif outcome == MET:
            sure.append(provision)
            reasons |= {reason.name: reason for reason in (entry, *about)}
        elif outcome == UNKNOWN:
            maybe.append(provision)
            doubts |= {reason.name: reason for reason in (entry, *about)}
    return Reach(tuple(sure), tuple(maybe), tuple(against), tuple(reasons.values()), tuple(doubts.values()))


def penalty(found: Reach, years: float, *, more_than: bool = False) -> Outcome:
    """Whether the highest term suffices: met if all that may apply suffice, not met if none of them does."""
    if not found.sure or found.against:
        return UNKNOWN
    tests = {_suffices(provision, years, more_than) for provision in (*found.sure, *found.maybe)}
    return tests.pop() if len(tests) == 1 else UNKNOWN


@lru_cache(maxsize=4096)
def thresholds(held: Register, provision: str, on: date) -> tuple[Threshold, ...]:
    """The thresholds from which a provision makes the conduct a crime, on that day."""
    found = [t for t in held.thresholds if t.provision == provision and t.opens == "crime"]
    return tuple(t for t in found if t.span.holds(on) != NOT_MET)


@lru_cache(maxsize=4096)
def _in_force(held: Register, country: str, on: date) -> tuple[tuple[Provision, Outcome, Reason], ...]:
    """The provisions of a State that hold on a day or may, each with how sure that is and as a reason."""
    own = [(provision, provision.span.holds(on)) for provision in held.by_country.get(country, ())]
    return tuple((provision, holds, _entry(provision)) for provision, holds in own if holds != NOT_MET)


def _outcome(
    held: Register, provision: Provision, holds: Outcome, asked: Asked
) -> tuple[Outcome, tuple[Reason, ...]]:
    place = _place(provision, asked.territory)
    if place == NOT_MET:
        return NOT_MET, ()
    matched, about = _matched(held, provision, asked)
    sound = MET if provision.origin.sound or asked.accept else UNKNOWN
    return min(holds, place, matched, sound), about


def _place(provision: Provision, territory: str) -> Outcome:
    if not provision.territory:
        return MET
    return UNKNOWN if not territory else MET if territory.casefold() == provision.territory.casefold() else NOT_MET


def _matched(held: Register, provision: Provision, asked: Asked) -> tuple[Outcome, tuple[Reason, ...]]:
    if not asked.verbs:
        return (MET if asked.charged else UNKNOWN), ()
    acts = [act for act in provision.conduct if _name_any(act.verbs, asked.verbs)]
    found = [_species(held, act.categories, asked.taxa, asked.protected, asked.on, asked.accept) for act in acts]
    best = max([outcome for outcome, _ in found], default=NOT_MET)
    about = tuple([reason for outcome, reasons in found if outcome == best for reason in reasons])
    # Who charges a provision says that the species falls under it.
    return (MET if asked.charged and best == UNKNOWN else best), about


@lru_cache(maxsize=8192)
def _species(
    held: Register, categories: tuple[str, ...], taxa: tuple[str, ...], protected: bool | None, on: date, accept: bool
) -> tuple[Outcome, tuple[Reason, ...]]:
    best: tuple[Outcome, tuple[Reason, ...]] = (NOT_MET, ())
    for category in categories:
        if category == "any":
            return MET, ()
        national = bool(held.categories[category].country)
        for taxon in taxa or ("",):
            found = reached(held, category, taxon, on, accept) if taxon else (UNKNOWN, ())
            if national and protected is not None:
                found = (_with_fact(found[0], protected), found[1])
            if found[0] > best[0] or (found[0] == best[0] and not best[1]):
                best = found
    return best


def _with_fact(outcome: Outcome, protected: bool) -> Outcome:
    """A fact of the case beside a national list: what the list leaves open it settles; a contradiction is unknown."""
    if outcome == UNKNOWN:
        return MET if protected else NOT_MET
    return outcome if (outcome == MET) == protected else UNKNOWN


def _suffices(provision: Provision, years: float, more_than: bool) -> Outcome:
    if provision.max_years is None:
        return UNKNOWN
    return MET if provision.max_years > years or (provision.max_years == years and not more_than) else NOT_MET


def _entry(provision: Provision) -> Reason:
    term = provision.max_years
    value = None if term is None else "life" if term == float("inf") else int(term) if term == int(term) else term
    origin = provision.origin
    return Reason("entry", provision.id, value, origin.provenance, (origin.source,), origin.verified)
