"""An officer's keys for programs: what there are, make one (shown once), revoke one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from kouprey.domain.access import Act
from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError, NothingThere, UnusableInput
from kouprey.web.accounts.reauthentication import grave
from kouprey.web.accounts.tokens import LONGEST, make_token, revoke_token, tokens_of
from kouprey.web.ui.people_access import for_officers, status_of
from kouprey.web.ui.people_words import ACTS

OPERATIONS = tuple(act for act in Act if act.startswith(("record.", "release.")) and act != Act.RECORD_APPROVE_WIDER)
"""Acts that the API has an operation for."""
DAYS = (30, 90, 180, LONGEST.days)


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
@grave
@sensitive_variables("secret")
def tokens(request: Any) -> HttpResponseBase:
    """The list and the form; a token that was made is shown on the answer, once."""
    if request.method != "POST":
        return _page(request)
    try:
        token, secret = make_token(
            appointment=request.appointment, purpose=request.actor.purpose, name=request.POST.get("name", ""),
            acts=_acts(request.POST.getlist("acts")), days=_days(request.POST.get("days", "")), by=request.actor,
            at=now(),
        )  # fmt: skip
    except KoupreyError as error:
        return _page(request, {"error": error, "given": request.POST}, status=status_of(error))
    return _page(request, {"made": token, "secret": secret})


@require_POST
@for_officers
@grave
def revoke(request: Any, id: UUID) -> HttpResponseBase:
    """End one now."""
    try:
        revoke_token(id=id, by=request.actor, at=now())
    except NothingThere:
        raise
    except KoupreyError as error:
        return _page(request, {"error": error}, status=status_of(error))
    return HttpResponseRedirect(reverse("tokens"))


def _page(request: Any, more: dict[str, Any] | None = None, *, status: int = 200) -> HttpResponse:
    chosen = set((more or {}).get("given", {}).getlist("acts")) if more and "given" in more else set()
    offered = [(act.value, ACTS[act], act.value in chosen) for act in OPERATIONS if act in request.actor.spec.acts]
    rows = [(token, [ACTS[Act(act)] for act in token.acts]) for token in tokens_of(request.actor.officer)]
    said = {"tokens": rows, "offered": offered, "days": DAYS, "now": now(), "may_make": request.actor.strong}
    return render(request, "tokens/list.html", said | (more or {}), status=status)


def _acts(given: list[str]) -> list[Act]:
    try:
        return [Act(act) for act in given]
    except ValueError as error:
        raise UnusableInput(_("There is no such act."), remedy=_("Choose among those on the page.")) from error


def _days(given: str) -> int:
    return int(given) if given.isdecimal() and len(given) < 5 else 0
