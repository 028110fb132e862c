"""The way in for a new officer: a code that is shown once, and a password that only the officer knows."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kouprey.domain.access import Act, PeopleFacts
from kouprey.kernel.errors import NothingThere, Refused
from kouprey.web.accounts.actions import enrol_officer, set_password
from kouprey.web.accounts.models import Authority, Invitation, Officer
from kouprey.web.accounts.people.deciding import held_authority, held_officer, note, require
from kouprey.web.core.audit import Act as Audit
from kouprey.web.core.audit import By

INVITED_FOR = timedelta(days=7)


def invite_officer(
    *, username: str, full_name: str, email: str, authority: Authority, by: By, at: datetime
) -> tuple[Officer, str]:
    """Enrol a person of the own authority and give out the one-time code with which the account is opened.

    The node adds digits to the user name, so that no name that is taken is refused: it could be another authority's.
    """
    with transaction.atomic():
        home = held_authority(authority.id)
        require(by, Act.PEOPLE_MANAGE, PeopleFacts(home.id))
        officer = enrol_officer(
            username=_free(username), full_name=full_name, email=email, authority=home, by=by, at=at
        )
        code = _give_out(officer, by, at)
    return officer, code


def _free(username: str) -> str:
    """The name with four digits that nobody has, drawn by chance: they tell nothing of other names."""
    wanted = username.strip()
    if not wanted:
        return ""
    while True:
        drawn = f"{wanted}.{secrets.randbelow(10_000):04}"
        if not Officer.objects.filter(username__iexact=drawn).exists():
            return drawn


def invite_again(*, officer: UUID, by: By, at: datetime) -> tuple[Officer, str]:
    """Give out another code to an officer who has not opened the account yet; the one before is void at once."""
    with transaction.atomic():
        found = held_officer(officer, by)
        require(by, Act.PEOPLE_MANAGE, PeopleFacts(found.authority_id or UUID(int=0), officer=found.id))
        if not found.is_active:
            raise Refused(_("This account is closed."), remedy=_("Open it again first."))
        if found.has_usable_password():
            raise Refused(_("This officer has opened the account already."), remedy=_("Nothing needs to be done."))
        void_invitations(found, at)
        return found, _give_out(found, by, at)


def void_invitations(officer: Officer, at: datetime) -> None:
    """No code that is out for the officer can be used any more."""
    Invitation.objects.filter(officer=officer, used_at=None, expires_at__gt=at - timedelta(seconds=1)).update(
        expires_at=at - timedelta(seconds=1)
    )


def invitation_of(code: str, *, at: datetime) -> Invitation:
    """The invitation behind a code, if it can be used now. Raises NothingThere: used, old, invented, all the same."""
    found = Invitation.objects.select_related("officer").filter(sha256=_digest(code), used_at=None).first()
    if found is None or found.expires_at < at or not found.officer.is_active:
        raise NothingThere(
            _("This invitation cannot be used: it was used already, or is too old."),
            kept="",
            remedy=_("Ask the administrator who invited you for a new one."),
        )
    return found


def use_invitation(*, code: str, password: str, at: datetime) -> Officer:
    """The invited officer chooses a password; the code is used up, even when it is sent twice at once."""
    with transaction.atomic():
        invitation = invitation_of(code, at=at)
        if not Invitation.objects.filter(pk=invitation.pk, used_at=None).update(used_at=at):
            return use_invitation(code=code, password=password, at=at)  # used in between: says so
        officer = invitation.officer
        set_password(officer=officer, password=password, by=officer.actor, at=at)
        note(Audit.INVITATION_USED, officer, officer.actor, at)
    return officer


def _give_out(officer: Officer, by: By, at: datetime) -> str:
    code = secrets.token_urlsafe(24)
    Invitation.objects.create(officer=officer, sha256=_digest(code), made_at=at, expires_at=at + INVITED_FOR)
    note(Audit.OFFICER_INVITED, officer, by, at, authority=str(officer.authority_id))
    return code


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
