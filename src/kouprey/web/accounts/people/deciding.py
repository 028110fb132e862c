"""What the acts of this room share: the very row under a lock, names that can be used, and the row of the audit."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from kouprey.domain.access import Actor
from kouprey.domain.lists import load
from kouprey.kernel.errors import Refused, UnusableInput
from kouprey.web.accounts.access import nothing_there, require
from kouprey.web.accounts.models import Agency, Authority, Officer
from kouprey.web.core.actions import record
from kouprey.web.core.audit import SHELL, Act, By

__all__ = ["changes", "held_agency", "held_authority", "held_officer", "note", "one_name", "require", "said", "text"]


def held_officer(id: UUID, by: By) -> Officer:
    """The officer under a lock, if of the authority of whoever acts. Only in a transaction. Raises NothingThere."""
    rows = Officer.objects.select_for_update()
    if by is not SHELL:
        rows = rows.filter(authority=by.authority) if isinstance(by, Actor) else rows.none()
    return rows.filter(pk=id).first() or nothing_there()


def held_agency(id: UUID) -> Agency:
    """The agency under a lock; the directory is open to all officers. Only inside a transaction."""
    rows = Agency.objects.select_related("authority").select_for_update(of=("self",))
    return rows.filter(pk=id).first() or nothing_there()


def held_authority(id: UUID) -> Authority:
    """The authority under a lock. Only inside a transaction."""
    return Authority.objects.select_for_update().filter(pk=id).first() or nothing_there()


def text(given: str) -> str:
    """Text as it is kept: one form of each letter, no space around."""
    return unicodedata.normalize("NFC", given).strip()


def said(given: str, what: str, remedy: str) -> str:
    """Text that must be there. Raises UnusableInput."""
    if not text(given):
        raise UnusableInput(what, remedy=remedy)
    return text(given)


def code_of(given: str, name: str, what: str) -> str:
    """A code that the list of that name has. Raises UnusableInput."""
    if given not in {row["code"] for row in load(name).rows}:
        raise UnusableInput(what, remedy=_("Choose one from the list."))
    return given


@contextmanager
def one_name() -> Iterator[None]:
    """Say it in words when the database finds the name taken. Raises Refused."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Refused(_("There is an entry of this name already."), remedy=_("Choose another name.")) from error


def changes(thing: models.Model, **columns: Any) -> dict[str, Any]:
    """Bring columns to new values; what changed, before and after, as the audit keeps it."""
    found = {name: [getattr(thing, name), new] for name, new in columns.items() if getattr(thing, name) != new}
    if found:
        with one_name():
            for name, new in columns.items():
                setattr(thing, name, new)
            thing.save(update_fields=list(columns))
    return {name: [None if one is None else str(one) for one in pair] for name, pair in found.items()}


def note(act: Act, thing: Officer | models.Model, by: By, at: datetime, **details: Any) -> None:
    """The row of the audit about an officer, an entry of the directory, a group or a list."""
    kind, label = type(thing).__name__.lower(), thing.username if isinstance(thing, Officer) else str(thing)
    record(act=act, kind=kind, id=thing.pk, label=label, by=by, at=at, details=details)
