"""What the forms of law offer to choose from."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kouprey.domain.trade.codes import country_name
from kouprey.web.law.filters import JURISDICTIONS


def states() -> list[tuple[str, str]]:
    """Every jurisdiction, to choose from."""
    return [(code, country_name(code)) for code in JURISDICTIONS]


def editions() -> list[tuple[str, str]]:
    """Both editions, to choose from."""
    return [("current", _("current, with later law")), ("paper", _("paper, frozen at 29 January 2021"))]
