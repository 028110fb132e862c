"""The record of acts for those who may read it: search, print, take away (which is an act itself)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kouprey.domain.access import Actor
from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError, Refused
from kouprey.web.core import access, queries
from kouprey.web.core.actions import note_export
from kouprey.web.core.words import whole
from kouprey.web.ui import audit_files, audit_page
from kouprey.web.ui.audit_page import Asked

View = Callable[..., HttpResponseBase]


def _page(view: View) -> View:
    """For those who may read the audit; what cannot be looked for is said above an empty list."""

    @never_cache
    @login_required
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            reader = access.reader_of_audit(getattr(request, "actor", None))
        except Refused as error:
            raise PermissionDenied(whole(error)) from error
        try:
            return view(request, reader, *args, **kwargs)
        except KoupreyError as error:
            asked = Asked(reader.authority)
            return render(request, "audit/search.html", audit_page.choices(asked) | {"error": error}, status=400)

    return wrapped


@require_safe
@_page
def search(request: HttpRequest, reader: Actor) -> HttpResponse:
    """Acts by time, officer, act and record."""
    return render(request, "audit/search.html", audit_page.page(Asked.of(request.GET, reader.authority), request.GET))


@require_safe
@_page
def printed(request: HttpRequest, reader: Actor) -> HttpResponse:
    """The same acts for paper, with the head of the chain."""
    return render(request, "audit/print.html", audit_page.printed(Asked.of(request.GET, reader.authority)))


@require_POST
@_page
def export(request: HttpRequest, reader: Actor, form: str) -> HttpResponseBase:
    """The acts that are looked for, as a file."""
    asked = Asked.of(request.POST, reader.authority)
    found = queries.events(asked.sought())
    newest = found.first()
    found = found.filter(id__lte=newest.id) if newest else found
    note_export(form=form, filters=asked.given(), rows=found.count(), by=reader, at=now())
    response = StreamingHttpResponse(audit_files.written(found, form), content_type=audit_files.TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="audit-{now():%Y%m%d-%H%M}.{form}"'
    return response
