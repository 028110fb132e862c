"""Pages of retention: which records are past their period, what was destroyed, and the holds of one record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kouprey.domain import lists
from kouprey.domain.access import Act, Actor
from kouprey.domain.kinds import KINDS
from kouprey.domain.schedule import Period, periods
from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError, NothingThere
from kouprey.web.accounts.directory import names_of
from kouprey.web.accounts.reauthentication import required
from kouprey.web.records import access
from kouprey.web.records.actions import destroying, holding
from kouprey.web.records.actions.reading import open_record
from kouprey.web.records.queries import counted_day, held_among, holds_of
from kouprey.web.ui import record_marks, record_page
from kouprey.web.ui.people_paging import paged
from kouprey.web.ui.record_acting import acting_page, status_of
from kouprey.web.ui.record_list import day

DONE: Final = {
    "asked": gettext_lazy("A second officer now decides, under Approvals. Until then nothing is destroyed."),
}
FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@acting_page(Act.RETENTION_ASK)
def retention(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """Records past their period; and the proposal to destroy some of them, for a second officer."""
    if request.method != "POST":
        return _list(request, by)
    again = required(request)
    if again is not None:
        return again
    try:
        destroying.ask_destruction(
            ids=_ids(request.POST.getlist("record")), reason=request.POST.get("reason", ""), by=by, at=now()
        )
    except NothingThere:
        raise
    except KoupreyError as error:
        return _list(request, by, error)
    return HttpResponseRedirect(f"{reverse('retention')}?done=asked")


@require_safe
@acting_page(Act.RETENTION_ASK)
def destroyed(request: HttpRequest, by: Actor) -> HttpResponse:
    """What the own authority destroyed: the stones."""
    page = paged(access.stones(by), request.GET)
    agencies = names_of({stone.agency for stone in page.rows})
    rows = [
        {"stone": stone, "kind": _(KINDS[stone.kind].title), "agency": agencies.get(stone.agency, "")}
        for stone in page.rows
    ]
    return render(request, "records/retention_destroyed.html", {"page": page, "rows": rows, "tab": "destroyed"})


@require_http_methods(FORM)
@acting_page(Act.RETENTION_HOLD)
def holds(request: HttpRequest, by: Actor, id: UUID) -> HttpResponse:
    """The holds of one record: set one, or lift one (`lift` names it)."""
    found, error = open_record(id=id, by=by, at=now()), None
    given: QueryDict = request.POST
    if request.method == "POST":
        try:
            done = _lifted(id, given, by) if "lift" in given else _set(id, given, by)
            return HttpResponseRedirect(f"{reverse('records-one', args=[id])}?done={done}")
        except NothingThere:
            raise
        except KoupreyError as refused:
            error = refused
    said = record_page.head(found, by) | {
        "every": holds_of(found), "on_holds": True, "given": given, "error": error, "today": now().date(),
    }  # fmt: skip
    return render(request, "records/holds.html", said, status=status_of(error) if error else 200)


def _set(id: UUID, given: QueryDict, by: Actor) -> str:
    holding.set_hold(
        id=id, reason=given.get("reason", ""), review_on=day(given.get("review_on", "")), by=by, at=now()
    )
    return "held"


def _lifted(id: UUID, given: QueryDict, by: Actor) -> str:
    named = _ids(given.getlist("lift"))
    if not named:
        raise access.nothing()
    holding.lift_hold(id=id, hold=named[0], reason=given.get("lift_reason", ""), by=by, at=now())
    return "lifted"


def _list(request: HttpRequest, by: Actor, error: KoupreyError | None = None) -> HttpResponse:
    at, known = now(), periods()
    found = access.due(by, on=at.date()).select_related("incident").order_by("event_last", "recorded_at", "id")
    page = paged(found, request.GET)
    held, asked = held_among(page.rows), access.proposed_among(page.rows, at=at)
    agencies = names_of({record.agency for record in page.rows})
    listed = lists.load("retention")
    shown = {
        "page": page,
        "rows": [
            _row(record, known[record.kind])
            | {"held": record.id in held, "asked": asked.get(record.id), "agency": agencies.get(record.agency, "")}
            for record in page.rows
        ],
        "offered": any(record.id not in held and record.id not in asked for record in page.rows),
        "periods": [(_(KINDS[kind].title), period) for kind, period in known.items()],
        "edition": listed.version,
        "synthetic": any(getattr(getattr(one, "incident", None), "synthetic", False) for one in page.rows),
        "chosen": set(request.POST.getlist("record")),
        "reason": request.POST.get("reason", ""),
        "error": error,
        "done": DONE.get(request.GET.get("done", "")),
        "tab": "due",
    }
    return render(request, "records/retention.html", shown, status=status_of(error) if error else 200)


def _row(record: Any, period: Period) -> dict[str, Any]:
    counted = counted_day(record, period)
    return {
        "record": record, "id": str(record.id), "kind": _(KINDS[record.kind].title), "period": period,
        "marks": record_marks.shown(record.marks()), "counted": counted, "ended": period.ends(counted),
    }  # fmt: skip


def _ids(given: Iterable[str]) -> list[UUID]:
    """Ids as a form sends them; what is none names nothing."""
    found = []
    for text in given:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
