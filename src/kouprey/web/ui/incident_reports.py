"""Reports of the own State: completeness with a link to mend each gap, the answer on ICCWC, files, submissions."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kouprey.domain.access import Act, Actor
from kouprey.formats import seizures as forms
from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError, NothingThere, UnusableInput
from kouprey.web.records.access import nothing
from kouprey.web.seizures.actions import submitting
from kouprey.web.ui import incident_report_page as page
from kouprey.web.ui.record_acting import acting_page, status_of


@require_safe
@acting_page(Act.RECORD_READ)
def reports(request: HttpRequest, by: Actor) -> HttpResponse:
    """Choose a form and a year; what was sent before."""
    form, year = request.GET.get("form", ""), request.GET.get("year", "")
    if form in forms.FORMS and year.isdecimal() and len(year) == 4:
        return HttpResponseRedirect(reverse("incidents-report", args=[form, int(year)]))
    error = None
    if form or year:
        error = UnusableInput(_("That is no year of a report."), remedy=_("Write it as 2025."))
    return render(request, "incidents/reports.html", page.chosen(by, now()) | {"error": error, "year": year})


@require_safe
@acting_page(Act.RECORD_READ)
def report(request: HttpRequest, by: Actor, form: str, year: int) -> HttpResponse:
    """One report as it stands: nothing is written down by looking at it."""
    return _page(request, by, form, year)


@require_POST
@acting_page(Act.RECORD_READ)
def step(request: HttpRequest, by: Actor, form: str, year: int, name: str) -> HttpResponse:
    """Answer for the report, or record that it was sent."""
    sent = request.POST
    try:
        if name == "answer":
            _answer(form, year, str(sent.get("consent", "")), by)
            return _to(form, year, "answered")
        if name == "submit":
            submitting.submit_report(
                form=form, year=year, suffix=str(sent.get("suffix", "")), recipient=str(sent.get("recipient", "")),
                onward=sent.get("onward") == "yes", on=day_of(str(sent.get("on", ""))), by=by, at=now(),
            )  # fmt: skip
            return _to(form, year, "submitted")
    except NothingThere:
        raise
    except KoupreyError as error:
        return _page(request, by, form, year, error=error, sent=sent.dict(), status=status_of(error))
    raise nothing()


@require_safe
@acting_page(Act.RECORD_EXPORT)
def file(request: HttpRequest, by: Actor, form: str, year: int, suffix: str) -> HttpResponse:
    """The report as a file, as a draft. It is written down."""
    own = request.GET.get("own") == "yes"
    made = submitting.take_draft(form=form, year=year, suffix=suffix, own=own, by=by, at=now())
    name = f"{'SYNTHETIC-' if made.synthetic else ''}draft-{form}-{year}.{suffix}"
    return given(made.content, submitting.MEDIA[suffix], name)


@require_safe
@acting_page(Act.RECORD_EXPORT)
def sent_file(request: HttpRequest, by: Actor, id: UUID) -> HttpResponse:
    """The exact file that was sent. It is written down."""
    found, content = submitting.open_submission(id=id, by=by, at=now())
    return given(content, found.media, found.name)


def given(content: bytes, media: str, name: str) -> HttpResponse:
    """Bytes to keep under a name; never shown in a page."""
    response = HttpResponse(content, content_type=media)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def day_of(text: str) -> date:
    """A day as a form sends it. Raises UnusableInput."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UnusableInput(_("That is no day."), remedy=_("Write it as 2026-11-20.")) from error


def _answer(form: str, year: int, consent: str, by: Actor) -> None:
    if consent not in ("yes", "no"):
        raise UnusableInput(_("Nothing was answered."), remedy=_("Choose yes or no."))
    submitting.answer_consent(form=form, year=year, consent=consent == "yes", by=by, at=now())


def _page(
    request: HttpRequest, by: Actor, form: str, year: int, *, error: KoupreyError | None = None,
    sent: dict[str, Any] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    shown = page.one(form, year, by, now())
    more = {"error": error, "done": page.done(request.GET.get("done", "")), "sent": sent or {}}
    return render(request, "incidents/report.html", shown | more, status=status)


def _to(form: str, year: int, done: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('incidents-report', args=[form, year])}?done={done}")
