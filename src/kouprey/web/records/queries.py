"""Reads of `records` for those who were authorised, and records as the domain sees them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any, Final
from uuid import UUID

from django.db.models import F, Q

from kouprey.domain.access import RecordFacts, ReleaseFacts, State
from kouprey.domain.handling import Code, Handling, Tlp
from kouprey.domain.kinds import KINDS
from kouprey.domain.records.schema import Kind, digest, snapshot
from kouprey.domain.release import Rule
from kouprey.domain.schedule import Period, last_over, periods
from kouprey.web.records.models import (
    Acknowledgement,
    Attachment,
    Hold,
    Record,
    RecordVersion,
    Release,
    ReleaseAsk,
    ReleaseRule,
)

AT_ONCE: Final = 500
"""So many ids stand in one question to the database."""


def facts_of(record: Record, *, asked_by: UUID | None = None) -> RecordFacts:
    """The record as far as permission depends on it."""
    return RecordFacts(
        authority=record.authority,
        agency=record.agency,
        recorded_by=record.recorded_by,
        amended_by=record.amended_by,
        state=State(record.state),
        tlp=Tlp(record.tlp),
        codes=frozenset(record.codes.split()),
        purposes=frozenset(record.purposes.split()),
        nominal=record.nominal,
        received=record.received,
        team=record.team,
        compartment=record.compartment,
        reach=handling_of(record).audience,
        asked_by=asked_by,
    )


def handling_of(record: Record) -> Handling:
    """The marks of a record, its audience among them."""
    return replace(record.marks(), audience=frozenset(row.party for row in record.reached.all()))


def facts_of_release(release: Release) -> ReleaseFacts:
    """The release as far as permission depends on it."""
    return ReleaseFacts(
        recipient=release.recipient,
        tlp=Tlp(release.tlp),
        codes=frozenset(release.codes.split()),
        purposes=frozenset(release.purposes.split()),
        recalled=release.recalled,
    )


def kind_of(record: Record | Release) -> Kind:
    """What kind of record it is."""
    return KINDS[record.kind]


def versions_of(record: Record) -> list[RecordVersion]:
    """All versions of a record that was authorised, the newest first."""
    return list(RecordVersion.objects.of(record=record))


def attachments_of(record: Record) -> list[Attachment]:
    """The files of a record that was authorised, those removed among them."""
    return list(Attachment.objects.of(record=record))


def values_of(record: Record, version: int | None = None) -> dict[str, Any]:
    """What a record that was authorised says, in its newest version or in the one given."""
    found = RecordVersion.objects.of(record=record).get(number=version or record.version)
    values: dict[str, Any] = json.loads(found.snapshot)
    return values


def values_of_all(records: Iterable[Record]) -> dict[UUID, dict[str, Any]]:
    """What records that were authorised say in their newest versions, in few queries."""
    return {id: json.loads(text) for id, text in snapshots_of([record.pk for record in records])}


def snapshots_of(ids: Sequence[UUID]) -> Iterator[tuple[UUID, str]]:
    """The newest version of each of these records, which were authorised; in no order."""
    for start in range(0, len(ids), AT_ONCE):
        rows = RecordVersion.objects.of(record__in=ids[start : start + AT_ONCE], number=F("record__version"))
        yield from rows.order_by().values_list("record_id", "snapshot")


def version_of(record: Record, number: int) -> RecordVersion | None:
    """One version of a record that was authorised."""
    found: RecordVersion | None = RecordVersion.objects.of(record=record).filter(number=number).first()
    return found


def left_of(record: Record) -> list[Release]:
    """What was released of a record that was authorised, the newest first."""
    return list(Release.objects.of(record=record))


def asked_of(record: Record) -> list[ReleaseAsk]:
    """What the desk was asked about a record that was authorised, the newest first."""
    return list(ReleaseAsk.objects.of(record=record).order_by("-id"))


def released_values(release: Release) -> dict[str, Any]:
    """What a release that was authorised says: the released fields and nothing else. Nothing once it is destroyed."""
    values: dict[str, Any] = json.loads(release.snapshot) if release.snapshot else {}
    return values


def caveats_of(release: Release) -> str:
    """The digest of what binds the reader of a release and must be acknowledged first; blank when nothing does.

    H1, H2 and H3 are limits that the sender sets in the sense of UNTOC, article 18(5); H0 is implied by all of them.
    """
    codes = sorted({Code.H1, Code.H2, Code.H3} & release.marks().codes)
    return digest(snapshot({"codes": codes, "h3_text": release.h3_text})) if codes else ""


def acknowledged(release: Release, officer: UUID) -> bool:
    """Whether the officer took note of the caveats as they are now."""
    given = Acknowledgement.objects.of(release=release).filter(officer=officer, caveats=caveats_of(release))
    return bool(given.exists())


def acknowledged_by(release: Release) -> list[Acknowledgement]:
    """Who took note of the caveats of a release that was authorised."""
    return list(Acknowledgement.objects.of(release=release))


def acknowledged_among(releases: Sequence[Release], officer: UUID) -> frozenset[UUID]:
    """Those of the releases whose caveats, as they are now, need no acknowledgement of the officer any more."""
    given = Acknowledgement.objects.of(release__in=list(releases)).filter(officer=officer)
    noted = set(given.values_list("release", "caveats"))
    return frozenset(r.id for r in releases if not caveats_of(r) or (r.id, caveats_of(r)) in noted)


def over(on: date) -> Q:
    """The records whose period is over on a day, by the list of periods in use."""
    found = Q(pk__in=[])
    for kind, period in periods().items():
        if period.months is None:
            continue
        last = last_over(on, period.months)
        before = datetime.combine(last, time.max, UTC)
        if period.from_event:
            day = Q(event_last__lte=last) | Q(event_last=None, recorded_at__lte=before)
        else:
            day = Q(amended_at__lte=before)
        found |= Q(kind=kind) & day
    return found


def counted_day(record: Record, period: Period) -> date:
    """The day from which the period of a record counts."""
    recorded, amended = (at.astimezone(UTC).date() for at in (record.recorded_at, record.amended_at))
    return period.counted(event_last=record.event_last, recorded=recorded, amended=amended)


def is_held(record: Record) -> bool:
    """Whether a hold stands on a record that was authorised."""
    return bool(Hold.objects.of(record=record, lifted_at=None).exists())


def held_among(records: Sequence[Record]) -> frozenset[UUID]:
    """Those of the records on which a hold stands."""
    found = Hold.objects.of(record__in=list(records), lifted_at=None)
    return frozenset(found.values_list("record", flat=True))


def holds_of(record: Record) -> list[Hold]:
    """The holds of a record that was authorised, the newest first, those lifted among them."""
    return list(Hold.objects.of(record=record))


def rule_of(rule: ReleaseRule) -> Rule:
    """A rule of the desk as the domain has it."""
    return Rule(
        id=rule.id,
        authority=rule.authority,
        kind=rule.kind,
        fields=frozenset(rule.fields),
        recipient=rule.recipient,
        under=rule.under,
        valid_from=rule.valid_from,
        valid_until=rule.valid_until,
        strictest=Tlp(rule.strictest),
        verified_only=rule.verified_only,
        by=rule.set_by,
    )
