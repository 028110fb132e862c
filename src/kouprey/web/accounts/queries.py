"""Reads of `accounts`."""

from __future__ import annotations

from uuid import UUID

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


def is_anybody_enrolled() -> bool:
    """Whether this node has any officer, active or not."""
    return Officer.objects.exists()


def everybody_enrolled() -> list[Officer]:
    """All officers of this node, by user name, those who left among them."""
    return list(Officer.objects.all())
