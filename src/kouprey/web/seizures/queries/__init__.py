"""Reads of observations for those who were authorised: what hangs on one, and what is near it."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from kouprey.domain import seizures as sz
from kouprey.domain.access import Actor, State
from kouprey.domain.records.schema import Unfit
from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.partialdate import partial_date
from kouprey.web.records import vault
from kouprey.web.records.access import nothing
from kouprey.web.records.models import Record, Release
from kouprey.web.records.queries import acknowledged_among, released_values, snapshots_of, values_of, values_of_all
from kouprey.web.records.tenancy import Protected
from kouprey.web.seizures.models import (
    TAXON,
    EventJudgement,
    HandedOver,
    Heading,
    RouteLeg,
    SealedFile,
    SpecimenLine,
    Tip,
    word_of,
)
from kouprey.web.seizures.queries.narrowing import earliest

MOST: Final = 50
"""Of what waits, so many are shown: the most urgent."""
NEIGHBOURS: Final = 150
"""So many records are compared for likely duplicates of those that began on the day of an event or before, and half
as many of those that began after it: those of the same day come first, however many there are in a week."""
FAR: Final = timedelta(days=sz.NEAR_DAYS)
GIVEN: Final = 500
"""Of what other States released, so many are compared: the first that came after the event."""
AT_ONCE: Final = 500
"""So many ids stand in one question to the database."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of two observations that are compared: an own record, or what another State released of its own."""

    id: UUID
    number: str
    record: Record | None = None
    release: Release | None = None

    @property
    def known_by(self) -> UUID | None:
        """The release by which it is known; None for a record of the own authority."""
        return self.release.id if self.release is not None else None


def incident_of(record: Record, version: int | None = None) -> sz.Incident:
    """The observation that a record that was authorised holds."""
    stage = sz.Stage(record.state)
    return sz.of_values(values_of(record, version), id=str(record.id), stage=stage)


def incident_of_release(release: Release) -> sz.Incident | None:
    """The observation as far as it was released to those who were authorised; None where too little of it was.

    A field that was not released is blank here, and blank is unknown. `not_released` says of which fields that holds.
    """
    try:
        return sz.of_values(released_values(release), id=str(release.record_id), stage=sz.Stage.REPORTED)
    except Unfit:  # fields were taken out that its shape needs
        return None


def not_released(release: Release) -> frozenset[str]:
    """The fields of an observation that its release does not have."""
    return frozenset(field.name for field in sz.INCIDENT.fields) - frozenset(release.fields)


def incidents_of(records: Iterable[Record]) -> list[sz.Incident]:
    """The observations that records that were authorised hold, in their order."""
    every = list(records)
    values = values_of_all(every)
    return [sz.of_values(values[one.pk], id=str(one.id), stage=sz.Stage(one.state)) for one in every]


def concerned(found: Protected, families: Iterable[str], authority: UUID) -> Protected:
    """Of these records of an authority, reported or verified seizures with a line of one of these families, or of a
    name that begins with one."""
    wanted = Q()
    for word in map(word_of, families):
        wanted |= Q(word=word) | Q(word__startswith=f"{word} ")
    return found.filter(
        state__in=[State.REPORTED.value, State.VERIFIED.value], incident__kind=sz.Kind.SEIZURE.value,
        pk__in=_under_taxa(wanted, authority),
    )  # fmt: skip


def handovers_of(record: Record, actor: Actor) -> list[HandedOver]:
    """Hand-overs of a record that was authorised, that the own agency took part in; the newest first."""
    mine = Q(from_agency=actor.agency) | Q(to_agency=actor.agency)
    return list(HandedOver.objects.of(record=record).filter(mine))


def content_of(file: SealedFile) -> bytes:
    """What a sealed file of a thing that was authorised holds. Raises NothingThere where it was changed or lost."""
    content = vault.read(file.id, file.node_key, bytes(file.wrapped))
    if vault.digest(content) != file.sha256:
        raise nothing()
    return content


def holding(rows: Protected, about: Iterable[UUID] | None = None) -> list[EventJudgement]:
    """The judgements that hold: none that were taken back, and none that take back."""
    if about is not None:
        wanted = list(about)
        rows = rows.filter(Q(one__in=wanted) | Q(other__in=wanted))
    every = list(rows)
    undone = {row.undoes for row in every if row.undoes}
    return [row for row in every if row.undoes is None and row.id not in undone]


def events(rows: Iterable[EventJudgement], reaching: Container[UUID] = ()) -> sz.Events:
    """Which records are about the same event, by judgements that hold: what counts honour.

    `reaching` are the records of other States of which a release reaches whoever counts: of no others is a judgement
    used, so that one on a release that was recalled stays as it is and joins nothing.
    """
    return sz.Events(
        sz.Judgement(str(row.one), str(row.other), row.same, str(row.by), row.at, row.reason)
        for row in rows
        if all(left is None or record in reaching for record, left in row.ends)
    )


def records_of(given: Protected, wanted: Iterable[UUID]) -> frozenset[UUID]:
    """Those of these records of other States of which one of the releases, which were authorised, is."""
    every, found = sorted(set(wanted)), set[UUID]()
    for start in range(0, len(every), AT_ONCE):
        found |= set(given.filter(record__in=every[start : start + AT_ONCE]).values_list("record_id", flat=True))
    return frozenset(found)


def neighbours(found: Protected, record: Record, incident: sz.Incident) -> dict[UUID, sz.Incident]:
    """Records near in time that share a country, of those that were authorised: to be compared."""
    return near(found.exclude(pk=record.pk), incident, record.authority) if incident.when is not None else {}


def near(found: Protected, incident: sz.Incident, authority: UUID) -> dict[UUID, sz.Incident]:
    """Observations of an authority, by their records, that can be of the same event as far as date, country and taxa
    are known, and that have enough in common; of those that were authorised. Of what has neither date nor taxon
    nothing is near."""
    found = found.exclude(state=State.WITHDRAWN.value)
    names = {line.name for line in incident.specimens if line.name}
    if incident.when is not None:
        first, last = incident.when.first.toordinal() - FAR.days, incident.when.last.toordinal() + FAR.days
        begin, end = date.fromordinal(max(1, first)), date.fromordinal(min(last, date.max.toordinal()))
        found = found.filter(
            incident__first__lte=end, incident__day__lte=end, incident__last__gte=begin,
            incident__day__gte=earliest(begin),
        )  # fmt: skip
    elif names:
        lines = SpecimenLine.objects.get_queryset().unscoped("asked through records that were authorised")  # type: ignore[attr-defined]
        alike = lines.filter(Q(taxon__in=names) | Q(reported__in=names), incident=OuterRef("pk"))
        under = _under_taxa(Q(word__in=[word_of(name) for name in names]), authority)
        found = found.filter(Exists(alike), pk__in=under)  # under a heading lies what is within the taxon as well
    else:
        return {}
    if incident.place.country:
        found = found.filter(
            Q(incident__country__in=[*incident.countries, ""])
            | Exists(_legs_in(incident.countries).filter(incident=OuterRef("pk")))
        )
    kept = dict(_nearest(found, incident.when.first if incident.when is not None else None))
    may, told = sz.may_be_alike(incident), ((id, json.loads(text)) for id, text in snapshots_of(list(kept)))
    return {id: sz.of_values(said, id=str(id), stage=sz.Stage(kept[id])) for id, said in told if may(said)}


def _nearest(found: Protected, day: date | None) -> Iterator[tuple[UUID, str]]:
    """Ids and states of the records that began nearest to a day; of the newest, where none is known."""
    rows = found.values_list("pk", "state")
    if day is None:
        yield from rows.order_by("-incident__day", "-pk")[:NEIGHBOURS]
        return
    yield from rows.filter(incident__day__lte=day).order_by("-incident__day", "-pk")[:NEIGHBOURS]
    yield from rows.filter(incident__day__gt=day).order_by("incident__day", "pk")[: NEIGHBOURS // 2]


def given_near(given: Protected, incident: sz.Incident, officer: UUID) -> dict[UUID, sz.Incident]:
    """What other States released, of releases that were authorised, to be compared: by record, the newest release of
    each, as far as its caveats are acknowledged and it is not the observation itself."""
    if incident.when is not None:
        given = given.filter(at__date__gte=incident.when.first)
    newest = {one.record_id: one for one in given.order_by("id")[:GIVEN] if str(one.record_id) != incident.id}
    dated = [one for one in newest.values() if not _far(released_values(one).get("when", ""), incident)]
    free = acknowledged_among(dated, officer)
    pairs = ((one, incident_of_release(one)) for one in dated if one.id in free)
    return {one.record_id: pure for one, pure in pairs if pure is not None}


def _far(when: str, incident: sz.Incident) -> bool:
    """Whether a date is known to lie weeks from the observation: what else was released need not be read then."""
    if incident.when is None or not when:
        return False
    try:
        other = partial_date(when)
    except UnusableInput:
        return False
    return max(other.first, incident.when.first) - min(other.last, incident.when.last) > FAR


def open_tips(tips: Protected) -> list[Tip]:
    """Tips that wait, of those that were authorised; the oldest first."""
    return list(tips.filter(closed_at=None).order_by("id")[:MOST])


def waiting_handovers(found: Protected) -> list[HandedOver]:
    """Hand-overs without an answer, of those that were authorised; the most urgent first."""
    rows = found.filter(state=sz.HandoverState.OFFERED.value).select_related("record")
    return list(rows.order_by("due_at")[:MOST])


def _under_taxa(wanted: Q, authority: UUID) -> Any:
    """Observations of an authority that stand under names of taxa."""
    rows = Heading.objects.get_queryset().unscoped("asked through records that were authorised")  # type: ignore[attr-defined]
    return rows.filter(wanted, authority=authority, sort=TAXON).values("incident")


def _legs_in(countries: Iterable[str]) -> Any:
    legs = RouteLeg.objects.get_queryset().unscoped("asked through records that were authorised")  # type: ignore[attr-defined]
    return legs.filter(country__in=list(countries))
