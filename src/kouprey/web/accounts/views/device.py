"""What a device that keeps drafts is told at each contact: whose it is now, and whether what it keeps has to go."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kouprey.kernel.clock import now
from kouprey.web.accounts import second_factor, sessions


@never_cache
@require_safe
def device(request: Any) -> HttpResponseBase:
    """The state of the session, asked by the entry page: none, locked or open.

    `session` is the one that the device knows: `ended` says that it is no more, so that its drafts are wiped. The
    secret of the officer is told to an open session alone, and to one with the second factor that its officer needs.
    """
    row = request.officer_session
    told: dict[str, Any] = {"state": "none", "ended": _is_ended(request.GET.get("session", ""))}
    if row is not None:
        told |= {"state": "locked", "officer": str(row.officer_id), "session": str(row.pk)}
        if not request.is_locked and not row.officer.must_change_password and not second_factor.is_missing(request):
            told |= {
                "state": "open",
                "secret": sessions.device_secret(row.officer),
                "left": sessions.seconds_left(row, at=now()),
                "csrf": get_token(request),
            }
    return JsonResponse(told)


def _is_ended(id: str) -> bool:
    try:
        return bool(id) and not sessions.by_ids([UUID(id)])
    except ValueError:
        return True
