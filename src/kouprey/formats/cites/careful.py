"""The careful reader: line by line, for files in which something is wrong.

The warehouse reads sound files at full speed and turns here when counts disagree or a value is rejected: this
reader keeps the number of each line, sets badly shaped lines aside with a reason, and never loses one.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kouprey.formats.cites.files import Source
from kouprey.kernel.words import Said, said, saying

# A record of CITES data has no line breaks of its own; a quote that stays open is a typing error, not a long
# field. A few joined lines are tried before the line is rejected.
_LONGEST_RECORD = 4

OPEN_QUOTE = said("a quotation mark is opened and not closed")
RAGGED = saying("the row has %(found)s fields where the header has %(width)s")


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that was not loaded: where it stands, what was wrong, and the text as found."""

    line: int
    field: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Careful:
    """What the careful reader found: `records` good rows were written to the file it was given."""

    records: int
    rejects: tuple[Reject, ...]


def read(source: Source, out: Path) -> Careful:
    """Write the well-shaped records of `source` to `out` (UTF-8 CSV, line number first) and list the others."""
    rejects: list[Reject] = []
    records = 0
    width = len(source.shape.columns)
    with (
        source.plain.open(encoding="utf-8-sig", errors="replace") as text,
        out.open("w", encoding="utf-8", newline="") as file,
    ):
        write = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow
        for line, record in _records(text, source, rejects):
            if len(record) == width:
                write([line, *record])
                records += 1
            else:
                rejects.append(_ragged(line, record, width, source.delimiter))
    return Careful(records, tuple(sorted(rejects, key=lambda r: r.line)))


def _records(text: Iterator[str], source: Source, rejects: list[Reject]) -> Iterator[tuple[int, list[str]]]:
    lines = enumerate(text, start=1)
    header_passed = False
    waiting: list[tuple[int, str]] = []
    while True:
        number, line = waiting.pop(0) if waiting else next(lines, (0, ""))
        if not number:
            return
        if not line.strip() or (number <= source.skip):
            continue
        record = _parse(line, source.delimiter)
        if record is None:
            more = [
                *waiting,
                *(pair for _, pair in zip(range(_LONGEST_RECORD - 1 - len(waiting)), lines, strict=False)),
            ]
            record, used = _joined(line, [text for _, text in more], source)
            waiting = more[used:]
        if record is None:
            rejects.append(Reject(number, "", line.rstrip("\r\n")[:500], OPEN_QUOTE))
        elif not header_passed:
            header_passed = True
        else:
            yield number, record


def _joined(line: str, following: list[str], source: Source) -> tuple[list[str] | None, int]:
    """Try the line together with those that follow; how many of them were used."""
    for used in range(1, len(following) + 1):
        record = _parse(line + "".join(following[:used]), source.delimiter)
        if record is not None and len(record) == len(source.shape.columns):
            return record, used
    return None, 0


def _parse(text: str, delimiter: str) -> list[str] | None:
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return records[0] if len(records) == 1 else None


def _ragged(line: int, record: list[str], width: int, delimiter: str) -> Reject:
    text = delimiter.join(record)[:500]
    return Reject(line, "", text, ragged(len(record), width))


def ragged(found: int, width: int) -> str:
    """Why a row of another width than the header is rejected."""
    return Said(RAGGED, {"found": found, "width": width})
