"""Likely duplicates: how much two records look like one event, and why. Offered for comparison, never joined here.

Points are added up over what both records say; what one of them leaves blank, or did not release, neither helps nor
harms: unknown is never different. Two records of different countries can be of one event only if one names the
other's country.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from kouprey.domain.seizures.values import Incident, Specimen
from kouprey.domain.taxa.names import key

LIKELY = 60
"""From so many points on a pair is offered."""
REASONS = (
    "the same file number", "the same day", "dates that overlap", "dates a few days apart", "the same listed place",
    "a place of the same name", "the same province", "specimens of the same genus",
    "the same taxon and kind of specimen", "nearly the same quantity", "the same transport",
    "the same kind of agency",
)  # fmt: skip
"""What can make two records alike."""
NEAR_DAYS = 3
"""Dates that lie further apart than so many days speak against one event."""
_MOST_IN_BLOCK = 400


class Likeness(NamedTuple):
    """Two records and how alike they are: points from 0 to 100, and the reasons."""

    one: str
    other: str
    points: int
    reasons: tuple[str, ...]


def likeness(one: Incident, other: Incident) -> Likeness:
    """How much two records look like one event."""
    scores = list(_scores(one, other))
    total = sum(points for points, _ in scores)
    if any(points <= -100 for points, _ in scores):
        total = 0
    reasons = tuple(reason for points, reason in scores if points > 0)
    return Likeness(one.id, other.id, max(0, min(100, total)), reasons)


def may_be_alike(one: Incident) -> Callable[[Mapping[str, Any]], bool]:
    """Whether what a record holds (`to_values`) can be likely beside this: without a file number, a place or a line
    in common no two come to `LIKELY`, and to look at these takes a fraction of reading a record whole."""
    place, reference, lines = one.place, one.reference.casefold(), _lines(one).keys()

    def may(values: Mapping[str, Any]) -> bool:
        called = (values.get("place") or {}).get("name", "")
        return bool(
            (reference and reference == values.get("reference", "").casefold())
            or (place.code and place.code == values.get("post"))
            or (place.admin1 and place.admin1 == values.get("admin1"))
            or (place.name and place.name.casefold() == called.casefold())
            or not lines.isdisjoint(map(_known_by, values.get("specimens", ())))
        )

    return may


def _known_by(line: Mapping[str, Any]) -> tuple[str, str]:
    """What `_lines` knows a line by, of one as it is kept."""
    return key(line.get("taxon") or line.get("reported", "")), line.get("term", "")


def likely(incident: Incident, others: Iterable[Incident]) -> tuple[Likeness, ...]:
    """Which of the others may be the same event, the most alike first."""
    found = (likeness(incident, other) for other in others if other.id != incident.id)
    return tuple(sorted((one for one in found if one.points >= LIKELY), key=lambda x: (-x.points, x.other)))


def likely_pairs(incidents: Iterable[Incident]) -> tuple[Likeness, ...]:
    """Every likely pair among many: only records near in time that share a country are compared."""
    blocks: dict[tuple[str, int], list[Incident]] = {}
    for incident in incidents:
        if incident.when is None or (incident.when.last - incident.when.first).days > 31:
            continue
        week = incident.when.first.toordinal() // 7
        for country in incident.countries:
            for near in (week, week + 1):
                blocks.setdefault((country, near), []).append(incident)
    found: dict[tuple[str, str], Likeness] = {}
    for block in blocks.values():
        for place, one in enumerate(block[:_MOST_IN_BLOCK]):
            for other in block[place + 1 : _MOST_IN_BLOCK]:
                pair = (min(one.id, other.id), max(one.id, other.id))
                if one.id != other.id and pair not in found:
                    found[pair] = likeness(one, other)
    return tuple(sorted((one for one in found.values() if one.points >= LIKELY), key=lambda x: (-x.points, x.one)))


def _scores(one: Incident, other: Incident) -> Iterator[tuple[int, str]]:
    yield from _reference(one, other)
    yield from _date(one, other)
    yield from _place(one, other)
    yield from _specimens(one, other)
    for field, words in (("transport", "the same transport"), ("agency", "the same kind of agency")):
        mine, theirs = getattr(one, field), getattr(other, field)
        if mine and theirs:
            yield (5, words) if set(mine) & set(theirs) and mine == theirs else (0, "")


def _reference(one: Incident, other: Incident) -> Iterator[tuple[int, str]]:
    if one.reference and one.reference.casefold() == other.reference.casefold():
        yield 40, "the same file number"


def _date(one: Incident, other: Incident) -> Iterator[tuple[int, str]]:
    if one.when is None or other.when is None:
        return
    apart = max(one.when.first, other.when.first) - min(one.when.last, other.when.last)
    exact = one.when.first == one.when.last == other.when.first == other.when.last
    if exact:
        yield 30, "the same day"
    elif apart <= timedelta(0):
        yield 15, "dates that overlap"
    elif apart <= timedelta(days=NEAR_DAYS):
        yield 15, "dates a few days apart"
    else:
        yield -100, ""


def _place(one: Incident, other: Incident) -> Iterator[tuple[int, str]]:
    mine, theirs = one.place, other.place
    if mine.country and theirs.country and mine.country != theirs.country:
        named = mine.country in other.countries or theirs.country in one.countries
        yield (0, "") if named else (-100, "")
        return
    if mine.code and mine.code == theirs.code:
        yield 25, "the same listed place"
    elif mine.name and mine.name.casefold() == theirs.name.casefold():
        yield 20, "a place of the same name"
    elif mine.code and theirs.code:
        yield -20, ""
    elif mine.admin1 and mine.admin1 == theirs.admin1:
        yield 10, "the same province"


def _specimens(one: Incident, other: Incident) -> Iterator[tuple[int, str]]:
    mine, theirs = _lines(one), _lines(other)
    both = mine.keys() & theirs.keys()
    if not both:
        yield from _genera(one, other)
        return
    yield 20, "the same taxon and kind of specimen"
    if any(_near(mine[name].quantity.known, theirs[name].quantity.known) for name in both):
        yield 20, "nearly the same quantity"


def _lines(incident: Incident) -> dict[tuple[str, str], Specimen]:
    """The lines that say both what it is of and what it is."""
    return {(key(line.name), line.term): line for line in incident.specimens if line.name and line.term}


def _genera(one: Incident, other: Incident) -> Iterator[tuple[int, str]]:
    """Other specimens speak against one event only where every line of both names its taxon."""
    mine, theirs = ([key(line.name) for line in each.specimens] for each in (one, other))
    if {name.split()[0] for name in mine if name} & {name.split()[0] for name in theirs if name}:
        yield 10, "specimens of the same genus"
    elif mine and theirs and all(mine) and all(theirs):
        yield -30, ""


def _near(one: Decimal | None, other: Decimal | None) -> bool:
    if one is None or other is None or not one or not other:
        return False
    return abs(one - other) <= max(one, other) / 20
