"""Who needs a second factor, and whether a session has one. Every room asks here."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from django.conf import settings
from django.http import HttpRequest

from kouprey.domain.access import ROLES, Role
from kouprey.kernel.clock import now
from kouprey.web.accounts.acting import appointments_of
from kouprey.web.accounts.queries import has_second_factor


def needed(officer: Any) -> bool:
    """Whether this officer works only with a second factor: the one place that decides it.

    Every role that sees what was not released demands it (`domain.access.roles`).
    """
    if is_exempt(officer):
        return False
    roles = appointments_of(officer, now().date()).values_list("role", flat=True)
    return bool(officer.must_use_second_factor) or any(ROLES[Role(role)].second_factor for role in roles)


def is_exempt(officer: Any) -> bool:
    """The named exception: an invented officer of a node that is not in service, so that anybody can look around
    within minutes. A node in service does not let invented officers in at all (`backend.py`)."""
    return bool(officer.is_invented) and not settings.PRODUCTION


def is_strong(request: HttpRequest) -> bool:
    """Whether whoever is signed in showed a second factor in this very session, or is exempt."""
    return bool(_shown(request)) or (request.user.is_authenticated and is_exempt(request.user))


def recently(request: HttpRequest, minutes: int = 10) -> bool:
    """Whether a second factor was shown in this session within so many minutes."""
    return any(time.time() - moment < minutes * 60 for moment in _shown(request))


def is_missing(request: HttpRequest) -> bool:
    """Whether the officer of this session needs a second factor and has not shown one."""
    return needed(request.user) and not is_strong(request)


def must_set_up(request: HttpRequest) -> bool:
    """Whether the officer has nothing to show yet."""
    return not has_second_factor(request.user)  # type: ignore[arg-type]  # an officer: asked after sign-in


def note_shown(request: HttpRequest, authenticator: Any) -> None:
    """Setting one up shows it as well: a code was given, or a key was touched."""
    record_authentication(request, request.user, "mfa", id=authenticator.pk, type=authenticator.type)


def _shown(request: HttpRequest) -> list[float]:
    if not request.user.is_authenticated:
        return []
    return [record["at"] for record in get_authentication_records(request, request.user) if record["method"] == "mfa"]
