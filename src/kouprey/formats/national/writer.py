"""A report in the standard layout, as CSV or workbook; `reader.py` reads both back.

The form carries the fields of the layout. What it has no place for (the reporting country, columns of the source
that hold no field, dates of permits) is told to whoever writes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from math import isfinite

from kouprey.domain.layouts import Layout
from kouprey.domain.reports.rows import ReportRow
from kouprey.kernel.quantity import plain
from kouprey.kernel.words import said

NUMBERS = ("quantity", "year")
SHEET = "Annual report"


def as_csv(rows: Iterable[ReportRow], form: Layout) -> str:
    """CSV with the headers of the layout, commas, LF, UTF-8."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n")
    write.writerow(form.headers)
    write.writerows([getattr(row, field) for field in form.fields] for row in rows)
    return out.getvalue()


def as_xlsx(rows: Iterable[ReportRow], form: Layout) -> bytes:
    """A workbook: the report on one sheet, which edition of the layout it is on another."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    sheet.append(list(form.headers))
    for row in rows:
        sheet.append([_cell(field, getattr(row, field)) for field in form.fields])
        for written in sheet[sheet.max_row]:
            if written.data_type == "f":
                written.data_type = "s"  # a permit number that begins with "=" is no formula
    for head in sheet[1]:
        head.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    book.create_sheet("About").append([f"Layout of the annual report: {form.mark}"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def not_carried(columns: Iterable[str]) -> list[str]:
    """Sentences on what the standard layout has no place for."""
    left: list[str] = [said("The standard layout does not name the reporting country; it is sent with the report.")]
    listed = ", ".join(columns)
    if listed:
        left.append(said("The standard layout has no place for these columns: %(columns)s.", columns=listed))
    return left


def _cell(field: str, text: str) -> str | int | float | None:
    """Numbers as numbers, where a workbook keeps them exactly; everything else as text."""
    if field not in NUMBERS or not text:
        return text or None
    try:
        number = float(text)
    except ValueError:
        return text
    if not isfinite(number):
        return text
    whole = int(number) if number.is_integer() and abs(number) < 2**53 else number
    return whole if plain(whole) == text else text
