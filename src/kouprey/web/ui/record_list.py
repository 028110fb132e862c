"""The list of records that the officer may read: search, filters, order, columns, pages; never a number beyond."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import F
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from kouprey.domain.access import Act, Actor, NewRecord, State
from kouprey.domain.handling import Tlp
from kouprey.domain.kinds import KINDS
from kouprey.kernel.spoken import heard
from kouprey.web.accounts.directory import agency_names
from kouprey.web.records import access
from kouprey.web.records.queries import kind_of
from kouprey.web.records.search import matching_records
from kouprey.web.records.walking import walked_to
from kouprey.web.ui import record_marks
from kouprey.web.ui.record_acting import acting_page
from kouprey.web.ui.trade_question import page_number

PER_PAGE: Final = 50
STATES: Final = {
    State.DRAFT: gettext_lazy("draft"),
    State.REPORTED: gettext_lazy("reported"),
    State.VERIFIED: gettext_lazy("verified"),
    State.WITHDRAWN: gettext_lazy("withdrawn"),
}
COLUMNS: Final = {
    "marks": gettext_lazy("Handling"),
    "state": gettext_lazy("State"),
    "event": gettext_lazy("Date of the event"),
    "agency": gettext_lazy("Agency"),
    "recorded": gettext_lazy("Recorded"),
    "amended": gettext_lazy("Amended"),
    "version": gettext_lazy("Version"),
    "kind": gettext_lazy("Kind"),
}
FIRST_COLUMNS: Final = ("marks", "state", "event", "agency", "amended")
SORTS: Final = {
    "recorded": "id", "amended": "amended_at", "event": "event_first", "number": "number", "headline": "headline",
    "state": "state", "marks": "tlp",
}  # fmt: skip
WALKED: Final = (("-amended_at", "-id"), ("-id",), ("id",))
"""The orders that are those of an index: by amendment from the newest, and as recorded."""
FILTERS: Final = ("state", "agency", "tlp", "since", "until")


@require_safe
@acting_page(Act.RECORD_READ)
def records(request: HttpRequest, by: Actor) -> HttpResponse:
    """The list."""
    query = request.GET
    page = page_number(query)
    rows = _rows(access.records(by), query, page)
    agencies = agency_names(by.authority)
    columns = [name for name in COLUMNS if name in (query.getlist("column") or FIRST_COLUMNS)]
    address = address_of(query, "page")
    return render(
        request,
        "records/list.html",
        {
            "rows": [_row(record, agencies) for record in rows[:PER_PAGE]],
            "columns": _heads(columns, query),
            "offered_columns": [(name, words, name in columns) for name, words in COLUMNS.items()],
            "query": query,
            "states": [(state.value, words) for state, words in STATES.items()],
            "agencies": list(agencies.items()),
            "labels": [tlp.label for tlp in Tlp],
            "page": page,
            "previous": f"{address}&page={page - 1}" if page > 1 else "",
            "next": f"{address}&page={page + 1}" if len(rows) > PER_PAGE else "",
            "filtered": any(query.get(name) for name in ("q", *FILTERS)),
            "kinds": list(KINDS.values()) if access.may(by, Act.RECORD_CREATE, NewRecord(by.agency)) else [],
        },
    )


def _rows(found: Any, query: QueryDict, page: int) -> list[Any]:
    """The records of a page, and one more where there is one. Words that many hold are walked to, where nothing else
    is asked for and the order is that of an index."""
    order, words = _order(query.get("sort", "")), query.get("q", "").strip()
    start, end = (page - 1) * PER_PAGE, page * PER_PAGE + 1
    if words and order in WALKED and not heard(words) and not any(query.get(name) for name in FILTERS):
        ids = walked_to(found.order_by(*order), words, end)
        if len(ids) == end:
            return list(found.filter(pk__in=ids[start:]).order_by(*order))
    return list(_narrowed(found, query).order_by(*order)[start:end])


def address_of(query: QueryDict, *without: str) -> str:
    """The query of an address, some of it left out."""
    return urlencode(
        [(name, value) for name in query for value in query.getlist(name) if name not in without and value]
    )


def day(text: str) -> date | None:
    """A day as a date field sends it; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _narrowed(found: Any, query: QueryDict) -> Any:
    words = query.get("q", "").strip()
    if words:
        number = heard(words)
        found = found.filter(number=number) if number else matching_records(found, words)
    if query.get("state") in set(State):
        found = found.filter(state=query["state"])
    if query.get("tlp") in {tlp.label for tlp in Tlp}:
        found = found.filter(tlp=int(Tlp.of(query.get("tlp", ""))))
    agency = query.get("agency", "")
    if agency:
        found = found.filter(agency=agency) if _is_id(agency) else found.none()
    return _dated(found, day(query.get("since", "")), day(query.get("until", "")), query.get("dates", ""))


def _dated(found: Any, since: date | None, until: date | None, which: str) -> Any:
    """By the day of the event (any day it may have been), or by the day it was written down."""
    if which == "recorded":
        found = found.filter(recorded_at__date__gte=since) if since else found
        return found.filter(recorded_at__date__lte=until) if until else found
    found = found.filter(event_last__gte=since) if since else found
    return found.filter(event_first__lte=until) if until else found


def _is_id(text: str) -> bool:
    return len(text) == 36 and all(c in "0123456789abcdef-" for c in text)


def _order(sort: str) -> tuple[Any, ...]:
    """The columns of an order; what happened on no known day stands last both ways."""
    name, way = sort.removeprefix("-"), "-" if sort.startswith("-") else ""
    if name not in SORTS:
        return ("-amended_at", "-id")
    if name == "event":
        day = F("event_first")
        return (day.desc(nulls_last=True) if way else day.asc(nulls_last=True), "-id")
    return (f"{way}{SORTS[name]}", "-id") if SORTS[name] != "id" else (f"{way}id",)


def _heads(columns: Sequence[str], query: QueryDict) -> list[dict[str, Any]]:
    """The heads of the table, each with the address that sorts by it."""
    sort, address = query.get("sort", ""), address_of(query, "sort", "page")
    heads: dict[str, Any] = {"number": _("Number"), "headline": _("Subject")} | {c: COLUMNS[c] for c in columns}
    orders = {sort.removeprefix("-"): "descending" if sort.startswith("-") else "ascending"}
    return [
        {
            "name": name,
            "words": words,
            "order": orders.get(name, "") if sort else "",
            "address": f"{address}&sort={'-' if sort == name else ''}{name}" if name in SORTS else "",
        }
        for name, words in heads.items()
    ]


def _row(record: Any, agencies: Mapping[Any, str]) -> dict[str, Any]:
    return {
        "record": record,
        "marks": record_marks.shown(record.marks()),
        "state": STATES[State(record.state)],
        "agency": agencies.get(record.agency, ""),
        "kind": _(kind_of(record).title),
        "event": spanned(record),
    }


def spanned(record: Any) -> str:
    """The days an event may lie between, as written."""
    first, last = record.event_first, record.event_last
    if not first:
        return ""
    if first == last:
        return str(first.isoformat())
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"{first.year}"
    if (
        first.day == 1
        and (last + timedelta(days=1)).day == 1
        and (first.year, first.month) == (last.year, last.month)
    ):
        return f"{first.year}-{first.month:02}"
    return f"{first.isoformat()} – {last.isoformat()}"
