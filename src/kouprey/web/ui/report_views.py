"""Pages of the annual report: an officer hands a file in, reads what to mend, takes the standard layout."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kouprey.kernel.errors import KoupreyError, NothingThere, Refused
from kouprey.web.trade import access
from kouprey.web.ui import report_files, report_page
from kouprey.web.ui.acting import actor

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
View = Callable[..., HttpResponse]


def _page(view: View) -> View:
    """For officers whose role checks reports."""

    @never_cache
    @login_required
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        try:
            access.checker(actor(request))
        except Refused as error:
            return _refused(request, error, status=403)
        return view(request, *args, **named)

    return wrapped


@_page
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The form; a file that is handed in goes on to its check."""
    try:
        if request.method != "POST":
            return render(request, "report/form.html", report_page.form_of(report_page.Asked.of(request.GET)))
        asked = report_page.Asked.of(request.POST)
        token = report_files.keep(request.FILES.get("file"), request.user.pk)
        return HttpResponseRedirect(f"{reverse('report-check', args=[token])}?{asked.address()}")
    except KoupreyError as error:
        return _refused(request, error)


@_page
@require_safe
def report_check(request: HttpRequest, token: str) -> HttpResponse:
    """What is to be mended in a file."""
    try:
        asked = report_page.Asked.of(request.GET)
        found = report_page.check(report_files.find(token, request.user.pk), asked)
        page = report_page.page_of_check(found, request.GET) | {"token": token}
        return render(request, "report/check.html", page)
    except KoupreyError as error:
        return _refused(request, error)


@_page
@require_safe
def report_file(request: HttpRequest, token: str, name: str) -> HttpResponse:
    """The findings, or the usable rows in the standard layout, to be saved."""
    try:
        asked = report_page.Asked.of(request.GET)
        found = report_page.check(report_files.find(token, request.user.pk), asked)
        given: str | bytes
        if name == "findings.csv":
            given = report_page.findings_csv(found)
        else:
            given = report_page.standard_layout(found, name.rpartition(".")[2])
    except KoupreyError as error:
        return _refused(request, error)
    about = f"{found.report.country}-{found.report.year}-" if found.report else ""
    headers = {"Content-Disposition": f'attachment; filename="{about}{name}"'}
    return HttpResponse(given, content_type=XLSX if name.endswith(".xlsx") else CSV, headers=headers)


@_page
@require_POST
def report_remove(request: HttpRequest, token: str) -> HttpResponse:
    """Delete the file of a check before its time."""
    report_files.remove(token, request.user.pk)
    return HttpResponseRedirect(reverse("report") + "?removed=1")


def _refused(request: HttpRequest, error: KoupreyError, *, status: int = 400) -> HttpResponse:
    try:
        asked = report_page.Asked.of(request.POST if request.method == "POST" else request.GET)
    except KoupreyError:
        asked = None
    said = report_page.form_of(asked) | {"error": error, "error_words": report_page.without_path(error.what)}
    return render(request, "report/form.html", said, status=404 if isinstance(error, NothingThere) else status)
