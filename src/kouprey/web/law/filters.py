"""What pages and API of law are asked for: a day, an edition, States; and the answers that they give like the shell.

What cannot be used is said, nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _

from kouprey.domain import law
from kouprey.domain.law import CURRENT, EDITIONS, STATES, answers
from kouprey.domain.law.table_answer import as_dict as table_dict
from kouprey.domain.law.values import APART
from kouprey.kernel.clock import now
from kouprey.kernel.errors import NothingThere, UnusableInput
from kouprey.trade.claims import claims

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


def answer_of(name: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    """The answer that a page, the API and the shell give alike. Raises UnusableInput, NothingThere."""
    if name == "table":
        return table_dict(law.table(day_of(asked), asked.get("edition") or None))
    if name == "gap":
        chosen = [state_of(code) for code in str(asked.get("country", "")).split(",") if code.strip()]
        found = law.harmonisation(day_of(asked), chosen or law.STATES, edition=edition_of(asked))
        return answers.gap_dict(found)
    if name == "route":
        pair = (state_of(asked.get("from") or "CN"), state_of(asked.get("to") or "VN"))
        on, edition = day_of(asked), edition_of(asked)
        return answers.route_dict(law.route(*pair, on, edition), pair, on, edition)
    if name == "claims":
        return answers.claims_dict(claims(settings.HOME))
    edition = edition_of(asked)
    return answers.unverified_dict(law.unverified(edition), law.questions(), edition)
