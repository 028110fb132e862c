"""Acts on an import: receive the file, start it, load it (by the worker), start it again."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kouprey import trade
from kouprey.analytics.releases import Shelf
from kouprey.kernel.errors import KoupreyError, NothingThere, Refused, UnusableInput
from kouprey.kernel.ids import new_id
from kouprey.kernel.words import changed, packed, said
from kouprey.web.core.actions import queue_job, record
from kouprey.web.core.audit import Act, By
from kouprey.web.core.jobs import OPEN, Progress, State
from kouprey.web.trade.actions.keeping import check_room, sweep
from kouprey.web.trade.models import TradeImport
from kouprey.web.trade.uploads import Kept, forget, keep, root

IMPORT = "trade.import"
LANE = "trade"
"""Loads write to one store: one at a time."""
TOO_LATE = ("renamed", "pointed")
"""Steps after which a load is no longer called off."""
NOT_KEPT = gettext_lazy("The file was not kept; the store is as it was.")


def receive_upload(*, upload: UploadedFile[Any] | IO[bytes], name: str, by: By, at: datetime) -> TradeImport:
    """Keep a file and say what it is. A file that cannot be loaded is not kept: raises UnusableFile."""
    id, shown, officer = new_id(at_ms=int(at.timestamp() * 1000)), shown_name(name), officer_of(by)
    sweep(at=at)
    kept = keep(id, upload, shown)
    try:
        found = recognised(kept, shown)
        with transaction.atomic():
            check_room(officer, kept.size)
            return take_in(id=id, kept=kept, found=found, name=shown, by=by, at=at)
    except BaseException:
        forget(id)
        raise


def recognised(kept: Kept, name: str) -> dict[str, Any]:
    """What a file that lies on disk whole is. Raises UnusableInput, in words that name it as it was given."""
    try:
        if not kept.size:
            raise UnusableInput(
                _("%(name)s is empty.") % {"name": name},
                remedy=_("Save it again where it comes from, then choose it again."),
            )
        return trade.recognise(root() / kept.stored).as_json()
    except KoupreyError as error:
        raise named(error, kept.stored, name, left=NOT_KEPT) from error


def take_in(*, id: UUID, kept: Kept, found: dict[str, Any], name: str, by: By, at: datetime) -> TradeImport:
    """Make an import of a file that was recognised. Only inside the transaction of the act that brought it."""
    item = TradeImport.objects.create(
        id=id,
        file_name=name,
        stored=kept.stored,
        sha256=kept.sha256,
        size=kept.size,
        found=found,
        received_by=officer_of(by),
        received_by_label=by.label,
        received_at=at,
        dataset=found["kind"],
    )
    record(
        act=Act.TRADE_UPLOAD_RECEIVED, kind="trade import", id=id, label=name, by=by, at=at,
        details={"sha256": kept.sha256, "size": kept.size},
    )  # fmt: skip
    return item


def start_import(*, item: TradeImport, dataset: str, add: bool, by: By, at: datetime) -> None:
    """Queue the load of a file that was received, or of one whose load failed or was called off."""
    dataset = dataset.strip() or str(item.found["kind"])
    Shelf(Path(settings.HOME)).folder(dataset)  # refuses what is no name
    with transaction.atomic():
        current = TradeImport.objects.select_for_update().get(pk=item.pk)
        if current.removed_at:
            raise Refused(_("The file of this import is no longer on this node."), remedy=_("Upload it again."))
        if current.job is not None and (current.job.state in OPEN or current.job.state == State.DONE):
            raise Refused(_("This import was started already."), remedy=_("Its page shows how far it is."))
        arguments = {"import": str(item.id)}
        current.job = queue_job(kind=IMPORT, arguments=arguments, by=by, at=at, lane=LANE)
        current.dataset, current.add = dataset, add
        current.save(update_fields=["job", "dataset", "add"])
        record(
            act=Act.TRADE_IMPORT_STARTED, kind="trade import", id=item.id, label=item.file_name, by=by, at=at,
            details={"dataset": dataset, "add": add},
        )  # fmt: skip
    item.refresh_from_db()


def load_import(arguments: dict[str, Any], by: By, progress: Progress) -> dict[str, Any]:
    """Load the file into the store: the worker's part. The audit row is that of the job's end."""
    item = TradeImport.objects.get(pk=UUID(arguments["import"]))
    place = root() / item.stored
    if not place.is_file():
        raise NothingThere(
            said("The file %(name)s is no longer on this node.", name=item.file_name),
            remedy=said("Upload it again."),
        )
    try:
        report = trade.load(
            [place],
            Path(settings.HOME),
            dataset=item.dataset,
            add=item.add,
            progress=lambda step, _done, _total: _too_late(step, progress),
            tick=lambda doing, percent: progress(doing, percent, 100),
        )
    except KoupreyError as error:
        raise named(error, item.stored, item.file_name) from error
    files = [account.as_json() | {"path": _shown(account.path)} for account in report.files]
    item.report = {
        "dataset": report.dataset,
        "release": report.release,
        "rows": report.rows,
        "unchanged": report.unchanged,
        "synthetic": report.synthetic,
        "files": files,
        "warnings": [packed(changed(warning, _shown)) for warning in report.warnings],
    }
    item.save(update_fields=["report"])
    return {"dataset": report.dataset, "release": report.release, "rows": report.rows, "by": by.label}


def officer_of(by: By) -> UUID:
    """The officer who acts. Raises Refused for the node itself: files are brought by people."""
    if by.id is None:
        raise Refused(_("Only officers of this node can import."), remedy=_("Sign in first."))
    return by.id


def shown_name(name: str) -> str:
    """A file's name as it is shown and kept on record."""
    return unicodedata.normalize("NFC", name)[-200:]


def named(error: KoupreyError, stored: str, name: str, *, left: object = "") -> KoupreyError:
    """The same error in words that name the file as it was given, not where it lies."""
    kind = Refused if isinstance(error, Refused) else UnusableInput
    what = changed(error.what, lambda text: text.replace(str(root() / stored), name))
    return kind(what, kept=str(left) or error.kept, remedy=error.remedy)


def _too_late(step: str, progress: Progress) -> None:
    if step in TOO_LATE:
        progress("placing", 99, 100, last=True)


def _shown(text: str) -> str:
    """Without the place where uploads lie: `uploads/ID/`."""
    start = f"{root()}/"
    while (at := text.find(start)) >= 0:
        text = text[:at] + text[at + len(start) + 37 :]
    return text
