"""The rows of an observation, kept in step with the newest version of its record; and its rules before a step.

Registered as the keeper of the kind (`apps.py`), so that pages and the API cannot go around it. An observation of a
table was read and judged when its table was (`OfTable`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from json import JSONEncoder
from typing import Any, NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kouprey.domain import seizures as sz
from kouprey.domain.access import Actor, State
from kouprey.domain.records.schema import Unfit
from kouprey.domain.seizures.headline import headline
from kouprey.domain.seizures.parts import country
from kouprey.kernel.clock import now
from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.ids import new_ids
from kouprey.kernel.words import declared, several
from kouprey.web.core.actions import destroy_contents
from kouprey.web.core.audit import By
from kouprey.web.core.bulk import Adder, add_rows
from kouprey.web.records.keepers import New, Written
from kouprey.web.records.models import Record, standing_of
from kouprey.web.records.tenancy import Protected
from kouprey.web.seizures.actions.handing import recall_open
from kouprey.web.seizures.actions.rows import Row, columns_of, headings_of, legs_of, lines_of, rows_of
from kouprey.web.seizures.models import (
    DutyNotice,
    EventJudgement,
    HandedOver,
    Heading,
    ImportedLine,
    Incident,
    RouteLeg,
    SpecimenLine,
    Tip,
)

_encode = JSONEncoder(ensure_ascii=False, check_circular=False).encode
MOST_PARTS = 500
"""Lines or legs of one observation: more is an import of many, not one."""


class Kept(dict[str, Any]):
    """Values as they are kept, with the observation that was read of them: it is asked for several times. The ids of
    its lines and legs are those of the values."""

    def __init__(self, incident: sz.Incident) -> None:
        super().__init__(sz.to_values(incident))
        self.incident = incident


class _ValuesOfTable(Kept, Written):
    """Those of an observation of a table."""

    def text(self) -> str:
        """Their snapshot: `sz.to_values` writes numbers as text, so JSON has none to write in a way of its own."""
        return _encode(self)


class OfTable:
    """An observation of a table that a reader read (`formats.seizures.read_file`) and the rules let pass, as
    `keepers.Judged`. Raises Unfit for too many lines."""

    __slots__ = ("incident",)

    def __init__(self, incident: sz.Incident) -> None:
        self.incident = _not_too_many(incident)

    @property
    def headline(self) -> str:
        """Kind, taxa, country."""
        return headline(self.incident)

    @property
    def days(self) -> tuple[date | None, date | None]:
        """As far as they are known."""
        when = self.incident.when
        return (when.first, when.last) if when else (None, None)

    @property
    def nominal(self) -> bool:
        """Names belong to cases; who told of it is one."""
        return any(getattr(self.incident, name) for name in sz.INCIDENT.nominal)

    def values(self) -> Written:
        """Its values; lines and legs get ids."""
        values = _ValuesOfTable(self.incident)
        parts = [*values.get("specimens", ()), *values.get("legs", ())]
        for part, id in zip(parts, new_ids(len(parts)), strict=True):
            part["id"] = str(id)
        return values


def _entered(values: Mapping[str, Any]) -> sz.Incident:
    """What somebody writes down now: a country has two letters. Older versions are read as they are. Raises Unfit."""
    problems: dict[str, str] = {}
    try:
        country(values.get("country"), declared(sz.INCIDENT.title_of("country")))
    except UnusableInput as error:
        problems["country"] = several((error.what, error.remedy))
    try:
        found = sz.of_values(values, id="")
    except Unfit as unfit:
        raise Unfit(unfit.problems | problems) from unfit
    if problems:
        raise Unfit(problems)
    return found


def _with_own_ids(incident: sz.Incident) -> sz.Incident:
    """The observation, if its lines and legs have ids that are their own. Raises Unfit."""
    problems = {}
    for name, parts in (("specimens", incident.specimens), ("legs", incident.legs)):
        ids = [_uuid(part.id) for part in parts]
        if None in ids or len(set(ids)) < len(ids):
            problems[name] = _("A line has no id of its own. Send each line with a UUID that no other line has.")
    if problems:
        raise Unfit(problems)
    return incident


def _not_too_many(incident: sz.Incident) -> sz.Incident:
    many = {"specimens": len(incident.specimens), "legs": len(incident.legs)}
    over = [name for name, count in many.items() if count > MOST_PARTS]
    if over:
        words = _("There are more than %(most)s lines.") % {"most": MOST_PARTS}
        raise Unfit(dict.fromkeys(over, words))
    return incident


def _read(values: Mapping[str, Any]) -> sz.Incident:
    """The observation that values hold, but for its id and stage. Raises Unfit."""
    return values.incident if isinstance(values, Kept) else sz.of_values(values, id="")


class IncidentKeeper:
    """What this room does for records of the kind `incident`."""

    def fitted(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Read and written again: one spelling, exact numbers, ids that are ids. Raises Unfit."""
        return Kept(_with_own_ids(_not_too_many(_entered(values))))

    def headline(self, values: Mapping[str, Any]) -> str:
        """Kind, taxa, country."""
        return headline(_read(values))

    def names(self, values: Mapping[str, Any]) -> list[str]:
        """Names belong to cases."""
        return [one.text for one in sz.persons_said(values)]

    def keep(self, record: Record, values: Mapping[str, Any]) -> None:
        """Columns, lines and legs as the newest version has them. Raises Unfit for an id that is in use elsewhere."""
        incident, before = _read(values), _stands(record)
        columns, whose = columns_of(incident, record.recorded_at.date()), {"authority": record.authority}
        lines, legs = lines_of(record.pk, incident, values), legs_of(record.pk, incident, values)
        if before.row is None:
            known = {"number": record.number, "found_by": record.agency, **whose, **standing_of(record)}
            Incident.objects.create(record=record, **known, **columns)
        else:
            _change(Incident.objects.of(record=record), vars(before.row), columns)
        with _ids_of_their_own():
            _in_step(SpecimenLine, before.lines, lines, whose)
            _in_step(RouteLeg, before.legs, legs, whose)
        _under(before.headings, headings_of(record.pk, columns["day"], lines, legs), whose)

    def keep_new(self, records: Sequence[New], add: Adder, *, by: Actor, at: datetime) -> None:
        """Columns, lines and legs of observations that are new, a few statements for all."""
        whose = {"authority": by.authority}
        rows = rows_of(((one.id, _read(one.values), one.values) for one in records), at.date())
        for row, one in zip(rows.incidents, records, strict=True):
            row |= {"number": one.number, **one.standing}
        add(Incident, rows.incidents, found_by=by.agency, **whose)
        add(SpecimenLine, rows.lines, **whose)
        add(RouteLeg, rows.legs, **whose)
        add(Heading, rows.headings, **whose)

    def ready(self, values: Mapping[str, Any], state: State) -> None:
        """An error of the rules stands in the way of a report, and of verifying one."""
        if state not in (State.REPORTED, State.VERIFIED):
            return
        found = [one for one in sz.judge(_read(values), sz.book(now().date())) if one.severity == sz.ERROR]
        if found:
            said = " ".join(_(one.says) % one.words for one in found[:5])
            raise UnusableInput(
                _("Something must be mended first: %(faults)s") % {"faults": said},
                kept=_("The record stays as it was."),
                remedy=_("Amend the record; each fault is named beside what to do."),
            )

    def withdrawn(self, records: Sequence[Record], *, by: Actor, at: datetime) -> None:
        """What is still offered of them to another agency is recalled."""
        recall_open(records, by=by, at=at)

    def destroy(self, record: Record, *, rule: str, by: By, at: datetime) -> None:
        """Its columns, lines and legs; hand-overs, notices and lines of imports; judgements that name it, and the tip
        that it was made of. What was sent as a report stays: it holds no names, and goes by a row of its own."""
        _under(_stands(record).headings, [], {"authority": record.authority})
        Incident.objects.of(record=record).delete()
        for model in (HandedOver, DutyNotice, ImportedLine):
            model.objects.of(record=record).delete()
        EventJudgement.objects.get_queryset().of(one=record.id).delete()  # type: ignore[attr-defined]
        EventJudgement.objects.get_queryset().of(other=record.id).delete()  # type: ignore[attr-defined]
        for tip in Tip.objects.get_queryset().of(record=record.id):  # type: ignore[attr-defined]
            destroy_contents(kind="tip", id=tip.id, reason=rule, label=tip.number, by=by, at=at)
            tip.delete()


class _Stands(NamedTuple):
    """What stands in the rows of an observation: its columns, and its lines and legs by their ids."""

    row: Incident | None
    lines: Mapping[UUID, Row]
    legs: Mapping[UUID, Row]

    @property
    def headings(self) -> list[Row]:
        """Under what it is found."""
        return headings_of(self.row.pk, self.row.day, self.lines.values(), self.legs.values()) if self.row else []


def _stands(record: Record) -> _Stands:
    row = Incident.objects.of(record=record).first()
    if row is None:
        return _Stands(None, {}, {})
    models: tuple[Any, ...] = (SpecimenLine, RouteLeg)
    return _Stands(row, *({one["id"]: one for one in model.objects.of(incident=row).values()} for model in models))


def _under(before: Sequence[Row], wanted: Sequence[Row], whose: Row) -> None:
    """Let an observation stand under the words that are wanted: what it stands under already is left alone."""
    gone: dict[Any, list[str]] = {}
    for one in (one for one in before if one not in wanted):
        gone.setdefault((one["incident_id"], one["sort"], one["day"]), []).append(one["word"])
    for (id, sort, day), words in gone.items():
        Heading.objects.of(incident=id).filter(sort=sort, word__in=words, day=day, **whose).delete()
    add_rows(Heading, [one for one in wanted if one not in before], **whose)


@contextmanager
def _ids_of_their_own() -> Iterator[None]:
    """Say of an id of a line or leg that is in use elsewhere what is wrong with it."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        words = _("A line has an id that belongs to another record. Send each line with an id of its own.")
        raise Unfit({"specimens": words}) from error


def _in_step(model: Any, before: Mapping[UUID, Row], wanted: Sequence[Row], whose: Row) -> None:
    """Make the rows of one observation those that are wanted: each keeps its id, others go."""
    gone = before.keys() - {one["id"] for one in wanted}
    if gone:
        model.objects.of(pk__in=gone).delete()
    for one in (one for one in wanted if one["id"] in before):
        _change(model.objects.of(pk=one["id"]), before[one["id"]], one)
    add_rows(model, [one for one in wanted if one["id"] not in before], **whose)


def _change(row: Protected, before: Row, wanted: Row) -> None:
    """Bring one row to what is wanted, if anything of it is another."""
    changed = {name: value for name, value in wanted.items() if before[name] != value}
    if changed:
        row.update(**changed)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
