"""Counts of seizures for pictures: by month, species, route, detection and so on; by events, number, weight or WOE.

Only seizures that are reported or verified are counted, each event once (`same_event`). What is not known is counted
apart and never as nought. Factors are those of the trade tables (trade.md 4), with their edition in the method.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

from kouprey.domain.reports.known import known
from kouprey.domain.seizures.checks import counted
from kouprey.domain.seizures.same_event import Events
from kouprey.domain.seizures.taxa import ranks_of
from kouprey.domain.seizures.values import Incident, Role, Specimen
from kouprey.domain.trade.factors import FactorTable, factor_table, whole_organisms
from kouprey.domain.trade.standard import Standard, standard, standardise
from kouprey.kernel.words import said

EXACT_TO = 10_000
"""Up to here a count is exact on pages; above it is “more than”."""
CAVEAT = (
    "More seizures can mean better work by the authorities, not more trafficking. States report at very different "
    "rates, so raw counts do not compare States, posts or agencies."
)
"""What every figure that sets places side by side carries (reporting.md 4, Malaysia's complaint on World WISE)."""
MEASURES = ("events", "number", "weight", "woe")
UNKNOWN = ""
"""The key of what is not known."""


class Bar(NamedTuple):
    """One row of a picture: its key, the figure, how many events stand behind it, how many lines had no figure."""

    key: str
    figure: Decimal
    events: int
    without: int


@dataclass(frozen=True, slots=True)
class Tally:
    """A picture's figures. `synthetic`: at least one seizure behind them is invented."""

    by: str
    measure: str
    bars: tuple[Bar, ...]
    events: int
    synthetic: bool
    method: tuple[str, ...]
    caveat: str = ""


def tally(
    incidents: Iterable[Incident],
    by: str,
    measure: str = "events",
    *,
    events: Events | None = None,
    choices: Mapping[str, str] | None = None,
    alike: Mapping[str, int] | None = None,
) -> Tally:
    """Count seizures by one of `KEYS`, measured in one of `MEASURES`. Raises KeyError for anything else.

    An event that several records are about is counted by its fullest record. A key that one event has twice (two
    means of transport) counts in both, so that bars may add up to more than the events. A seizure of which no line is
    known counts under what is not known, as one line without a figure. `alike` says of an id how many seizures one
    stands for that differ in nothing that is counted: one, where it says nothing.
    """
    joined = events or Events(())
    chosen = list(once(filter(counted, incidents), joined))
    worth = _worth(measure, choices)
    sums: dict[str, Decimal] = {}
    seen: dict[str, set[str]] = {}
    without: dict[str, int] = {}
    for incident in chosen:
        for key, lines in KEYS[by](incident):
            seen.setdefault(key, set()).add(incident.id)
            figures = ([worth(line) for line in lines] or [None]) if measure != "events" else []
            sums[key] = sums.get(key, Decimal(0)) + sum((f for f in figures if f is not None), Decimal(0))
            without[key] = without.get(key, 0) + sum(1 for figure in figures if figure is None)
    if measure == "events":
        sums = {key: Decimal(_stood_for(members, alike)) for key, members in seen.items()}
    bars = tuple(Bar(key, sums[key], _stood_for(seen[key], alike), without[key]) for key in _order(by, sums))
    method = _method(by, measure, choices)
    caveat = CAVEAT if by in ("country", "route", "place", "agency") else ""
    count = _stood_for((one.id for one in chosen), alike)
    return Tally(by, measure, bars, count, any(one.synthetic for one in chosen), method, caveat)


def _stood_for(ids: Iterable[str], alike: Mapping[str, int] | None) -> int:
    return sum(alike.get(id, 1) for id in ids) if alike else sum(1 for _id in ids)


def window(on: date) -> tuple[date, date]:
    """The default window of pictures: the twelve months up to a day."""
    try:
        return date(on.year - 1, on.month, on.day), on
    except ValueError:
        return date(on.year - 1, on.month, 28), on


def within(incidents: Iterable[Incident], first: date, last: date) -> Iterator[Incident]:
    """Those whose date may lie in the window: a date known only in part counts where any of its days does."""
    return (one for one in incidents if one.when and one.when.first <= last and first <= one.when.last)


def shown(count: int) -> str:
    """A count as pages show it: exact to 10,000, then more than."""
    return f"{count:,}" if count <= EXACT_TO else said("more than %(number)s", number=f"{EXACT_TO:,}")


def routes(incident: Incident) -> tuple[tuple[str, str], ...]:
    """The ways between countries: each origin to the first place after it, then in order to the destination."""
    origins = [leg.country for leg in incident.of_role(Role.ORIGIN)]
    roles = (Role.EXPORT, Role.TRANSIT, Role.DESTINATION)
    chain = [leg.country for role in roles for leg in incident.of_role(role)]
    chain = [country for place, country in enumerate(chain) if not place or chain[place - 1] != country]
    first = chain[:1]
    ways = [(origin, target) for origin in origins for target in first if origin != target]
    return tuple(dict.fromkeys([*ways, *pairwise(chain)]))


Keyed = Iterator[tuple[str, tuple[Specimen, ...]]]


def _by_month(incident: Incident) -> Keyed:
    when = incident.when
    same = when is not None and (when.first.year, when.first.month) == (when.last.year, when.last.month)
    yield (when.first.strftime("%Y-%m") if when and same else UNKNOWN), incident.specimens


def _by_season(incident: Incident) -> Keyed:
    for key, lines in _by_month(incident):
        yield key[5:], lines


def _by_year(incident: Incident) -> Keyed:
    yield str(incident.year or UNKNOWN), incident.specimens


def _by_line(name: Callable[[Specimen], str]) -> Callable[[Incident], Keyed]:
    def keyed(incident: Incident) -> Keyed:
        for key in dict.fromkeys(map(name, incident.specimens)) or (UNKNOWN,):
            yield key, tuple(line for line in incident.specimens if name(line) == key)

    return keyed


def _by_words(field: str) -> Callable[[Incident], Keyed]:
    def keyed(incident: Incident) -> Keyed:
        for key in getattr(incident, field) or (UNKNOWN,):
            yield key, incident.specimens

    return keyed


def _by_route(incident: Incident) -> Keyed:
    for key in [f"{one}>{other}" for one, other in routes(incident)] or [UNKNOWN]:
        yield key, incident.specimens


KEYS: Mapping[str, Callable[[Incident], Keyed]] = {
    "month": _by_month,
    "season": _by_season,
    "year": _by_year,
    "species": _by_line(lambda line: line.name),
    "term": _by_line(lambda line: line.term),
    "appendix": _by_line(lambda line: line.appendix),
    "route": _by_route,
    "country": lambda incident: iter([(incident.place.country, incident.specimens)]),
    "place": lambda incident: iter([(incident.place.code, incident.specimens)]),
    "agency": lambda incident: iter([(incident.agency, incident.specimens)]),
    "transport": _by_words("transport"),
    "detection": _by_words("detection"),
    "concealment": _by_words("concealment"),
    "offence": _by_words("offences"),
}
"""What seizures can be counted by."""


def organisms(line: Specimen, table: FactorTable, rules: Standard, names: Mapping[str, Mapping[str, str]]) -> Any:
    """Whole organisms behind a line, None where the amount or the factor is not known."""
    known_number = line.quantity.known
    if known_number is None:
        return None
    ranks = ranks_of(line.name)
    row = {"taxon": line.name, **ranks}
    row |= {"term": names["terms"].get(line.term, line.term), "unit": names["units"].get(line.quantity.unit, "")}
    term, unit, number = standardise(rules, row, known_number)
    factor = whole_organisms(table, row | {"term": term, "unit": unit})
    return None if factor is None else number * factor


def _worth(measure: str, choices: Mapping[str, str] | None) -> Callable[[Specimen], Decimal | None]:
    if measure == "woe":
        table, rules, lists = factor_table(choices), standard(), known()
        names = {"terms": lists.terms, "units": lists.units}
        return lambda line: organisms(line, table, rules, names)
    simple: dict[str, Callable[[Specimen], Decimal | None]] = {
        "events": lambda line: None,
        "number": lambda line: line.count,
        "weight": lambda line: line.kilograms,
    }
    return simple[measure]


def once(incidents: Iterable[Incident], events: Events) -> Iterator[Incident]:
    """The fullest record of each event: most lines, then most legs, then the least id."""
    fullest: dict[str, Incident] = {}
    for incident in incidents:
        event = events.event(incident.id)
        best = fullest.get(event)
        if best is None or _stands_before(incident, best):
            fullest[event] = incident
    return iter(fullest.values())


def _stands_before(one: Incident, other: Incident) -> bool:
    mine, theirs = _fullness(one), _fullness(other)
    return mine > theirs or (mine == theirs and one.id < other.id)


def _fullness(incident: Incident) -> tuple[int, int, int]:
    known_lines = sum(1 for line in incident.specimens if line.quantity.known is not None)
    return known_lines, len(incident.specimens), len(incident.legs)


def _order(by: str, sums: Mapping[str, Decimal]) -> list[str]:
    if by in ("month", "season", "year"):
        return sorted(sums, key=lambda key: (key == UNKNOWN, key))
    return sorted(sums, key=lambda key: (key == UNKNOWN, -sums[key], key))


def _method(by: str, measure: str, choices: Mapping[str, str] | None) -> tuple[str, ...]:
    method: list[str] = [
        said("Seizures that are reported or verified; each event once; by the first day of its date.")
    ]
    if measure == "number":
        method.append(said("Numbers of specimens as counted; lines that are weighed or unknown are shown apart."))
    if measure == "weight":
        method.append(said("Weights in kg as given; lines without a weight are shown apart."))
    if measure == "woe":
        table = factor_table(choices)
        method.append(
            said(
                "Whole-organism equivalents by the table %(name)s %(version)s; other lines apart.",
                name=table.name,
                version=table.version,
            )
        )
    if by == "month":
        method.append(said("Dates that are known to the year only stand under no month."))
    return tuple(method)
