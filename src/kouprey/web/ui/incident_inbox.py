"""What waits for the own agency: hand-overs with their clock, and tips from the public."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kouprey.domain import seizures as sz
from kouprey.domain.access import Act, Actor
from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError, NothingThere
from kouprey.web.accounts.directory import names_of
from kouprey.web.records.access import nothing
from kouprey.web.seizures import access, queries
from kouprey.web.seizures.actions import tips
from kouprey.web.ui import incident_page
from kouprey.web.ui.record_acting import acting_page, status_of


@require_safe
@acting_page(Act.RECORD_READ)
def inbox(request: HttpRequest, by: Actor) -> HttpResponse:
    """Hand-overs and tips that wait, the most urgent first."""
    at = now()
    received = queries.waiting_handovers(access.handovers(by, sent=False))
    sent = queries.waiting_handovers(access.handovers(by, sent=True))
    duties = list(access.notices(by).select_related("record__incident")[: queries.MOST])
    titles = {rule.id: _(rule.title) for rule in sz.obligations()}
    names = names_of({one.from_agency for one in received} | {one.to_agency for one in sent})
    shown = {
        "received": [(one, names.get(one.from_agency, ""), one.due_at < at) for one in received],
        "sent": [(one, names.get(one.to_agency, ""), one.due_at < at) for one in sent],
        "duties": [{"row": one, "title": titles.get(one.obligation, one.obligation)} for one in duties],
        "synthetic": any(access.row_of(one.record).synthetic for one in (*received, *sent))
        or any(one.record.incident.synthetic for one in duties if one.record),
        "tips": queries.open_tips(access.tips(by)),
        "takes_tips": access.may_take_tips(by),
        "done": incident_page.DONE.get(request.GET.get("done", "")),
    }
    return render(request, "incidents/inbox.html", shown)


@require_safe
@acting_page(Act.RECORD_FILE)
def tip(request: HttpRequest, by: Actor, id: UUID) -> HttpResponse:
    """One tip, as it came."""
    return _page(request, by, access.tip(by, id))


@require_POST
@acting_page(Act.RECORD_FILE)
def step(request: HttpRequest, by: Actor, id: UUID, name: str) -> HttpResponse:
    """Close it with a reason, or read how its reporter can be reached."""
    if name not in ("close", "reporter"):
        raise nothing()
    try:
        if name == "reporter":
            told = tips.read_reporter(id=id, by=by, at=now())
            return _page(request, by, access.tip(by, id), told=told, asked=True)
        tips.close_tip(id=id, reason=request.POST.get("reason", ""), by=by, at=now())
    except NothingThere:
        raise
    except KoupreyError as error:
        return _page(request, by, access.tip(by, id), error=error, status=status_of(error))
    return HttpResponseRedirect(f"{reverse('incidents-inbox')}?done=tip_closed")


def _page(request: HttpRequest, by: Actor, found: Any, *, status: int = 200, **more: Any) -> HttpResponse:
    shown = {"tip": found, "may_read": access.may_read_reporter(by), "has_contact": bool(found.contact)}
    return render(request, "incidents/tip.html", shown | more, status=status)
