"""Acts on the files of a record: attach, give out, remove. Each decides on the very record, and is written down."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import IO, Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kouprey.domain.access import Act, Actor
from kouprey.domain.attachments import MOST
from kouprey.kernel.errors import Refused, UnusableInput
from kouprey.kernel.ids import new_id
from kouprey.web.core.actions import record as write_down
from kouprey.web.core.audit import Act as Audit
from kouprey.web.records import access, vault
from kouprey.web.records.models import Attachment


class Ready(NamedTuple):
    """A file that was looked at and lies encrypted in its place, and belongs to no record yet."""

    id: UUID
    name: str
    media: str
    size: int
    received: str
    kept: str
    original: bool
    node_key: str
    wrapped: bytes


def attach(*, id: UUID, name: str, file: IO[bytes], with_original: bool, by: Actor, at: datetime) -> Attachment:
    """Attach a file to a record; `with_original` seals what was received as evidence beside what is given out.

    Raises NothingThere, Refused, UnusableInput.
    """
    # Before anything is read; it is decided again under the lock.
    access.require_on(by, Act.RECORD_ATTACH, access.record(by, id))
    ready = make_ready(name=name, file=file, with_original=with_original, at=at)
    try:
        return enter(ready, id=id, by=by, at=at)
    except BaseException:
        vault.forget(ready.id)
        raise


def make_ready(*, name: str, file: IO[bytes], with_original: bool, at: datetime) -> Ready:
    """Look at a file and lay it down encrypted, before a record is locked for it. Whoever does not enter it then
    removes it (`vault.forget`). Raises Refused, UnusableInput.
    """
    shown = _shown(name)
    taken, id = vault.take(shown, file), new_id(at_ms=int(at.timestamp() * 1000))
    node_key, wrapped = vault.store(id, taken, with_original=with_original)
    return Ready(
        id, shown, taken.kind.media, len(taken.kept), vault.digest(taken.received), vault.digest(taken.kept),
        with_original, node_key, wrapped,
    )  # fmt: skip


def enter(ready: Ready, *, id: UUID, by: Actor, at: datetime) -> Attachment:
    """Write down that a file that lies ready belongs to a record. Raises NothingThere, Refused."""
    with transaction.atomic():
        record = access.held(by, id, Act.RECORD_ATTACH)
        if Attachment.objects.of(record=record, removed_at=None).count() >= MOST:
            raise Refused(_("This record has as many files as it can have."), remedy=_("Remove one first."))
        made: Attachment = Attachment.objects.create(
            id=ready.id, record=record, name=ready.name, media=ready.media, size=ready.size, sha256=ready.received,
            kept_sha256=ready.kept, original=ready.original, node_key=ready.node_key, wrapped=ready.wrapped,
            by=by.officer, by_label=by.label, at=at,
        )  # fmt: skip
        _note(
            Audit.ATTACHMENT_ADDED, made, record.number, by, at, sha256=ready.received, original=ready.original
        )  # fmt: skip
    return made


def open_attachment(*, id: UUID, attachment: UUID, by: Actor, at: datetime, original: bool = False) -> Any:
    """The file's row and its bytes, for whoever may read the record; for the original, whoever may export it.

    Written down where the record names persons, and for every original. Raises NothingThere, Refused.
    """
    with transaction.atomic():
        found = access.attachment(by, id, attachment)
        if original:
            access.require_on(by, Act.RECORD_EXPORT, found.record)
            if not found.original:
                raise access.nothing()
        content = vault.read(found.id, found.node_key, bytes(found.wrapped), part="original" if original else "kept")
        if vault.digest(content) != (found.sha256 if original else found.kept_sha256):
            raise access.nothing()
        if original or found.record.nominal:
            _note(Audit.ATTACHMENT_READ, found, found.record.number, by, at, original=original)
    return found, content


def remove_attachment(*, id: UUID, attachment: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Take a file away: it is no longer given out; its row and its digest stay. Raises UnusableInput, Refused."""
    if not reason.strip():
        raise UnusableInput(_("The reason is missing."), remedy=_("Say why the file is removed."))
    with transaction.atomic():
        record = access.held(by, id, Act.RECORD_ATTACH)
        found = Attachment.objects.of(record=record, removed_at=None).filter(pk=attachment).first()
        if found is None:
            raise access.nothing()
        found.removed_at, found.removed_by_label, found.remove_reason = at, by.label, reason.strip()
        found.save(update_fields=["removed_at", "removed_by_label", "remove_reason"])
        _note(Audit.ATTACHMENT_REMOVED, found, record.number, by, at, reason=reason.strip())


def _shown(name: str) -> str:
    """A file name without a path and without anything that a page or a disk could take amiss."""
    plain = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(c for c in plain if unicodedata.category(c)[0] not in "CZ" or c == " ").strip(" .")
    return plain[-150:] or "file"


def _note(act: Audit, found: Attachment, number: str, by: Actor, at: datetime, **details: Any) -> None:
    details |= {"name": found.name, "attachment": str(found.id)}
    write_down(act=act, kind="record", id=found.record_id, label=number, by=by, at=at, details=details)
