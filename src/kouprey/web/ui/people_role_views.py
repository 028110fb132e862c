"""The pages that ask for a role: for an officer who lacks it, or for one who moves. A second person answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from kouprey.domain.access import Act, PeopleFacts
from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError
from kouprey.web.accounts import access, people
from kouprey.web.accounts import directory as entries
from kouprey.web.ui import people_forms, people_list
from kouprey.web.ui.people_access import attempt, for_officers, status_of
from kouprey.web.ui.people_views import to_officer


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def ask(request: Any, id: UUID) -> HttpResponseBase:
    """Ask for a role for an officer."""
    officer = _about(request, id)
    if request.method != "POST":
        return _form(request, officer, {})

    def act() -> Any:
        return people.ask_role(officer=officer, **_asked(request.POST), by=request.actor, at=now())

    return attempt(act, lambda _done: to_officer(id), lambda error: _form(request, officer, request.POST, error))


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def move(request: Any, id: UUID, appointment: UUID) -> HttpResponseBase:
    """End a role and ask for another, in one act."""
    officer = _about(request, id)
    held = access.appointments(officer, request.actor).filter(pk=appointment, ended_at=None).first()
    if held is None:
        access.nothing_there()
    if request.method != "POST":
        return _form(request, officer, {"role": held.role}, moving=held)

    def act() -> Any:
        return people.move_officer(appointment=appointment, **_asked(request.POST), by=request.actor, at=now())

    return attempt(
        act, lambda _done: to_officer(id), lambda error: _form(request, officer, request.POST, error, moving=held)
    )


def _about(request: Any, id: UUID) -> Any:
    officer = access.officer(request.actor, id, at=now())
    access.require(request.actor, Act.ROLE_ASK, PeopleFacts(request.actor.authority, officer=officer.id))
    return officer


def _asked(given: Mapping[str, Any]) -> dict[str, Any]:
    """What the form says, as the acts take it."""
    agency, unit = people_forms.place(given)
    return {
        "agency": entries.agency(agency) or access.nothing_there(),
        "unit": unit,
        "role": people_forms.role(given),
        "starts_on": people_forms.day(given, "starts_on"),
        "ends_on": people_forms.maybe_day(given, "ends_on"),
        "reason": given.get("reason", ""),
    }


def _form(
    request: Any, officer: Any, given: Mapping[str, Any], error: KoupreyError | None = None, moving: Any = None
) -> HttpResponseBase:
    shown = people_list.role_form(request.actor, officer, given, at=now()) | {"error": error, "moving": moving}
    return render(request, "people/role.html", shown, status=status_of(error) if error else 200)
