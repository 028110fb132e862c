"""Pages of a hand-over: offered to an agency under a law, accepted, sent back, recalled, and its receipt on paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kouprey.domain.access import Act, Actor
from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError, NothingThere
from kouprey.web.accounts.directory import agency as agency_of
from kouprey.web.accounts.directory import names_of
from kouprey.web.records import access as records
from kouprey.web.records.queries import facts_of
from kouprey.web.seizures import access
from kouprey.web.seizures.actions import handing
from kouprey.web.ui import incident_page, record_page
from kouprey.web.ui.incident_views import again, done
from kouprey.web.ui.record_acting import acting_page, status_of

STEPS: Final[dict[str, Callable[..., Any]]] = {
    "accept": handing.accept_hand_over,
    "send_back": handing.send_back_hand_over,
    "recall": handing.recall_hand_over,
}
ENTERED: Final = {
    "agreement": gettext_lazy("Which agreement (number and date)"),
    "article": gettext_lazy("Which law and article"),
}
"""What is asked for beside a basis that the list leaves to be entered."""
AFTER: Final = {"accept": "taken_over", "send_back": "not_taken", "recall": "recalled"}


@require_http_methods(["GET", "HEAD", "POST"])
@acting_page(Act.RECORD_HAND_OVER)
def offer(request: HttpRequest, by: Actor, id: UUID) -> HttpResponse:
    """Choose the agency, then the law under which it goes there, and offer it."""
    found = access.incident(by, id)
    records.require(by, Act.RECORD_HAND_OVER, facts_of(found))
    given = request.POST if request.method == "POST" else request.GET
    to = next((one for one in access.receivers(by) if str(one.id) == given.get("to", "")), None)
    shown = record_page.head(found, by) | {"receivers": access.receivers(by), "to": to, "error": None}
    shown["synthetic"] = found.incident.synthetic
    basis = given.get("basis", "")
    entered = given.get(f"entered-{basis}", "")
    shown |= {"bases": _bases(by, to, basis, entered), "note": given.get("note", "")}
    if request.method == "POST":
        try:
            chosen = to.id if to else id
            handing.hand_over(id=id, to=chosen, basis=basis, entered=entered, note=shown["note"], by=by, at=now())
            return done(id, "offered")
        except KoupreyError as error:
            shown["error"] = error
    status = status_of(shown["error"]) if shown["error"] else 200
    return render(request, "incidents/hand_over.html", shown, status=status)


def _bases(by: Actor, to: Any, chosen: str, entered: str) -> list[dict[str, Any]]:
    """The laws to choose from, the one that was chosen, and what was typed beside it."""
    found = access.bases_between(by, to) if to else ()
    first = chosen or next((one.id for one in found), "")
    return [
        {"basis": one, "chosen": one.id == first, "ask": ENTERED.get(one.entered, ""),
         "entered": entered if one.id == first else ""}
        for one in found
    ]  # fmt: skip


@require_POST
@acting_page(Act.RECORD_TAKE_OVER, Act.RECORD_HAND_OVER)
def step(request: HttpRequest, by: Actor, id: UUID, name: str) -> HttpResponse:
    """Accept, send back or recall."""
    if name not in STEPS:
        raise records.nothing()
    found = access.handover(by, id)
    reason = {"reason": request.POST.get("reason", "")} if name == "send_back" else {}
    try:
        STEPS[name](id=id, by=by, at=now(), **reason)
    except NothingThere:
        raise
    except KoupreyError as error:
        return again(request, by, found.record_id, error, step=f"handed-{name}")
    if name == "send_back":  # the record is out of sight again, unless its audience names the agency anyway
        return HttpResponseRedirect(f"{reverse('incidents-inbox')}?done={AFTER[name]}")
    return done(found.record_id, AFTER[name])


@require_safe
@acting_page(Act.RECORD_READ)
def receipt(request: HttpRequest, by: Actor, id: UUID) -> HttpResponse:
    """The receipt, for paper: what was handed over, by whom, under which law, when it was taken over."""
    found = access.handover(by, id)
    record = access.incident(by, found.record_id)
    names = names_of([found.from_agency, found.to_agency])
    shown = record_page.head(record, by) | incident_page.facts(record, found.version) | {
        "handed": found, "from_name": names.get(found.from_agency, ""), "to_name": names.get(found.to_agency, ""),
        "from_agency": agency_of(found.from_agency), "by": by, "at": now(),
    }  # fmt: skip
    return render(request, "incidents/receipt.html", shown)
