"""The sessions that wait, locked, in one browser while another officer uses it.

Their ids travel in a signed cookie; to come back takes the password.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from kouprey.domain.signin.sessions import State
from kouprey.kernel.clock import now
from kouprey.web.accounts import sessions

COOKIE = "kouprey_aside"
MOST = 6
"""So many officers wait in one browser; the one who waited longest signs in anew."""


def ids(request: HttpRequest) -> list[UUID]:
    """Whose sessions wait here, the last one put aside first."""
    said = request.get_signed_cookie(COOKIE, default="", salt=COOKIE)
    return [UUID(part) for part in (said or "").split(",") if part]


def waiting(request: HttpRequest) -> list[Any]:
    """The sessions that wait here and can still be used."""
    at, order = now(), {id: place for place, id in enumerate(ids(request))}
    rows = [row for row in sessions.by_ids(order) if sessions.state_of(row, at=at) != State.OVER]
    return sorted(rows, key=lambda row: order[row.pk])


def remember(response: Any, kept: list[UUID]) -> None:
    """Write the cookie: gone with the browser, and no script reads it."""
    if not kept:
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    value = ",".join(str(id) for id in kept[:MOST])
    response.set_signed_cookie(
        COOKIE, value, salt=COOKIE, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )  # fmt: skip


def put(request: Any, response: Any, row: Any) -> None:
    """Lock a session and put it aside; the browser is free for somebody else, and holds nothing of it."""
    sessions.lock(row, at=now())
    if request.session.modified:
        request.session.save()
    request.session = sessions.store()
    remember(response, [row.pk, *(id for id in ids(request) if id != row.pk)])
    response["Clear-Site-Data"] = '"cache", "storage"'
