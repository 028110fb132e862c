"""Reads of `accounts`."""

from __future__ import annotations

from uuid import UUID

from allauth.mfa.models import Authenticator

from kouprey.kernel.errors import NothingThere
from kouprey.web.accounts.models import Officer


def officer_named(username: str) -> Officer:
    """The officer with this user name, in upper or lower case. Raises NothingThere."""
    found = Officer.objects.filter(username__iexact=username).first()
    if found is None:
        raise NothingThere(
            f"No officer here has the user name {username}.",
            remedy="Check the spelling, or enrol the officer first.",
        )
    return found


def active_officer(id: UUID) -> Officer | None:
    """The officer of that id, if the account is open now."""
    return Officer.objects.filter(pk=id, is_active=True).first()


def second_factors(officer: Officer) -> list[Authenticator]:
    """What an officer has set up: app, keys, recovery codes, the oldest first."""
    return list(Authenticator.objects.filter(user_id=officer.pk).order_by("created_at", "pk"))


def has_second_factor(officer: Officer) -> bool:
    """Whether there is an app or a key. Recovery codes alone are none."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return Authenticator.objects.filter(user_id=officer.pk, type__in=kinds).exists()


def is_anybody_enrolled() -> bool:
    """Whether this node has any officer, active or not."""
    return Officer.objects.exists()


def everybody_enrolled(authority: UUID | None) -> list[Officer]:
    """All officers of an authority (None: of none yet), by user name, those who left among them."""
    return list(Officer.objects.filter(authority=authority))
