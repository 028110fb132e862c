"""Records of tables, read and judged: each becomes a row of an observation, or is rejected and says why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kouprey.domain import seizures as sz
from kouprey.formats.seizures import etis
from kouprey.formats.seizures.gathering import Gathered, gather
from kouprey.formats.seizures.headings import ETIS, Heading
from kouprey.formats.seizures.rows import Fault, Reading, Row, read_row
from kouprey.formats.seizures.tables import Found, unguarded
from kouprey.kernel.aside import is_copy
from kouprey.kernel.words import said

UNREADABLE = Fault("", "", said("the record cannot be read"), said("Look for a quotation mark that is not closed."))
_AGAIN = said("Shorten it, or type it again.")
_UNKEPT = said("a text is too long, or holds a character that cannot be shown")
_OFTEN = 200
Tick = Callable[[int, int], None]
"""Is told about how many of how many records are judged."""


class Rejected(NamedTuple):
    """A row that was not loaded: where it stands, everything that is wrong with it, and its text."""

    sheet: str
    line: int
    faults: tuple[Fault, ...]
    text: str

    @property
    def first(self) -> Fault:
        """The first fault, for a list of one line each."""
        return self.faults[0]


class Loaded(NamedTuple):
    """An observation, the lines of the file it came from, and what the rules ask to look at again."""

    incident: sz.Incident
    sheet: str
    lines: tuple[int, ...]
    notices: tuple[sz.Finding, ...]


class Record(NamedTuple):
    """A record of a table: its place among all that are read, its line, its cells unless it cannot be read, and its
    text where there is one."""

    place: int
    table: Found
    line: int
    cells: list[str] | None
    text: str

    @property
    def shown(self) -> str:
        """Its text, for whoever looks at a row that was rejected."""
        return self.text[:500] if self.text else " | ".join(self.cells or [])[:500]


@dataclass(frozen=True, slots=True)
class Work:
    """How records are read, by what book they are judged (by none: nothing is looked up in lists either), and who is
    told how far it is, for how many records in all."""

    how: Reading
    book: sz.Book | None = None
    tick: Tick | None = None
    total: int = 0


class Part(NamedTuple):
    """What some records held: observations in the order of their first rows, rows that are rejected, and the places
    of the rows that bear each id of an observation."""

    loaded: list[Loaded]
    rejected: list[Rejected]
    places: dict[str, list[int]]


def part_of(work: Work, records: Sequence[Record]) -> Part:
    """Read and judge some records, as if there were no others."""
    rows: list[Row] = []
    rejected: list[Rejected] = []
    places: dict[str, list[int]] = {}
    for one in records:
        made = _read(one, work.how)
        if isinstance(made, Row):
            rows.append(made)
            places.setdefault(made.incident, []).append(one.place)
        elif made:
            rejected.append(Rejected(one.table.table.sheet, one.line, made, one.shown))
    gathered, refused = gather(rows, resolve=work.book is not None)
    loaded, done = [], 0
    for number, some in enumerate(gathered):
        if work.tick and not number % _OFTEN and not is_copy():
            work.tick(done * work.total // len(records), work.total)
        done += len(some.rows)
        judged = _judged(some, work.book)
        if isinstance(judged, Loaded):
            loaded.append(judged)
        else:
            refused += [(row, judged) for row in some.rows]
    return Part(loaded, rejected + _rejected(refused, records), places)


def _rejected(refused: Sequence[tuple[Row, tuple[Fault, ...]]], records: Sequence[Record]) -> list[Rejected]:
    """Rows that were read and are refused, with their texts."""
    wanted = {(row.sheet, row.line) for row, _faults in refused}
    read = ((one.table.table.sheet, one.line, one) for one in (records if wanted else ()))
    texts = {(sheet, line): one.shown for sheet, line, one in read if (sheet, line) in wanted}
    return [Rejected(row.sheet, row.line, faults, texts[row.sheet, row.line]) for row, faults in refused]


def _judged(one: Gathered, book: sz.Book | None) -> Loaded | tuple[Fault, ...]:
    sheet, lines = one.rows[0].sheet, tuple(row.line for row in one.rows)
    if book is None:
        return Loaded(one.incident, sheet, lines, ())
    findings = sz.judge(one.incident, book)
    wrong = tuple(
        Fault(found.field, found.value, found.message, found.what_to_do)
        for found in findings
        if found.severity == sz.ERROR
    )
    wrong += tuple(Fault(field, "", _UNKEPT, _AGAIN) for field in sz.unkept(one.incident))
    return wrong or Loaded(one.incident, sheet, lines, findings)


def _read(one: Record, how: Reading) -> Row | tuple[Fault, ...]:
    """The row that a record is, everything that is wrong with it, or nothing for a blank one."""
    if one.cells is None:
        return (UNREADABLE,)
    if not "".join(one.cells).strip():
        return ()
    found = one.table
    return _row(one.cells, found.heading, found.table.sheet, one.line, found.table.delimiter, how)


def _row(
    record: list[str], heading: Heading, sheet: str, line: int, delimiter: str, how: Reading
) -> Row | tuple[Fault, ...]:
    width = len(heading.fields)
    cells = record if len(record) <= width else record[:width]
    if any(cell.strip() for cell in record[width:]):
        reason = said("the row has %(cells)s cells where the header has %(width)s", cells=len(record), width=width)
        return (Fault("", "", reason, said("Put quotation marks around cells that hold a separator.")),)
    cells = cells + [""] * (width - len(cells))
    guard = "'" if delimiter else "\0"  # text files guard what a spreadsheet takes for a formula
    values = {
        name: unguarded(cell) if cell.startswith(guard) else cell
        for name, cell in zip(heading.fields, cells, strict=True)
        if cell and name
    }
    if heading.shape == ETIS:
        return etis.read_row(values, sheet, line, how)
    return read_row(values, sheet, line, how)
