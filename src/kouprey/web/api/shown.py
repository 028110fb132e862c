"""Rows as the API gives them out."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from kouprey.domain.handling import Handling, Tlp
from kouprey.web.records.actions.marks import as_json
from kouprey.web.records.queries import acknowledged, caveats_of, handling_of, released_values, values_of


def record_row(record: Any) -> dict[str, Any]:
    """A record in a list."""
    return {
        "id": record.id, "number": record.number, "kind": record.kind, "headline": record.headline,
        "agency": record.agency, "state": record.state, "version": record.version, "tlp": Tlp(record.tlp).label,
        "codes": record.codes.split(), "nominal": record.nominal,
    }  # fmt: skip


def record_whole(record: Any) -> dict[str, Any]:
    """A record with values and marks."""
    return record_row(record) | {
        "authority": record.authority, "recorded_at": record.recorded_at, "amended_at": record.amended_at,
        "values": values_of(record), "marks": marks(handling_of(record)),
    }  # fmt: skip


def marks(handling: Handling) -> dict[str, Any]:
    """Handling marks."""
    return as_json(handling)


def version(found: Any) -> dict[str, Any]:
    """One version of a record."""
    return {
        "number": found.number, "change": found.change, "reason": found.reason, "at": found.at,
        "sha256": found.sha256, "previous": found.previous, "schema_id": found.schema,
        "values": json.loads(found.snapshot),
    }  # fmt: skip


def file(found: Any) -> dict[str, Any]:
    """A file of a record, without what it holds."""
    plain = ("id", "name", "media", "size", "sha256", "kept_sha256", "original", "at", "removed_at", "remove_reason")
    return {name: getattr(found, name) for name in plain}


def release(left: Any) -> dict[str, Any]:
    """What left: the values are those of the kept bytes, none once the record was destroyed."""
    plain = (
        "id", "number", "kind", "version", "authority", "recipient", "recipient_label", "fields", "sha256", "under",
        "consent", "at", "recalled", "recall_reason",
    )  # fmt: skip
    return {name: getattr(left, name) for name in plain} | {
        "rule": left.rule_id,
        "values": released_values(left),
        "marks": marks(left.marks()),
    }


def received(left: Any, officer: UUID) -> dict[str, Any]:
    """What another authority released, in a list."""
    plain = ("id", "number", "kind", "authority", "at")
    caveats = caveats_of(left)
    return {name: getattr(left, name) for name in plain} | {
        "marks": marks(left.marks()),
        "caveats": caveats,
        "acknowledged": not caveats or acknowledged(left, officer),
    }


def ask(asked: Any) -> dict[str, Any]:
    """A question to the desk."""
    plain = (
        "id", "version", "fields", "recipient", "recipient_label", "reason", "asked_at", "due_at", "released",
        "answer",
    )  # fmt: skip
    return {name: getattr(asked, name) for name in plain} | {"record": asked.record_id}


def rule(found: Any) -> dict[str, Any]:
    """A rule of the desk."""
    plain = (
        "id", "kind", "fields", "recipient", "recipient_label", "under", "verified_only", "valid_from", "valid_until",
        "closed_at",
    )  # fmt: skip
    return {name: getattr(found, name) for name in plain} | {"strictest": Tlp(found.strictest).label}
