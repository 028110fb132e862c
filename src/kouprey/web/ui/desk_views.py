"""The release desk: what waits, with its clock; one question, with the very bytes that would leave; the answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from kouprey.domain.access import Act, Actor, gate
from kouprey.domain.records.schema import digest
from kouprey.domain.release import PartyKind
from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError
from kouprey.web.accounts.directory import recipient
from kouprey.web.records import access
from kouprey.web.records.actions import clearing
from kouprey.web.records.actions.desk import decide_release, refuse_release
from kouprey.web.records.queries import facts_of, kind_of, values_of
from kouprey.web.ui import record_marks, record_page, record_recipients
from kouprey.web.ui.record_acting import acting_page, status_of
from kouprey.web.ui.record_ask import hurdles_in_words

DONE = {
    "released": gettext_lazy("The fields left for the recipient. The report shows what, to whom and under what."),
    "refused": gettext_lazy("The release was refused. Whoever asked reads your reason on the record's page."),
}
ANSWERED = 20
"""So many answers are shown below what waits."""
IN_DAYS = 72
"""From so many hours on the clock counts days."""


@require_safe
@acting_page(Act.RELEASE_DECIDE, Act.RELEASE_REPORT)
def desk(request: HttpRequest, by: Actor) -> HttpResponse:
    """The worklist, the most urgent first."""
    if gate(by, Act.RELEASE_DECIDE):
        return HttpResponseRedirect(reverse("desk-report"))
    at = now()
    waiting = access.asks(by).filter(answered_at=None).select_related("record").order_by("due_at", "id")
    answered = access.asks(by).exclude(answered_at=None).select_related("record").order_by("-answered_at")[:ANSWERED]
    return render(
        request,
        "desk/worklist.html",
        {
            "waiting": [_row(ask, by, at) for ask in waiting],
            "answered": [_row(ask, by, at) for ask in answered],
            "done": DONE.get(request.GET.get("done", "")),
            "tab": "desk",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@acting_page(Act.RELEASE_DECIDE)
def question(request: HttpRequest, by: Actor, id: UUID) -> HttpResponse:
    """One question: look at what would leave, take fields out, release or refuse."""
    asked = access.ask(by, id)
    given = request.POST if request.method == "POST" else request.GET
    fields = [name for name in given.getlist("field") if name in asked.fields] or list(asked.fields)
    error: KoupreyError | None = None
    act = given.get("act", "")
    if request.method == "POST" and act in ("release", "refuse"):
        try:
            if act == "refuse":
                refuse_release(ask=id, answer=given.get("answer", ""), by=by, at=now())
                return HttpResponseRedirect(f"{reverse('desk')}?done=refused")
            decide_release(
                ask=id, fields=given.getlist("field"), under=given.get("under", ""), answer=given.get("answer", ""),
                consent=given.get("consent", ""), seen=given.get("seen", "-"), by=by, at=now(),
            )  # fmt: skip
            return HttpResponseRedirect(f"{reverse('desk')}?done=released")
        except KoupreyError as refused:
            error = refused
    typed = {name: given.get(name, "") for name in ("under", "consent", "answer")}
    shown = _question(asked, fields, by) | typed | {"error": error, "act": act}
    return render(request, "desk/question.html", shown, status=status_of(error) if error else 200)


def _question(asked: Any, fields: Sequence[str], by: Actor) -> dict[str, Any]:
    record, kind = asked.record, kind_of(asked.record)
    to = recipient(asked.recipient, PartyKind(asked.recipient_kind))
    values, text = clearing.what_leaves(record, fields)
    hurdles = clearing.hurdles(record, to) if to else ()
    marks = clearing.without_names(record.marks())
    return _row(asked, by, now()) | {
        "record": record,
        "kind": kind,
        "marks": record_marks.shown(marks),
        "to": to,
        "to_kind": record_recipients.KINDS[PartyKind(asked.recipient_kind)],
        "fields": [
            {"name": field.name, "title": _(field.title), "chosen": field.name in fields}
            for field in kind.fields
            if field.name in asked.fields and values_of(record).get(field.name)
        ],
        "values": record_page.values_in_words(kind, values),
        "text": text,
        "seen": digest(text),
        "hurdles": hurdles_in_words(hurdles),
        "needs_consent": any(hurdle.guard for hurdle in hurdles),
        "blocked": to is None or any(not hurdle.person_may for hurdle in hurdles),
        "stale": record.version != asked.version,
        "may_decide": access.may(by, Act.RELEASE_DECIDE, facts_of(record, asked_by=asked.asked_by)),
    }


def _row(ask: Any, by: Actor, at: datetime) -> dict[str, Any]:
    return {
        "ask": ask,
        "marks": record_marks.shown(ask.record.marks()),
        "fields_in_words": record_page.fields_in_words(kind_of(ask.record), ask.fields),
        "overdue": ask.answered_at is None and ask.due_at < at,
        "clock": clock(ask.due_at, at),
        "own": ask.asked_by == by.officer,
    }


def clock(due: datetime, at: datetime) -> str:
    """How long is left, or by how much it is late, in words."""
    hours = int(abs((due - at).total_seconds()) // 3600)
    days = hours // 24 if hours >= IN_DAYS else 0
    if days:
        long = ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    else:
        long = ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    return (_("overdue by %(long)s") if due < at else _("%(long)s left")) % {"long": long}
