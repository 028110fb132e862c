"""Acts on files that lie on this node: room for them, their deletion by an officer, their removal by rule."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from kouprey.domain.retention import Fate
from kouprey.kernel.errors import Refused
from kouprey.kernel.ids import new_id
from kouprey.web.core.actions import record
from kouprey.web.core.audit import WORKER, Act, By
from kouprey.web.core.jobs import State
from kouprey.web.trade.models import TradeImport, UnfinishedUpload
from kouprey.web.trade.uploads import forget, held, root

DELETED = "deleted"
"""Why a file is gone that an officer deleted; the other reasons are fates."""
DAY = timedelta(days=1)
"""An unfinished upload of which nothing arrived for so long is removed."""
SPARE = 1 << 28
"""Bytes of the disk that uploads leave free."""


def check_room(officer: UUID, size: int) -> None:
    """Raises Refused if the officer's waiting files would take too much room, or the disk has too little."""
    unfinished = UnfinishedUpload.objects.filter(officer=officer)
    waiting = TradeImport.objects.filter(received_by=officer, job=None, removed_at=None)
    taken = sum(files.aggregate(all=Sum("size"))["all"] or 0 for files in (unfinished, waiting))
    if taken + size > settings.UPLOADS_WAITING:
        raise Refused(
            _("Your uploads that are unfinished or not started would take more room than this node gives them."),
            remedy=_("Start or delete those that wait, then choose this file again."),
        )
    if shutil.disk_usage(settings.HOME).free < size + SPARE:
        raise Refused(
            _("The disk of this node has too little room for this file."),
            remedy=_("Tell whoever looks after the node; the file can be uploaded when there is room."),
        )


def delete_file(*, item: TradeImport, by: By, at: datetime) -> None:
    """Delete a file that was received and never started. Its row stays, and says so."""
    if not _remove(item.pk, why=DELETED, by=by, at=at):
        raise Refused(
            _("This import was started, or its file is gone already."), remedy=_("Its page shows how it stands.")
        )


def apply_retention(at: datetime) -> int:
    """Remove what has been kept for as long as the rule says, and whatever a crash left behind; how many files went.

    The worker's chore. Done by several workers at once, each file still goes once.
    """
    gone = 0
    for item in TradeImport.objects.filter(removed_at=None).select_related("job"):
        met = _fate(item)
        if met and settings.KEEP_FILES.are_over(met[0], since=met[1], at=at):
            gone += _remove(item.pk, why=met[0], by=WORKER, at=at)
    for upload in UnfinishedUpload.objects.filter(touched_at__lte=at - DAY):
        with held(upload.id):
            gone += end_upload(upload.id, why="silent for a day", by=WORKER, at=at, silent_since=at - DAY)
    sweep(at=at)
    return gone


def end_upload(id: UUID, *, why: str, by: By, at: datetime, silent_since: datetime | None = None) -> bool:
    """Remove an unfinished upload, if it is still there. Only while it is held."""
    with transaction.atomic():
        found = UnfinishedUpload.objects.filter(pk=id)
        if silent_since:
            found = found.filter(touched_at__lte=silent_since)
        upload = found.first()
        if upload is None:
            return False
        upload.delete()
        record(
            act=Act.TRADE_UPLOAD_DROPPED, kind="trade upload", id=id, label=upload.file_name, by=by, at=at,
            details={"why": why, "arrived": upload.arrived, "size": upload.size},
        )  # fmt: skip
    forget(id)
    return True


def sweep(*, at: datetime) -> None:
    """Remove folders that a crash left: of no import and no upload, or of an import whose file was removed.

    Those of the last day may still be on their way.
    """
    day_ago = new_id(at_ms=int((at - DAY).timestamp() * 1000))
    lying = {UUID(place.name): place for place in Path(root()).glob("*-*-*-*-*")}
    kept = set(TradeImport.objects.filter(id__in=lying, removed_at=None).values_list("id", flat=True))
    removed = set(TradeImport.objects.filter(id__in=lying, removed_at__isnull=False).values_list("id", flat=True))
    coming = set(UnfinishedUpload.objects.filter(id__in=lying).values_list("id", flat=True))
    for id in lying.keys() - kept - coming:
        if id in removed or str(id) < str(day_ago):
            forget(id)


def _fate(item: TradeImport) -> tuple[Fate, datetime] | None:
    """What became of an import's file, and since when; None while its load waits or runs."""
    if item.job is None:
        return Fate.NOT_STARTED, item.received_at
    if item.job.finished_at is None:
        return None
    return Fate.LOADED if item.job.state == State.DONE else Fate.NOT_LOADED, item.job.finished_at


def _remove(id: UUID, *, why: str, by: By, at: datetime) -> bool:
    """Take an import's file away, on record first; a crash in between leaves a folder that `sweep` removes."""
    with transaction.atomic():
        item = TradeImport.objects.select_for_update().get(pk=id)
        fate = _fate(item)
        if item.removed_at or fate is None or fate[0] != (Fate.NOT_STARTED if why == DELETED else why):
            return False
        item.removed_at, item.removed_why, item.removed_by_label = at, str(why), by.label
        item.removed_after_days = None if why == DELETED else settings.KEEP_FILES.days(Fate(why))
        item.save(update_fields=["removed_at", "removed_why", "removed_by_label", "removed_after_days"])
        record(
            act=Act.TRADE_FILE_REMOVED, kind="trade import", id=id, label=item.file_name, by=by, at=at,
            details={"why": str(why), "sha256": item.sha256, "after days": item.removed_after_days},
        )  # fmt: skip
    forget(id)
    return True
