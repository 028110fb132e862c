"""A record taken out of the node: as JSON, as CSV, on paper. Each is an act, and each bears the marks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kouprey.domain.access import Act, Actor
from kouprey.formats.tables.text import as_csv
from kouprey.kernel import jsontext
from kouprey.kernel.clock import now
from kouprey.web.records import access
from kouprey.web.records.actions.marks import as_json
from kouprey.web.records.actions.reading import export_record
from kouprey.web.records.queries import handling_of, values_of
from kouprey.web.ui import record_marks, record_page
from kouprey.web.ui.record_acting import acting_page, attached

FORMS = ("json", "csv", "print")
JSON, CSV = "application/json", "text/csv; charset=utf-8"


@require_safe
@acting_page(Act.RECORD_READ)
def file(request: HttpRequest, by: Actor, id: UUID, form: str) -> HttpResponse:
    """The record in one of its forms. The act is decided and written down before a byte is made."""
    if form not in FORMS:
        raise access.nothing()
    found = export_record(id=id, form=form, by=by, at=now())
    if form == "json":
        return attached(_json(found), JSON, f"{found.number}.json")
    said = record_page.head(found, by)
    values = record_page.values_in_words(said["kind"], values_of(found))
    if form == "csv":
        about = [(_("Number"), found.number), (_("Version"), found.version), (_("Originator"), said["agency"])]
        return attached(rows(said["marks"], about, values), CSV, f"{found.number}.csv")
    taken = {"values": values, "by": by, "at": now()}
    return render(request, "records/print.html", said | taken)


def rows(marks: record_marks.Shown, about: Iterable[tuple[str, Any]], values: Iterable[Any]) -> str:
    """CSV with the marks first, then what it is about, then the fields."""
    lines = [("", name, harmless(value)) for name, value in [*record_marks.rows_of(marks), *about]]
    lines += [(value["name"], value["title"], harmless(value["value"])) for value in values]
    return as_csv(["field", "title", "value"], lines)


def harmless(value: Any) -> str:
    """A cell that no spreadsheet takes for a formula: what another wrote must not act on the reader's machine."""
    text = str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text


def _json(record: Any) -> str:
    marks = handling_of(record)
    said = {
        "handling": record_marks.shown(marks).line(),
        "marks": as_json(marks),
        "kind": record.kind,
        "number": record.number,
        "version": record.version,
        "state": record.state,
        "authority": str(record.authority),
        "agency": str(record.agency),
        "values": values_of(record),
    }
    return jsontext.dumps(said) + "\n"
