"""The pages of approvals: what waits for the officer, what the officer asked for, and the answer."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kouprey.domain.access import Act, NodeFacts
from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError
from kouprey.web.accounts import access, people
from kouprey.web.accounts.reauthentication import required
from kouprey.web.ui import people_approvals
from kouprey.web.ui.people_access import attempt, for_officers, status_of

STATES: Final = {
    "waiting": gettext_lazy("waiting"),
    "approved": gettext_lazy("approved"),
    "refused": gettext_lazy("refused"),
    "lapsed": gettext_lazy("lapsed"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def approvals(request: Any) -> HttpResponseBase:
    """What waits; and, for whoever may, asking that a backup is restored."""
    if request.method != "POST":
        return _list(request)
    given = request.POST
    return attempt(
        lambda: people.ask_restore(
            digest=given.get("digest", ""), reason=given.get("reason", ""), by=request.actor, at=now()
        ),
        lambda asked: HttpResponseRedirect(reverse("approval", args=[asked.id])),
        lambda error: _list(request, error),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def approval(request: Any, id: UUID) -> HttpResponseBase:
    """One question, and the answer to it."""
    found = people_approvals.question(request.actor, id, at=now())
    if request.method != "POST":
        return _one(request, found)
    again = required(request) if found.asked.act in people_approvals.GRAVE else None
    if again is not None:
        return again
    given = request.POST

    def act() -> Any:
        return people_approvals.ANSWERS[found.asked.act](
            approval=id, approve=given.get("decision") == "approve", answer=given.get("answer", ""), by=request.actor,
            at=now(),
        )  # fmt: skip

    return attempt(
        act, lambda _done: HttpResponseRedirect(reverse("approvals")), lambda error: _one(request, found, error)
    )


def _list(request: Any, error: KoupreyError | None = None) -> HttpResponseBase:
    actor, at = request.actor, now()
    shown = {
        "waiting": people_approvals.to_answer(actor, at=at), "own": people_approvals.own(actor, at=at),
        "may_ask_restore": access.may(actor, Act.RESTORE_ASK, NodeFacts()), "states": STATES,
        "given": request.POST, "error": error,
    }  # fmt: skip
    return render(request, "approvals/list.html", shown, status=status_of(error) if error else 200)


def _one(request: Any, found: Any, error: KoupreyError | None = None) -> HttpResponseBase:
    shown = {"question": found, "states": STATES, "given": request.POST, "error": error}
    return render(request, "approvals/one.html", shown, status=status_of(error) if error else 200)
