"""As whom the officer acts: seen on every page, changed by one choice."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from kouprey.domain.access import ROLES, Role
from kouprey.domain.handling import Purpose
from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError
from kouprey.web.accounts import people
from kouprey.web.ui.people_access import attempt, for_signed_in, status_of
from kouprey.web.ui.people_forms import one


class Way(NamedTuple):
    """One role the officer can act in: the appointment, and each purpose with whether it is the one now."""

    appointment: Any
    purposes: list[tuple[str, bool]]


def ways(request: Any) -> list[Way]:
    """Every role of the officer with its purposes."""
    now_as = (request.appointment.id, request.actor.purpose) if request.actor else None
    return [
        Way(held, [(p.value, (held.id, p) == now_as) for p in Purpose if p in ROLES[Role(held.role)].purposes])
        for held in request.held
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def acting(request: Any) -> HttpResponseBase:
    """Choose as which agency, in which role, for which purpose."""
    if request.method != "POST":
        return _page(request)
    appointment, _colon, purpose = request.POST.get("as", "").partition(":")

    def act() -> Any:
        chosen = one({"appointment": appointment}, "appointment")
        return people.change_acting(
            session=request.session, appointment=chosen, purpose=purpose, by=request.user, at=now()
        )

    return attempt(act, lambda _done: HttpResponseRedirect(_next(request)), lambda error: _page(request, error))


def _page(request: Any, error: KoupreyError | None = None) -> HttpResponseBase:
    shown = {"ways": ways(request), "next": request.GET.get("next", ""), "error": error}
    return render(request, "people/acting.html", shown, status=status_of(error) if error else 200)


def _next(request: Any) -> str:
    """Back to where the officer was, when that is a page of this node."""
    there = str(request.POST.get("next", ""))
    host = {request.get_host()}
    ours = url_has_allowed_host_and_scheme(there, allowed_hosts=host, require_https=request.is_secure())
    return there if there and ours else reverse("acting")
