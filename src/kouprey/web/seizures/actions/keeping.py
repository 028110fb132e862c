"""The rows of an observation, kept in step with the newest version of its record; and its rules before a step.

Registered as the keeper of the kind (`apps.py`), so that pages, API and imports cannot go around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from kouprey.domain import seizures as sz
from kouprey.domain.access import State
from kouprey.domain.records.schema import Unfit
from kouprey.domain.seizures.headline import headline
from kouprey.domain.seizures.taxa import ranks_of
from kouprey.domain.taxa.names import fold
from kouprey.kernel.clock import now
from kouprey.kernel.errors import UnusableInput
from kouprey.web.core.actions import destroy_contents
from kouprey.web.core.audit import By
from kouprey.web.records.models import Record
from kouprey.web.seizures.models import (
    LEG,
    SPAN,
    TAXON,
    TERM,
    DutyNotice,
    EventJudgement,
    HandedOver,
    Heading,
    ImportedLine,
    Incident,
    RouteLeg,
    SpecimenLine,
    Tip,
    word_of,
)

MOST_PARTS = 500
"""Lines or legs of one observation: more is an import of many, not one."""
AT_ONCE: Final = 500
"""Rows that are added by one statement."""


class Kept(dict[str, Any]):
    """Values as they are kept, with the observation that was read of them: an import asks for it four times."""

    incident: sz.Incident


def _read(values: Mapping[str, Any], id: str, stage: sz.Stage = sz.Stage.DRAFT) -> sz.Incident:
    """The observation that values hold. Raises Unfit."""
    if isinstance(values, Kept):
        return replace(values.incident, id=id, stage=stage)
    return sz.of_values(values, id=id, stage=stage)


class IncidentKeeper:
    """What this room does for records of the kind `incident`."""

    def fitted(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Read and written again: one spelling, exact numbers, ids that are ids. Raises Unfit."""
        incident = sz.of_values(values, id="")
        problems = {}
        for name, parts in (("specimens", incident.specimens), ("legs", incident.legs)):
            ids = [_uuid(part.id) for part in parts]
            if None in ids or len(set(ids)) < len(ids):
                problems[name] = _("A line has no id of its own. Send each line with a UUID that no other line has.")
            elif len(parts) > MOST_PARTS:
                problems[name] = _("There are more than %(most)s lines.") % {"most": MOST_PARTS}
        if problems:
            raise Unfit(problems)
        kept = Kept(sz.to_values(incident))
        kept.incident = incident
        return kept

    def headline(self, values: Mapping[str, Any]) -> str:
        """Kind, taxa, country."""
        return headline(_read(values, ""))

    def keep(self, record: Record, values: Mapping[str, Any]) -> None:
        """Columns, lines and legs as the newest version has them. Raises Unfit for an id that is in use elsewhere."""
        incident = sz.of_values(values, id=str(record.id))
        row, made = Incident.objects.of(record=record).update_or_create(
            record=record, defaults=_columns(incident, record), create_defaults=_columns(incident, record)
            | {"record": record, "authority": record.authority, "found_by": record.agency},
        )  # fmt: skip
        lines = [_line(row, n, one) for n, one in enumerate(incident.specimens)]
        legs = [_leg(row, one) for one in incident.legs]
        with _ids_of_their_own():
            _in_step(SpecimenLine, row, lines)
            _in_step(RouteLeg, row, legs)
        if not made:
            Heading.objects.of(incident=row).delete()
        Heading.objects.bulk_create(_headings(row, lines, legs))

    def keep_new(self, records: Sequence[tuple[Record, Mapping[str, Any]]]) -> None:
        """Columns, lines and legs of observations that are new, a few statements for all. Raises Unfit."""
        rows, lines, legs, headings = [], [], [], []
        for record, values in records:
            incident = _read(values, str(record.id))
            whose = {"authority": record.authority, "found_by": record.agency}
            row = Incident(record=record, **whose, **_columns(incident, record))
            rows.append(row)
            own_lines = [_line(row, n, one) for n, one in enumerate(incident.specimens)]
            own_legs = [_leg(row, one) for one in incident.legs]
            headings += _headings(row, own_lines, own_legs)
            lines += own_lines
            legs += own_legs
        Incident.objects.bulk_create(rows, batch_size=AT_ONCE)
        with _ids_of_their_own():
            SpecimenLine.objects.bulk_create(lines, batch_size=AT_ONCE)
            RouteLeg.objects.bulk_create(legs, batch_size=AT_ONCE)
        Heading.objects.bulk_create(headings, batch_size=AT_ONCE)

    def ready(self, record: Record, values: Mapping[str, Any], state: State) -> None:
        """An error of the rules stands in the way of a report, and of verifying one."""
        if state not in (State.REPORTED, State.VERIFIED):
            return
        incident = _read(values, str(record.id), sz.Stage(record.state))
        found = [one for one in sz.judge(incident, sz.book(now().date())) if one.severity == sz.ERROR]
        if found:
            said = " ".join(_(one.says) % one.words for one in found[:5])
            raise UnusableInput(
                _("Something must be mended first: %(faults)s") % {"faults": said},
                kept=_("The record stays as it was."),
                remedy=_("Amend the record; each fault is named beside what to do."),
            )

    def destroy(self, record: Record, *, rule: str, by: By, at: datetime) -> None:
        """Its columns, lines and legs; hand-overs, notices and lines of imports; judgements that name it, and the tip
        that it was made of. What was sent as a report stays: it holds no names, and goes by a row of its own."""
        Incident.objects.of(record=record).delete()
        for model in (HandedOver, DutyNotice, ImportedLine):
            model.objects.of(record=record).delete()
        EventJudgement.objects.get_queryset().of(one=record.id).delete()  # type: ignore[attr-defined]
        EventJudgement.objects.get_queryset().of(other=record.id).delete()  # type: ignore[attr-defined]
        for tip in Tip.objects.get_queryset().of(record=record.id):  # type: ignore[attr-defined]
            destroy_contents(kind="tip", id=tip.id, reason=rule, label=tip.number, by=by, at=at)
            tip.delete()


@contextmanager
def _ids_of_their_own() -> Iterator[None]:
    """Say of an id of a line or leg that is in use elsewhere what is wrong with it."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        words = _("A line has an id that belongs to another record. Send each line with an id of its own.")
        raise Unfit({"specimens": words}) from error


def _columns(incident: sz.Incident, record: Record) -> dict[str, Any]:
    place, listed = incident.place, sz.place(incident.place.code) if incident.place.code else None
    point: sz.Place | sz.ListedPlace | None = (
        place if place.latitude is not None and place.longitude is not None else listed
    )
    first = incident.when.first if incident.when else None
    return {
        "kind": str(incident.kind),
        "country": place.country,
        "admin1": place.admin1[:200],
        "post": place.code[:60],
        "latitude": _on_globe(point, "latitude", 90),
        "longitude": _on_globe(point, "longitude", 180),
        "precision_m": point.precision_m if point is not None else None,
        "first": first,
        "last": incident.when.last if incident.when else None,
        "day": first or _recorded(record),
        "wide": incident.when is not None and incident.when.last - incident.when.first > SPAN,
        "agency_kind": incident.agency[:40],
        "entry_way": incident.entry_way[:40],
        "synthetic": incident.synthetic,
    }


def _on_globe(point: sz.Place | sz.ListedPlace | None, name: str, most: int) -> Any:
    """A coordinate for the map; one that is none stays in the record and is a fault of the rules."""
    found = getattr(point, name) if point is not None else None
    return found if found is not None and abs(found) <= most else None


def _recorded(record: Record) -> date:
    day: date = record.recorded_at.date()
    return day


def _line(row: Incident, place: int, line: sz.Specimen) -> SpecimenLine:
    ranks = ranks_of(line.name) if line.name else {}
    return SpecimenLine(
        id=UUID(line.id), incident=row, authority=row.authority, place=place, reported=line.reported,
        known_as=fold(line.reported)[:500], taxon=line.taxon, genus=ranks.get("genus", ""),
        family=ranks.get("family", ""), order=ranks.get("order", ""), taxon_class=ranks.get("class", ""),
        appendix=line.appendix, term=line.term,
        amount=str(line.quantity.amount), number=line.quantity.known, unit=line.quantity.unit,
        kilograms=line.kilograms,
    )  # fmt: skip


def _leg(row: Incident, leg: sz.Leg) -> RouteLeg:
    return RouteLeg(
        id=UUID(leg.id), incident=row, authority=row.authority, order=leg.order, role=str(leg.role),
        country=leg.country, share=leg.share, custody=leg.custody, certainty=str(leg.certainty),
    )  # fmt: skip


def _headings(row: Incident, lines: Iterable[SpecimenLine], legs: Iterable[RouteLeg]) -> list[Heading]:
    """What the observation is found under; under each word once."""
    found = {(TERM, line.term) for line in lines} | {(LEG, leg.country) for leg in legs}
    for line in lines:
        names = (line.reported, line.taxon, line.genus, line.family, line.order, line.taxon_class)
        found |= {(TAXON, _word(name)) for name in names}
    return [
        Heading(incident=row, authority=row.authority, sort=sort, word=word, day=row.day)
        for sort, word in sorted(found)
        if word
    ]


_word = lru_cache(maxsize=8192)(word_of)


def _in_step(model: Any, row: Incident, wanted: Iterable[models.Model]) -> None:
    """Make the rows of one observation those that are wanted: each keeps its id, others go."""
    parts = {part.pk: part for part in wanted}
    there = set(model.objects.of(incident=row).values_list("pk", flat=True))
    model.objects.of(incident=row).exclude(pk__in=parts).delete()
    fields = [field.name for field in model._meta.concrete_fields if field.name not in ("id", "incident")]
    model.objects.of(incident=row).bulk_update([part for pk, part in parts.items() if pk in there], fields)
    model.objects.bulk_create([part for pk, part in parts.items() if pk not in there])


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
