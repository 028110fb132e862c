"""A table of observations taken in as one act (`undoing` takes it back).

The same observation met again (by the id that the table gives it, in the same agency) is the same record: it is
amended where the table says something else, and left alone where it does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kouprey.domain import seizures as sz
from kouprey.domain.access import Act, Actor, NewRecord
from kouprey.domain.handling import Handling
from kouprey.domain.lists import steady
from kouprey.formats import seizures as forms
from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.ids import new_id
from kouprey.kernel.memory import piling
from kouprey.web.accounts.directory import country_of
from kouprey.web.core.actions import record as write_down
from kouprey.web.core.audit import Act as Audit
from kouprey.web.core.bulk import add_rows, look_up_keys
from kouprey.web.records.access import require
from kouprey.web.records.actions.several import create_reported
from kouprey.web.records.models import Record
from kouprey.web.records.queries import values_of_all
from kouprey.web.seizures.access import befores_of
from kouprey.web.seizures.actions.keeping import OfTable
from kouprey.web.seizures.actions.recording import amend_incident
from kouprey.web.seizures.models import Change, ImportedLine, TableImport

NAMED: Final = 5
"""So many names of persons are told when a table is refused for them."""
_TOGETHER: Final = 5_000


class Done(NamedTuple):
    """What was done with an observation: its record, the version that it has now, and whether it was there."""

    record: UUID
    version: int
    change: Change


def import_table(
    *, found: forms.Imported, name: str, marks: Handling, by: Actor, at: datetime, id: UUID | None = None,
    source: str = "",
) -> TableImport:  # fmt: skip
    """Take in what a file held (`forms.read_file`), all of it or nothing. What comes in is reported: the rules found
    no error in it. Raises Refused, and UnusableInput while free text seems to name persons."""
    require(by, Act.RECORD_CREATE, NewRecord(by.agency))
    if found.names:  # how many, no more: a job writes down why it failed, and that is never taken back
        raise UnusableInput(
            _("Free text seems to name persons (%(count)d found).") % {"count": len(found.names)},
            remedy=_("Take the names out of the file, or settle them on the page of imports."),
        )
    with transaction.atomic(), piling(), steady():
        run = TableImport(
            id=id or new_id(at_ms=int(at.timestamp() * 1000)), authority=by.authority, agency=by.agency,
            name=name[-200:], source=source, sha256=found.sha256,
            rows_read=found.read, rows_rejected=len(found.rejected), created=0, updated=0,
            unchanged=0, by=by.officer, by_label=by.label, at=at,
        )  # fmt: skip
        done = _all_taken_in(found.loaded, run.name, marks, by, at)
        for change in Change:
            setattr(run, change.value, sum(1 for one in done.values() if one.change is change))
        run.save(force_insert=True)
        lines = [
            {"key": key, "record_id": one.record, "change": one.change.value, "version": one.version}
            for key, one in done.items()
        ]
        add_rows(ImportedLine, lines, table_id=run.pk, agency=by.agency)
        _note(Audit.TABLE_IMPORTED, run, by, at, created=run.created, updated=run.updated, sha256=run.sha256)
        look_up_keys()
    return run


def refuse_names(found: forms.Imported) -> None:
    """Raises UnusableInput while free text seems to name persons, with the first of it: line, field and words. For
    doors that answer whoever brought the file, and write nothing down."""
    names = forms.named(found)
    if names:
        first = "; ".join(
            _("line %(line)d, %(field)s, “%(text)s”")
            % {"line": one.line, "field": _title(one.field), "text": one.text}
            for one in names[:NAMED]
        )
        raise UnusableInput(
            _("Free text seems to name persons (%(count)d found): %(first)s.")
            % {"count": len(names), "first": first + (" …" if len(names) > NAMED else "")},
            kept=_("Nothing was stored."),
            remedy=_(
                "Take the names out of the file: names belong to cases. On the page of imports each can be settled."
            ),
        )


def _title(field: str) -> str:
    return _("Place in words") if field == "place" else _(sz.INCIDENT.title_of(field))


def would_do(found: forms.Imported, by: Actor) -> dict[str, int]:
    """What an import would do, without doing it: how many observations would be created, updated, unchanged."""
    counts = {change.value: 0 for change in Change}
    befores = befores_of(by, [UUID(loaded.incident.id) for loaded in found.loaded])
    kept = values_of_all(befores.values())
    for loaded in found.loaded:
        before = befores.get(UUID(loaded.incident.id))
        values = _with_ids(sz.to_values(loaded.incident), kept[before.pk] if before else {})
        counts[_change(before, values, kept[before.pk] if before else {}).value] += 1
    return counts


def _all_taken_in(
    several: Sequence[forms.Loaded], name: str, marks: Handling, by: Actor, at: datetime
) -> dict[UUID, Done]:
    """Every observation by the id that the table gives it: new ones together, those that are there one by one."""
    keyed = {UUID(loaded.incident.id): loaded.incident for loaded in several}
    befores = befores_of(by, list(keyed))
    done: dict[UUID, Done] = {}
    for start in range(0, len(there := list(befores.items())), _TOGETHER):
        kept = values_of_all(one for _key, one in there[start : start + _TOGETHER])
        for key, one in there[start : start + _TOGETHER]:
            done[key] = _met_again(keyed[key], one, kept[one.pk], name, by, at)
    # By day, as most indexes have them: rows are added where the last ones were.
    new = sorted((key for key in keyed if key not in done), key=lambda key: _first_day(keyed[key]))
    made = create_reported(
        kind=sz.INCIDENT.name, many=[OfTable(keyed[key]) for key in new], marks=marks,
        country=country_of(by.authority), by=by, at=at,
    )  # fmt: skip
    done |= {key: Done(one.id, 1, Change.CREATED) for key, one in zip(new, made, strict=True)}
    return {key: done[key] for key in keyed}


def _first_day(incident: sz.Incident) -> date:
    return incident.when.first if incident.when else date.min


def _met_again(
    incident: sz.Incident, before: Record, kept: dict[str, Any], name: str, by: Actor, at: datetime
) -> Done:
    values = _with_ids(sz.to_values(incident), kept)
    if _change(before, values, kept) is Change.UNCHANGED:
        return Done(before.id, before.version, Change.UNCHANGED)
    reason = _("Imported again from %(name)s") % {"name": name}
    amended = amend_incident(id=before.id, seen=before.version, values=values, reason=reason, by=by, at=at)
    return Done(amended.id, amended.version, Change.UPDATED)


def _with_ids(values: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """The values with the ids that their lines and legs have in the record, fresh ones for those that are new.

    A table does not carry these ids. A line is known by what it is of, a leg by its role and country.
    """
    kept = dict(values)
    for part, known_by in (("specimens", ("reported", "term")), ("legs", ("role", "country"))):
        pool = list(before.get(part, ()))
        kept[part] = [_with_id(one, pool, known_by) for one in values.get(part, ())]
    return {name: value for name, value in kept.items() if value}


def _with_id(one: dict[str, Any], pool: list[dict[str, Any]], known_by: tuple[str, ...]) -> dict[str, Any]:
    same = next((old for old in pool if all(old.get(name) == one.get(name) for name in known_by)), None)
    if same is None:
        return one | {"id": str(new_id())}
    pool.remove(same)
    return one | {"id": same["id"]}


def _change(before: Record | None, values: dict[str, Any], kept: dict[str, Any]) -> Change:
    if before is None:
        return Change.CREATED
    return Change.UNCHANGED if kept == values else Change.UPDATED


def _note(act: Audit, run: TableImport, by: Actor, at: datetime, **details: Any) -> None:
    write_down(act=act, kind="table", id=run.id, label=run.name, by=by, at=at, details=details)
