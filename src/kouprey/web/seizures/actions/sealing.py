"""Files of this room that hang on no record: written down encrypted, taken away for good. Parts of acts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kouprey.kernel.ids import new_id
from kouprey.web.records import vault
from kouprey.web.seizures.models import SealedFile

Keep = Callable[[bytes], SealedFile]


@contextmanager
def sealing(*, authority: UUID, at: datetime) -> Iterator[Keep]:
    """Surrounds the transaction of an act that keeps files: what the act did not bring to its end leaves no file."""
    written: list[UUID] = []

    def keep(content: bytes) -> SealedFile:
        id = new_id(at_ms=int(at.timestamp() * 1000))
        written.append(id)
        node_key, wrapped = vault.store_bytes(id, content)
        made: SealedFile = SealedFile.objects.create(
            id=id, authority=authority, sha256=vault.digest(content), size=len(content), node_key=node_key,
            wrapped=wrapped,
        )  # fmt: skip
        return made

    try:
        yield keep
    except BaseException:
        for id in written:
            vault.forget(id)
        raise


def drop(file: SealedFile | None) -> None:
    """Take a file away, once the transaction of the act is done. Nothing may point to it any more."""
    if file is None:
        return
    id = file.id
    SealedFile.objects.get_queryset().of(pk=id).delete()  # type: ignore[attr-defined]
    transaction.on_commit(lambda: vault.forget(id))
