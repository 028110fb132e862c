"""Authorities of the directory: entered, changed, verified, closed. Never removed: records name them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kouprey.domain.access import Act, PeopleFacts
from kouprey.kernel.errors import Refused
from kouprey.web.accounts.models import Authority
from kouprey.web.accounts.people.deciding import changes, code_of, held_authority, note, require, said, text
from kouprey.web.core.audit import SHELL, By
from kouprey.web.core.audit import Act as Audit


def enter_authority(
    *, country: str, name: str, held: bool, by: By, at: datetime, name_local: str = "", source: str = ""
) -> Authority:
    """Put an authority into the directory. One that is to have users here is entered by the node's shell."""
    if held and by is not SHELL:
        raise Refused(_("An authority with users here is entered in the node's own shell."),
                      remedy=_("kouprey officers authority NAME --country KH"))  # fmt: skip
    require(by, Act.DIRECTORY_EDIT, PeopleFacts(UUID(int=0), held=False))
    name = said(name, _("The name is missing."), _("Write the name of the authority."))
    if country:
        code_of(country, "countries", _("The list of countries does not have “%(code)s”.") % {"code": country})
    with transaction.atomic():
        body, made = Authority.objects.get_or_create(
            country=country, name=name,
            defaults={"held": held, "name_local": text(name_local), "source": text(source)},
        )  # fmt: skip
        if not made and by is not SHELL:
            raise Refused(_("There is an entry of this name already."), remedy=_("Change that one."))
        if not made and held and not body.held:
            body.held = True
            body.save(update_fields=["held"])
        note(Audit.AUTHORITY_ENTERED, body, by, at, country=country, held=held)
    return body


def change_authority(
    *, authority: UUID, name: str, by: By, at: datetime, name_local: str = "", source: str = ""
) -> Authority:
    """Correct an entry. What was changed is unverified until somebody looks again."""
    with transaction.atomic():
        found = _editable(authority, by)
        name = said(name, _("The name is missing."), _("Write the name of the authority."))
        new = {"name": name, "name_local": text(name_local), "source": text(source)}
        done = changes(found, **new)
        if done:
            found.verified_on, found.verified_by_label = None, ""
            found.save(update_fields=["verified_on", "verified_by_label"])
            note(Audit.AUTHORITY_CHANGED, found, by, at, **done)
    return found


def verify_authority(*, authority: UUID, source: str, by: By, at: datetime) -> Authority:
    """Say that the entry was checked, and against what."""
    with transaction.atomic():
        found = _editable(authority, by)
        source = said(source, _("The source is missing."), _("Say against what the entry was checked."))
        done = changes(found, source=source, verified_on=at.date(), verified_by_label=by.label)
        note(Audit.AUTHORITY_CHANGED, found, by, at, **done)
    return found


def close_authority(*, authority: UUID, reason: str, by: By, at: datetime) -> Authority:
    """Close the entry of an authority that is no more, and of its agencies. Not of one with users here."""
    with transaction.atomic():
        found = _editable(authority, by)
        reason = said(reason, _("The reason is missing."), _("Say why the entry is closed."))
        if found.held:
            raise Refused(
                _("This authority has users on this node."), remedy=_("Close its agencies one by one instead.")
            )
        if found.closed_at is not None:
            raise Refused(_("It is closed already."), remedy=_("Nothing needs to be done."))
        found.agencies.filter(closed_at=None).update(closed_at=at)
        note(Audit.AUTHORITY_CHANGED, found, by, at, reason=reason, **changes(found, closed_at=at))
    return found


def reopen_authority(*, authority: UUID, reason: str, by: By, at: datetime) -> Authority:
    """Open a closed entry again. Its agencies are opened one by one."""
    with transaction.atomic():
        found = _editable(authority, by)
        reason = said(reason, _("The reason is missing."), _("Say why the entry is opened again."))
        if found.closed_at is None:
            raise Refused(_("It is open already."), remedy=_("Nothing needs to be done."))
        note(Audit.AUTHORITY_CHANGED, found, by, at, reason=reason, **changes(found, closed_at=None))
    return found


def _editable(id: UUID, by: By) -> Authority:
    found = held_authority(id)
    require(by, Act.DIRECTORY_EDIT, PeopleFacts(found.id, held=found.held))
    return found
