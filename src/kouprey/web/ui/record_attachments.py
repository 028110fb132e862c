"""Pages of the files of a record: attach one, look at or save one, remove one."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kouprey.domain.access import Act, Actor
from kouprey.domain.attachments import KINDS
from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError, NothingThere, UnusableInput
from kouprey.web.records.actions.attaching import attach, open_attachment, remove_attachment
from kouprey.web.records.actions.reading import open_record
from kouprey.web.ui import record_page
from kouprey.web.ui.record_acting import acting_page, status_of

SHOWN = frozenset(kind.media for kind in KINDS if kind.shown)
ALONE = "default-src 'none'; img-src 'self'; sandbox"
"""The policy of a file that is given out: whatever it holds, nothing of it runs and nothing is fetched."""


@require_POST
@acting_page(Act.RECORD_ATTACH)
def add(request: HttpRequest, by: Actor, id: UUID) -> HttpResponse:
    """Attach a file."""
    file = request.FILES.get("file")
    try:
        if file is None:
            raise UnusableInput(_("No file arrived."), remedy=_("Choose a file, then press Attach file."))
        original = request.POST.get("original") == "yes"
        attach(id=id, name=file.name or "", file=file, with_original=original, by=by, at=now())
    except NothingThere:
        raise
    except KoupreyError as error:
        return _again(request, by, id, error)
    return _done(id, "attached")


@require_safe
@acting_page(Act.RECORD_READ)
def one(request: HttpRequest, by: Actor, id: UUID, attachment: UUID) -> HttpResponse:
    """The file itself. A picture may be shown; everything else is only saved."""
    original = request.GET.get("original") == "yes"
    found, content = open_attachment(id=id, attachment=attachment, by=by, at=now(), original=original)
    response = HttpResponse(content, content_type=found.media)
    way = "inline" if found.media in SHOWN and not original else "attachment"
    response["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(found.name)}"
    response["Content-Security-Policy"] = ALONE
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@acting_page(Act.RECORD_ATTACH)
def remove(request: HttpRequest, by: Actor, id: UUID, attachment: UUID) -> HttpResponse:
    """Take a file away, with a reason."""
    try:
        reason = request.POST.get("reason", "")
        remove_attachment(id=id, attachment=attachment, reason=reason, by=by, at=now())
    except NothingThere:
        raise
    except KoupreyError as error:
        return _again(request, by, id, error)
    return _done(id, "detached")


def _again(request: HttpRequest, by: Actor, id: UUID, error: KoupreyError) -> HttpResponse:
    said: dict[str, Any] = record_page.page_of(open_record(id=id, by=by, at=now()), by) | {"error": error}
    return render(request, "records/one.html", said, status=status_of(error))


def _done(id: UUID, done: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('records-one', args=[id])}?done={done}#files")
