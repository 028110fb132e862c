"""Pages of assessments: the guided form, the answer, the record of it, its files. Officers decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kouprey.domain.access import Act, Actor, NewRecord, State
from kouprey.domain.law import CURRENT, EDITIONS
from kouprey.domain.law.record import ASSESSMENT, answered
from kouprey.domain.records.schema import Unfit
from kouprey.formats.documents import pdf, word
from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError
from kouprey.kernel.jsontext import dumps
from kouprey.web.accounts.directory import country_of
from kouprey.web.core.words import translated
from kouprey.web.law import access as law_access
from kouprey.web.records import access
from kouprey.web.records.actions.reading import export_record, open_record
from kouprey.web.records.actions.records import amend_record, create_record
from kouprey.web.records.queries import facts_of, handling_of, values_of
from kouprey.web.ui import law_answer_page, record_marks, record_page
from kouprey.web.ui.days import moment
from kouprey.web.ui.law_asked import editions, states
from kouprey.web.ui.law_document import cannot, document
from kouprey.web.ui.law_form import case_of, flat_of, sections
from kouprey.web.ui.law_words import LEVELS, TABS
from kouprey.web.ui.record_acting import acting_page, attached, status_of
from kouprey.web.ui.record_forms import MarksForm
from kouprey.web.ui.record_list import STATES
from kouprey.web.ui.trade_question import page_number

PER_PAGE: Final = 50
FRAME: Final = ("act_date", "request_date", "requesting", "requested")
FORM: Final = ["GET", "HEAD", "POST"]
KINDS: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "json": "application/json",
    "case": "application/json",
    "print": "",
}


@require_safe
@acting_page(Act.RECORD_READ)
def assessments(request: HttpRequest, by: Actor) -> HttpResponse:
    """Assessments that the officer may read, the newest first."""
    page = page_number(request.GET)
    rows = list(law_access.assessments(by).order_by("-id")[(page - 1) * PER_PAGE : page * PER_PAGE + 1])
    shown = {
        "rows": [
            {"record": one, "marks": record_marks.shown(handling_of(one)), "state": STATES[State(one.state)]}
            for one in rows[:PER_PAGE]
        ],
        "previous": page - 1 if page > 1 else 0,
        "next": page + 1 if len(rows) > PER_PAGE else 0,
        "may_create": access.may(by, Act.RECORD_CREATE, NewRecord(by.agency)),
    }
    return render(request, "law/assessments.html", _around() | shown)


@require_http_methods(FORM)
@acting_page(Act.RECORD_CREATE)
def assess(request: HttpRequest, by: Actor) -> HttpResponse:
    """The guided form; sent, it answers on the same page, or keeps the answer as a record."""
    if request.method != "POST":
        flat: dict[str, Any] = {"request_date": [now().date().isoformat()], "requesting": [country_of(by.authority)]}
        return _form(request, flat, {"marks_form": MarksForm(by, fresh=True)})
    flat, marks = dict(request.POST.lists()), MarksForm(by, request.POST, fresh=True)
    more: dict[str, Any] = {"marks_form": marks}
    values = values_of_form(flat)
    if request.POST.get("act") != "save":
        return _answer(request, flat, values, {"marks_form": MarksForm(by, fresh=True)})
    error: KoupreyError | None = None
    if marks.is_valid():
        try:
            made = create_record(
                kind=ASSESSMENT.name, values=values, marks=marks.marks(), country=country_of(by.authority), by=by,
                at=now(), **marks.people(),
            )  # fmt: skip
            return _done(made.id, "created")
        except Unfit as unfit:
            more["problems"] = {name: translated(words) for name, words in unfit.problems.items()}
        except KoupreyError as refused:
            error = refused
    return _form(request, flat, more | {"error": error, "saving": True}, status_of(error) if error else 400)


@require_safe
@acting_page(Act.RECORD_READ)
def assessment(request: HttpRequest, by: Actor, id: UUID) -> HttpResponse:
    """One assessment, as it was kept."""
    law_access.assessment(by, id)
    found = open_record(id=id, by=by, at=now())
    done = record_page.DONE.get(request.GET.get("done", ""))
    answer = law_answer_page.context(values_of(found))
    shown = record_page.page_of(found, by) | {"answer_of": answer, "case": answer["case"], "facts": answer["facts"]}
    stale = law_access.is_stale(found)
    return render(request, "law/assessment.html", _around() | shown | {"done": done, "stale": stale})


@require_http_methods(FORM)
@acting_page(Act.RECORD_AMEND)
def amend(request: HttpRequest, by: Actor, id: UUID) -> HttpResponse:
    """Make the next version: the same form, filled; the answer is made anew by the law in use."""
    law_access.assessment(by, id)
    found = open_record(id=id, by=by, at=now())
    access.require(by, Act.RECORD_AMEND, facts_of(found))
    kept = values_of(found)
    more: dict[str, Any] = record_page.head(found, by) | {"seen": found.version}
    if request.method != "POST":
        flat = flat_of(kept["case"]) | {
            name: [str(kept.get(name, ""))] for name in ("subject", "note", "edition", "accept")
        }
        return _form(request, flat, more)
    flat = dict(request.POST.lists())
    more |= {"seen": request.POST.get("seen", ""), "reason": request.POST.get("reason", "")}
    values = values_of_form(flat)
    if request.POST.get("act") != "save":
        return _answer(request, flat, values, more)
    error: KoupreyError | None = None
    try:
        seen = int(more["seen"]) if more["seen"].isdecimal() else 0
        amend_record(id=id, seen=seen, values=values, reason=more["reason"], by=by, at=now())
        return _done(id, "amended")
    except Unfit as unfit:
        more["problems"] = {name: translated(words) for name, words in unfit.problems.items()}
    except KoupreyError as refused:
        error = refused
    return _form(request, flat, more | {"error": error, "saving": True}, status_of(error) if error else 400)


@require_safe
@acting_page(Act.RECORD_READ)
def file(request: HttpRequest, by: Actor, id: UUID, form: str) -> HttpResponse:
    """An assessment taken out: as a document, on paper, or as JSON that the shell writes too. It is written down."""
    if form not in KINDS:
        raise access.nothing()
    law_access.assessment(by, id)
    found = export_record(id=id, form=form, by=by, at=now())
    values = values_of(found)
    if form == "json":
        return attached(dumps(values["answer"]) + "\n", KINDS[form], f"{found.number}-answer.json")
    if form == "case":
        return attached(dumps(values["case"]) + "\n", KINDS[form], f"{found.number}-case.json")
    answer = law_answer_page.context(values)
    shown = record_page.head(found, by) | {"answer_of": answer, "case": answer["case"]}
    if form == "print":
        return render(request, "law/print.html", shown | {"by": by, "at": now()})
    foot = _("%(number)s, version %(version)s. Taken out of Kouprey by %(name)s on %(day)s.") % {
        "number": found.number,
        "version": found.version,
        "name": by.label,
        "day": moment(localtime(now())),
    }
    text = document(found.headline, shown["marks"].line(), foot, answer)
    body = word.written(text) if form == "docx" else pdf.written(text, cannot())
    response = HttpResponse(body, content_type=KINDS[form])
    response["Content-Disposition"] = f'attachment; filename="{found.number}.{form}"'
    return response


def values_of_form(flat: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The values of a record, as the form has them."""

    def said(name: str) -> str:
        return str((flat.get(name) or [""])[-1]).strip()

    edition = said("edition")
    return {
        "subject": said("subject"),
        "case": case_of(flat),
        "edition": edition if edition in EDITIONS else CURRENT,
        "accept": "yes" if said("accept") == "yes" else "no",
        "note": said("note"),
    }


def _answer(
    request: HttpRequest, flat: Mapping[str, Sequence[str]], values: Mapping[str, Any], more: Mapping[str, Any]
) -> HttpResponse:
    """The answer above the form; nothing is kept."""
    if not all(values["case"][name] for name in FRAME):
        return _form(request, flat, {**more, "problems": {"case": _("Choose both States and both days.")}}, 400)
    try:
        shown = law_answer_page.context(answered(values))
    except Unfit as unfit:
        problems = {name: translated(words) for name, words in unfit.problems.items()}
        return _form(request, flat, {**more, "problems": problems}, 400)
    return _form(request, flat, {**more, "answer": shown})


def _form(
    request: HttpRequest, flat: Mapping[str, Sequence[str]], more: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    plain = {name: (flat.get(name) or [""])[-1] for name in (*FRAME, "subject", "note", "edition", "accept")}
    levels = [(code, words) for code, words in LEVELS.items() if code != "unknown"]
    shown = {"sections": sections(flat), "given": plain, "levels": levels} | _around()
    return render(request, "law/assess.html", shown | dict(more), status=status)


def _around() -> dict[str, Any]:
    return {"tabs": TABS, "choices": states(), "edition_choices": editions()}


def _done(id: UUID, what: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('law-assessment', args=[id])}?done={what}")
