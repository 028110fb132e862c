"""Acts on a file that comes in pieces over a line that may break: begin, take a piece, finish, drop.

The row says how much is sound; nothing of it is an import before the last act, which makes the one out of the other.
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from kouprey import trade
from kouprey.kernel.errors import KoupreyError, NothingThere, Refused, UnusableInput
from kouprey.kernel.ids import new_id
from kouprey.web.core.actions import record
from kouprey.web.core.audit import Act, By
from kouprey.web.trade.actions.importing import NOT_KEPT, named, officer_of, recognised, shown_name, take_in
from kouprey.web.trade.actions.keeping import check_room, end_upload, sweep
from kouprey.web.trade.models import TradeImport, UnfinishedUpload
from kouprey.web.trade.uploads import PIECE, held, part_of, root, whole, write_piece

MOST = 3
"""How many unfinished uploads an officer may have."""
_DIGEST = re.compile("[0-9a-f]{64}")


class OutOfStep(Refused):
    """A piece that is not the next one, or did not arrive as it was sent. `arrived` says where to go on."""

    def __init__(self, arrived: int) -> None:
        super().__init__(
            _("This piece of the file is not the one that comes next, or was damaged on its way."),
            kept=_("What arrived before is kept."),
            remedy=_("Send on from where the upload stands."),
        )
        self.arrived = arrived


def begin_upload(*, name: str, size: int, first: str, by: By, at: datetime) -> UnfinishedUpload:
    """Begin an upload, or find the officer's own of the same file: same name, size and digest of the first piece."""
    shown = shown_name(name)
    officer = officer_of(by)
    _check(shown, size, first)
    sweep(at=at)
    with held(officer), transaction.atomic():  # one officer's uploads begin one after the other, so that limits hold
        mine = UnfinishedUpload.objects.filter(officer=officer)
        found = mine.filter(file_name=shown, size=size, first=first).first()
        if found is not None:
            return found
        if mine.count() >= MOST:
            raise Refused(
                _("You have %(number)s unfinished uploads, which is the most at a time.") % {"number": MOST},
                remedy=_("Finish or delete one of them, then choose this file again."),
            )
        check_room(officer, size)
        upload = UnfinishedUpload.objects.create(
            id=new_id(at_ms=int(at.timestamp() * 1000)),
            officer=officer,
            officer_label=by.label,
            file_name=shown,
            size=size,
            first=first,
            begun_at=at,
            touched_at=at,
        )
        record(
            act=Act.TRADE_UPLOAD_BEGUN, kind="trade upload", id=upload.id, label=shown, by=by, at=at,
            details={"size": size},
        )  # fmt: skip
    return upload


def take_piece(*, upload: UnfinishedUpload, offset: int, piece: bytes, sha256: str, by: By, at: datetime) -> int:
    """Take the next piece of a file; how much has arrived then. Raises OutOfStep for any other piece.

    A plain file is looked at as soon as its beginning is here: one that is none of ours is refused at once, before
    the rest of it has to travel.
    """
    with held(upload.id):
        current = _current(upload.id)
        sound = 0 < len(piece) <= PIECE and hashlib.sha256(piece).hexdigest() == sha256
        if offset != current.arrived or not sound or offset + len(piece) > current.size:
            raise OutOfStep(current.arrived)
        write_piece(upload.id, offset, piece)
        arrived = offset + len(piece)
        if not offset and arrived < current.size:
            _look_at_start(current, piece, by, at)
        UnfinishedUpload.objects.filter(pk=upload.id).update(arrived=arrived, touched_at=at)
    return arrived


def finish_upload(*, upload: UnfinishedUpload, sha256: str, by: By, at: datetime) -> TradeImport:
    """Make an import of an upload that has arrived. If its digest is another nothing is kept: raises UnusableInput.

    Asked for twice, because the first answer was lost, it gives the same import.
    """
    with held(upload.id):
        made = TradeImport.objects.filter(pk=upload.id, received_by=officer_of(by)).first()
        if made is not None:
            return made
        current = _current(upload.id)
        if current.arrived != current.size:
            raise OutOfStep(current.arrived)
        kept = whole(upload.id, current.file_name)
        try:
            if (kept.size, kept.sha256) != (current.size, sha256):
                raise _damaged(current.file_name)
            found = recognised(kept, current.file_name)
            with transaction.atomic():
                item = take_in(id=upload.id, kept=kept, found=found, name=current.file_name, by=by, at=at)
                UnfinishedUpload.objects.filter(pk=upload.id).delete()
        except KoupreyError:
            end_upload(upload.id, why="cannot be used", by=by, at=at)
            raise
    return item


def drop_upload(*, upload: UnfinishedUpload, by: By, at: datetime) -> None:
    """Remove an unfinished upload and what has arrived of it."""
    with held(upload.id):
        end_upload(upload.id, why="dropped by the officer", by=by, at=at)


def _check(name: str, size: int, first: str) -> None:
    limit = settings.UPLOAD_LIMIT
    if size > limit:
        raise UnusableInput(
            _("The file is larger than this node takes."),
            kept=_("Nothing of it was kept."),
            remedy=_("Pack it as a zip, split it, or load it in the node's shell: kouprey trade load FILE"),
        )
    if size <= 0:
        raise UnusableInput(
            _("%(name)s is empty.") % {"name": name},
            remedy=_("Save it again where it comes from, then choose it again."),
        )
    if not name or not _DIGEST.fullmatch(first):
        raise UnusableInput(
            _("The upload was not described in full."), remedy=_("Open the page again, then choose the file again.")
        )


def _current(id: UUID) -> UnfinishedUpload:
    """The upload as it stands, read while it is held."""
    found = UnfinishedUpload.objects.filter(pk=id).first()
    if found is None:
        raise NothingThere(
            _("This upload is no longer on this node."),
            remedy=_("Choose the file again to upload it from the beginning."),
        )
    return found


def _look_at_start(upload: UnfinishedUpload, start: bytes, by: By, at: datetime) -> None:
    """Refuse a plain file whose beginning is none of ours. Of a packed one the beginning alone says nothing."""
    if start.startswith((b"PK", b"\x1f\x8b")):
        return
    try:
        trade.recognise(part_of(upload.id))
    except KoupreyError as error:
        stored = str(part_of(upload.id).relative_to(root()))
        end_upload(upload.id, why="cannot be used", by=by, at=at)
        raise named(error, stored, upload.file_name, left=NOT_KEPT) from error


def _damaged(name: str) -> UnusableInput:
    return UnusableInput(
        _("%(name)s did not arrive as it was sent: its digest is another.") % {"name": name},
        kept=_("Nothing of it was kept; the store is as it was."),
        remedy=_("If the file was changed meanwhile, save it. Then choose it again."),
    )
