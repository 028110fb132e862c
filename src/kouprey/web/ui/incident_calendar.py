"""The calendar of what a State owes: due, filed, filed late, late, each with its file; and as a calendar file."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kouprey.domain import seizures as sz
from kouprey.domain.access import Act, Actor, gate
from kouprey.domain.trade.codes import country_name
from kouprey.formats.seizures.ical import Entry, as_ical
from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError, NothingThere, UnusableInput
from kouprey.web.accounts.directory import country_of
from kouprey.web.records.access import nothing
from kouprey.web.seizures import access
from kouprey.web.seizures.actions import submitting
from kouprey.web.seizures.actions.duties import BACK, calendar_for
from kouprey.web.ui.incident_report_words import DONE, PARTY, STATUS
from kouprey.web.ui.incident_reports import day_of, given
from kouprey.web.ui.record_acting import acting_page, status_of

FORMS_OF = {"aitr": "aitr", "etis": "etis"}
"""Duties that a report of this node fills, and its form."""


@require_safe
@acting_page(Act.RECORD_READ)
def calendar(request: HttpRequest, by: Actor) -> HttpResponse:
    """Duties of the own State, the latest first; what it is Party to."""
    at = now()
    duties = rows(calendar_for(by, at.date()), by)
    shown = {
        "country": country_name(country_of(by.authority)), "duties": duties, "party": _party(by),
        "may_submit": access.may_submit(by), "since": at.date() - BACK,
        "done": DONE.get(request.GET.get("done", "")),
        "unverified": any(not row["duty"].obligation.verified for row in duties),
        "synthetic": any(row["synthetic"] for row in duties),
    }  # fmt: skip
    return render(request, "incidents/calendar.html", shown)


@require_safe
@acting_page(Act.RECORD_READ)
def ical(request: HttpRequest, by: Actor) -> HttpResponse:
    """The same as a calendar file. It names no taxon and no place."""
    at = now()
    entries = [
        Entry(
            f"{row['duty'].obligation.id}-{row['duty'].country}-{row['duty'].subject}@kouprey", row["duty"].due,
            f"{row['title']} ({row['about']}): {row['status']}", row["text"],
            row["duty"].status in (sz.Status.FILED, sz.Status.FILED_LATE),
        )
        for row in rows(calendar_for(by, at.date()), by)
    ]  # fmt: skip
    title = _("Duties of %(country)s") % {"country": country_name(country_of(by.authority))}
    made = as_ical(entries, title=title, at=at)
    return given(made.encode(), "text/calendar; charset=utf-8", "duties.ics")


@require_http_methods(["GET", "HEAD", "POST"])
@acting_page(Act.RECORD_EXPORT)
def filing(request: HttpRequest, by: Actor, obligation: str, subject: str) -> HttpResponse:
    """Record that a duty was done with a file made elsewhere: on which day, to whom, and the file itself."""
    submitting.require_submitter(by)
    asked = (obligation, subject)
    found = [one for one in calendar_for(by, now().date()) if (one.obligation.id, one.subject) == asked]
    if not found:
        raise nothing()
    error: KoupreyError | None = None
    if request.method == "POST":
        upload = request.FILES.get("file")
        try:
            if upload is None:
                raise UnusableInput(_("No file arrived."), remedy=_("Choose the file that was sent."))
            submitting.record_filing(
                obligation=obligation, subject=subject, name=upload.name or "", file=upload,
                recipient=request.POST.get("recipient", ""), on=day_of(request.POST.get("on", "")), by=by, at=now(),
            )  # fmt: skip
            return HttpResponseRedirect(f"{reverse('incidents-calendar')}?done=filed")
        except NothingThere:
            raise
        except KoupreyError as refused:
            error = refused
    row = rows(found, by)[0]
    shown = {"row": row, "error": error, "sent": request.POST.dict(), "today": now().date().isoformat(),
             "synthetic": row["synthetic"]}  # fmt: skip
    return render(request, "incidents/filing.html", shown, status=status_of(error) if error else 200)


def rows(duties: tuple[sz.Duty, ...] | list[sz.Duty], by: Actor) -> list[dict[str, Any]]:
    """Duties as a page says them, the latest first."""
    ids = {UUID(one.subject) for one in duties if one.obligation.rule == "after"}
    seen = {str(one.pk): one for one in access.incidents(by).filter(pk__in=ids)}
    meetings = {one.id: one for one in sz.meetings()}
    sent = {str(one.pk): one for one in access.submissions(by).exclude(obligation="")}
    on, may_open = now().date(), gate(by, Act.RECORD_EXPORT) is None
    found = []
    for duty in sorted(duties, key=lambda one: one.due, reverse=True):
        record, meeting = seen.get(duty.subject), meetings.get(duty.subject)
        filing = sent.get(duty.filing.file) if duty.filing else None
        form = FORMS_OF.get(duty.obligation.id, "")
        found.append({
            "duty": duty, "title": _(duty.obligation.title), "text": _(duty.obligation.text), "record": record,
            "about": record.number if record else meeting.id if meeting else duty.subject,
            "status": str(STATUS[duty.status.value]), "left": duty.days_left(on), "over": -duty.days_left(on),
            "filing": filing, "opens": filing is not None and may_open and filing.agency == by.agency,
            "ended": _ended(duty, on), "form": form, "year": record.incident.first.year if record else duty.subject,
            "synthetic": bool(record and record.incident.synthetic) or bool(filing and filing.synthetic),
        })  # fmt: skip
    return found


def _ended(duty: sz.Duty, on: date) -> bool:
    """Whether what the duty reports is over: before that nothing was sent."""
    last = sz.reported_until(duty.obligation, duty.subject)
    return last is None or last < on


def _party(by: Actor) -> list[tuple[str, str]]:
    """What the State is Party to, as the lists know it today."""
    country, on = country_of(by.authority), now().date()
    niap = _("in the process") if sz.in_niap(country, on) else _("not in the process")
    return [
        (_("CITES"), str(PARTY[sz.party_status(country, on)])),
        (_("National ivory action plans"), niap),
    ]
