"""Keys for programs: each acts as one officer in one appointment, for one purpose, and for the acts it names only.

A token is shown once; a digest is kept. It ends by its date, when it is revoked, and with the appointment.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kouprey.domain.access import ROLES, Act, Actor, Role
from kouprey.domain.handling import Purpose
from kouprey.kernel.errors import NothingThere, Refused, UnusableInput
from kouprey.kernel.ids import new_id
from kouprey.web.accounts.acting import actor_of, appointments_of
from kouprey.web.accounts.models import Appointment, Token
from kouprey.web.core.actions import record
from kouprey.web.core.audit import Act as Audit
from kouprey.web.core.busy import without_waiting

LONGEST = timedelta(days=366)
USED = timedelta(minutes=5)
"""How coarsely the last use is noted: not every call is a write."""


def make_token(
    *, appointment: Appointment, purpose: Purpose, name: str, acts: Sequence[Act], days: int, by: Actor, at: datetime
) -> tuple[Token, str]:
    """Make a token for the own appointment. The secret is given out now and never again. Raises Refused."""
    spec = ROLES[Role(appointment.role)]
    if appointment.officer_id != by.officer:
        raise Refused(_("A token is made by the officer whom it acts for."), remedy=_("Sign in as that officer."))
    if spec.second_factor and not by.strong:
        raise Refused(_("This role needs a second factor."), remedy=_("Sign in with your second factor."))
    if not name.strip() or not acts or not 0 < days <= LONGEST.days:
        raise UnusableInput(
            _("A token needs a name, at least one act, and an end within a year."), remedy=_("Fill in all three.")
        )
    if set(acts) - spec.acts or purpose not in spec.purposes:
        raise Refused(_("The role does not do all of this."), remedy=_("Choose among the acts of the role."))
    secret = "kp_" + secrets.token_urlsafe(32)
    with transaction.atomic():
        token = Token.objects.create(
            id=new_id(at_ms=int(at.timestamp() * 1000)), appointment=appointment, purpose=purpose.value,
            name=name.strip(), acts=sorted(act.value for act in acts), sha256=_digest(secret), made_at=at,
            expires_at=at + timedelta(days=days),
        )  # fmt: skip
        record(act=Audit.TOKEN_MADE, kind="token", id=token.id, label=token.name, by=by, at=at,
               details={"acts": token.acts, "expires": token.expires_at.isoformat()})  # fmt: skip
    return token, secret


def revoke_token(*, id: UUID, by: Actor, at: datetime) -> None:
    """End one of the own tokens now. Raises NothingThere, Refused."""
    with transaction.atomic():
        token = Token.objects.select_for_update().filter(pk=id, appointment__officer=by.officer).first()
        if token is None:
            raise NothingThere(_("You have no such token."), kept="", remedy=_("Choose one from your list."))
        if token.revoked_at is not None:
            raise Refused(_("This token was revoked already."), remedy=_("Nothing needs to be done."))
        token.revoked_at = at
        token.save(update_fields=["revoked_at"])
        record(act=Audit.TOKEN_REVOKED, kind="token", id=token.id, label=token.name, by=by, at=at)


def tokens_of(officer: UUID) -> list[Token]:
    """An officer's tokens, the newest first."""
    return list(Token.objects.select_related("appointment__agency").filter(appointment__officer=officer))


def bearer(secret: str, *, at: datetime) -> tuple[Actor, frozenset[Act]] | None:
    """As whom a token acts, and for which acts; None for one that is unknown, revoked or past its end.

    The appointment is looked at anew: what the officer lost, the token lost.
    """
    token = Token.objects.filter(sha256=_digest(secret), revoked_at=None, expires_at__gt=at).first()
    if token is None:
        return None
    appointment = appointments_of_id(token.appointment_id, at)
    if appointment is None:
        return None
    if token.last_used_at is None or token.last_used_at < at - USED:
        with without_waiting():
            Token.objects.filter(pk=token.pk).update(last_used_at=at)
    # It was made with a second factor where the role needs one; holding it is the second factor's fruit.
    actor = actor_of(appointment, Purpose(token.purpose), strong=True, on=at.date())
    return actor, frozenset(map(Act, token.acts))


def appointments_of_id(id: UUID, at: datetime) -> Appointment | None:
    """The appointment, if it is held now."""
    found = Appointment.objects.filter(pk=id).values_list("officer", flat=True).first()
    return appointments_of(found, at.date()).filter(pk=id).first() if found else None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
