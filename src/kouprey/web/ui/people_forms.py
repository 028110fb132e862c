"""What officers type on the pages about people, read into values; what cannot be read is said in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from kouprey.domain.access import Role
from kouprey.kernel.errors import UnusableInput


def day(given: Mapping[str, Any], name: str) -> date:
    """A date that must be there."""
    found = maybe_day(given, name)
    if found is None:
        raise UnusableInput(_("A date is missing."), remedy=_("Write it as 2026-11-20."))
    return found


def maybe_day(given: Mapping[str, Any], name: str) -> date | None:
    """A date, or none."""
    typed = str(given.get(name, "")).strip()
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError as error:
        raise UnusableInput(
            _("“%(date)s” is no date.") % {"date": typed}, remedy=_("Write it as 2026-11-20.")
        ) from error


def one(given: Mapping[str, Any], name: str) -> UUID:
    """The choice of one thing that must be made."""
    found = maybe_one(given, name)
    if found is None:
        raise UnusableInput(_("Nothing was chosen."), remedy=_("Choose one from the list."))
    return found


def maybe_one(given: Mapping[str, Any], name: str) -> UUID | None:
    """The choice of one thing, or none."""
    typed = str(given.get(name, ""))
    try:
        return UUID(typed) if typed else None
    except ValueError as error:
        raise UnusableInput(_("This cannot be chosen."), remedy=_("Choose one from the list.")) from error


def role(given: Mapping[str, Any]) -> Role:
    """A role that must be chosen."""
    typed = given.get("role", "")
    if typed not in set(Role):
        raise UnusableInput(_("No role was chosen."), remedy=_("Choose one from the list."))
    return Role(typed)


def place(given: Mapping[str, Any]) -> tuple[UUID, UUID | None]:
    """An agency and maybe one of its units, chosen as one: `agency` or `agency:unit`."""
    agency, _colon, unit = str(given.get("place", "")).partition(":")
    return one({"agency": agency}, "agency"), maybe_one({"unit": unit}, "unit")
