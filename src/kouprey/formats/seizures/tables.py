"""A file of observations as raw tables: the sheet or text with the best header, every record with its line."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from kouprey.formats.cites.texts import as_utf8
from kouprey.formats.national.tables import DELIMITERS, Table, is_workbook, records, sheets
from kouprey.formats.seizures.headings import Heading, recognise, suggestions
from kouprey.kernel.errors import UnusableFile
from kouprey.kernel.words import said, several

EXPECTED = said("a table of seizures or other observations (CSV or .xlsx)")
_WESTERN = "windows-1252"
_SIGN = rb"[\xa1-\xaa\xac-\xaf\xb1-\xba\xbc-\xff]"
_FOREIGN = re.compile(
    rb"[\x81\x83\x86-\x88\x8d\x8f\x90\x98\x9d]|(?!\xe9\xe9|\xa7\xa7)" + _SIGN + rb"{2}|[a-z\xdf-\xff][\xc0-\xde]"
)
"""What Western European text hardly has: signs that nobody types, two letters with accents or signs side by side (but
for those of créée and §§), a capital after a small letter."""
_HEADER_WITHIN = 25
_FEWEST = 2
_MOST_BYTES = 1 << 30


@dataclass(frozen=True, slots=True)
class Found:
    """A table, what its columns hold, and which of its records is the header."""

    table: Table
    heading: Heading
    place: int


def find_tables(path: Path, told: Mapping[str, str] | None = None) -> tuple[list[Found], list[str]]:
    """Every table with a header that is understood, and the names of other sheets that hold something.

    Raises UnusableFile for what is no table, or where none has such a header.
    """
    if is_workbook(path, EXPECTED):
        refuse_bomb(path)
        tables = list(sheets(path, EXPECTED))
    else:
        tables = [_best_text(text(path), told)]
    found = [one for one in (_headed(table, told) for table in tables) if one is not None]
    whole = [one for one in found if not one.heading.missing]
    if not whole:
        raise _refusal(path, found)
    read = {id(one.table) for one in whole}
    left = [table.sheet for table in tables if id(table) not in read and len(table.records) > 1]
    return whole, left


def text(path: Path) -> str:
    """The text of a file. What is no UTF-8 is read as Western European where it looks like that. Raises UnusableFile
    where it does not: it would be rubbish that looks like words."""
    with TemporaryDirectory(prefix="kouprey-seizures-") as work:
        found = as_utf8(str(path), path, Path(work))
        if found.encoding == _WESTERN and any(map(_FOREIGN.search, _not_utf8(path))):
            raise UnusableFile(
                str(path),
                expected=said("text in UTF-8, or a workbook (.xlsx)"),
                found=said("text in another encoding"),
                remedy=said("Save it as “CSV UTF-8”, or as .xlsx, and bring it again."),
            )
        return found.plain.read_text(encoding="utf-8-sig", errors="replace")


def _not_utf8(path: Path) -> Iterator[bytes]:
    with path.open("rb") as lines:
        for line in lines:
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                yield line


def unguarded(cell: str) -> str:
    """A cell of a text file without the apostrophe that keeps spreadsheets from taking it for a formula."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'")[:1] in FORMULA else cell


def guarded(cell: str) -> str:
    """A cell as it is written to a text file: what a spreadsheet takes for a formula begins with an apostrophe."""
    return f"'{cell}" if cell and cell.lstrip("'")[:1] in FORMULA else cell


FORMULA = ("=", "+", "-", "@")
"""How a formula begins."""


def _best_text(text: str, told: Mapping[str, str] | None) -> Table:
    """The text, parted by the mark under which its header says most."""

    def says(mark: str) -> int:
        head = [record for _, record, _ in islice(records(text, mark), _HEADER_WITHIN) if record]
        return max((recognise(record, told).found for record in head), default=0)

    mark = max((mark for mark in DELIMITERS if mark in text), key=says, default=",")
    return Table("", mark, list(records(text, mark)))


def _headed(table: Table, told: Mapping[str, str] | None) -> Found | None:
    parts = [
        Found(table, recognise(record, told), place)
        for place, (_, record, _) in enumerate(table.records[:_HEADER_WITHIN])
        if record
    ]
    best = max(parts, key=lambda one: one.heading.found, default=None)
    return best if best is not None and best.heading.found >= _FEWEST else None


def _refusal(path: Path, found: list[Found]) -> UnusableFile:
    if not found:
        what = said("no row with the names of columns")
        return UnusableFile(str(path), expected=EXPECTED, found=what, remedy=said("Say which column holds what."))
    heading = max((one.heading for one in found), key=lambda heading: heading.found)
    near = (
        said(
            "%(field)s: %(columns)s", field=field, columns=", ".join(suggestions(heading, field)) or said("no column")
        )
        for field in heading.missing
    )
    remedy = said(
        "Say which column holds it (%(near)s). Columns that are free: %(free)s.",
        near=several(near, "; "),
        free=", ".join(heading.unknown[:20]) or said("none"),
    )
    what = said("no column for %(fields)s", fields=", ".join(heading.missing))
    return UnusableFile(str(path), expected=EXPECTED, found=what, remedy=remedy)


def refuse_bomb(path: Path) -> None:
    """Raise UnusableFile for a workbook that unpacks to more than any table."""
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnusableFile(
            str(path),
            expected=EXPECTED,
            found=said("no workbook that can be read (%(error)s)", error=error),
            remedy=said("Save it again."),
        ) from error
    if size > _MOST_BYTES:
        raise UnusableFile(
            str(path),
            expected=EXPECTED,
            found=said("a workbook of more than 1 GB unpacked"),
            remedy=said("Part it, or use CSV."),
        )
