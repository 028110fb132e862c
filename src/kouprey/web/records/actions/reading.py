"""Reading and taking out, where that is an act: a record that names persons, every export, the report of releases."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from kouprey.domain.access import Act, Actor, DeskFacts
from kouprey.web.core.actions import record as write_down
from kouprey.web.core.audit import Act as Audit
from kouprey.web.records import access
from kouprey.web.records.models import Record
from kouprey.web.records.queries import facts_of


def open_record(*, id: UUID, by: Actor, at: datetime) -> Record:
    """The record for reading. Opening one that names persons is written down. Raises NothingThere."""
    with transaction.atomic():
        record = access.record(by, id)
        if record.nominal:
            _note(Audit.RECORD_READ, record, by, at, version=record.version)
    return record


def export_record(*, id: UUID, form: str, by: Actor, at: datetime) -> Record:
    """The record for taking out of the node, on paper too: decided and written down. Raises NothingThere, Refused."""
    with transaction.atomic():
        record = access.record(by, id)
        access.require(by, Act.RECORD_EXPORT, facts_of(record))
        _note(Audit.RECORD_EXPORTED, record, by, at, version=record.version, form=form, purpose=by.purpose.value)
    return record


def export_report(*, form: str, filters: dict[str, str], rows: int, by: Actor, at: datetime) -> None:
    """The report of what left is taken out of the node: written down with what was asked for. Raises Refused."""
    with transaction.atomic():
        access.require(by, Act.RELEASE_REPORT, DeskFacts(by.authority))
        details = {"form": form, "filters": filters, "rows": rows}
        write_down(
            act=Audit.RELEASES_REPORTED, kind="authority", id=by.authority, label="", by=by, at=at, details=details
        )


def _note(act: Audit, record: Record, by: Actor, at: datetime, **details: Any) -> None:
    write_down(act=act, kind="record", id=record.id, label=record.number, by=by, at=at, details=details)
