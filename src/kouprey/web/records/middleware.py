"""As whom a request acts: looked up once, told to the database, and there for every view as `request.actor`.

Times are those of the agency, unless the officer chose others.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kouprey.domain.lists import steady
from kouprey.kernel.clock import now
from kouprey.web.accounts import preferences
from kouprey.web.accounts.acting import actor_of, chosen, held_by
from kouprey.web.accounts.second_factor import is_strong
from kouprey.web.records.tenancy import acting, let_nothing_stay


class Acting:
    """Sets `request.held`, the appointments of the officer, and of the one chosen `request.appointment` and
    `request.actor` (None for a visitor, or an officer without a role)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request as whoever acts. For a page that only reads it is looked once which lists changed."""
        with steady(ahead=False) if request.method in {"GET", "HEAD"} else nullcontext():
            return self._answer(request)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        asked: Any = request
        asked.held, asked.appointment, asked.actor = [], None, None
        if request.user.is_authenticated:
            on = now().date()
            asked.held = held_by(asked.user, on)
            found = chosen(request.session, asked.held)
            if found:
                asked.appointment = found[0]
                asked.actor = actor_of(*found, strong=is_strong(request), on=on)
                zone = preferences.time_zone(asked.user, asked.appointment.agency)
                with acting(asked.actor), timezone.override(zone):
                    return self._whole(request)
        with acting(None):
            return self._whole(request)

    def _whole(self, request: HttpRequest) -> HttpResponse:
        """The answer; of a request that ended in an accident nothing stays."""
        answer = self.get_response(request)
        if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            let_nothing_stay()
        return answer
