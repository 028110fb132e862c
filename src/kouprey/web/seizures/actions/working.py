"""The worker's part with tables: reading a large one, taking one in, and removing what was kept for long enough.

Who asked is looked at again, for the very agency. Progress is said outside of transactions, where others see it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from kouprey.domain import seizures as sz
from kouprey.domain.access import Actor, Role
from kouprey.domain.handling import Purpose
from kouprey.domain.retention import Fate
from kouprey.formats import seizures as forms
from kouprey.kernel.clock import now
from kouprey.kernel.errors import Refused
from kouprey.kernel.jsontext import dumps
from kouprey.web.core import journal, statistics
from kouprey.web.core.actions import record as write_down
from kouprey.web.core.audit import WORKER, By
from kouprey.web.core.audit import Act as Audit
from kouprey.web.core.jobs import Progress
from kouprey.web.records.actions.marks import from_json
from kouprey.web.records.tenancy import acting, as_the_node
from kouprey.web.seizures.access import bringer, learned, table_import, table_imports, waiting_table
from kouprey.web.seizures.actions.bringing import end_waiting
from kouprey.web.seizures.actions.importing import import_table
from kouprey.web.seizures.actions.looking import account, read_waiting
from kouprey.web.seizures.actions.sealing import drop, sealing
from kouprey.web.seizures.actions.undoing import undo_import
from kouprey.web.seizures.models import TableImport, WaitingTable
from kouprey.web.seizures.queries import content_of


def read_table(arguments: dict[str, Any], asked: By, progress: Progress) -> dict[str, Any]:
    """Find out what a large table holds, and keep that beside it, encrypted. Raises NothingThere, Refused."""
    by, id = _asker(arguments, asked), UUID(arguments["table"])
    with acting(by):
        waiting = waiting_table(by, id)
        content = _content(waiting)
    progress("reading")
    with acting(by):
        found = account(waiting, content, by)
    with acting(by), sealing(authority=by.authority, at=now()) as keep, transaction.atomic():
        held = waiting_table(by, id, lock=True)
        seen, held.preview = held.preview, keep(dumps(found).encode())
        held.save(update_fields=["preview"])
        drop(seen)
    return {"read": found["read"], "rejected": found["rejected"]}


def take_table_in(arguments: dict[str, Any], asked: By, progress: Progress) -> dict[str, Any]:
    """Read a table and take it in as one act. Done again after a worker died, it is still one import."""
    by, id = _asker(arguments, asked), UUID(arguments["table"])
    with acting(by):
        done = table_imports(by).filter(pk=id).first()
        if done is not None:
            return _told(done)
        waiting = waiting_table(by, id)
        content, words = _content(waiting), sz.synonyms(learned(by, waiting.source))
    progress("reading")
    found = read_waiting(waiting, content, words, lambda done, total: progress("reading", done, total))
    progress("storing", last=True)
    with journal.copied_later():
        with acting(by):
            run = take_in(id=id, found=found, by=by, at=now())
        statistics.gather()
    return _told(run)


def take_table_back(arguments: dict[str, Any], asked: By, progress: Progress) -> dict[str, Any]:
    """Undo a large import as one act. Done again after a worker died, it is undone once."""
    role, purpose = Role(arguments["role"]), Purpose(arguments["purpose"])
    by, id = _asker(arguments, asked, (role, purpose)), UUID(arguments["table"])
    progress("undoing", last=True)
    with acting(by):
        run = table_import(by, id)
        if run.undone_at is None:
            undo_import(id=id, reason=run.undo_reason, by=by, at=now())
    statistics.gather()
    return {}


def take_in(*, id: UUID, found: forms.Imported, by: Actor, at: datetime) -> TableImport:
    """What was read of a table that waited becomes an import of the same id; rejected rows are kept beside it."""
    with sealing(authority=by.authority, at=at) as keep, transaction.atomic():
        held = waiting_table(by, id, lock=True)
        run = import_table(
            found=found, name=held.name, marks=from_json(held.marks), by=by, at=at, id=held.id, source=held.source
        )
        if found.rejected:
            run.rejects = keep(dumps({"rows": forms.kept_rejects(found.rejected)}).encode())
            run.save(update_fields=["rejects"])
        end_waiting(held, at)
    return run


def remove_old_tables(at: datetime) -> int:
    """The worker's chore: tables that wait for too long, and rejected rows that were kept for long enough."""
    gone = 0
    with as_the_node("retention of tables that were brought"), transaction.atomic():
        every = WaitingTable.objects.get_queryset().unscoped("retention").filter(ended_at=None)  # type: ignore[attr-defined]
        for held in every.select_related("file", "preview", "job").select_for_update(of=("self",)):
            busy = held.job is not None and held.job.is_open
            if not busy and settings.KEEP_FILES.are_over(Fate.NOT_STARTED, since=held.at, at=at):
                end_waiting(held, at)
                why = {"why": str(Fate.NOT_STARTED)}
                write_down(
                    act=Audit.TABLE_DISCARDED, kind="table", id=held.id, label=held.name, by=WORKER, at=at,
                    details=why, agency=held.agency, authority=held.authority,
                )  # fmt: skip
                gone += 1
        runs = TableImport.objects.get_queryset().unscoped("retention").exclude(rejects=None)  # type: ignore[attr-defined]
        for run in runs.select_related("rejects"):
            if settings.KEEP_FILES.are_over(Fate.LOADED, since=run.at, at=at):
                file, run.rejects = run.rejects, None
                run.save(update_fields=["rejects"])
                drop(file)
                gone += 1
    return gone


def _asker(arguments: dict[str, Any], asked: By, as_whom: tuple[Role, Purpose] | None = None) -> Actor:
    if asked.id is None:
        raise Refused("Tables are brought by officers.", remedy="Sign in, then start it again.")
    return bringer(asked.id, UUID(arguments["agency"]), as_whom)


def _content(waiting: WaitingTable) -> bytes:
    return content_of(waiting.file) if waiting.file is not None else b""


def _told(run: TableImport) -> dict[str, Any]:
    return {"created": run.created, "updated": run.updated, "unchanged": run.unchanged, "rejected": run.rows_rejected}
