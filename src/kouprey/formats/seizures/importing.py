"""Import of a table of observations: read = loaded + rejected, by construction; every rejected row says why.

Whatever the file, the same rules judge it as at entry. A row is refused for what cannot be read, for contradicting an
earlier row of its seizure, or for an error that the rules find; notices go with the observation.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from kouprey.domain import seizures as sz
from kouprey.domain.lists import steady
from kouprey.formats.seizures import etis
from kouprey.formats.seizures.gathering import Gathered, gather
from kouprey.formats.seizures.headings import ETIS, Heading
from kouprey.formats.seizures.rows import Fault, Reading, Row, read_row
from kouprey.formats.seizures.tables import Found, find_tables, unguarded
from kouprey.kernel.aside import in_two, is_copy
from kouprey.kernel.memory import piling
from kouprey.kernel.words import said

UNREADABLE = Fault("", "", said("the record cannot be read"), said("Look for a quotation mark that is not closed."))
_AGAIN = said("Shorten it, or type it again.")
_UNKEPT = said("a text is too long, or holds a character that cannot be shown")
Record = tuple[int, list[str] | None, str]
"""A record of a table: its line, its cells unless it cannot be read, and its text where there is one."""
Tick = Callable[[int, int], None]
"""Is told how many of how many observations are judged."""


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


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file held. Nothing of it is stored yet: the same call serves preview, dry run and import."""

    loaded: tuple[Loaded, ...]
    rejected: tuple[Rejected, ...]
    headings: tuple[Heading, ...]
    left_sheets: tuple[str, ...]
    sha256: str

    @property
    def read(self) -> int:
        """How many rows there were, blank ones apart."""
        return sum(len(one.lines) for one in self.loaded) + len(self.rejected)

    @property
    def rows_loaded(self) -> int:
        """How many rows became part of an observation."""
        return sum(len(one.lines) for one in self.loaded)

    @property
    def not_carried(self) -> tuple[str, ...]:
        """Columns that hold nothing Kouprey reads."""
        return tuple(dict.fromkeys(name for heading in self.headings for name in heading.unknown))

    @property
    def names(self) -> tuple[sz.Finding, ...]:
        """What looks like names of persons in free text: to be settled before anything is stored."""
        found = (notice for one in self.loaded for notice in one.notices if notice.rule == "names-in-text")
        return tuple(found)


def read_file(
    path: Path,
    book: sz.Book,
    *,
    told: Mapping[str, str] | None = None,
    synonyms: sz.Synonyms | None = None,
    day_first: bool | None = None,
    country: str = "",
    kind: sz.Kind = sz.Kind.SEIZURE,
    tick: Tick = lambda _done, _total: None,
) -> Imported:
    """Read a CSV file or a workbook. `told` maps fields to headers of this source; `country` and `kind` hold where
    cells are blank; `tick` is told how far it is. Raises UnusableFile for what is no such table."""
    with piling(), steady():
        return _read(path, book, told, synonyms or sz.synonyms(), day_first, country, kind, tick)


def _read(
    path: Path, book: sz.Book, told: Mapping[str, str] | None, synonyms: sz.Synonyms, day_first: bool | None,
    country: str, kind: sz.Kind, tick: Tick,
) -> Imported:  # fmt: skip
    digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    how = Reading(synonyms, day_first, country, kind, digest)
    found, left = find_tables(path, told)
    gathered, rejected = _gathered(found, how, resolve=True)
    findings = chain.from_iterable(in_two(partial(_findings, book, tick, len(gathered)), list(enumerate(gathered))))
    loaded: list[Loaded] = []
    refused: list[tuple[Row, tuple[Fault, ...]]] = []
    for one, said_of_it in zip(gathered, findings, strict=True):
        made = _judged(one, said_of_it)
        if isinstance(made, Loaded):
            loaded.append(made)
        else:
            refused += [(row, made) for row in one.rows]
    rejected += _rejected(refused, found)
    rejected.sort(key=lambda one: (one.sheet, one.line))
    return Imported(tuple(loaded), tuple(rejected), tuple(one.heading for one in found), tuple(left), digest)


def read_form(
    path: Path, synonyms: sz.Synonyms | None = None
) -> tuple[tuple[sz.Incident, ...], tuple[Rejected, ...]]:
    """Read a form back as it was written: nothing is looked up in lists of taxa and places, nothing judged.

    AITR as CSV or workbook, with or without incident_id, or ETIS of any generation. Raises UnusableFile.
    """
    found, _left = find_tables(path)
    gathered, rejected = _gathered(found, Reading(synonyms or sz.synonyms(), seed=path.name))
    return tuple(one.incident for one in gathered), tuple(rejected)


def _gathered(found: list[Found], how: Reading, *, resolve: bool = False) -> tuple[list[Gathered], list[Rejected]]:
    read: list[Row] = []
    rejected: list[Rejected] = []
    for table in found:
        for rows, refused in in_two(partial(_rows, table, how), table.table.records[table.place + 1 :]):
            read += rows
            rejected += refused
    gathered, clashing = gather(read, resolve=resolve)
    return gathered, rejected + _rejected(clashing, found)


def _findings(
    book: sz.Book, tick: Tick, total: int, some: Sequence[tuple[int, Gathered]]
) -> list[tuple[sz.Finding, ...]]:
    """What the rules find in each of some."""
    judged = []
    for number, one in some:
        if not number % 200 and not is_copy():
            tick(number, total)
        judged.append(sz.judge(one.incident, book))
    return judged


def _judged(one: Gathered, findings: tuple[sz.Finding, ...]) -> Loaded | tuple[Fault, ...]:
    wrong = tuple(
        Fault(found.field, found.value, found.message, found.what_to_do)
        for found in findings
        if found.severity == sz.ERROR
    )
    wrong += tuple(Fault(field, "", _UNKEPT, _AGAIN) for field in sz.unkept(one.incident))
    if wrong:
        return wrong
    return Loaded(one.incident, one.rows[0].sheet, tuple(row.line for row in one.rows), findings)


def _rejected(some: Sequence[tuple[Row, tuple[Fault, ...]]], found: list[Found]) -> list[Rejected]:
    """Rows that were read and are refused, with their texts."""
    wanted = {(row.sheet, row.line) for row, _faults in some}
    texts = {
        (one.table.sheet, line): _shown(record or [], text)
        for one in found
        for line, record, text in (one.table.records[one.place + 1 :] if wanted else ())
        if (one.table.sheet, line) in wanted
    }
    return [Rejected(row.sheet, row.line, faults, texts[row.sheet, row.line]) for row, faults in some]


def _shown(record: list[str], text: str) -> str:
    return text[:500] if text else " | ".join(record)[:500]


def _rows(found: Found, how: Reading, records: Sequence[Record]) -> tuple[list[Row], list[Rejected]]:
    rows: list[Row] = []
    rejected: list[Rejected] = []
    table, heading = found.table, found.heading
    for line, record, text in records:
        if record is None:
            rejected.append(Rejected(table.sheet, line, (UNREADABLE,), text[:500]))
            continue
        if not "".join(record).strip():
            continue
        made = _row(record, heading, table.sheet, line, table.delimiter, how)
        if isinstance(made, Row):
            rows.append(made)
        else:
            rejected.append(Rejected(table.sheet, line, made, _shown(record, text)))
    return rows, rejected


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
