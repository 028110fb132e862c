"""Photographs and papers that come with the entry form. Sent again, each is attached once."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

from django.db import OperationalError

from kouprey.domain.access import Actor
from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError
from kouprey.web.core.busy import busy
from kouprey.web.records.actions.attaching import attach
from kouprey.web.records.queries import attachments_of
from kouprey.web.seizures.access import incident

NAMES = ("photo", "paper")


def attach_all(id: UUID, files: Any, by: Actor) -> bool:
    """Attach what came with the form; False when a file was refused. The record itself was kept before."""
    sent = [file for name in NAMES for file in files.getlist(name)]
    if not sent:
        return True
    there, kept = {one.sha256 for one in attachments_of(incident(by, id)) if one.removed_at is None}, True
    for file in sent:
        digest = _digest(file)
        if digest in there:
            continue
        try:
            attach(id=id, name=file.name or "", file=file, with_original=True, by=by, at=now())
            there.add(digest)
        except KoupreyError:
            kept = False
        except OperationalError as error:
            if busy(error) is None:
                raise
            kept = False
    return kept


def _digest(file: Any) -> str:
    found = hashlib.sha256()
    for chunk in file.chunks():
        found.update(chunk)
    file.seek(0)
    return found.hexdigest()
