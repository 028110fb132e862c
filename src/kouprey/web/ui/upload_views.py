"""An upload in pieces, for the script of the import page: begin, send a piece, ask, finish, drop. Answers in JSON.

Without scripts the page's own form does the same in one go (`imports.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError, NothingThere, Refused
from kouprey.web.core.words import told
from kouprey.web.trade import access, actions, uploads
from kouprey.web.ui.acting import actor
from kouprey.web.ui.record_acting import status_of

View = Callable[..., HttpResponseBase]


def _answers(view: View) -> View:
    """For officers only. What cannot be done is said in the words of its error, and where the upload stands."""

    @never_cache
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _said(_signed_out(), 401)
        try:
            return view(request, *args, **kwargs)
        except actions.OutOfStep as error:
            return _said(error, 409, arrived=error.arrived)
        except KoupreyError as error:
            return _said(error, status_of(error))

    return wrapped


@require_POST
@_answers
def begin(request: HttpRequest) -> HttpResponseBase:
    """Begin an upload, or find the one that the same file began: how much has arrived, and the digest of that."""
    size = request.POST.get("size", "")
    upload = actions.begin_upload(
        name=request.POST.get("name", ""),
        size=int(size) if size.isdecimal() and len(size) < 16 else 0,
        first=request.POST.get("first", ""),
        by=access.importer(actor(request)),
        at=now(),
    )
    sha256 = uploads.digest_of(upload.id, upload.arrived)
    return JsonResponse(_stand(upload.id, upload.arrived) | {"sha256": sha256}, status=200 if upload.arrived else 201)


@require_http_methods(["GET", "PUT"])
@_answers
def upload(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Where an upload stands; or its next piece, with the place it belongs and its digest in headers."""
    found = access.upload_by_id(actor(request), id)
    if request.method != "PUT":
        return JsonResponse(_stand(id, found.arrived))
    length, offset = request.headers.get("Content-Length", ""), request.headers.get("Upload-Offset", "")
    if not length.isdecimal() or int(length) > uploads.PIECE or not offset.isdecimal() or len(offset) > 15:
        raise actions.OutOfStep(found.arrived)
    arrived = actions.take_piece(
        upload=found,
        offset=int(offset),
        piece=request.body,
        sha256=request.headers.get("Upload-Digest", ""),
        by=access.importer(actor(request)),
        at=now(),
    )
    return JsonResponse(_stand(id, arrived))


@require_POST
@_answers
def finish(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """All has arrived: make an import of it. Asked twice, the second answer is the first one's."""
    by, sha256 = access.importer(actor(request)), request.POST.get("sha256", "")
    try:
        found = access.upload_by_id(actor(request), id)
    except NothingThere:
        made = access.import_by_id(actor(request), id)  # the first answer was lost on its way
    else:
        made = actions.finish_upload(upload=found, sha256=sha256, by=by, at=now())
    return JsonResponse({"address": reverse("trade-import-one", args=[made.id])})


@require_POST
@_answers
def drop(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Give an upload up; what has arrived of it is removed. Without scripts: back to the list."""
    found = access.upload_by_id(actor(request), id)
    actions.drop_upload(upload=found, by=access.importer(actor(request)), at=now())
    if "text/html" in request.headers.get("Accept", ""):
        return HttpResponseRedirect(reverse("trade-import"))
    return HttpResponse(status=204)


def _stand(id: UUID, arrived: int) -> dict[str, Any]:
    return {"address": reverse("trade-upload-one", args=[id]), "arrived": arrived}


def _said(error: KoupreyError, status: int, **more: Any) -> JsonResponse:
    return JsonResponse(told(error) | more, status=status)


def _signed_out() -> Refused:
    return Refused(
        _("You are not signed in any more."),
        kept=_("What has arrived of the file is kept for a day."),
        remedy=_("Sign in again, open this page, and choose the same file: the upload goes on from there."),
    )
