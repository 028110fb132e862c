"""Read a national report or permit extract: records = rows + rejected, each rejected one with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from kouprey.domain.reports.rows import LABELS, Refusal, Reporting, ReportRow, row_of
from kouprey.domain.reports.words import Words, direction_of, words
from kouprey.formats.cites.careful import OPEN_QUOTE, ragged
from kouprey.formats.national.headings import Heading, explain, recognise
from kouprey.formats.national.tables import EXPECTED, Table, read_tables
from kouprey.kernel.errors import UnusableFile
from kouprey.kernel.words import said

_HEADER_WITHIN = 25
"""Titles and addresses may stand above the header, but not more than so many records."""

_FEWEST = 3
"""A record is a header if it names at least so many fields."""


Part = tuple[Table, Heading, int]


class Rejected(NamedTuple):
    """A record that is no row of the report: where it stands, what was wrong, the value as found."""

    sheet: str
    line: int
    field: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class NationalFile:
    """What a file held: read = usable + rejected. `not_carried` are columns that hold no field of a report."""

    rows: tuple[ReportRow, ...]
    rejected: tuple[Rejected, ...]
    not_carried: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def read(self) -> int:
        """How many records there were, blank ones apart."""
        return len(self.rows) + len(self.rejected)


def read_headings(path: Path, mapping: Mapping[str, str]) -> list[Part]:
    """The header of every table that has one: the table, what its columns hold, and which record it is."""
    with TemporaryDirectory(prefix="kouprey-report-") as work:
        best = [_best(versions, mapping) for versions in read_tables(path, Path(work))]
    return [found for found in best if found is not None]


def read_national(
    path: Path, asked: Reporting, *, mapping: Mapping[str, str] | None = None, sheet: str | None = None
) -> NationalFile:
    """Read the report of `asked.country` from a CSV file or a workbook.

    Without `sheet`, every sheet that holds a report is read. Raises UnusableFile if there is none, or if a column
    is missing; the message then offers the columns that come closest.
    """
    with TemporaryDirectory(prefix="kouprey-report-") as work:
        tables = read_tables(path, Path(work))
    mapping, known = mapping or {}, words()
    best = [_best(versions, mapping) for versions in tables]
    chosen = _chosen(path, [found for found in best if found is not None], sheet, year_known=bool(asked.year))
    for _, heading, _ in chosen:
        missing = heading.missing(year_known=bool(asked.year))
        if missing:
            found, remedy = explain(heading, missing)
            raise UnusableFile(str(path), expected=EXPECTED, found=found, remedy=remedy)
    parts = [_read(*part, _where(asked, path, part[0]), known) for part in chosen]
    read = {part[0].sheet for part in chosen}
    tables_left = [versions[0] for versions in tables if versions and versions[0].sheet not in read]
    left = [table.sheet for table in tables_left if len(table.records) > 1]  # one line is a title or a note
    unread = [said("The sheet “%(name)s” was not read.", name=name) for name in left]
    return NationalFile(
        tuple(row for part in parts for row in part.rows),
        tuple(one for part in parts for one in part.rejected),
        tuple(dict.fromkeys(name for part in parts for name in part.not_carried)),
        tuple(dict.fromkeys([*unread, *(word for part in parts for word in part.warnings)])),
    )


def _best(versions: Sequence[Table], mapping: Mapping[str, str]) -> Part | None:
    """The header that names most fields, over the ways to read a table; None if it has no header."""
    parts = [
        (table, recognise(record, mapping), place)
        for table in versions
        for place, (_, record, _) in enumerate(table.records[:_HEADER_WITHIN])
        if record
    ]
    best = max(parts, key=lambda part: part[1].found, default=None)
    return best if best is not None and best[1].found >= _FEWEST else None


def _chosen(path: Path, found: list[Part], sheet: str | None, *, year_known: bool) -> list[Part]:
    named = [part for part in found if part[0].sheet.casefold() == sheet.casefold()] if sheet is not None else found
    whole = [part for part in named if not part[1].missing(year_known=year_known)]
    if named:
        return whole or named[:1]
    seen = ", ".join(part[0].sheet for part in found if part[0].sheet)
    what = said("no sheet “%(sheet)s” with a report in it", sheet=sheet)
    what = said("no row with the names of columns") if sheet is None else what
    remedy = said("Sheets with a report: %(names)s.", names=seen)
    remedy = remedy if seen else said('Name the columns: --map FIELD="HEADER".')
    raise UnusableFile(str(path), expected=EXPECTED, found=what, remedy=remedy)


def _where(asked: Reporting, path: Path, table: Table) -> Reporting:
    """What the name of the sheet, or of the file, says about import and export, where nothing else does."""
    if asked.direction:
        return asked
    for name in (table.sheet, *reversed(path.stem.replace("-", "_").split("_"))):
        direction = direction_of(name) if len(name) > 1 else ""
        if direction:
            return asked._replace(direction=direction)
    return asked


def _read(table: Table, heading: Heading, place: int, asked: Reporting, known: Words) -> NationalFile:
    rows: list[ReportRow] = []
    rejected: list[Rejected] = []
    for line, record, text in table.records[place + 1 :]:
        if record is None:
            rejected.append(Rejected(table.sheet, line, "", text[:500], OPEN_QUOTE))
        elif any(cell.strip() for cell in record):
            made = _row(table, heading, line, record, asked, known)
            (rows if isinstance(made, ReportRow) else rejected).append(made)  # type: ignore[arg-type]
    absent = [f for f in ("unit", "origin", "purpose", "source") if f not in heading.fields]
    blank = [
        said("There is no column for the %(field)s; it counts as blank on every row.", field=LABELS[field])
        for field in absent
    ]
    return NationalFile(tuple(rows), tuple(rejected), heading.unknown, tuple(blank))


def _row(
    table: Table, heading: Heading, line: int, record: list[str], asked: Reporting, known: Words
) -> ReportRow | Rejected:
    width = len(heading.fields)
    cells = record[:width] if not any(cell.strip() for cell in record[width:]) else record
    if table.sheet:
        cells = cells + [""] * (width - len(cells))  # a sheet ends its rows where the last cell is filled
    if len(cells) != width:
        text = (table.delimiter or "|").join(record)[:500]
        return Rejected(table.sheet, line, "", text, ragged(len(record), width))
    values = {field: cell for field, cell in zip(heading.fields, cells, strict=True) if field}
    made = row_of(values, line, table.sheet, asked, known)
    return Rejected(table.sheet, line, *made) if isinstance(made, Refusal) else made
