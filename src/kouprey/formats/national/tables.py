"""A national file as raw tables: every cell text, every record with its line; nothing is lost quietly."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from kouprey.formats.cites.texts import as_utf8
from kouprey.kernel.errors import UnusableFile
from kouprey.kernel.quantity import plain
from kouprey.kernel.words import said

EXPECTED = said("a national report or permit extract (CSV or .xlsx)")
DELIMITERS = (",", ";", "\t", "|")
# A record of a report may hold a line break or two in a cell; a quote that stays open is a typing error.
_LONGEST_RECORD = 4
_BROKEN = (
    KeyError, ValueError, EOFError, SyntaxError, OSError, AttributeError, TypeError, IndexError, NotImplementedError,
    RuntimeError, zlib.error,
)  # fmt: skip
"""What reading a damaged or hostile workbook may raise, deep in its reader."""


class Table(NamedTuple):
    """One table: records with the line they begin on. `delimiter` is "" for a sheet of a workbook.

    A record of None could not be read; its text follows.
    """

    sheet: str
    delimiter: str
    records: list[tuple[int, list[str] | None, str]]


def read_tables(path: Path, work: Path) -> list[list[Table]]:
    """Every table of the file, each in every way it can be read (a CSV once for each delimiter).

    Raises UnusableFile for what is neither CSV nor a workbook.
    """
    if is_workbook(path):
        return [[table] for table in sheets(path)]
    text = text_of(path, work)
    return [[Table("", delimiter, list(records(text, delimiter))) for delimiter in DELIMITERS if delimiter in text]]


def is_workbook(path: Path, expected: str = EXPECTED) -> bool:
    """Whether the file is a workbook (.xlsx) and no text. Raises UnusableFile for what can be neither."""
    if not path.is_file():
        found = said("a folder") if path.is_dir() else said("nothing there")
        raise UnusableFile(str(path), expected=expected, found=found, remedy=said("Name a file that exists."))
    with path.open("rb") as file:
        magic = file.read(8)
    if magic.startswith(b"PK"):
        return True
    if magic.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnusableFile(
            str(path),
            expected=expected,
            found=said("an old workbook (.xls)"),
            remedy=said("Save it as .xlsx or CSV."),
        )
    if not magic.strip(b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise UnusableFile(str(path), expected=expected, found=said("an empty file"), remedy=said("Export it again."))
    return False


def text_of(path: Path, work: Path) -> str:
    """The text of a file, whatever its encoding."""
    return as_utf8(str(path), path, work).plain.read_text(encoding="utf-8-sig", errors="replace")


def records(text: str, delimiter: str) -> Iterator[tuple[int, list[str] | None, str]]:
    """Every record of a text with the line it begins on; None for one that cannot be read."""
    lines = list(io.StringIO(text, newline=None))
    number = 0
    while number < len(lines):
        for used in range(1, _LONGEST_RECORD + 1):
            piece = "".join(lines[number : number + used])
            record = _parse(piece, delimiter)
            if record is not None:
                break
        else:
            used, piece = 1, lines[number]
        if piece.strip():
            yield number + 1, record, piece.rstrip("\n")
        number += used


def _parse(text: str, delimiter: str) -> list[str] | None:
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return records[0] if len(records) == 1 else None if text.strip() else []


def sheets(path: Path, expected: str = EXPECTED) -> Iterator[Table]:
    """Every sheet of a workbook. Raises UnusableFile for one that cannot be read."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        # Opened here: by its name the reader judges a file, and one that was brought has none.
        with warnings.catch_warnings(), path.open("rb") as file:
            warnings.simplefilter("ignore")  # of styles and validations, which no cell value needs
            book = load_workbook(file, read_only=True, data_only=True)
            for sheet in book.worksheets:
                sheet.reset_dimensions()  # some programs write a size that is too small
                rows = enumerate(sheet.iter_rows(values_only=True), start=1)
                records = [(line, [cell_text(value) for value in row]) for line, row in rows]
                yield Table(sheet.title, "", [(line, row, "") for line, row in records if any(row)])
            book.close()
    except (zipfile.BadZipFile, InvalidFileException, *_BROKEN) as error:
        raise UnusableFile(
            str(path),
            expected=expected,
            found=said("no workbook that can be read (%(error)s)", error=error),
            remedy=said("Save it again."),
        ) from error


def cell_text(value: Any) -> str:
    """A cell of a workbook as text: whole numbers without a point, dates as YYYY-MM-DD."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, (int, float, Decimal)):
        return plain(value) if value == value and abs(value) != float("inf") else str(value)
    return str(value)
