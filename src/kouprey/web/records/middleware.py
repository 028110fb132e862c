"""As whom a request acts: looked up once, told to the database, and there for every view as `request.actor`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from kouprey.kernel.clock import now
from kouprey.web.accounts.acting import actor_of, chosen
from kouprey.web.records.tenancy import acting


class Acting:
    """Sets `request.appointment` and `request.actor` (None for a visitor, or an officer without a role)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request as whoever acts."""
        asked: Any = request
        asked.appointment, asked.actor = None, None
        if request.user.is_authenticated:
            on = now().date()
            found = chosen(request.session, asked.user, on)
            if found:
                asked.appointment = found[0]
                asked.actor = actor_of(*found, strong=is_strong(request), on=on)
        with acting(asked.actor):
            return self.get_response(request)


def is_strong(request: HttpRequest) -> bool:
    """Whether the officer signed in with a second factor."""
    return bool(getattr(request, "strong", False) or request.session.get("second_factor_at"))
