"""The import of trade data: choose a file, see what it is, start, watch, read the account."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError, UnusableInput
from kouprey.web.core.actions import cancel_job
from kouprey.web.trade import access, actions, uploads
from kouprey.web.ui import import_page, import_words
from kouprey.web.ui.acting import actor
from kouprey.web.ui.record_acting import status_of

View = Callable[..., HttpResponseBase]


def _page(view: View) -> View:
    """For officers only; what cannot be done is said on a page of its own."""

    @never_cache
    @login_required
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            access.importer(actor(request))
            return view(request, *args, **kwargs)
        except KoupreyError as error:
            return _list(request, error=error, status=status_of(error))

    return wrapped


@require_http_methods(["GET", "HEAD", "POST"])
@_page
def imports(request: HttpRequest) -> HttpResponseBase:
    """The list of imports, and the form that takes a file."""
    if request.method != "POST":
        return _list(request)
    upload = request.FILES.get("file")
    if getattr(request, "upload_stopped", "") == uploads.TOO_LARGE:
        limit = import_words.size(settings.UPLOAD_LIMIT)
        raise UnusableInput(
            _("The file is larger than this node takes (%(limit)s).") % {"limit": limit},
            kept=_("Nothing of it was kept."),
            remedy=_("Pack it as a zip, split it, or load it in the node's shell: kouprey trade load FILE"),
        )
    if upload is None:
        raise UnusableInput(
            _("No file arrived."),
            kept=_("Nothing was changed."),
            remedy=_("Choose a file, then press Upload file. If the line broke, upload it again."),
        )
    by = access.importer(actor(request))
    item = actions.receive_upload(upload=upload, name=upload.name or _("upload"), by=by, at=now())
    return HttpResponseRedirect(reverse("trade-import-one", args=[item.id]))


@require_safe
@_page
def one(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """One import: what was recognised, or how far it is, or its account. While it is open the page renews itself."""
    item = access.import_by_id(actor(request), id)
    return render(request, "imports/one.html", import_page.one(item, actor(request)))


@require_safe
@_page
def progress(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """How far an import is, in the words of its page, for the page's script."""
    return JsonResponse(import_page.progress(access.import_by_id(actor(request), id)))


@require_POST
@_page
def start(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Start the import of a file that was received."""
    item, by = access.import_by_id(actor(request), id), access.importer(actor(request))
    try:
        dataset, add = request.POST.get("dataset", ""), request.POST.get("way") == "add"
        actions.start_import(item=item, dataset=dataset, add=add, by=by, at=now())
    except KoupreyError as error:
        shown = import_page.one(item, actor(request)) | {"error": error}
        return render(request, "imports/one.html", shown, status=400)
    return HttpResponseRedirect(reverse("trade-import-one", args=[id]))


@require_POST
@_page
def stop(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Call an import off."""
    item, by = access.import_by_id(actor(request), id), access.importer(actor(request))
    if item.job is not None:
        cancel_job(job=item.job, by=by, at=now())
    return HttpResponseRedirect(reverse("trade-import-one", args=[id]))


@require_POST
@_page
def delete(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Delete a file that was received and never started."""
    item, by = access.import_to_delete(actor(request), id), access.importer(actor(request))
    actions.delete_file(item=item, by=by, at=now())
    return HttpResponseRedirect(reverse("trade-import-one", args=[id]))


@require_safe
@_page
def rejects(request: HttpRequest, id: UUID, number: int) -> HttpResponseBase:
    """All rejected rows of one file, as CSV."""
    place = import_page.rejects_file(access.import_by_id(actor(request), id), number)
    return FileResponse(place.open("rb"), as_attachment=True, filename=_name(place), content_type="text/csv")


def _name(place: Path) -> str:
    return f"rejected-{place.parent.parent.name}-{place.name}"


def _list(request: HttpRequest, *, error: KoupreyError | None = None, status: int = 200) -> HttpResponse:
    found = import_page.listed(actor(request)) if access.may_import(actor(request)) else {}
    return render(request, "imports/list.html", found | {"error": error}, status=status)
