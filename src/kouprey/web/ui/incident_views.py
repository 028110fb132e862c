"""Pages of one observation: entered, read, amended, stepped. Each act decides again for itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kouprey.domain import seizures as sz
from kouprey.domain.access import Act, Actor, State
from kouprey.domain.records.schema import Unfit
from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError, NothingThere
from kouprey.kernel.ids import new_id
from kouprey.web.accounts.directory import country_of
from kouprey.web.core.words import translated
from kouprey.web.records import access as records
from kouprey.web.records.actions.reading import open_record
from kouprey.web.records.queries import facts_of
from kouprey.web.seizures import access, queries
from kouprey.web.seizures.actions import recording, stages
from kouprey.web.seizures.actions.tips import take_up_tip
from kouprey.web.ui import incident_form, incident_page, incident_taxa, record_page
from kouprey.web.ui.incident_draft_words import drafts
from kouprey.web.ui.incident_fields import (
    PARTS,
    flat_of,
    said,
    values_of_form,
    with_another,
    without,
)
from kouprey.web.ui.incident_files import attach_all
from kouprey.web.ui.incident_map import place_map
from kouprey.web.ui.record_acting import acting_page, status_of
from kouprey.web.ui.record_forms import MarksForm

FORM = ["GET", "HEAD", "POST"]
STEPS: Final[dict[str, Callable[..., Any]]] = {
    "report": stages.report,
    "verify": stages.verify,
    "send_back": stages.send_back,
    "withdraw": stages.withdraw,
}
REASONED: Final = ("send_back", "withdraw")
AFTER: Final = {"report": "reported", "verify": "verified", "send_back": "sent_back", "withdraw": "withdrawn"}


@require_safe
@acting_page(Act.RECORD_READ)
def incident(request: HttpRequest, by: Actor, id: UUID) -> HttpResponse:
    """One observation and what hangs on it."""
    access.incident(by, id)
    found = open_record(id=id, by=by, at=now())
    asked = request.GET
    shown = incident_page.page_of(found, by, at=now()) | {"done": incident_page.DONE.get(asked.get("done", ""))}
    return render(request, "incidents/one.html", shown | {"files_failed": asked.get("files") == "failed"})


@require_POST
@acting_page(Act.RECORD_READ)
def step(request: HttpRequest, by: Actor, id: UUID, name: str) -> HttpResponse:
    """Report, verify, send back or withdraw."""
    if name not in STEPS:
        raise records.nothing()
    reason = {"reason": request.POST.get("reason", "")} if name in REASONED else {}
    try:
        STEPS[name](id=id, by=by, at=now(), **reason)
    except NothingThere:
        raise
    except KoupreyError as error:
        return again(request, by, id, error, step=name)
    return done(id, AFTER[name])


@require_http_methods(FORM)
@acting_page(Act.RECORD_CREATE)
def create(request: HttpRequest, by: Actor) -> HttpResponse:
    """Write an observation down: one page that grows as needed, with scripts or without."""
    tip = _tip(by, request.POST.get("tip", "") or request.GET.get("tip", ""))
    if request.method != "POST":
        flat = _fresh(by, request.GET.get("kind", ""), tip)
        return _form(request, by, flat, MarksForm(by, fresh=True), {"tip": tip})
    flat, act = dict(request.POST.lists()), request.POST.get("act", "save")
    marks = MarksForm(by, request.POST, fresh=True)
    if _grows(act):
        return _form(request, by, _grown(flat, act), marks, {"tip": tip})
    values, problems, error = values_of_form(flat, draft=act != "report"), {}, None
    asked = _asked(request, values)
    if marks.is_valid() and not asked:
        try:
            record = recording.record_incident(
                values=values,
                marks=marks.marks(),
                token=_uuid(said(flat, "token")),
                by=by,
                at=now(),
                **marks.people(),
            )
            return _written(request, by, record.id, act, tip)
        except Unfit as unfit:
            problems = unfit.problems
        except KoupreyError as refused:
            error = refused
    more = {"tip": tip, "error": error, "noticed": asked}
    return _form(request, by, flat, marks, more, problems, status_of(error) if error else 400)


@require_http_methods(FORM)
@acting_page(Act.RECORD_AMEND)
def amend(request: HttpRequest, by: Actor, id: UUID) -> HttpResponse:
    """Make the next version: the same page, filled with what is known."""
    access.incident(by, id)
    found = open_record(id=id, by=by, at=now())
    records.require(by, Act.RECORD_AMEND, facts_of(found))
    before, act = queries.incident_of(found), request.POST.get("act", "save")
    more: dict[str, Any] = record_page.head(found, by) | {
        "seen": found.version, "synthetic": before.synthetic,
    }  # fmt: skip
    if request.method != "POST":
        return _form(request, by, flat_of(before), None, more)
    flat, problems, error = dict(request.POST.lists()), {}, None
    more |= {"seen": record_page.looked_at(request.POST), "reason": said(flat, "reason")}
    if _grows(act):
        return _form(request, by, _grown(flat, act), None, more)
    values = values_of_form(flat, before, draft=found.state == State.DRAFT)
    more["noticed"] = _asked(request, values)
    if not more["noticed"]:
        try:
            seen = int(more["seen"]) if more["seen"].isdecimal() else 0
            recording.amend_incident(id=id, seen=seen, values=values, reason=more["reason"], by=by, at=now())
            kept = attach_all(id, request.FILES, by)
            return done(id, "amended", failed=not kept)
        except Unfit as unfit:
            problems = unfit.problems
        except KoupreyError as refused:
            error = refused
    more |= {"error": error} | record_page.overtaken(found, str(more["seen"]), by)
    return _form(request, by, flat, None, more, problems, status_of(error) if error else 400)


@require_safe
@acting_page(Act.RECORD_CREATE, Act.RECORD_AMEND)
def taxa(request: HttpRequest, by: Actor) -> HttpResponse:
    """Names that what is typed may become, and the kinds of specimen that a taxon of this name does not give."""
    typed = request.GET.get("q", "")
    return JsonResponse({"taxa": incident_taxa.suggested(typed), "seldom": incident_taxa.seldom(typed)})


def again(request: HttpRequest, by: Actor, id: UUID, error: KoupreyError, **more: Any) -> HttpResponse:
    """The page of an observation once more, with what stood in the way."""
    found = open_record(id=id, by=by, at=now())
    shown = incident_page.page_of(found, by, at=now()) | {"error": error, "reason": request.POST.get("reason", "")}
    return render(request, "incidents/one.html", shown | more, status=status_of(error))


def done(id: UUID, what: str, *, failed: bool = False) -> HttpResponseRedirect:
    """Back to the page of an observation, which says what was done."""
    return HttpResponseRedirect(
        f"{reverse('incidents-one', args=[id])}?done={what}{'&files=failed' if failed else ''}"
    )


def _written(request: HttpRequest, by: Actor, id: UUID, act: str, tip: Any) -> HttpResponse:
    """After the record is there: its files, the tip it came from, and, where asked, the report of it."""
    kept = attach_all(id, request.FILES, by)
    if tip is not None and tip.closed_at is None:
        take_up_tip(id=tip.id, record=id, by=by, at=now())
    if act != "report":
        return done(id, "created", failed=not kept)
    try:
        stages.report(id=id, by=by, at=now())
    except KoupreyError as error:
        if access.incident(by, id).state == "draft":
            return again(request, by, id, error, done=incident_page.DONE["created"])
    return done(id, "reported", failed=not kept)


def _form(
    request: HttpRequest, by: Actor, flat: Mapping[str, Sequence[str]], marks: MarksForm | None,
    more: Mapping[str, Any], problems: Mapping[str, str] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    problems = {name: translated(words) for name, words in (problems or {}).items()}
    shown = {
        "form": incident_form.sections(flat, problems, country_of(by.authority)), "lists": incident_form.lists(),
        "marks_form": marks, "problems": problems, "token": said(flat, "token") or str(new_id()),
        "confirmed": said(flat, "names-confirmed"), "place_map": place_map(),
        "drafts": None if "record" in more else drafts(str(by.officer)),
    }  # fmt: skip
    return render(request, "incidents/form.html", shown | dict(more), status=status)


def _fresh(by: Actor, kind: str, tip: Any) -> dict[str, list[str]]:
    """An empty form: the own country, one specimen, and what a tip says."""
    flat = incident_form.fresh(country_of(by.authority), incident_form.agency_code(by), kind)
    if tip is not None:
        note = "\n".join(filter(None, (tip.text, tip.when, tip.link)))
        flat |= {"kind": ["tip"], "note": [note], "place-name": [tip.place], "entry_way": ["web"],
                 "specimen-0-taxon": [tip.taxon], "reference": [tip.number]}  # fmt: skip
    return flat


def _grows(act: str) -> bool:
    return act.partition("-")[0] in ("add", "remove")


def _grown(flat: dict[str, Any], act: str) -> dict[str, Sequence[str]]:
    """The form with a part more, or one less. What was typed stays."""
    way, part, n = [*act.split("-"), "", ""][:3]
    if part not in PARTS:
        return flat
    if way == "add":
        return with_another(flat, part)
    return without(flat, part, int(n)) if n.isdecimal() else flat


def _asked(request: HttpRequest, values: Mapping[str, Any]) -> list[Any]:
    """What looks like names of persons, unless the officer said that it is none."""
    return [] if request.POST.get("names-confirmed") == "yes" else sz.persons_said(values)


def _tip(by: Actor, id: str) -> Any:
    found = _uuid(id)
    return access.tip(by, found) if found else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
