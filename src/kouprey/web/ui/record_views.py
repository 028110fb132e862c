"""Pages of records: read, write, file, verify, withdraw, mark, ask for release. Each act decides again for itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kouprey.domain.access import Act, Actor
from kouprey.domain.handling import widenings
from kouprey.domain.kinds import KINDS
from kouprey.domain.law.record import ASSESSMENT
from kouprey.domain.records.schema import Unfit
from kouprey.domain.release import PartyKind
from kouprey.domain.seizures import INCIDENT
from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError, NothingThere
from kouprey.web.accounts.directory import recipient
from kouprey.web.records import access
from kouprey.web.records.actions import marks as marking
from kouprey.web.records.actions import records as acts
from kouprey.web.records.actions.reading import open_record
from kouprey.web.records.actions.withdrawing import withdraw_record
from kouprey.web.records.queries import facts_of, handling_of, values_of
from kouprey.web.ui import record_page
from kouprey.web.ui.record_acting import acting_page, status_of
from kouprey.web.ui.record_forms import MarksForm, ValuesForm, typed

STEPS: Final[dict[str, Callable[..., Any]]] = {
    "file": acts.file_record,
    "verify": acts.verify_record,
    "send_back": acts.send_back_record,
    "withdraw": withdraw_record,
}
AFTER: Final = {"file": "filed", "verify": "verified", "send_back": "sent_back", "withdraw": "withdrawn"}
FORM = ["GET", "HEAD", "POST"]


class Pages(NamedTuple):
    """The names of the addresses of a kind that has pages of its own."""

    one: str
    new: str
    amend: str


OWN_PAGES: Final = {
    INCIDENT.name: Pages("incidents-one", "incidents-new", "incidents-amend"),
    ASSESSMENT.name: Pages("law-assessment", "law-assess", "law-assessment-amend"),
}


@require_safe
@acting_page(Act.RECORD_READ)
def record(request: HttpRequest, by: Actor, id: UUID) -> HttpResponse:
    """One record."""
    found = open_record(id=id, by=by, at=now())
    own = OWN_PAGES.get(found.kind)
    if own is not None:
        asked = request.GET.urlencode()
        return HttpResponseRedirect(f"{reverse(own.one, args=[id])}{'?' if asked else ''}{asked}")
    done = record_page.DONE.get(request.GET.get("done", ""))
    return render(request, "records/one.html", record_page.page_of(found, by) | {"done": done})


@require_safe
@acting_page(Act.RECORD_READ)
def version(request: HttpRequest, by: Actor, id: UUID, number: int) -> HttpResponse:
    """One version and what it changed."""
    found = open_record(id=id, by=by, at=now())
    said = record_page.head(found, by) | record_page.version_page(found, number)
    return render(request, "records/version.html", said)


@require_POST
@acting_page(Act.RECORD_READ)
def step(request: HttpRequest, by: Actor, id: UUID, name: str) -> HttpResponse:
    """File, verify, send back or withdraw."""
    if name not in STEPS:
        raise access.nothing()
    reason = {"reason": request.POST.get("reason", "")} if name in ("send_back", "withdraw") else {}
    try:
        STEPS[name](id=id, by=by, at=now(), **reason)
    except NothingThere:
        raise
    except KoupreyError as error:
        found = open_record(id=id, by=by, at=now())
        said = record_page.page_of(found, by) | {
            "error": error,
            "step": name,
            "reason": request.POST.get("reason", ""),
        }
        return render(request, "records/one.html", said, status=status_of(error))
    return _done(id, AFTER[name])


@require_http_methods(FORM)
@acting_page(Act.RECORD_CREATE)
def create(request: HttpRequest, by: Actor, kind: str) -> HttpResponse:
    """Write a record down: its fields and its marks on one page."""
    if kind in OWN_PAGES:
        return HttpResponseRedirect(reverse(OWN_PAGES[kind].new))
    schema = KINDS.get(kind)
    if schema is None:
        raise access.nothing()
    if request.method != "POST":
        form, marks = ValuesForm(schema), MarksForm(by, fresh=True)
        return render(request, "records/create.html", {"kind": schema, "form": form, "marks_form": marks})
    form, marks = ValuesForm(schema, request.POST), MarksForm(by, request.POST, fresh=True)
    error: KoupreyError | None = None
    form.is_valid()
    try:
        acts.check_values(kind=kind, values=form.values())
    except Unfit as unfit:
        form.tell(unfit.problems)
    if marks.is_valid() and not form.errors:
        sender = recipient(by.authority, PartyKind.AUTHORITY)
        try:
            made = acts.create_record(
                kind=kind, values=form.values(), marks=marks.marks(), country=sender.country if sender else "",
                by=by, at=now(), **marks.people(),
            )  # fmt: skip
            return _done(made.id, "created")
        except KoupreyError as refused:
            error = refused
    said = {"kind": schema, "form": form, "marks_form": marks, "error": error}
    return render(request, "records/create.html", said, status=status_of(error) if error else 400)


@require_http_methods(FORM)
@acting_page(Act.RECORD_AMEND)
def amend(request: HttpRequest, by: Actor, id: UUID) -> HttpResponse:
    """Make the next version."""
    found = open_record(id=id, by=by, at=now())
    access.require(by, Act.RECORD_AMEND, facts_of(found))
    if found.kind in OWN_PAGES:
        return HttpResponseRedirect(reverse(OWN_PAGES[found.kind].amend, args=[id]))
    said = record_page.head(found, by)
    if request.method != "POST":
        said |= {"form": ValuesForm(said["kind"], initial=typed(values_of(found))), "seen": found.version}
        return render(request, "records/amend.html", said)
    form, error = ValuesForm(said["kind"], request.POST), None
    form.is_valid()
    seen, reason = record_page.looked_at(request.POST), request.POST.get("reason", "")
    try:
        number = int(seen) if seen.isdecimal() else 0
        acts.amend_record(id=id, seen=number, values=form.values(), reason=reason, by=by, at=now())
        return _done(id, "amended")
    except Unfit as unfit:
        form.tell(unfit.problems)
    except KoupreyError as refused:
        error = refused
    said |= {"form": form, "seen": seen, "reason": reason, "error": error} | record_page.overtaken(found, seen, by)
    return render(request, "records/amend.html", said, status=status_of(error) if error else 400)


@require_http_methods(FORM)
@acting_page(Act.RECORD_MARK)
def marks(request: HttpRequest, by: Actor, id: UUID) -> HttpResponse:
    """Change the marks: stricter at once, wider by asking a second officer."""
    found = access.record(by, id)
    access.require(by, Act.RECORD_MARK, facts_of(found))
    before = handling_of(found)
    said = record_page.head(found, by)
    if request.method != "POST":
        return render(request, "records/marks_form.html", said | {"marks_form": MarksForm(by, before=before)})
    form, error = MarksForm(by, request.POST, before=before), None
    reason, wider = request.POST.get("reason", ""), request.POST.get("act") == "ask"
    if form.is_valid():
        after = form.marks()
        said["wider"] = [record_page.WIDER[name] for name in widenings(before, after)]
        try:
            if wider:
                marking.ask_wider(id=id, marks=after, reason=reason, by=by, at=now())
                return _done(id, "asked_wider")
            marking.mark_record(id=id, marks=after, by=by, at=now())
            # Narrower marks may close the record to whoever set them: the list is always open.
            return _done(id, "marked") if _still(by, id) else HttpResponseRedirect(reverse("records"))
        except KoupreyError as refused:
            error = refused
    said |= {"marks_form": form, "reason": reason, "error": error}
    return render(request, "records/marks_form.html", said, status=status_of(error) if error else 400)


def _still(by: Actor, id: UUID) -> bool:
    return bool(access.records(by).filter(pk=id).exists())


def _done(id: UUID, what: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('records-one', args=[id])}?done={what}")
