"""Acts on what another authority released to the own one: take note of its caveats, read it, take it out."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kouprey.domain.access import Act, Actor
from kouprey.kernel.errors import Refused
from kouprey.kernel.ids import new_id
from kouprey.web.core.actions import record as write_down
from kouprey.web.core.audit import Act as Audit
from kouprey.web.records import access
from kouprey.web.records.models import Acknowledgement, Release
from kouprey.web.records.queries import acknowledged, caveats_of, facts_of_release


def open_release(*, id: UUID, by: Actor, at: datetime) -> tuple[Release, bool]:
    """The release, and whether its body may be opened: the caveats are acknowledged, or there is none.

    Opening the body is written down. Raises NothingThere.
    """
    with transaction.atomic():
        found = access.release_to(by, id)
        free = not caveats_of(found) or acknowledged(found, by.officer)
        if free:
            _note(Audit.RELEASE_READ, found, by, at)
    return found, free


def acknowledge_release(*, id: UUID, seen: str, by: Actor, at: datetime) -> Release:
    """Take note of the caveats; `seen` is the digest of those on the page. Raises NothingThere, Refused.

    UNTOC, article 18(5): the receiver is bound by the limits that the sender set.
    """
    with transaction.atomic():
        found = access.release_to(by, id)
        caveats = caveats_of(found)
        if seen != caveats:
            raise Refused(
                _("The caveats were changed since you opened the page."), remedy=_("Read them again, then confirm.")
            )
        if caveats and not acknowledged(found, by.officer):
            Acknowledgement.objects.create(
                id=new_id(at_ms=int(at.timestamp() * 1000)), release=found, caveats=caveats, officer=by.officer,
                officer_label=by.label, agency=by.agency, at=at,
            )  # fmt: skip
            _note(Audit.RELEASE_ACKNOWLEDGED, found, by, at, codes=found.codes.split(), h3_text=found.h3_text)
    return found


def export_release(*, id: UUID, form: str, by: Actor, at: datetime) -> Release:
    """The release for taking out of the node: decided and written down. Raises NothingThere, Refused."""
    with transaction.atomic():
        found = access.release_to(by, id)
        access.require(by, Act.RELEASE_EXPORT, facts_of_release(found))
        if caveats_of(found) and not acknowledged(found, by.officer):
            raise Refused(_("Its caveats are not acknowledged yet."), remedy=_("Open it and confirm them first."))
        _note(Audit.RELEASE_EXPORTED, found, by, at, form=form, purpose=by.purpose.value)
    return found


def _note(act: Audit, left: Release, by: Actor, at: datetime, **details: Any) -> None:
    write_down(act=act, kind="release", id=left.id, label=left.number, by=by, at=at, details=details)
