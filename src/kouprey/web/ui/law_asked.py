"""What the pages of law are asked for: a day, an edition, States. What cannot be used is said, nothing is guessed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from kouprey.domain.law import CURRENT, EDITIONS, STATES
from kouprey.domain.law.values import APART
from kouprey.domain.trade.codes import country_name
from kouprey.kernel.clock import now
from kouprey.kernel.errors import NothingThere, UnusableInput

JURISDICTIONS: Final = (*STATES, *APART)


def day_of(asked: Mapping[str, Any], name: str = "as-of") -> date:
    """The day that is asked for; today where none is. Raises UnusableInput."""
    text = str(asked.get(name, "")).strip()
    if not text:
        return now().date()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UnusableInput(
            _("“%(text)s” is not a date.") % {"text": text}, remedy=_("Write it as 2021-01-29.")
        ) from error


def edition_of(asked: Mapping[str, Any]) -> str:
    """The edition that is asked for; the current one where none is. Raises UnusableInput."""
    named = str(asked.get("edition", "")) or CURRENT
    if named not in EDITIONS:
        raise UnusableInput(
            _("There is no edition “%(name)s”.") % {"name": named}, remedy=_("Choose one of the list.")
        )
    return named


def state_of(code: str) -> str:
    """A jurisdiction of the register. Raises NothingThere."""
    found = code.strip().upper()
    if found not in JURISDICTIONS:
        raise NothingThere(
            _("The register of law has no jurisdiction “%(code)s”.") % {"code": code},
            remedy=_("Choose one of those on the page of law."),
        )
    return found


def states() -> list[tuple[str, str]]:
    """Every jurisdiction, to choose from."""
    return [(code, country_name(code)) for code in JURISDICTIONS]


def editions() -> list[tuple[str, str]]:
    """Both editions, to choose from."""
    return [("current", _("current, with later law")), ("paper", _("paper, frozen at 29 January 2021"))]
