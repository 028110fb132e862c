"""The columns of a table as an officer sees them to say what they hold: even where nothing was understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kouprey.formats.national.tables import DELIMITERS, Table, is_workbook, records, sheets
from kouprey.formats.seizures.headings import Heading, recognise
from kouprey.formats.seizures.tables import EXPECTED, find_tables, refuse_bomb, text
from kouprey.kernel.errors import UnusableFile

SAMPLES: Final = 3
_HEADER_WITHIN: Final = 25


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header, the field it holds ("" for none), and the first things that stand in it."""

    header: str
    field: str
    samples: tuple[str, ...]


def columns(path: Path, told: Mapping[str, str] | None = None) -> tuple[Heading, tuple[Column, ...]]:
    """The header that was found, else the likeliest row, and its columns. Raises UnusableFile for no table."""
    try:
        found = find_tables(path, told)[0][0]
        table, place, heading = found.table, found.place, found.heading
    except UnusableFile:
        table = _table(path)
        place = _likeliest(table)
        heading = recognise(table.records[place][1] or [], told)
    rows = [record for _line, record, _text in table.records[place + 1 : place + 200] if record]
    return heading, tuple(
        Column(" ".join(header.split()), field, _samples(rows, n))
        for n, (header, field) in enumerate(zip(heading.header, heading.fields, strict=True))
        if header.strip()
    )


def _table(path: Path) -> Table:
    """The first sheet that holds something, or the text parted by the mark that parts most. Raises UnusableFile."""
    if is_workbook(path, EXPECTED):
        refuse_bomb(path)
        tables = [table for table in sheets(path, EXPECTED) if table.records]
    else:
        whole = text(path)
        mark = max(DELIMITERS, key=lambda one: whole[:20_000].count(one))
        tables = [table for table in [Table("", mark, list(records(whole, mark)))] if table.records]
    if not tables:
        raise UnusableFile(str(path), expected=EXPECTED, found="", remedy="")
    return tables[0]


def _likeliest(table: Table) -> int:
    """The row among the first with the most cells that are words."""

    def words(place: int) -> int:
        return sum(1 for cell in table.records[place][1] or [] if cell.strip() and not cell.strip()[:1].isdigit())

    return max(range(min(_HEADER_WITHIN, len(table.records))), key=lambda place: (words(place), -place))


def _samples(rows: list[list[str]], n: int) -> tuple[str, ...]:
    cells = (" ".join(row[n].split())[:60] for row in rows if n < len(row) and row[n].strip())
    return tuple(dict.fromkeys(cells))[:SAMPLES]
