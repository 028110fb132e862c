"""Reads of `records` for those who were authorised, and records as the domain sees them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from uuid import UUID

from kouprey.domain.access import RecordFacts, ReleaseFacts, State
from kouprey.domain.handling import Handling, Tlp
from kouprey.domain.records.information import KINDS
from kouprey.domain.records.schema import Kind
from kouprey.domain.release import Rule
from kouprey.web.records.models import Record, RecordVersion, Release, ReleaseRule


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


def values_of(record: Record, version: int | None = None) -> dict[str, Any]:
    """What a record that was authorised says, in its newest version or in the one given."""
    found = RecordVersion.objects.of(record=record).get(number=version or record.version)
    values: dict[str, Any] = json.loads(found.snapshot)
    return values


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
