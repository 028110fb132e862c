"""One State against one comparator: an interval, from all unknown being well to none of it, never one figure.

Formulas: threshold max(0, (t - x) / t); set 1 - |known| / |target|; boolean; liability criminal 0, civil or
administrative 0.5, none 1 (UNTOC 10 accepts all three); definition of a group by members and years.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kouprey.domain.law.conduct import closed
from kouprey.domain.law.held import position
from kouprey.domain.law.logic import MET, NOT_MET
from kouprey.domain.law.register import Register
from kouprey.domain.law.table import term
from kouprey.domain.law.values import LIFE, Provision
from kouprey.domain.lists import load, stamps
from kouprey.kernel.words import said, saying


@dataclass(frozen=True, slots=True)
class Comparator:
    """What is compared: a target and a weight. A weight of zero is shown and does not count."""

    id: str
    title: str
    kind: str
    target: str
    weight: float
    topic: str
    source: str


@dataclass(frozen=True, slots=True)
class Gap:
    """One State and comparator: the interval, how much of it is known (0 to 1), and the value in words."""

    country: str
    comparator: str
    low: float
    high: float
    known: float
    value: str
    note: str


Measured = tuple[float, float, float, str, str]
_UNKNOWN: Measured = (0.0, 1.0, 0.0, saying("unknown"), "")
_BROADER = {
    ("members",): saying("broader than UNTOC in members"),
    ("years",): saying("broader than UNTOC in years"),
    ("members", "years"): saying("broader than UNTOC in members and years"),
}
_LIABILITY = {"criminal": 0.0, "civil": 0.5, "admin": 0.5, "none": 1.0}
_TIERS = {"cites-I": "I", "cites-II": "II", "cites-III": "III"}


def comparators() -> tuple[Comparator, ...]:
    """Every comparator, in the order of the list."""
    return _comparators(stamps(("law-comparators",)))


@lru_cache(maxsize=4)
def _comparators(stamp: tuple[str | int, ...]) -> tuple[Comparator, ...]:
    return tuple(
        Comparator(r["id"], r["title"], r["kind"], r["target"], float(r["weight"]), r["topic"], r["source"])
        for r in load("law-comparators").rows
    )


def gap(held: Register, country: str, by: Comparator, on: date) -> Gap:
    """Measure one State."""
    special = _SPECIAL.get(by.id)
    if special is not None:
        found = special(held, country, by, on)
    elif by.kind == "reported":
        found = (0.0, 0.0, 0.0, "unknown", saying("shown, without a target"))
    else:
        found = _topic(held, country, by, on)
    low, high, known, value, note = found
    return Gap(country, by.id, low, high, known, value, note)


def verbs(held: Register, country: str, on: date) -> frozenset[str]:
    """All conduct that the provisions of a State name, with what it implies."""
    found: set[str] = set()
    for provision in in_force(held, country, on):
        for act in provision.conduct:
            found |= closed(act.verbs) - {"*"}
    return frozenset(found)


def in_force(held: Register, country: str, on: date) -> list[Provision]:
    """The provisions of a State that are certain to be in force, from sources that count."""
    own = [p for p in held.provisions if p.country == country and p.origin.sound]
    return [p for p in own if p.span.holds(on) == MET]


def highest(held: Register, country: str, on: date) -> float | None:
    """The highest term that is established; None where none is, or where one in force is not known."""
    found = [p.max_years for p in in_force(held, country, on)]
    known = [years for years in found if years is not None]
    return max(known) if known and len(known) == len(found) else None


def _penalty(held: Register, country: str, by: Comparator, on: date) -> Measured:
    found = highest(held, country, on)
    if found is None:
        return _UNKNOWN
    target = float(by.target)
    g = 0.0 if found == LIFE else max(0.0, (target - found) / target)
    surplus = (
        saying("life") if found == LIFE else said("%(years)s years against the target", years=f"{found - target:+g}")
    )
    return g, g, 1.0, str(term(found)), surplus


def _set(held: Register, by: Comparator, present: Iterable[str], absent: Iterable[str]) -> Measured:
    target = by.target.split("|")
    there, gone = set(present) & set(target), set(absent) & set(target)
    low, high = len(gone) / len(target), 1 - len(there) / len(target)
    known = (len(there) + len(gone)) / len(target)
    value = ", ".join(item for item in target if item in there) or "none known"
    return low, high, known, value, "what the register does not name is unknown, not absent"


def _conduct(held: Register, country: str, by: Comparator, on: date) -> Measured:
    return _set(held, by, verbs(held, country, on), ())


def _species(held: Register, country: str, by: Comparator, on: date) -> Measured:
    names = {name for p in in_force(held, country, on) for act in p.conduct for name in act.categories}
    kinds = [held.categories[name] for name in names]
    reached = {letter for kind in kinds if kind.origin.sound for letter in kind.appendices}
    present = {tier for tier, letter in _TIERS.items() if letter in reached}
    present |= {"native"} if any(kind.country for kind in kinds) else set()
    foreign, holds = position(held, country, "non-native", on)
    absent: set[str] = set()
    if foreign is not None and holds == MET and foreign.origin.sound:
        (present if foreign.value == "yes" else absent).add("non-native")
    return _set(held, by, present, absent)


def _any_act(test: Callable[[Provision], bool]) -> Callable[[Register, str, Comparator, date], Measured]:
    def measure(held: Register, country: str, by: Comparator, on: date) -> Measured:
        named = [p.id for p in in_force(held, country, on) if test(p)]
        return (0.0, 0.0, 1.0, "yes", ", ".join(named)) if named else _UNKNOWN

    return measure


def _group(held: Register, country: str, by: Comparator, on: date) -> Measured:
    found = next((g for g in held.groups if g.country == country and g.span.holds(on) != NOT_MET), None)
    if found is None:
        return _UNKNOWN
    if found.concept != "same":
        return 0.0, 1.0, 0.0, found.members_text, said("another concept: %(limbs)s", limbs=found.limbs)
    if found.min_members is None or found.min_years is None or not found.numbers_sound:
        return 0.0, 1.0, 0.0, found.members_text, saying("the numbers are not established")
    m, y = found.min_members, found.min_years
    g = (0.5 * min(1, (m - 3) / 3) if m > 3 else 0.0) + (0.5 * min(1, (y - 4) / 6) if y > 4 else 0.0)
    broader = [word for word, wider in (("members", m < 3), ("years", y < 4)) if wider]
    note = _BROADER[tuple(broader)] if broader else saying("as UNTOC or narrower")
    return g, g, 1.0, said("%(members)s members, %(years)s years", members=m, years=f"{y:g}"), note


def _topic(held: Register, country: str, by: Comparator, on: date) -> Measured:
    found, holds = position(held, country, by.topic, on) if by.topic else (None, MET)
    if found is None:
        return _UNKNOWN
    if holds != MET or not found.origin.sound:
        return 0.0, 1.0, 0.0, found.value, "unverified"
    scale = _LIABILITY if by.kind == "ordinal" else {"yes": 0.0, "no": 1.0}
    g = scale.get(found.value)
    return (0.0, 1.0, 0.0, found.value, found.note) if g is None else (g, g, 1.0, found.value, found.note)


_SPECIAL: dict[str, Callable[[Register, str, Comparator, date], Measured]] = {
    "penalty": _penalty,
    "conduct": _conduct,
    "species": _species,
    "parts": _any_act(lambda p: any(act.parts for act in p.conduct)),
    "transit": _any_act(lambda p: any("transit" in act.verbs for act in p.conduct)),
    "group": _group,
}
