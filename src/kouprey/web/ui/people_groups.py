"""The pages of groups (agencies and States) and of lists of people (teams, compartments): members with dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from kouprey.domain.access import Act, PeopleFacts
from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError
from kouprey.web.accounts import access, people
from kouprey.web.accounts import directory as entries
from kouprey.web.ui import people_forms
from kouprey.web.ui.people_access import attempt, for_officers, for_signed_in, status_of
from kouprey.web.ui.people_words import countries


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def groups(request: Any) -> HttpResponseBase:
    """All groups; and a new one, kept by the own authority."""

    def page(error: KoupreyError | None = None) -> HttpResponseBase:
        shown = {
            "groups": [(group, _now(group.members.all())) for group in entries.groups()],
            "may_edit": _may(request, Act.DIRECTORY_EDIT), "given": request.POST, "error": error,
        }  # fmt: skip
        return render(request, "directory/groups.html", shown, status=status_of(error) if error else 200)

    if request.method != "POST":
        return page()
    return attempt(
        lambda: people.enter_group(name=request.POST.get("name", ""), by=_actor(request), at=now()),
        lambda group: HttpResponseRedirect(reverse("group", args=[group.id])),
        page,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def group(request: Any, id: UUID) -> HttpResponseBase:
    """One group and its members; and another member."""
    if request.method != "POST":
        return _group(request, id)
    given = request.POST

    def act() -> Any:
        return people.add_to_group(
            group=id, starts_on=people_forms.day(given, "starts_on"),
            ends_on=people_forms.maybe_day(given, "ends_on"), by=_actor(request), at=now(), **_party(given),
        )  # fmt: skip

    return attempt(
        act,
        lambda _done: HttpResponseRedirect(reverse("group", args=[id])),
        lambda error: _group(request, id, error),
    )


@require_POST
@for_officers
def end_member(request: Any, id: UUID, member: UUID) -> HttpResponseBase:
    """A member leaves the group, at once."""
    return attempt(
        lambda: people.end_in_group(member=member, by=request.actor, at=now()),
        lambda _done: HttpResponseRedirect(reverse("group", args=[id])),
        lambda error: _group(request, id, error),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def lists(request: Any) -> HttpResponseBase:
    """Teams and compartments of the own authority; and a new one."""
    actor = request.actor

    def page(error: KoupreyError | None = None) -> HttpResponseBase:
        found = access.named_lists(actor).prefetch_related("members")
        shown = {
            "lists": [(one, _now(one.members.all())) for one in found],
            "agencies": entries.agencies_of(actor.authority),
            "may_manage": _may(request, Act.PEOPLE_MANAGE), "given": request.POST, "error": error,
        }  # fmt: skip
        return render(request, "directory/lists.html", shown, status=status_of(error) if error else 200)

    if request.method != "POST":
        return page()

    def act() -> Any:
        return people.enter_list(
            agency=people_forms.one(request.POST, "agency"), name=request.POST.get("name", ""),
            is_compartment=request.POST.get("kind") == "compartment", by=actor, at=now(),
        )  # fmt: skip

    return attempt(act, lambda made: HttpResponseRedirect(reverse("named-list", args=[made.id])), page)


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def named_list(request: Any, id: UUID) -> HttpResponseBase:
    """One list and its members; and another member."""
    if request.method != "POST":
        return _list(request, id)
    given = request.POST

    def act() -> Any:
        return people.put_on_list(
            list=id, officer=people_forms.one(given, "officer"), starts_on=people_forms.day(given, "starts_on"),
            ends_on=people_forms.maybe_day(given, "ends_on"), by=request.actor, at=now(),
        )  # fmt: skip

    return attempt(
        act,
        lambda _done: HttpResponseRedirect(reverse("named-list", args=[id])),
        lambda error: _list(request, id, error),
    )


@require_POST
@for_officers
def take_off(request: Any, id: UUID, member: UUID) -> HttpResponseBase:
    """An officer is taken off the list, at once."""
    return attempt(
        lambda: people.take_off_list(member=member, by=request.actor, at=now()),
        lambda _done: HttpResponseRedirect(reverse("named-list", args=[id])),
        lambda error: _list(request, id, error),
    )


def _group(request: Any, id: UUID, error: KoupreyError | None = None) -> HttpResponseBase:
    found = entries.group(id) or access.nothing_there()
    may = request.actor is not None and access.may(request.actor, Act.DIRECTORY_EDIT, PeopleFacts(found.authority_id))
    shown = {
        "group": found, "members": [(one, _standing(one)) for one in found.members.all()],
        "bodies": entries.entries() if may else [], "countries": countries(), "may_edit": may,
        "today": now().date(), "given": request.POST, "error": error,
    }  # fmt: skip
    return render(request, "directory/group.html", shown, status=status_of(error) if error else 200)


def _list(request: Any, id: UUID, error: KoupreyError | None = None) -> HttpResponseBase:
    found = access.named_list(request.actor, id)
    members = list(entries.members_of(found))
    on = {one.officer_id for one in members if _standing(one) != "ended"}
    officers = access.officers(request.actor, at=now()).filter(is_active=True).exclude(pk__in=on)
    shown = {
        "list": found, "members": [(one, _standing(one)) for one in members],
        "officers": officers.exclude(pk=request.actor.officer).order_by("full_name"),
        "may_manage": _may(request, Act.PEOPLE_MANAGE), "today": now().date(), "given": request.POST, "error": error,
    }  # fmt: skip
    return render(request, "directory/list_of_people.html", shown, status=status_of(error) if error else 200)


def _party(given: Mapping[str, Any]) -> dict[str, Any]:
    """Whom the form names: `state:KH`, `authority:…` or `agency:…`."""
    kind, _colon, value = str(given.get("party", "")).partition(":")
    if kind == "state":
        return {"country": value}
    chosen = people_forms.one({"party": value}, "party")
    return {"agency": chosen} if kind == "agency" else {"authority": chosen}


def _standing(member: Any) -> str:
    """Whether a membership runs today, is to come, or has ended."""
    today: date = now().date()
    if member.ends_on is not None and member.ends_on < today:
        return "ended"
    return "now" if member.starts_on <= today else "later"


def _now(members: Any) -> int:
    return sum(_standing(one) == "now" for one in members)


def _may(request: Any, act: Act) -> bool:
    actor = request.actor
    return actor is not None and access.may(actor, act, PeopleFacts(actor.authority))


def _actor(request: Any) -> Any:
    """Whoever acts; an officer without a role may read the groups but keeps none."""
    if request.actor is None:
        access.require(request.user.actor, Act.DIRECTORY_EDIT, PeopleFacts(UUID(int=0)))
    return request.actor
