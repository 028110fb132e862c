"""An import taken back as one act: at once, or by the worker where it made much."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kouprey.domain.access import Act, Actor, State
from kouprey.kernel.errors import Refused, UnusableInput
from kouprey.web.core.actions import queue_job
from kouprey.web.core.actions import record as write_down
from kouprey.web.core.audit import Act as Audit
from kouprey.web.core.bulk import look_up_keys
from kouprey.web.core.models import Job
from kouprey.web.records.actions.withdrawing import withdraw_records
from kouprey.web.records.queries import values_of
from kouprey.web.seizures.access import incidents, lines_of, table_import
from kouprey.web.seizures.actions.bringing import LANE
from kouprey.web.seizures.actions.recording import amend_incident
from kouprey.web.seizures.models import Change, ImportedLine, TableImport

UNDO: Final = "seizures.undo"
AT_ONCE: Final = 1_000
"""So many records are taken back while a page is made."""
AMENDED: Final = 20
"""To let a record say again what it said takes as long as to withdraw so many."""
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
        _open_to_undo(run, by)
        asked = asked_to_undo(run)
        if asked is not None and asked.is_open:
            raise Refused(_("This import is being undone."), remedy=_("Wait until it is done."))
        arguments = {"table": str(run.id), "agency": str(run.agency), "reason": said}
        queue_job(kind=UNDO, arguments=arguments, by=by, at=at, lane=LANE)
    return False


def undo_import(*, id: UUID, reason: str, by: Actor, at: datetime) -> TableImport:
    """Take an import back: what it made is withdrawn, what it amended says again what it said before.

    Raises UnusableInput without a reason, Refused when a record was amended since, or when it is undone already.
    """
    said = _said(reason)
    with transaction.atomic():
        run = table_import(by, id, lock=True)
        amended, made = _open_to_undo(run, by)
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


def _open_to_undo(run: TableImport, by: Actor) -> tuple[list[ImportedLine], list[UUID]]:
    """The lines by which an import amended records, and the records that it made. Raises Refused where it cannot be
    undone any more."""
    if run.undone_at is not None:
        raise Refused(_("This import was undone already."), remedy=_("Nothing needs to be done."))
    lines = [line for line in lines_of(run) if line.change != Change.UNCHANGED]
    _nobody_went_on(lines)
    return [line for line in lines if line.change == Change.UPDATED], _made_by(lines, by)


def _nobody_went_on(lines: Sequence[ImportedLine]) -> None:
    later = [line.record.number for line in lines if line.record.version != line.version]
    if later:
        raise Refused(
            _("%(count)d records were amended after this import: %(numbers)s.")
            % {"count": len(later), "numbers": ", ".join(later[:5])},
            remedy=_("Withdraw or amend records one by one."),
        )


def _made_by(lines: Sequence[ImportedLine], by: Actor) -> list[UUID]:
    """The records that lines of an import made and nobody withdrew. Raises Refused where some are out of sight."""
    made = [line.record_id for line in lines if line.change == Change.CREATED]
    there = dict[UUID, str]()
    for start in range(0, len(made), _TOGETHER):
        rows = incidents(by, Act.RECORD_READ).filter(pk__among=made[start : start + _TOGETHER])
        there |= dict(rows.values_list("pk", "state"))
    if len(there) < len(made):
        raise Refused(
            _("%(count)d records of this import do not reach you any more.") % {"count": len(made) - len(there)},
            kept=_("Nothing was undone."),
            remedy=_("Ask the agency that has them now to withdraw them."),
        )
    return [id for id in made if there[id] != State.WITHDRAWN]


def _as_before(line: ImportedLine, reason: str, by: Actor, at: datetime) -> None:
    """Let a record that a line of an import amended say again what it said."""
    record = incidents(by, Act.RECORD_READ).get(pk=line.record_id)
    values = values_of(record, line.version - 1)
    amend_incident(id=record.id, seen=record.version, values=values, reason=reason, by=by, at=at)
