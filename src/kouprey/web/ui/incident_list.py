"""The list of observations: filters in the address, order, pages that keep their place, files of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from kouprey.domain import seizures as sz
from kouprey.domain.access import Act, Actor, NewRecord, State
from kouprey.domain.trade.codes import country_name
from kouprey.formats.tables.files import as_parquet
from kouprey.formats.tables.text import as_csv
from kouprey.kernel import jsontext
from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError
from kouprey.web.accounts.directory import agency_names
from kouprey.web.records import access as records
from kouprey.web.seizures import access, queries
from kouprey.web.seizures.actions.submitting import MEDIA
from kouprey.web.seizures.actions.taking_out import note_export
from kouprey.web.seizures.queries import listing, narrowing
from kouprey.web.ui import incident_form, record_marks
from kouprey.web.ui.record_acting import acting_page, attached, status_of
from kouprey.web.ui.record_files import CSV, JSON, harmless
from kouprey.web.ui.record_list import STATES, spanned
from kouprey.web.ui.templatetags.handling import headline

ASKED: Final = ("q", "kind", "state", "country", "route", "taxon", "term", "agency", "since", "until")
FORMS: Final = ("csv", "json", "parquet")
COLUMNS: Final = (
    ("number", gettext_lazy("Number"), "number"), ("what", gettext_lazy("What"), "kind"),
    ("day", gettext_lazy("Date"), "day"), ("where", gettext_lazy("Where"), "country"),
    ("marks", gettext_lazy("Handling"), ""), ("state", gettext_lazy("State"), "state"),
    ("agency", gettext_lazy("Agency"), ""), ("amended", gettext_lazy("Amended"), "amended"),
)  # fmt: skip


@require_safe
@acting_page(Act.RECORD_READ)
def incidents(request: HttpRequest, by: Actor) -> HttpResponse:
    """The list."""
    filters, error = filters_of(request), None
    found = access.observations(by)
    try:
        count = listing.EXACT if request.GET.get("count") == "all" else listing.SOON
        page = listing.listed(found, filters, request.GET.get("after", ""), count=count)
    except KoupreyError as refused:
        page, error = listing.Page([]), refused
    agencies = agency_names(by.authority)
    said = {
        "rows": [_row(record, agencies) for record in page.rows],
        "total": page.total,
        "count": f"{address(filters)}&count=all".lstrip("&") if page.more and count < listing.EXACT else "",
        "columns": _heads(filters),
        "next": address(filters, after=page.after) if page.after else "",
        "first": address(filters) if request.GET.get("after") else "",
        "address": address(filters),
        "asked": filters,
        "error": error,
        "filtered": any(getattr(filters, name) for name in ASKED),
        "kinds": [(word.code, _(word.name)) for word in sz.words("kind")],
        "states": [(state.value, words) for state, words in STATES.items()],
        "terms": incident_form.terms(),
        "countries": incident_form.countries(),
        "agencies": list(agencies.items()),
        "may_create": records.may(by, Act.RECORD_CREATE, NewRecord(by.agency)),
        "may_bring": access.may_bring_tables(by),
        "files": [(form, form.upper() if form != "parquet" else "Parquet") for form in FORMS],
        "may_export": Act.RECORD_EXPORT in by.spec.acts,
        "synthetic": any(record.incident.synthetic for record in page.rows),
    }
    return render(request, "incidents/list.html", said, status=status_of(error) if error else 200)


@require_safe
@acting_page(Act.RECORD_EXPORT)
def file(request: HttpRequest, by: Actor, form: str) -> HttpResponse:
    """What the filters find and the officer may take out, as CSV, JSON or Parquet. It is written down."""
    if form not in FORMS:
        raise records.nothing()
    filters = filters_of(request)
    found = narrowing.narrowed(access.observations(by, Act.RECORD_EXPORT), filters).select_related("record")
    rows = [row.record for row in narrowing.in_order(found, filters)[: listing.EXACT]]
    note_export(form=form, filters=request.GET.dict(), rows=len(rows), by=by, at=now())
    if form == "json":
        whole = [_whole(record) for record in rows]
        return attached(jsontext.dumps({"incidents": whole}) + "\n", JSON, "incidents.json")
    lines = [line for record in rows for line in _lines(record)]
    if form == "parquet":
        return attached(as_parquet(_CSV, lines, _about(rows, filters), []), MEDIA["parquet"], "incidents.parquet")
    safe = [[harmless(cell) for cell in line] for line in lines]
    return attached(as_csv(_CSV, safe), CSV, "incidents.csv")


def filters_of(request: HttpRequest) -> narrowing.Filters:
    """The filters of an address."""
    asked = {name: request.GET.get(name, "").strip() for name in (*ASKED, "sort")}
    return narrowing.Filters(**{name: value for name, value in asked.items() if value})


def address(filters: narrowing.Filters, **changed: str) -> str:
    """The query of the address that asks for the same, some of it changed."""
    asked = {name: getattr(filters, name) for name in (*ASKED, "sort")} | changed
    return urlencode([(name, value) for name, value in asked.items() if value and (name, value) != ("sort", "-day")])


def _heads(filters: narrowing.Filters) -> list[dict[str, Any]]:
    now_by = filters.sort.removeprefix("-")
    return [
        {
            "name": name, "words": words,
            "order": ("descending" if filters.sort.startswith("-") else "ascending") if sort == now_by else "",
            "address": address(filters, sort=f"-{sort}" if filters.sort == sort else sort) if sort else "",
        }
        for name, words, sort in COLUMNS
    ]  # fmt: skip


def _row(record: Any, agencies: Any) -> dict[str, Any]:
    return {
        "record": record,
        "what": headline(record),
        "where": _where(record.incident),
        "marks": record_marks.shown(record.marks()),
        "state": STATES[State(record.state)],
        "agency": agencies.get(record.agency, ""),
        "event": spanned(record),
    }


def _where(found: Any) -> str:
    """Country and province; blank where not even the country is known."""
    parts = [country_name(found.country), found.admin1] if found.country else []
    return ", ".join(filter(None, parts))


_CSV: Final = (
    "number", "handling", "state", "kind", "when", "country", "admin1", "post", "agency", "line", "reported", "taxon",
    "appendix", "term", "amount", "number_of", "unit", "weight_kg", "origin", "export", "transit", "destination",
    "synthetic",
)  # fmt: skip


def _whole(record: Any) -> dict[str, Any]:
    """One observation with its marks. Names of reporters are taken out with the record alone, never in a list."""
    values = sz.to_values(queries.incident_of(record))
    values.pop("reporter", None)
    return {
        "number": record.number, "state": record.state, "version": record.version,
        "handling": record_marks.shown(record.marks()).line(), "agency": str(record.agency), "values": values,
    }  # fmt: skip


def _lines(record: Any) -> list[Sequence[str]]:
    """One row for each line of specimens; one without lines has a row of its own."""
    one = queries.incident_of(record)
    place, route = one.place, [";".join(leg.country for leg in one.of_role(role)) for role in sz.Role]
    head = (
        record.number, record_marks.shown(record.marks()).line(), record.state, str(one.kind), str(one.when or ""),
        place.country, place.admin1, place.code, one.agency,
    )  # fmt: skip
    tail = (*route, "SYNTHETIC" if one.synthetic else "")
    rows = [
        (
            str(n), line.reported, line.taxon, line.appendix, line.term, str(line.quantity.amount),
            "" if line.quantity.number is None else str(line.quantity.number), line.quantity.unit,
            "" if line.kilograms is None else str(line.kilograms),
        )
        for n, line in enumerate(one.specimens, start=1)
    ]  # fmt: skip
    return [[*head, *row, *tail] for row in rows or [("",) * 9]]


def _about(rows: Sequence[Any], filters: narrowing.Filters) -> dict[str, Any]:
    """What the file is, beside its rows: what was asked for, and whether anything is invented."""
    synthetic = any(record.incident.synthetic for record in rows)
    said = ["SYNTHETIC: some of these observations are invented."] if synthetic else []
    return {"synthetic": synthetic, "sentences": said, "filters": address(filters), "incidents": len(rows)}
