"""Tables of observations: brought, told about, settled, imported by the worker, undone as one act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kouprey.domain import seizures as sz
from kouprey.domain.access import Act, Actor
from kouprey.formats import seizures as forms
from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError, NothingThere, UnusableInput
from kouprey.web.core.actions import cancel_job
from kouprey.web.records.access import nothing
from kouprey.web.seizures import access, queries
from kouprey.web.seizures.actions import bringing
from kouprey.web.seizures.actions.looking import columns_of, rejected_rows
from kouprey.web.seizures.actions.undoing import ask_undo
from kouprey.web.ui import incident_import_page as page
from kouprey.web.ui.incident_import_words import DONE
from kouprey.web.ui.record_acting import acting_page, attached, status_of
from kouprey.web.ui.record_files import CSV
from kouprey.web.ui.record_forms import MarksForm

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@acting_page(Act.RECORD_FILE)
def imports(request: HttpRequest, by: Actor) -> HttpResponse:
    """Tables that wait, imports that were made, and the form that takes a table."""
    if request.method != "POST":
        return _list(request, by)
    upload = request.FILES.get("file")
    try:
        if upload is None:
            raise UnusableInput(
                _("No file arrived."),
                remedy=_("Choose a file, then press Bring table. If the line broke, bring it again."),
            )
        source = request.POST.get("source", "")
        held = bringing.bring_table(name=upload.name or _("table"), file=upload, source=source, by=by, at=now())
    except KoupreyError as error:
        return _list(request, by, error=error, source=request.POST.get("source", ""), status=status_of(error))
    return _to(held.id, "brought")


@require_safe
@acting_page(Act.RECORD_FILE)
def one(request: HttpRequest, by: Actor, id: UUID) -> HttpResponse:
    """A table that waits with what it would become; or an import with its account."""
    done: dict[str, Any] = {"done": DONE.get(request.GET.get("done", ""))}
    found = access.brought(by, id)
    if found.run is not None:
        return render(request, "incidents/import_done.html", page.run_page(found.run, by) | done)
    return _waiting(request, by, found.waiting, **done)


@require_POST
@acting_page(Act.RECORD_FILE)
def step(request: HttpRequest, by: Actor, id: UUID, name: str) -> HttpResponse:
    """Columns, words, names; start, stop, throw away. Each decides again for itself."""
    if name not in STEPS:
        raise nothing()
    held, marks = access.waiting_table(by, id), MarksForm(by, request.POST)
    try:
        return STEPS[name](request, by, held, marks)
    except NothingThere:
        raise
    except KoupreyError as error:
        again, form = access.waiting_table(by, id), marks if name == "start" else MarksForm(by)
        return _waiting(request, by, again, error=error, marks_form=form, status=status_of(error))


@require_safe
@acting_page(Act.RECORD_FILE)
def progress(request: HttpRequest, by: Actor, id: UUID) -> HttpResponse:
    """How far the worker is, in the words of the page, for its script."""
    found = access.brought(by, id)
    return JsonResponse(page.undo_progress(found.run) if found.run is not None else page.progress(found.waiting))


@require_safe
@acting_page(Act.RECORD_FILE)
def rejects(request: HttpRequest, by: Actor, id: UUID) -> HttpResponse:
    """Rejected rows of a table or an import with field, value, reason and remedy, as CSV."""
    found = access.brought(by, id)
    if found.waiting is not None:
        return attached(rejected_rows(found.waiting, by), CSV, "rejected.csv")
    if found.run is None or found.run.rejects is None:
        raise nothing()
    return attached(forms.csv_of_kept(page.kept_rejects(found.run)), CSV, "rejected.csv")


@require_http_methods(FORM)
@acting_page(Act.RECORD_FILE)
def undo(request: HttpRequest, by: Actor, id: UUID) -> HttpResponse:
    """Take a whole import back, once it was confirmed with a reason."""
    run, error, reason = access.table_import(by, id), None, request.POST.get("reason", "")
    if request.method == "POST":
        try:
            return _to(id, "undone" if ask_undo(id=id, reason=reason, by=by, at=now()) else "")
        except NothingThere:
            raise
        except KoupreyError as refused:
            error = refused
    shown = page.run_page(run, by) | {"error": error, "reason": reason}
    return render(request, "incidents/import_undo.html", shown, status=status_of(error) if error else 200)


def _columns(request: HttpRequest, by: Actor, held: Any, _marks: MarksForm) -> HttpResponse:
    found = {"columns": columns_of(held, queries.content_of(held.file))}
    sent = request.POST.dict()
    order = {"day": True, "month": False}.get(str(sent.get("order", "")))
    bringing.tell_columns(
        id=held.id, told=page.told_of(sent, found), day_first=order, country=str(sent.get("country", "")),
        kind=str(sent.get("kind", "seizure")), by=by, at=now(),
    )  # fmt: skip
    return _to(held.id, "columns")


def _words(request: HttpRequest, by: Actor, held: Any, _marks: MarksForm) -> HttpResponse:
    columns = (request.POST.getlist(name) for name in ("vocabulary", "word", "meaning"))
    sent = zip(*columns, strict=False)
    meanings = [sz.Learned(vocabulary, word, code) for vocabulary, word, code in sent if code]
    bringing.learn_words(id=held.id, meanings=meanings, by=by, at=now())
    return _to(held.id, "words")


def _names(request: HttpRequest, by: Actor, held: Any, _marks: MarksForm) -> HttpResponse:
    """Each as it was answered; `rest` answers for all that were not."""
    rest = request.POST.get("rest", "")
    keys = request.POST.getlist("key")
    answers = {key: request.POST.get(f"name-{key}", "") or rest for key in keys}
    bringing.settle_names(id=held.id, answers=answers, by=by, at=now())
    return _to(held.id, "names")


def _start(request: HttpRequest, by: Actor, held: Any, marks: MarksForm) -> HttpResponse:
    if not marks.is_valid():
        raise UnusableInput(_("The handling is not complete."), remedy=_("Correct what is marked under Handling."))
    bringing.start_import(id=held.id, marks=marks.marks(), by=by, at=now())
    return _to(held.id)


def _stop(request: HttpRequest, by: Actor, held: Any, _marks: MarksForm) -> HttpResponse:
    if held.job is not None and held.job.is_open:
        cancel_job(job=held.job, by=by, at=now())
    return _to(held.id)


def _read(request: HttpRequest, by: Actor, held: Any, _marks: MarksForm) -> HttpResponse:
    bringing.read_again(id=held.id, by=by, at=now())
    return _to(held.id)


def _discard(request: HttpRequest, by: Actor, held: Any, _marks: MarksForm) -> HttpResponse:
    bringing.discard_table(id=held.id, by=by, at=now())
    return HttpResponseRedirect(f"{reverse('incidents-imports')}?done=discarded")


STEPS: dict[str, Callable[[HttpRequest, Actor, Any, MarksForm], HttpResponse]] = {
    "columns": _columns,
    "words": _words,
    "names": _names,
    "start": _start,
    "stop": _stop,
    "read": _read,
    "discard": _discard,
}


def _waiting(request: HttpRequest, by: Actor, held: Any, *, status: int = 200, **more: Any) -> HttpResponse:
    shown = page.columns_shown(page.waiting_page(held, by)) | {"marks_form": MarksForm(by)} | more
    return render(request, "incidents/import_one.html", shown, status=status)


def _list(
    request: HttpRequest, by: Actor, *, error: KoupreyError | None = None, source: str = "", status: int = 200
) -> HttpResponse:
    done = DONE.get(request.GET.get("done", ""))
    shown = page.listed(by) | {"error": error, "source": source, "done": done}
    return render(request, "incidents/imports.html", shown, status=status)


def _to(id: UUID, done: str = "") -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("incidents-import", args=[id]) + (f"?done={done}" if done else ""))
