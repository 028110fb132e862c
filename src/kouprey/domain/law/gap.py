"""The harmonisation gap: an interval with its completeness by State and pair; what one amendment would close."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median, quantiles

from kouprey.domain.law.comparing import Comparator, Gap, comparators, gap, highest, verbs
from kouprey.domain.law.logic import MET, NOT_MET, UNKNOWN, Outcome
from kouprey.domain.law.register import Register, register
from kouprey.domain.law.values import CURRENT, LIFE, STATES
from kouprey.domain.lists import load
from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.words import declared, said, saying, several


@dataclass(frozen=True, slots=True)
class Interval:
    """All comparators of a State together, weighted. There is no index beside it."""

    country: str
    low: float
    high: float
    completeness: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two States: for each comparator the greater gap of the two; conduct that both name; the lower penalty."""

    one: str
    other: str
    gaps: tuple[Gap, ...]
    both: tuple[str, ...]
    jaccard: float | None
    untoc_usable: Outcome
    bottleneck: str
    interval: Interval


@dataclass(frozen=True, slots=True)
class Amendment:
    """If one State met one target, nothing else changed: its interval then."""

    country: str
    comparator: str
    what: str
    low: float
    high: float
    completeness: float


@dataclass(frozen=True, slots=True)
class Harmonisation:
    """The whole answer, with the weights it was made with."""

    as_of: date
    register: Register
    weights: Mapping[str, float]
    gaps: tuple[Gap, ...]
    states: tuple[Interval, ...]
    pairs: tuple[Pair, ...]
    amendments: tuple[Amendment, ...]
    spread: Mapping[str, float | str | None]
    progress: tuple[Mapping[str, str], ...]
    project: tuple[Mapping[str, str], ...]


def harmonisation(
    as_of: date,
    countries: Iterable[str] = STATES,
    *,
    edition: str = CURRENT,
    weights: Mapping[str, float] | None = None,
) -> Harmonisation:
    """Measure these States on a day. Weights are editable and kept with the result. Raises UnusableInput."""
    held = register(edition)
    chosen = tuple(countries)
    scale = _weights(weights or {})
    found = {country: {by.id: gap(held, country, by, as_of) for by in comparators()} for country in chosen}
    states = tuple(_interval(country, found[country].values(), scale) for country in chosen)
    pairs = [_pair(held, a, b, found, scale, as_of) for i, a in enumerate(chosen) for b in chosen[i + 1 :]]
    return Harmonisation(
        as_of,
        held,
        scale,
        tuple(one for of in found.values() for one in of.values()),
        states,
        tuple(pairs),
        tuple(one for country in chosen for one in _amendments(country, found[country], scale)),
        spread(held, chosen, as_of),
        tuple(
            row for row in load("law-progress").rows if row["country"] in chosen and row["date"] <= as_of.isoformat()
        ),
        tuple(row for row in load("law-project").rows if row["country"] in chosen),
    )


def spread(held: Register, countries: Iterable[str], as_of: date) -> dict[str, float | str | None]:
    """How far the highest terms lie apart; life stands on top of every number."""
    terms = sorted(years for c in countries if (years := highest(held, c, as_of)) is not None)
    if not terms:
        return {"states": 0, "lowest": None, "highest": None, "median": None, "interquartile_range": None}
    numbers = [years for years in terms if years != LIFE]
    middle = median(terms)
    quarters = quantiles(numbers, n=4, method="inclusive") if len(numbers) > 1 else []
    return {
        "states": len(terms),
        "lowest": terms[0],
        "highest": "life" if terms[-1] == LIFE else terms[-1],
        "median": "life" if middle == LIFE else middle,
        "interquartile_range": quarters[2] - quarters[0] if quarters else None,
    }


def _weights(given: Mapping[str, float]) -> dict[str, float]:
    known = {by.id: by.weight for by in comparators()}
    for name, weight in given.items():
        if name not in known or weight < 0:
            raise UnusableInput(
                said("“%(name)s” with weight %(weight)s cannot be used.", name=name, weight=weight),
                remedy=said("Comparators: %(names)s; weights from 0.", names=", ".join(known)),
            )
    return known | dict(given)


def _interval(country: str, gaps: Iterable[Gap], weights: Mapping[str, float]) -> Interval:
    held = list(gaps)
    total = sum(weights[one.comparator] for one in held)
    if not total:
        return Interval(country, 0.0, 1.0, 0.0)

    def mean(values: Iterable[float]) -> float:
        return sum(value * weights[one.comparator] for value, one in zip(values, held, strict=True)) / total

    return Interval(
        country, mean(one.low for one in held), mean(one.high for one in held), mean(one.known for one in held)
    )


def _pair(
    held: Register,
    a: str,
    b: str,
    found: Mapping[str, Mapping[str, Gap]],
    weights: Mapping[str, float],
    on: date,
) -> Pair:
    name = f"{a}-{b}"
    gaps = tuple(_worse(name, found[a][by.id], found[b][by.id]) for by in comparators())
    mine, theirs = verbs(held, a, on), verbs(held, b, on)
    named = mine | theirs
    terms = {country: highest(held, country, on) for country in (a, b)}
    known = {country: years for country, years in terms.items() if years is not None}
    low = min(known, key=lambda country: known[country]) if len(known) == 2 and known[a] != known[b] else ""
    return Pair(
        a,
        b,
        gaps,
        tuple(sorted(mine & theirs)),
        len(mine & theirs) / len(named) if named else None,
        _usable(terms.values()),
        low,
        _interval(name, gaps, weights),
    )


def _worse(pair: str, one: Gap, other: Gap) -> Gap:
    low, high, known = max(one.low, other.low), max(one.high, other.high), min(one.known, other.known)
    value = several((said("%(state)s: %(value)s", state=of.country, value=of.value) for of in (one, other)), "; ")
    return Gap(pair, one.comparator, low, high, known, value, saying("the greater gap of the two"))


def _usable(terms: Iterable[float | None]) -> Outcome:
    """Whether the lower highest term reaches four years; known below in one State is enough for “not met”."""
    return min(UNKNOWN if years is None else MET if years >= 4 else NOT_MET for years in terms)


def _amendments(country: str, gaps: Mapping[str, Gap], weights: Mapping[str, float]) -> list[Amendment]:
    now = _interval(country, gaps.values(), weights)
    made = []
    for by in comparators():
        if gaps[by.id].high == 0 or not weights[by.id]:
            continue
        then = _interval(
            country, [*_without(gaps, by.id), Gap(country, by.id, 0.0, 0.0, 1.0, by.target, "")], weights
        )
        made.append(Amendment(country, by.id, _words(by), then.low, then.high, then.completeness))
    return sorted(made, key=lambda one: (one.low - now.low + one.high - now.high, one.comparator))


def _without(gaps: Mapping[str, Gap], name: str) -> list[Gap]:
    return [one for id, one in gaps.items() if id != name]


def _words(by: Comparator) -> str:
    title = declared(by.title)
    if by.kind == "threshold":
        return said("%(title)s: at least %(target)s years", title=title, target=by.target)
    if by.kind == "set":
        return said(
            "%(title)s: all of %(target)s", title=title, target=several(map(declared, by.target.split("|")), ", ")
        )
    if by.kind == "group":
        return said("%(title)s: as UNTOC 2(a)", title=title)
    return said("%(title)s: %(target)s", title=title, target=declared(by.target))
