"""Two observations side by side, the judgement whether they are about the same event, and taking it back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kouprey.domain import seizures as sz
from kouprey.domain.access import Act, Actor
from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError, NothingThere
from kouprey.web.records.actions.reading import open_record
from kouprey.web.seizures import access, queries
from kouprey.web.seizures.actions import events
from kouprey.web.ui import incident_facts, record_page
from kouprey.web.ui.incident_views import again, done
from kouprey.web.ui.record_acting import acting_page, status_of


@require_http_methods(["GET", "HEAD", "POST"])
@acting_page(Act.RECORD_READ)
def beside(request: HttpRequest, by: Actor, id: UUID, other: UUID) -> HttpResponse:
    """What both say, field by field; judged here."""
    access.incident(by, id)
    access.incident(by, other)
    error: KoupreyError | None = None
    reason = request.POST.get("reason", "")
    if request.method == "POST":
        same = request.POST.get("same") == "yes"
        try:
            events.judge_same_event(one=id, other=other, same=same, reason=reason, by=by, at=now())
            return done(id, "judged")
        except NothingThere:
            raise
        except KoupreyError as refused:
            error = refused
    one, two = (open_record(id=each, by=by, at=now()) for each in (id, other))
    first, second = queries.incident_of(one), queries.incident_of(two)
    pair = {id, other}
    held = [row for row in queries.holding(access.judgements(by), [id]) if {row.one, row.other} == pair]
    shown = record_page.head(one, by) | {
        "other": two, "synthetic": first.synthetic or second.synthetic,
        "rows": _rows(first, second), "likeness": sz.likeness(first, second), "held": held[-1:],
        "error": error, "reason": reason, "may_judge": Act.RECORD_AMEND in by.spec.acts,
        "back": id, "here": reverse("incidents-beside", args=[id, other]),
    }  # fmt: skip
    return render(request, "incidents/beside.html", shown, status=status_of(error) if error else 200)


@require_POST
@acting_page(Act.RECORD_READ)
def undo(request: HttpRequest, by: Actor, id: UUID) -> HttpResponse:
    """Take a judgement back; the officer returns to the observation, or the release, whose page it was."""
    found = access.judgement(by, id)
    ends = [access.end(by, record, left) for record, left in found.ends]
    back = request.POST.get("back", "")
    here = next((end for end in ends if back in (str(end.id), str(end.known_by))), ends[0])
    try:
        events.undo_judgement(id=id, by=by, at=now())
    except NothingThere:
        raise
    except KoupreyError as error:
        if here.release is not None:
            raise
        return again(request, by, here.id, error)
    if here.release is not None:
        return HttpResponseRedirect(f"{reverse('received-one', args=[here.release.id])}?done=unjudged")
    return done(here.id, "unjudged")


def _rows(one: sz.Incident, other: sz.Incident) -> list[dict[str, Any]]:
    """The facts of both under the same titles; those of one alone stand beside a blank."""
    first, second = incident_facts.by_field(one), incident_facts.by_field(other)
    return [
        {"title": _(field.title), "one": first.get(field.name, "–"), "other": second.get(field.name, "–"),
         "same": first.get(field.name) == second.get(field.name)}
        for field in sz.INCIDENT.fields
        if field.name in first or field.name in second
    ]  # fmt: skip
