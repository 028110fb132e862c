"""The pages of the directory: authorities, agencies and units, read by every officer, kept by administrators."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
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
from kouprey.web.ui import people_forms
from kouprey.web.ui.people_access import attempt, for_officers, for_signed_in, status_of
from kouprey.web.ui.people_paging import heads, paged
from kouprey.web.ui.people_words import countries, kinds

FOREIGN: Final = PeopleFacts(UUID(int=0), held=False)
"""An entry of an authority that has no users here: what an officer who keeps the directory may edit."""
BY_COUNTRY: Final = ("country", "name")
SORTS: Final = {"-country": ("-country", "name"), "name": ("name",), "-name": ("-name",)}


@require_safe
@for_signed_in
def directory(request: Any) -> HttpResponseBase:
    """All entries: by country, by kind, by words."""
    return _directory(request)


@require_POST
@for_officers
def take_in(request: Any) -> HttpResponseBase:
    """Take in the shipped list of public bodies."""
    return attempt(
        lambda: people.import_directory(by=request.actor, at=now()),
        lambda done: _directory(request, done=done),
        lambda error: _directory(request, error=error),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def enter(request: Any) -> HttpResponseBase:
    """Enter an authority that has no users here."""
    access.require(request.actor, Act.DIRECTORY_EDIT, FOREIGN)
    given = request.POST

    def form(error: KoupreyError | None = None) -> HttpResponseBase:
        shown = {"countries": countries(), "given": given, "error": error}
        return render(request, "directory/enter.html", shown, status=status_of(error) if error else 200)

    if request.method != "POST":
        return form()
    return attempt(
        lambda: people.enter_authority(
            country=given.get("country", ""), name=given.get("name", ""), name_local=given.get("name_local", ""),
            source=given.get("source", ""), held=False, by=request.actor, at=now(),
        ),
        lambda body: HttpResponseRedirect(reverse("authority", args=[body.id])),
        form,
    )  # fmt: skip


@require_safe
@for_signed_in
def authority(request: Any, id: UUID) -> HttpResponseBase:
    """One authority and its agencies."""
    return _authority(request, id)


@require_POST
@for_officers
def authority_act(request: Any, id: UUID, act: str) -> HttpResponseBase:
    """Change, verify, close or open an authority, or add an agency."""
    given = request.POST
    more: dict[str, Any] = {"by": request.actor, "at": now()}
    names = ("name", "name_local", "source")
    acts: dict[str, Callable[[], Any]] = {
        "change": lambda: people.change_authority(authority=id, **_words(given, *names), **more),
        "verify": lambda: people.verify_authority(authority=id, **_words(given, "source"), **more),
        "close": lambda: people.close_authority(authority=id, **_words(given, "reason"), **more),
        "reopen": lambda: people.reopen_authority(authority=id, **_words(given, "reason"), **more),
        "agency": lambda: people.enter_agency(
            authority=entries.authority(id) or access.nothing_there(),
            **_words(given, "kind", *names), **more,
        ),
    }  # fmt: skip
    return attempt(
        acts.get(act, access.nothing_there),
        lambda _done: HttpResponseRedirect(reverse("authority", args=[id])),
        lambda error: _authority(request, id, error),
    )


@require_safe
@for_signed_in
def agency(request: Any, id: UUID) -> HttpResponseBase:
    """One agency and its units."""
    return _agency(request, id)


@require_POST
@for_officers
def agency_act(request: Any, id: UUID, act: str) -> HttpResponseBase:
    """Change, verify, close or open an agency, or add a unit."""
    given = request.POST
    more: dict[str, Any] = {"by": request.actor, "at": now()}
    new = ("kind", "name", "name_local", "time_zone", "source")
    acts: dict[str, Callable[[], Any]] = {
        "change": lambda: people.change_agency(agency=id, **_words(given, *new), **more),
        "verify": lambda: people.verify_agency(agency=id, **_words(given, "source"), **more),
        "close": lambda: people.close_agency(agency=id, **_words(given, "reason"), **more),
        "reopen": lambda: people.reopen_agency(agency=id, **_words(given, "reason"), **more),
        "unit": lambda: people.enter_unit(
            agency=id, within=people_forms.maybe_one(given, "within"), **_words(given, "name"), **more
        ),
        "rename": lambda: people.rename_unit(unit=people_forms.one(given, "unit"), **_words(given, "name"), **more),
        "close-unit": lambda: people.close_unit(unit=people_forms.one(given, "unit"), **more),
    }
    return attempt(
        acts.get(act, access.nothing_there),
        lambda _done: HttpResponseRedirect(reverse("agency", args=[id])),
        lambda error: _agency(request, id, error),
    )


def _directory(request: Any, *, done: Any = None, error: KoupreyError | None = None) -> HttpResponseBase:
    asked = request.GET.dict()
    sort = asked.get("sort", "country")
    found = entries.entries(
        country=asked.get("country", ""), kind=asked.get("kind", ""), words=asked.get("q", ""),
        closed=asked.get("closed") == "yes",
    ).order_by(*SORTS.get(sort, BY_COUNTRY), "id")  # fmt: skip
    shown = {
        "page": paged(found, asked),
        "heads": {head.name: head for head in heads([("country", ""), ("name", "")], sort, asked)},
        "asked": {"country": "", "kind": "", "q": "", "closed": "", **asked},
        "countries": countries(),
        "kinds": kinds(),
        "may_edit": _may_edit(request, FOREIGN),
        "done": done,
        "error": error,
    }
    return render(request, "directory/list.html", shown, status=status_of(error) if error else 200)


def _authority(request: Any, id: UUID, error: KoupreyError | None = None) -> HttpResponseBase:
    body = entries.authority(id) or access.nothing_there()
    shown = {
        "body": body,
        "agencies": sorted(body.agencies.all(), key=lambda agency: (agency.closed_at is not None, agency.name)),
        "kinds": kinds(),
        "may_edit": _may_edit(request, PeopleFacts(body.id, held=body.held)),
        "error": error,
        "given": request.POST,
    }
    return render(request, "directory/authority.html", shown, status=status_of(error) if error else 200)


def _agency(request: Any, id: UUID, error: KoupreyError | None = None) -> HttpResponseBase:
    found = entries.agency(id) or access.nothing_there()
    shown = {
        "agency": found,
        "units": _tree(list(found.units.all())),
        "open_units": [unit for unit in found.units.all() if unit.closed_at is None],
        "kinds": kinds(),
        "may_edit": _may_edit(request, PeopleFacts(found.authority_id, held=found.authority.held)),
        "error": error,
        "given": request.POST,
    }
    return render(request, "directory/agency.html", shown, status=status_of(error) if error else 200)


def _tree(units: list[Any]) -> list[tuple[int, Any]]:
    """Units in the order of a tree, each with its depth; those above first, names in order."""
    below: dict[Any, list[Any]] = {}
    for unit in units:
        below.setdefault(unit.within_id, []).append(unit)
    found: list[tuple[int, Any]] = []

    def walk(above: Any, depth: int) -> None:
        for unit in below.get(above, []):
            found.append((depth, unit))
            walk(unit.id, depth + 1)

    walk(None, 0)
    return found


def _may_edit(request: Any, facts: PeopleFacts) -> bool:
    return request.actor is not None and access.may(request.actor, Act.DIRECTORY_EDIT, facts)


def _words(given: Any, *names: str) -> dict[str, Any]:
    return {name: given.get(name, "") for name in names}
