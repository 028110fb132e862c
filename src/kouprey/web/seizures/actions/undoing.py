"""An import taken back as one act: at once, or by the worker where it made much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kouprey.domain.access import Act, Actor, State
from kouprey.kernel.errors import Refused, UnusableInput
from kouprey.web.core.actions import queue_job
from kouprey.web.core.actions import record as write_down
from kouprey.web.core.audit import Act as Audit
from kouprey.web.core.bulk import look_up_keys
from kouprey.web.core.models import Job
from kouprey.web.records.actions.withdrawing import withdraw_records
from kouprey.web.records.models import Record
from kouprey.web.records.queries import values_of
from kouprey.web.records.tenancy import Protected
from kouprey.web.seizures.access import incidents, lines_of, table_import
from kouprey.web.seizures.actions.bringing import LANE
from kouprey.web.seizures.actions.recording import amend_incident
from kouprey.web.seizures.models import Change, ImportedLine, TableImport

UNDO: Final = "seizures.undo"
AT_ONCE: Final = 1_000
"""So many records are taken back while a page is made."""
AMENDED: Final = 20
"""To let a record say again what it said takes as long as to withdraw so many."""
NAMED: Final = 5
"""So many records are named that stand in the way."""
_TOGETHER: Final = 5_000


def ask_undo(*, id: UUID, reason: str, by: Actor, at: datetime) -> bool:
    """Take an import back, or ask the worker to where that takes long. Whether it is done. Raises what `undo_import`
    raises, as far as it can be told now, and Refused while the worker is asked already."""
    said, run = _said(reason), table_import(by, id)
    if run.created + AMENDED * run.updated <= AT_ONCE:
        undo_import(id=id, reason=said, by=by, at=at)
        return True
    with transaction.atomic():
        run = table_import(by, id, lock=True)
        _open_to_undo(run, by, lock=False)
        asked = asked_to_undo(run)
        if asked is not None and asked.is_open:
            raise Refused(_("This import is being undone."), remedy=_("Wait until it is done."))
        run.undo_reason = said  # beside the import, not in the list of jobs, which has no walls
        run.save(update_fields=["undo_reason"])
        whose = {"agency": str(run.agency), "role": by.role.value, "purpose": by.purpose.value}
        arguments = {"table": str(run.id), **whose}
        queue_job(kind=UNDO, arguments=arguments, by=by, at=at, lane=LANE)
    return False


def undo_import(*, id: UUID, reason: str, by: Actor, at: datetime) -> TableImport:
    """Take an import back: what it made is withdrawn, what it amended says again what it said before.

    Raises UnusableInput without a reason, Refused when a record was amended since, or when it is undone already.
    """
    said = _said(reason)
    with transaction.atomic():
        run = table_import(by, id, lock=True)
        amended, made = _open_to_undo(run, by, lock=True)
        for line in amended:
            _as_before(line, said, by, at)
        withdraw_records(ids=made, reason=said, by=by, at=at)
        run.undone_at, run.undone_by_label, run.undo_reason = at, by.label, said
        run.save(update_fields=["undone_at", "undone_by_label", "undo_reason"])
        details = {"reason": said}
        write_down(act=Audit.TABLE_UNDONE, kind="table", id=run.id, label=run.name, by=by, at=at, details=details)
        look_up_keys()
    return run


def asked_to_undo(run: TableImport) -> Job | None:
    """The newest work by which the worker was asked to undo an import that was authorised; None if it was not."""
    return Job.objects.filter(kind=UNDO, arguments__table=str(run.id)).order_by("-id").first()


def _said(reason: str) -> str:
    if not reason.strip():
        raise UnusableInput(_("The reason is missing."), remedy=_("Say why the import is undone."))
    return reason.strip()


def _open_to_undo(run: TableImport, by: Actor, *, lock: bool) -> tuple[list[ImportedLine], list[UUID]]:
    """The lines by which an import amended records, and the records that it made, but for what was withdrawn since.
    With `lock` nobody goes on with one of them from now on. Raises Refused where it cannot be undone any more."""
    if run.undone_at is not None:
        raise Refused(_("This import was undone already."), remedy=_("Nothing needs to be done."))
    lines = {line.record_id: line for line in lines_of(run) if line.change != Change.UNCHANGED}
    there = {one.pk: one for one in _among(sorted(lines), incidents(by), lock=lock)}
    later = [one.number for id, one in there.items() if one.version != lines[id].version and _is_in_use(one)]
    if later:
        raise Refused(
            ngettext(
                "%(count)d record was amended after this import: %(numbers)s.",
                "%(count)d records were amended after this import: %(numbers)s.",
                len(later),
            )
            % _some(later),
            kept=_("Nothing was undone."),
            remedy=_("Withdraw or amend records one by one."),
        )
    left = [line for id, line in lines.items() if id not in there or _is_in_use(there[id])]
    amended = [line for line in left if line.change == Change.UPDATED]
    made = [line.record_id for line in left if line.change == Change.CREATED]
    _must_be_open([line.record_id for line in amended], Act.RECORD_AMEND, there, by)
    _must_be_open(made, Act.RECORD_WITHDRAW, there, by)
    return amended, made


def _must_be_open(ids: Sequence[UUID], act: Act, there: Mapping[UUID, Record], by: Actor) -> None:
    """Raise Refused, with the numbers of those that the officer may read, unless the act may be done to each."""
    may = {one.pk for one in _among(sorted(ids), incidents(by, act), lock=False)}
    closed = [id for id in ids if id not in may]
    if closed:
        raise Refused(
            ngettext(
                "%(count)d record of this import is not yours to undo: %(numbers)s.",
                "%(count)d records of this import are not yours to undo: %(numbers)s.",
                len(closed),
            )
            % _some([there[id].number if id in there else _("one that you may not read") for id in closed]),
            kept=_("Nothing was undone."),
            remedy=_("Another agency took them over, or their marks were changed. Ask whoever has them now."),
        )


def _among(ids: Sequence[UUID], found: Protected, *, lock: bool) -> Iterator[Record]:
    """Those of some records that are among these, in the order of their ids, as all locks are taken."""
    for start in range(0, len(ids), _TOGETHER):
        rows = found.filter(pk__among=ids[start : start + _TOGETHER]).order_by("pk").select_related(None)
        yield from (rows.select_for_update(of=("self",)) if lock else rows).only("pk", "number", "version", "state")


def _is_in_use(record: Record) -> bool:
    return record.state != State.WITHDRAWN


def _some(numbers: Sequence[str]) -> dict[str, Any]:
    return {"count": len(numbers), "numbers": ", ".join(numbers[:NAMED])}


def _as_before(line: ImportedLine, reason: str, by: Actor, at: datetime) -> None:
    """Let a record that a line of an import amended say again what it said."""
    record = incidents(by, Act.RECORD_READ).get(pk=line.record_id)
    values = values_of(record, line.version - 1)
    amend_incident(id=record.id, seen=record.version, values=values, reason=reason, by=by, at=at)
