"""The annual illegal trade report: what it holds, its completeness, its consent, as .xlsx and CSV.

Layout `reconstruction-1`, UNVERIFIED (reporting.md 3.2). The flat form loses which rows are one seizure: Kouprey's
own CSV has `incident_id` before the official columns, and so reads back whole. `importing` reads both.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kouprey.domain import seizures as sz
from kouprey.domain.layouts import Column, layout_of
from kouprey.formats.seizures.layouts import AITR
from kouprey.formats.seizures.tables import guarded
from kouprey.formats.seizures.writing import rows_of
from kouprey.formats.tables.books import saved
from kouprey.kernel.errors import Refused
from kouprey.kernel.quantity import plain
from kouprey.kernel.words import said

SHEET = "Illegal trade report"
CONSENT = {True: said("yes"), False: said("no"), None: said("not answered")}
CONSENT_COLUMN = "Use by ICCWC partners"
CONSENT_ASKED = said("May the data of this report be used by the partners of ICCWC for research and analysis?")
_NUMBERS = ("quantity", "value", "seizure_value")
_MEND: Mapping[str, str] = {
    "date": said("Write the date, as far as it is known."),
    "species": said("Choose the taxon, a higher one if need be."),
    "term": said("Choose the kind of specimen."),
    "quantity": said("Write how much it was, exact or estimated."),
    "unit": said("Choose the unit of the quantity."),
    "country": said("Choose the country."),
    "place": said("Choose a place of the list, or write its name."),
    "agency": said("Choose the agency that detected it."),
    "offence": said("Choose the reason for the seizure."),
}


class Gap(NamedTuple):
    """What is still blank before submission: the row of the report, whose it is, the field, and what to mend.

    `must`: the form asks for it always; else only if it is known.
    """

    row: int
    incident: str
    specimen: str
    field: str
    header: str
    must: bool
    mend: str


@dataclass(frozen=True, slots=True)
class Report:
    """An annual illegal trade report of one State and year. `consent` is the ICCWC answer, None until it is given."""

    country: str
    year: int
    incidents: tuple[sz.Incident, ...]
    consent: bool | None = None
    two_years: tuple[str, ...] = ()
    """Ids of incidents whose date is a range over two years; they count in the first."""

    @property
    def synthetic(self) -> bool:
        """Whether any of it is invented."""
        return any(incident.synthetic for incident in self.incidents)

    @property
    def obstacles(self) -> tuple[str, ...]:
        """What blocks submission; a draft is never blocked."""
        if self.consent is None:
            return (said("The question about the use by ICCWC partners has no answer."),)
        return ()

    @property
    def about(self) -> tuple[tuple[str, str], ...]:
        """What stands on the sheet beside the table."""
        form = layout_of(AITR)
        lines = [
            ("Report", "Annual illegal trade report"),
            ("Country", self.country),
            ("Year", str(self.year)),
            ("Layout", form.mark),
            (CONSENT_ASKED, CONSENT[self.consent]),
        ]
        if self.synthetic:
            lines.insert(0, ("SYNTHETIC", sz.MARK))
        return tuple(lines)


def report(incidents: Iterable[sz.Incident], country: str, year: int, *, consent: bool | None = None) -> Report:
    """The seizures of a State and year that are reported or verified, by date; a range counts in its first year."""
    chosen = [one for one in incidents if sz.counted(one) and one.place.country == country and one.year == year]
    chosen.sort(key=lambda one: (one.when.first if one.when else None, one.id))
    wide = tuple(one.id for one in chosen if one.when and one.when.first.year != one.when.last.year)
    return Report(country, year, tuple(chosen), consent, wide)


def may_pass_on(made: Report) -> None:
    """Whether the report may go to others than the Secretariat. Raises Refused unless the State said yes."""
    if made.consent is not True:
        raise Refused(
            said("The use of this report by ICCWC partners is: %(consent)s.", consent=CONSENT[made.consent]),
            kept=said("The report stays as it is; it was not passed on."),
            remedy=said("Ask the authority for its answer, or share other data under their own clearance."),
        )


def gaps(made: Report) -> tuple[Gap, ...]:
    """Every cell that the form asks for and that is blank: those that must be filled first."""
    columns = [column for column in layout_of(AITR).columns if column.required in ("yes", "if known")]
    found: list[Gap] = []
    number = 1
    for incident in made.incidents:
        for place, row in enumerate(rows_of(incident)):
            number += 1
            part = incident.specimens[place].id if incident.specimens else ""
            found += [_gap(number, incident.id, part, column) for column in columns if not _filled(row, column.field)]
    return tuple(sorted(found, key=lambda gap: (not gap.must, gap.row)))


def as_csv(incidents: Iterable[sz.Incident], *, own: bool = True, consent: bool | None = None) -> str:
    """CSV with the headers of the layout, commas, LF, UTF-8; `own` puts incident_id before them.

    A text file has no second sheet: the answer on ICCWC, where it is given, stands in a column of its own at the end.
    """
    form = layout_of(AITR)
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n")
    after = [] if consent is None else [CONSENT_COLUMN]
    write.writerow([*(["incident_id"] if own else []), *form.headers, *after])
    names = (["incident_id"] if own else []) + list(form.fields)
    for incident in incidents:
        for row in rows_of(incident):
            answer = [CONSENT[consent]] if after else []
            write.writerow([*(guarded(row.get(name, "")) for name in names), *answer])
    return out.getvalue()


def as_xlsx(made: Report, *, own: bool = False) -> bytes:
    """A workbook: the report on one sheet, its country, year, layout and consent on another."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    form = layout_of(AITR)
    book = Workbook()
    sheet = book.active
    sheet.title = f"SYNTHETIC {SHEET}"[:31] if made.synthetic else SHEET
    sheet.append(["incident_id", *form.headers] if own else list(form.headers))
    names = (["incident_id"] if own else []) + list(form.fields)
    for incident in made.incidents:
        for row in rows_of(incident):
            sheet.append([_cell(name, row.get(name, "")) for name in names])
            for written in sheet[sheet.max_row]:
                if written.data_type in ("f", "e"):
                    written.data_type = "s"  # words of an officer are words, never a formula
    for head in sheet[1]:
        head.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    about = book.create_sheet("About")
    for line in made.about:
        about.append(list(line))
    return saved(book)


def _gap(row: int, incident: str, part: str, column: Column) -> Gap:
    must = column.required == "yes"
    mend = _MEND.get(column.field, said("Fill it in if it is known."))
    return Gap(row, incident, part, column.field, column.header, must, mend)


def _filled(row: Mapping[str, str], field: str) -> bool:
    if field == "concealment_text":
        return bool(row.get(field) or row.get("concealment"))
    if field == "place":
        return bool(row.get("place") or row.get("admin1"))
    return bool(row.get(field))


def _cell(field: str, text: str) -> str | int | float | None:
    """Numbers as numbers, where a workbook keeps them exactly; everything else as text."""
    if field not in _NUMBERS or not text:
        return text or None
    number = float(text)
    whole = int(number) if number.is_integer() and abs(number) < 2**53 else number
    return whole if plain(whole) == text else text
