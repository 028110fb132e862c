"""Operations on the files of a record."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import HttpResponse
from ninja import File, Form, Path, Router, Status, UploadedFile

from kouprey.domain.access import Act
from kouprey.kernel.clock import now
from kouprey.web.api import shapes, shown
from kouprey.web.api.answers import ERRORS
from kouprey.web.api.bearer import calling
from kouprey.web.records.actions.attaching import attach, open_attachment, remove_attachment
from kouprey.web.records.actions.reading import open_record
from kouprey.web.records.queries import attachments_of

router = Router(tags=["records"])
CONTENT = {"responses": {"200": {"description": "OK", "content": {"*/*": {"schema": {"format": "binary"}}}}}}
"""The file itself, with the media type that it was found to have."""


@router.get("/{id}/files", response={200: list[shapes.FileOut], **ERRORS}, summary="The files of a record")
def listed(request: Any, id: Path[UUID]) -> Any:
    """Those that were removed among them, without their content."""
    with calling(request, Act.RECORD_READ) as actor:
        return [shown.file(found) for found in attachments_of(open_record(id=id, by=actor, at=now()))]


@router.post("/{id}/files", response={201: shapes.FileOut, **ERRORS}, summary="Attach a file")
def add(request: Any, id: Path[UUID], file: File[UploadedFile], with_original: Form[bool] = False) -> Any:
    """Known by its content. A picture is drawn anew; `with_original` seals what was received beside it."""
    with calling(request, Act.RECORD_ATTACH) as actor:
        made = attach(id=id, name=file.name or "", file=file, with_original=with_original, by=actor, at=now())
        return Status(201, shown.file(made))


@router.get("/{id}/files/{file}", response=ERRORS, openapi_extra=CONTENT, summary="What a file holds")
def content(request: Any, id: Path[UUID], file: Path[UUID], original: bool = False) -> HttpResponse:
    """As it is given out, or (`original`) as it was received, which takes the right to export and is written down."""
    act = Act.RECORD_EXPORT if original else Act.RECORD_READ
    with calling(request, act) as actor:
        found, held = open_attachment(id=id, attachment=file, by=actor, at=now(), original=original)
    response = HttpResponse(held, content_type=found.media)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@router.post("/{id}/files/{file}/remove", response={204: None, **ERRORS}, summary="Take a file away, with a reason")
def remove(request: Any, id: Path[UUID], file: Path[UUID], given: shapes.Why) -> Any:
    """It is no longer given out; that it was there stays."""
    with calling(request, Act.RECORD_ATTACH) as actor:
        remove_attachment(id=id, attachment=file, reason=given.reason, by=actor, at=now())
        return Status(204, None)
