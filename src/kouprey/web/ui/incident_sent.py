"""The door that drafts of a device come to. It answers a script: where the record is, or what stands in the way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kouprey.domain import seizures as sz
from kouprey.domain.access import Act, Actor
from kouprey.domain.records.schema import Unfit
from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError, UnusableInput
from kouprey.web.core.words import told, translated
from kouprey.web.seizures import access
from kouprey.web.seizures.actions.sending import send_incident
from kouprey.web.ui import incident_page
from kouprey.web.ui.incident_fields import said, values_of_form
from kouprey.web.ui.incident_files import NAMES
from kouprey.web.ui.record_acting import acting_page, status_of
from kouprey.web.ui.record_forms import MarksForm


@require_POST
@acting_page(Act.RECORD_CREATE)
def send(request: Any, by: Actor) -> JsonResponse:
    """Take in a draft with its files, whole. Sent again it is the same record, whatever became of it since."""
    flat = dict(request.POST.lists())
    token, tip = _uuid(said(flat, "token")), _uuid(said(flat, "tip"))
    known = access.sent_before(by, token)
    if known is not None:
        return _arrived(known)
    if token is None or getattr(request, "upload_stopped", None):
        return _refused(error=_incomplete())
    marks, values = MarksForm(by, request.POST, fresh=True), values_of_form(flat, draft=said(flat, "act") != "report")
    if not marks.is_valid():
        return _refused(faults=[_fault(str(marks.fields[name].label), " ".join(map(str, words)))
                                for name, words in marks.errors.items() if name in marks.fields])  # fmt: skip
    noticed = [] if said(flat, "names-confirmed") == "yes" else sz.persons_said(values)
    if noticed:
        return _refused(noticed=[{"text": one.text, "why": translated(one.why)} for one in noticed])
    report = said(flat, "act") == "report"
    try:
        record = send_incident(
            values=values, marks=marks.marks(), token=token, report=report, tip=tip, by=by, at=now(),
            files=[(file.name or "", file) for name in NAMES for file in request.FILES.getlist(name)],
            **marks.people(),
        )  # fmt: skip
    except Unfit as unfit:
        return _refused(faults=[_fault("", translated(words), anchor=incident_page.spot_of(name))
                                for name, words in unfit.problems.items()])  # fmt: skip
    except KoupreyError as error:
        faults = _broken(values) if report else []
        return _refused(faults=faults) if faults else _refused(error=error)
    return _arrived(record)


def _arrived(record: Any) -> JsonResponse:
    state = "created" if record.state == "draft" else "reported"
    address = f"{reverse('incidents-one', args=[record.id])}?done={state}"
    return JsonResponse({"address": address, "number": record.number}, status=201)


def _refused(
    *, faults: list[dict[str, str]] | None = None, noticed: list[dict[str, str]] | None = None,
    error: KoupreyError | None = None,
) -> JsonResponse:  # fmt: skip
    answer = {"faults": faults or [], "noticed": noticed or [], "error": told(error) if error else None}
    return JsonResponse(answer, status=status_of(error) if error else 400)


def _broken(values: Mapping[str, Any]) -> list[dict[str, str]]:
    """The errors of the rules, each with what to do and where on the page."""
    incident = sz.of_values(values, id="")
    found = [incident_page.finding(one, incident) for one in sz.judge(incident, sz.book(now().date()))]
    return [_fault("", one["says"], one["remedy"], one["anchor"]) for one in found if one["error"]]


def _fault(field: str, says: str, remedy: str = "", anchor: str = "") -> dict[str, str]:
    return {"field": field, "says": str(says), "remedy": str(remedy), "anchor": anchor}


def _incomplete() -> UnusableInput:
    return UnusableInput(
        _("What arrived is not whole, or a file is larger than this node takes."),
        kept=_("Nothing was written down. The draft stays on this device."),
        remedy=_("Send it again. If it fails again, take out the largest file, and attach it to the record later."),
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
