"""The life of a record: created, amended, filed, verified or sent back. Nothing is edited in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kouprey.domain import lists
from kouprey.domain.access import Act, Actor, NewRecord, State
from kouprey.domain.handling import Handling
from kouprey.domain.kinds import KINDS
from kouprey.domain.records.schema import Kind, digest, fitted, is_nominal, snapshot
from kouprey.kernel.errors import NothingThere, Refused, UnusableInput
from kouprey.kernel.partialdate import partial_date
from kouprey.web.core.actions import record as write_down
from kouprey.web.core.audit import Act as Audit
from kouprey.web.records.access import held, require
from kouprey.web.records.actions.audience import fitting
from kouprey.web.records.actions.by_rules import clear_record
from kouprey.web.records.actions.numbers import Drawn, numbered
from kouprey.web.records.keepers import keeper_of
from kouprey.web.records.models import Marks, Reach, Record, RecordVersion
from kouprey.web.records.queries import values_of
from kouprey.web.records.search import index_record


def create_record(
    *, kind: str, values: Mapping[str, Any], marks: Handling, country: str, by: Actor, at: datetime,
    team: UUID | None = None, compartment: UUID | None = None,
) -> Record:  # fmt: skip
    """Write a record down, as a draft of the acting agency. Raises Unfit, UnusableInput, Refused."""
    require(by, Act.RECORD_CREATE, NewRecord(by.agency))
    schema = kind_named(kind)
    kept = fitted_to(schema, values)
    marks = fitting(with_names(marks, schema, kept), by=by)
    with transaction.atomic():
        record = Record(**same_columns(schema, by, at), **columns_of(schema, kept), **Marks.columns(marks))
        record.team, record.compartment = _own(team, by.teams), _own(compartment, by.compartments)
        numbered(1, schema, country, at, partial(_insert, record))
        Reach.objects.bulk_create([Reach(record=record, party=party) for party in sorted(marks.audience)])
        _version(record, schema, kept, "created", "", by, at)
        _note(Audit.RECORD_CREATED, record, by, at)
    return record


def columns_of(schema: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """What of the values stands in columns of the record."""
    return {"headline": headline_of(schema, values), **event_span(values)}


def same_columns(schema: Kind, by: Actor, at: datetime) -> dict[str, Any]:
    """What all records have alike that an officer writes down at one moment: drafts of the acting agency."""
    return {
        "kind": schema.name, "authority": by.authority, "agency": by.agency, "recorded_by": by.officer,
        "recorded_by_label": by.label, "recorded_at": at, "amended_by": by.officer, "amended_at": at,
        "state": State.DRAFT.value,
    }  # fmt: skip


def _insert(record: Record, drawn: Sequence[Drawn]) -> None:
    ((record.id, record.number),) = drawn
    record.save(force_insert=True)


def names_in(*, kind: str, values: Mapping[str, Any]) -> list[str]:
    """Words that seem to name persons in a kind of record that names none, to be asked about before it is kept.
    Raises UnusableInput for a kind that there is not."""
    schema = kind_named(kind)
    return keeper_of(schema.name, schema.headline).names(values)


def check_values(*, kind: str, values: Mapping[str, Any]) -> None:
    """Whether the values could be kept, without keeping them. Raises Unfit."""
    fitted_to(kind_named(kind), values)


def amend_record(*, id: UUID, seen: int, values: Mapping[str, Any], reason: str, by: Actor, at: datetime) -> Record:
    """Make the next version. `seen` is the version the officer looked at: a colleague's amendment is not overwritten.

    What was verified is only reported again until somebody verifies it anew. Raises Unfit, Refused, UnusableInput.
    """
    with transaction.atomic():
        record = held(by, id, Act.RECORD_AMEND)
        if record.version != seen:
            raise Refused(
                _("A colleague amended this record while you were writing."),
                kept=_("Your text was not saved; it still stands on your page."),
                remedy=_("Open the record in another window, compare, then save again."),
            )
        if record.state != State.DRAFT and not reason.strip():
            raise UnusableInput(
                _("The reason is missing."), remedy=_("Say in a few words why the record is amended.")
            )
        schema = kind_named(record.kind)
        kept = fitted_to(schema, values)
        record.version += 1
        record.headline = headline_of(schema, kept)
        record.nominal = record.nominal or is_nominal(schema, kept)
        record.amended_by, record.amended_at = by.officer, at
        if record.state == State.VERIFIED:
            record.state = State.REPORTED.value
        for column, value in event_span(kept).items():
            setattr(record, column, value)
        record.save()
        _version(record, schema, kept, "amended", reason, by, at)
        _note(Audit.RECORD_AMENDED, record, by, at, version=record.version, reason=reason)
        clear_record(record, by=by, at=at)
    return record


def file_record(*, id: UUID, by: Actor, at: datetime) -> Record:
    """A draft becomes the agency's report; rules set in advance now apply to it."""
    return _step(id, Act.RECORD_FILE, State.REPORTED, Audit.RECORD_FILED, by, at)


def verify_record(*, id: UUID, by: Actor, at: datetime) -> Record:
    """A second officer confirms what was reported."""
    return _step(id, Act.RECORD_VERIFY, State.VERIFIED, Audit.RECORD_VERIFIED, by, at)


def send_back_record(*, id: UUID, reason: str, by: Actor, at: datetime) -> Record:
    """A second officer does not confirm: the record is a draft again. Raises UnusableInput without a reason."""
    if not reason.strip():
        raise UnusableInput(_("The reason is missing."), remedy=_("Say what has to be mended."))
    return _step(id, Act.RECORD_VERIFY, State.DRAFT, Audit.RECORD_SENT_BACK, by, at, reason=reason.strip())


def _step(id: UUID, act: Act, state: State, audit: Audit, by: Actor, at: datetime, **details: Any) -> Record:
    with transaction.atomic():
        record = held(by, id, act)
        schema = kind_named(record.kind)
        keeper_of(schema.name, schema.headline).ready(values_of(record), state)
        record.state = state.value
        record.save(update_fields=["state"])
        _note(audit, record, by, at, version=record.version, **details)
        clear_record(record, by=by, at=at)
    return record


def _version(
    record: Record, kind: Kind, values: Mapping[str, Any], change: str, reason: str, by: Actor, at: datetime
) -> None:
    _keep(record, kind.schema, snapshot(values), change, reason, by, at)
    index_record(record, kind, values)
    keeper_of(kind.name, kind.headline).keep(record, values)


def _keep(record: Record, schema: str, text: str, change: str, reason: str, by: Actor, at: datetime) -> None:
    before = RecordVersion.objects.of(record=record).filter(number=record.version - 1).first()
    RecordVersion.objects.create(
        record=record, number=record.version, schema=schema, snapshot=text, sha256=digest(text),
        previous=before.sha256 if before else "", change=change, reason=reason.strip(), by=by.officer,
        by_label=by.label, at=at,
    )  # fmt: skip


def with_names(marks: Handling, kind: Kind, values: Mapping[str, Any]) -> Handling:
    """The marks, nominal where the values name persons."""
    named = marks.nominal or is_nominal(kind, values)
    return Handling(
        marks.tlp, marks.codes, marks.h3_text, marks.purposes, marks.audience, named, marks.secrecy, marks.grade,
        marks.review_on,
    ).checked()  # fmt: skip


def event_span(values: Mapping[str, Any]) -> dict[str, Any]:
    """The first and the last day of the event, as columns."""
    given = values.get("when")
    span = partial_date(given) if given else None
    return {"event_first": span.first if span else None, "event_last": span.last if span else None}


def fitted_to(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as they are kept, by the schema and by the room of the kind. Raises Unfit."""
    return keeper_of(kind.name, kind.headline).fitted(fitted(kind, values, _countries()))


def headline_of(kind: Kind, values: Mapping[str, Any]) -> str:
    """The line that stands for the record in a list."""
    return keeper_of(kind.name, kind.headline).headline(values)[:200]


def _own(list: UUID | None, mine: frozenset[UUID]) -> UUID | None:
    """A team or compartment the officer is on: one cannot lock oneself out of what one writes."""
    if list is not None and list not in mine:
        raise UnusableInput(
            _("You are not on this list of people."), remedy=_("Choose one that you are on, or none.")
        )
    return list


def kind_named(name: str) -> Kind:
    """A kind of record by its name. Raises NothingThere."""
    if name not in KINDS:
        raise NothingThere(
            _("There is no such kind of record."), remedy=_("Kinds: %(names)s.") % {"names": ", ".join(KINDS)}
        )
    return KINDS[name]


def _countries() -> list[str]:
    return [row["code"] for row in lists.load("countries").rows]


def _note(act: Audit, record: Record, by: Actor, at: datetime, **details: Any) -> None:
    write_down(act=act, kind="record", id=record.id, label=record.number, by=by, at=at, details=details)
