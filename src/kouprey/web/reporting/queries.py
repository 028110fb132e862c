"""Reads behind pictures of observations: seizures as asked for, of those that were authorised, each event once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection

from kouprey.domain import seizures as sz
from kouprey.domain.handling import Tlp
from kouprey.domain.seizures.counting import EXACT_TO
from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.partialdate import PartialDate, partial_date
from kouprey.kernel.words import said
from kouprey.web.records.queries import acknowledged_among, released_values, snapshots_of
from kouprey.web.records.tenancy import Protected
from kouprey.web.seizures import queries as seizures
from kouprey.web.seizures.queries import narrowing

OWN, RECEIVED = "own", "received"
WHOSE: Final = ("", OWN, RECEIVED)
"""Everything that may be read; what the own agency recorded; what other authorities released to the own one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What pictures are asked for. `since` and `until` are dates as far as they are known; make it with `asked`."""

    first: date
    last: date
    since: str = ""
    until: str = ""
    country: str = ""
    whose: str = ""
    taxon: str = ""
    term: str = ""
    measure: str = "events"

    @property
    def default(self) -> bool:
        """Whether the window is that of pictures by default, the twelve months up to today."""
        return not (self.since or self.until)


@dataclass(frozen=True, slots=True)
class Sources:
    """What was authorised: observations (their columns), releases, which records are the same event; and for whom."""

    observations: Protected
    releases: Protected
    events: sz.Events
    officer: UUID
    agency: UUID


@dataclass(frozen=True, slots=True)
class Pool:
    """The seizures of a picture, each event once, with where they come from.

    `own` and `received` count what was read, before events were joined; `joined` of those received are about the
    event of an own record, which is counted; `closed` releases wait until their caveats are acknowledged; of `unsaid`
    too little was released to tell whether they answer. `cut`: there are more than the newest 10,000. `numbers` names
    the records by their ids. `alike`: how many seizures one of them stands for, by its id, where no more was read
    than what a picture needs; one, where it says nothing.
    """

    asked: Asked
    incidents: tuple[sz.Incident, ...] = ()
    own: int = 0
    received: int = 0
    joined: int = 0
    closed: int = 0
    unsaid: int = 0
    cut: bool = False
    strictest: Tlp | None = None
    numbers: Mapping[str, str] | None = None
    alike: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many seizures these are."""
        return self.events(self.incidents)

    @property
    def synthetic(self) -> bool:
        """Whether at least one of them is invented."""
        return any(one.synthetic for one in self.incidents)

    def events(self, some: Iterable[sz.Incident]) -> int:
        """How many seizures some of them stand for."""
        return sum(self.alike.get(one.id, 1) for one in some)

    @property
    def rule(self) -> tuple[str, ...]:
        """What the method says of own and received seizures together."""
        if self.asked.whose or not self.received:
            return ()
        return (
            said(
                "Own records and what other authorities released, together: an event that both tell of is counted "
                "once, by the own record."
            ),
        )


def asked(given: Mapping[str, str], on: date) -> Asked:
    """Check what an address asks for; blank dates are the twelve months up to a day. Raises UnusableInput."""
    got = {name: given.get(name, "").strip() for name in ("since", "until", "country", "whose", "taxon", "term")}
    measure = given.get("measure", "").strip() or "events"
    if got["whose"] not in WHOSE:
        raise UnusableInput(said("Pictures are made of own, received or all seizures."), remedy=said("Choose one."))
    if measure not in sz.MEASURES:
        raise UnusableInput(
            said("“%(measure)s” is no measure of seizures.", measure=measure),
            remedy=said("Use one of: %(measures)s.", measures=", ".join(sz.MEASURES)),
        )
    first, last = sz.window(on)
    if got["since"] or got["until"]:
        first = partial_date(got["since"]).first if got["since"] else date.min
        last = partial_date(got["until"]).last if got["until"] else max(on, first)
    if first > last:
        raise UnusableInput(said("The window ends before it begins."), remedy=said("Write the earlier date first."))
    return Asked(first, last, measure=measure, **(got | {"country": got["country"].upper()}))


def pool_of(asked: Asked, sources: Sources, columns: Sequence[str] = ()) -> Pool:
    """The seizures that answer, each event once: reported or verified, of the window, country, taxon and kind.

    With `columns`, no more is read of own records than some of `COLUMNS`: reading all that they say takes longer.
    """
    own, alike = _own_of(asked, sources, columns) if asked.whose != RECEIVED else ([], {})
    given, closed, unsaid = _received(asked, sources) if asked.whose != OWN else ([], 0, 0)
    ids = [one.id for one, _tlp, _number in given] if asked.whose != RECEIVED else []
    joined = _told_by_own(ids, sources)
    told = (one for one, _tlp, _number in given if one.id not in joined)
    found = [*(one for one, _tlp, _number in own), *filter(None, (narrow(one, asked) for one in told))]
    count = sum(alike.get(one.id, 1) for one, _tlp, _number in own)
    strictest = max((tlp for _one, tlp, _number in (*own, *given)), default=None)
    return Pool(
        asked,
        tuple(sz.once(found, sources.events)),
        own=count,
        received=len(given),
        joined=len(joined),
        closed=closed,
        unsaid=unsaid,
        cut=max(count, len(given)) >= EXACT_TO,
        strictest=strictest,
        numbers={one.id: number for one, _tlp, number in own},
        alike=alike,
    )


Found = tuple[sz.Incident, Tlp, str]


def _own_of(asked: Asked, sources: Sources, columns: Sequence[str]) -> tuple[list[Found], dict[str, int]]:
    """Records that were authorised, and how many of them one stands for."""
    newest = _newest(asked, sources)
    if not columns:
        return list(_whole(newest, asked)), {}
    # One that shares its event is read whole, so that the same of them stands for both as everywhere.
    shared = [UUID(id) for id in sorted(sources.events.joined)]
    found = [one for start in range(0, len(shared), AT_ONCE)
             for one in _whole(newest.filter(pk__in=shared[start : start + AT_ONCE]), asked)]  # fmt: skip
    alike: dict[str, int] = {}
    for one, count in _told_apart(newest.exclude(pk__in=shared), columns):
        alike[one[0].id] = count
        found.append(one)
    return found, alike


def _whole(newest: Protected, asked: Asked) -> Iterator[Found]:
    """These records as their newest versions say, with the lines that are asked for."""
    rows = newest.values_list("pk", "state", "tlp", "number")[:EXACT_TO]
    kept = {id: (state, tlp, number) for id, state, tlp, number in rows}
    for id, snapshot in snapshots_of(list(kept)):
        state, tlp, number = kept[id]
        one = narrow(sz.of_values(json.loads(snapshot), id=str(id), stage=sz.Stage(state)), asked)
        if one is not None:
            yield one, Tlp(tlp), number


COLUMNS: Final = ("country", "admin1", "post", "first", "last")
"""What can be read of records alone: where, and the first and last day."""


def _told_apart(newest: Protected, columns: Sequence[str]) -> Iterator[tuple[Found, int]]:
    """One seizure for all that agree in these columns, and how many they are."""
    names = ("tlp", "synthetic", *columns)
    for *known, count in _counted(newest.values(*names)[:EXACT_TO], names):
        yield (_alike(names, tuple(known)), Tlp(known[0]), ""), count


@lru_cache(maxsize=2 * EXACT_TO)
def _alike(names: Sequence[str], known: Sequence[Any]) -> sz.Incident:
    """What stands for all of which this is known of these columns; its id says what. The places of one map are those
    of the next."""
    said = dict(zip(names, known, strict=True))
    first, last = (_day(said.get(name)) for name in ("first", "last"))
    return sz.Incident(
        id=f"alike {known!r}",
        stage=sz.Stage.REPORTED,
        when=PartialDate(f"{first}/{last}", first, last) if first and last else None,
        place=sz.Place(said.get("country", ""), said.get("admin1", ""), said.get("post", "")),
        synthetic=bool(said["synthetic"]),
    )


def _counted(rows: Any, names: Sequence[str]) -> list[Any]:
    """What the first of some rows say, and how many say the same: counted where they are, for most of it repeats.
    In SQL, for no query of the model's can count what it cut off."""
    try:
        found, given = rows.in_sql()
    except EmptyResultSet:  # what is asked for cannot be
        return []
    columns = ", ".join(f"f.{connection.ops.quote_name(name)}" for name in names)
    with connection.cursor() as cursor:
        _plan(cursor, "off")
        cursor.execute(f"SELECT {columns}, count(*) FROM ({found}) f GROUP BY {columns}", given)
        counted = list(cursor.fetchall())
        _plan(cursor, "on")
    return counted


def _plan(cursor: Any, way: str) -> None:
    """What PostgreSQL would spend a third of a map's time on: ten thousand rows are walked to in order, each of them
    once, and counted as they come. It would sort them to count them, and remember each for a second look."""
    if connection.vendor == "postgresql":
        cursor.execute(
            "SELECT set_config('enable_sort', %s, true), set_config('enable_memoize', %s, true)", [way, way]
        )


def _day(said: Any) -> date | None:
    """A day as PostgreSQL gives it, or as SQLite keeps it."""
    return date.fromisoformat(said) if isinstance(said, str) else said


def _newest(asked: Asked, sources: Sources) -> Protected:
    """Records that were authorised, the newest first; at most as many as are counted exactly are read of them."""
    filters = narrowing.Filters(
        kind=sz.Kind.SEIZURE.value, country=asked.country, taxon=asked.taxon, term=asked.term,
        since="" if asked.first == date.min else asked.first.isoformat(), until=asked.last.isoformat(),
        agency=str(sources.agency) if asked.whose == OWN else "",
    )  # fmt: skip
    found = narrowing.narrowed(sources.observations, filters).filter(state__in=[stage.value for stage in sz.COUNTED])
    return narrowing.in_order(found, filters)


AT_ONCE: Final = 500
"""So many ids stand in one question to the database."""


def _told_by_own(received: list[str], sources: Sources) -> frozenset[str]:
    """Those received of whose event an own record tells: it is counted in their place, also where the window or a
    filter leaves it out, so that no two pictures count one event."""
    others = {id: sources.events.others(id) for id in received}
    wanted = sorted({UUID(other) for found in others.values() for other in found})
    mine = set[str]()
    for start in range(0, len(wanted), AT_ONCE):
        rows = sources.observations.filter(
            pk__in=wanted[start : start + AT_ONCE], kind=sz.Kind.SEIZURE.value,
            state__in=[stage.value for stage in sz.COUNTED],
        )  # fmt: skip
        mine |= set(map(str, rows.values_list("pk", flat=True)))
    return frozenset(id for id, found in others.items() if mine.intersection(found))


def _received(asked: Asked, sources: Sources) -> tuple[list[Found], int, int]:
    """The newest release of each record, as far as its caveats are acknowledged and it answers; how many others wait
    for that, and of how many too little was released to tell."""
    newest: dict[UUID, Any] = {}
    for release in sources.releases.order_by("-id")[:EXACT_TO]:
        newest.setdefault(release.record_id, release)
    free = acknowledged_among(list(newest.values()), sources.officer)
    read = [(release, _answers(release, asked)) for release in newest.values() if release.id in free]
    kept = [(one, Tlp(left.tlp), left.number) for left, (one, fits) in read if one is not None and fits]
    unsaid = sum(fits is None for _left, (_one, fits) in read)
    return kept, len(newest) - len(read), unsaid


def _answers(release: Any, asked: Asked) -> tuple[sz.Incident | None, bool | None]:
    """What a release says, and whether it answers: None where a field that decides was not released."""
    values = released_values(release)
    if values.get("kind", sz.Kind.SEIZURE.value) != sz.Kind.SEIZURE.value:
        return None, False
    one = seizures.incident_of_release(release)
    if one is None:
        return None, None
    tests = {
        "kind": True,
        "when": one.when is not None and one.when.first <= asked.last and asked.first <= one.when.last,
        "country": asked.country in ("", one.place.country),
        "specimens": narrow(one, asked) is not None,
    }
    asks = {"kind": True, "when": True, "country": asked.country, "specimens": asked.taxon or asked.term}
    unknown = {name for name, wanted in asks.items() if wanted} & seizures.not_released(release)
    if not all(met for name, met in tests.items() if name not in unknown):
        return one, False
    return one, None if unknown else True


def narrow(one: sz.Incident, asked: Asked) -> sz.Incident | None:
    """The seizure with the lines that are asked for alone; None if it has none of them."""
    tests: list[Callable[[sz.Specimen], bool]] = []
    if asked.taxon:
        wanted = sz.identify(asked.taxon).taxon or asked.taxon
        tests.append(lambda line: sz.is_within(line.name, wanted.removesuffix(" spp.")) or line.name == wanted)
    if asked.term:
        tests.append(lambda line: line.term == asked.term)
    if not tests:
        return one
    lines = tuple(line for line in one.specimens if all(test(line) for test in tests))
    return replace(one, specimens=lines) if lines else None
