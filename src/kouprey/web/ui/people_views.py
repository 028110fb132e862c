"""The pages of officers: the list, one officer, inviting, leaving, coming back. None decides."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kouprey.domain.access import Act, PeopleFacts
from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError
from kouprey.web.accounts import access, people
from kouprey.web.accounts import directory as entries
from kouprey.web.ui import people_list
from kouprey.web.ui.people_access import attempt, for_officers, for_signed_in, status_of
from kouprey.web.ui.people_words import roles_shown


@require_safe
@for_officers
def officers(request: Any) -> HttpResponseBase:
    """The officers of the own authority."""
    return render(request, "people/list.html", people_list.listed(request.actor, request.GET.dict(), at=now()))


@require_safe
@for_officers
def officer(request: Any, id: UUID) -> HttpResponseBase:
    """One officer."""
    return _officer(request, id)


@require_safe
@for_signed_in
def roles(request: Any) -> HttpResponseBase:
    """The roles, and what each may do: for every officer to read."""
    return render(request, "people/roles.html", {"roles": roles_shown(), "actor": request.actor})


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def invite(request: Any) -> HttpResponseBase:
    """Enrol a person and give out the way in, once."""
    actor = request.actor
    access.require(actor, Act.PEOPLE_MANAGE, PeopleFacts(actor.authority))
    if request.method != "POST":
        return render(request, "people/invite.html", {"given": {}})
    given = request.POST
    home = entries.authority(actor.authority) or access.nothing_there()
    return attempt(
        lambda: people.invite_officer(
            username=given.get("username", ""), full_name=given.get("full_name", ""), email=given.get("email", ""),
            authority=home, by=actor, at=now(),
        ),
        lambda done: _invitation(request, *done),
        lambda error: render(
            request, "people/invite.html", {"given": given, "error": error}, status=status_of(error)
        ),
    )  # fmt: skip


@require_POST
@for_officers
def invite_again(request: Any, id: UUID) -> HttpResponseBase:
    """Another code for an officer who has not opened the account; the one before is void."""
    return attempt(
        lambda: people.invite_again(officer=id, by=request.actor, at=now()),
        lambda done: _invitation(request, *done),
        lambda error: _officer(request, id, error),
    )


@require_POST
@for_officers
def depart(request: Any, id: UUID) -> HttpResponseBase:
    """An officer leaves."""
    found, reason = access.officer(request.actor, id, at=now()), request.POST.get("reason", "")
    return attempt(
        lambda: people.depart(officer=found, reason=reason, by=request.actor, at=now()),
        lambda _done: to_officer(id),
        lambda error: _officer(request, id, error),
    )


@require_POST
@for_officers
def come_back(request: Any, id: UUID) -> HttpResponseBase:
    """A closed account is opened again."""
    found, reason = access.officer(request.actor, id, at=now()), request.POST.get("reason", "")
    return attempt(
        lambda: people.come_back(officer=found, reason=reason, by=request.actor, at=now()),
        lambda _done: to_officer(id),
        lambda error: _officer(request, id, error),
    )


@require_POST
@for_officers
def end_role(request: Any, id: UUID, appointment: UUID) -> HttpResponseBase:
    """A role ends at once."""
    return attempt(
        lambda: people.end_role(
            appointment=appointment, reason=request.POST.get("reason", ""), by=request.actor, at=now()
        ),
        lambda _done: to_officer(id),
        lambda error: _officer(request, id, error),
    )


def to_officer(id: UUID) -> HttpResponseRedirect:
    """Back to the page of an officer."""
    return HttpResponseRedirect(reverse("person", args=[id]))


def _officer(request: Any, id: UUID, error: KoupreyError | None = None) -> HttpResponseBase:
    found = access.officer(request.actor, id, at=now())
    shown = people_list.one(request.actor, found, at=now()) | {"error": error}
    return render(request, "people/officer.html", shown, status=status_of(error) if error else 200)


def _invitation(request: Any, officer: Any, code: str) -> HttpResponseBase:
    address = request.build_absolute_uri(reverse("invitation", args=[code]))
    shown = {"officer": officer, "address": address, "days": people.INVITED_FOR.days, "on": now()}
    return render(request, "people/invitation.html", shown)
