"""An observation that another State released beside an own one, or another that was received; judged here."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kouprey.domain import seizures as sz
from kouprey.domain.access import Act, Actor
from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError, NothingThere, Refused
from kouprey.web.records.actions.reading import open_record
from kouprey.web.records.actions.received import open_release
from kouprey.web.records.queries import handling_of
from kouprey.web.seizures import access, queries
from kouprey.web.seizures.actions import events
from kouprey.web.seizures.queries import Side
from kouprey.web.ui import incident_facts, record_marks
from kouprey.web.ui.record_acting import acting_page, status_of


@require_http_methods(["GET", "HEAD", "POST"])
@acting_page(Act.RECORD_READ)
def beside(request: HttpRequest, by: Actor, id: UUID, other: UUID) -> HttpResponse:
    """What both say, field by field, and what was not released; judged here."""
    sides = (access.given_side(by, id), access.side(by, other))
    error: KoupreyError | None = None
    reason = request.POST.get("reason", "")
    if request.method == "POST":
        same = request.POST.get("same") == "yes"
        try:
            events.judge_same_event(one=id, other=other, same=same, reason=reason, by=by, at=now())
            return HttpResponseRedirect(f"{reverse('received-one', args=[id])}?done=judged")
        except NothingThere:
            raise
        except KoupreyError as refused:
            error = refused
    one, two = (_opened(side, by) for side in sides)
    pair = {sides[0].id, sides[1].id}
    held = [row for row in queries.holding(access.judgements(by), [sides[0].id]) if {row.one, row.other} == pair]
    shown = {
        "sides": (one, two), "synthetic": one["incident"].synthetic or two["incident"].synthetic,
        "rows": _rows(one, two), "likeness": sz.likeness(one["incident"], two["incident"]), "held": held[-1:],
        "error": error, "reason": reason, "may_judge": Act.RECORD_AMEND in by.spec.acts, "back": id,
        "across": True,
        "here": reverse("received-beside", args=[id, other]),
    }  # fmt: skip
    return render(request, "received/beside.html", shown, status=status_of(error) if error else 200)


def _opened(side: Side, by: Actor) -> dict[str, Any]:
    """One side opened for reading, which is an act: its number, marks, and what is known. Raises Refused."""
    if side.release is None:
        record = open_record(id=side.id, by=by, at=now())
        return {
            "number": side.number, "address": reverse("incidents-one", args=[side.id]), "received": False,
            "marks": record_marks.shown(handling_of(record)), "incident": queries.incident_of(record),
            "held_back": frozenset(),
        }  # fmt: skip
    found, free = open_release(id=side.release.id, by=by, at=now())
    if not free:
        raise Refused(_("Its caveats are not acknowledged yet."), remedy=_("Open it and confirm them first."))
    incident = queries.incident_of_release(found)
    if incident is None:
        raise Refused(_("Too little of it was released to compare it."), remedy=_("Ask its originator for more."))
    return {
        "number": side.number, "address": reverse("received-one", args=[found.id]), "received": True,
        "marks": record_marks.shown(found.marks()), "incident": incident, "held_back": queries.not_released(found),
    }  # fmt: skip


def _rows(one: dict[str, Any], two: dict[str, Any]) -> list[dict[str, Any]]:
    """The facts of both under the same titles. What was not released is said to be so, and is never unlike."""
    first, second = _words(one), _words(two)
    return [
        {"title": _(field.title), "one": first.get(field.name, "–"), "other": second.get(field.name, "–"),
         "same": field.name not in {*one["held_back"], *two["held_back"]}
         and first.get(field.name) == second.get(field.name)}
        for field in sz.INCIDENT.fields
        if _said(field.name, one, first) or _said(field.name, two, second)
    ]  # fmt: skip


def _said(name: str, side: dict[str, Any], words: dict[str, str]) -> bool:
    return name in words and name not in side["held_back"]


def _words(side: dict[str, Any]) -> dict[str, str]:
    return incident_facts.by_field(side["incident"]) | dict.fromkeys(side["held_back"], _("not released"))
