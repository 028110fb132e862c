"""Quota files: one quota or suspension a line, under a header of known names (docs/quotas.md)."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import NamedTuple

from kouprey.formats.cites.careful import OPEN_QUOTE, Reject, ragged
from kouprey.formats.cites.headers import fold
from kouprey.kernel.errors import UnusableFile
from kouprey.kernel.words import said

REMEDY = said("The columns are described in docs/quotas.md.")


class Records(NamedTuple):
    """The well-shaped rows with their line numbers, the others with a reason, and the columns we do not know."""

    rows: list[tuple[int, dict[str, str]]]
    rejects: list[Reject]
    unknown: list[str]


def read(name: str, content: bytes, columns: Sequence[str], required: Sequence[str]) -> Records:
    """Read a quota file. One row is one line: a row of another width than the header is rejected, never guessed.

    Raises UnusableFile if it is no text, or if a required column is missing or one stands twice.
    """
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise UnusableFile(
            name, expected=said("a CSV file in UTF-8"), found=said("other bytes"), remedy=REMEDY
        ) from None
    numbered = [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    header = _parse(numbered[0][1]) if numbered else None
    known = {fold(column): column for column in columns}
    names = [known.get(fold(cell), "") for cell in header or ()]
    _check(name, header, names, required)
    records = Records([], [], [cell for cell, column in zip(header or (), names, strict=True) if not column])
    for number, line in numbered[1:]:
        cells = _parse(line)
        if cells is None:
            records.rejects.append(Reject(number, "", line[:500], OPEN_QUOTE))
        elif len(cells) != len(names):
            records.rejects.append(Reject(number, "", line[:500], ragged(len(cells), len(names))))
        else:
            row = {column: cell for column, cell in zip(names, cells, strict=True) if column}
            records.rows.append((number, row))
    return records


def _check(name: str, header: list[str] | None, names: list[str], required: Sequence[str]) -> None:
    missing = [column for column in required if column not in names]
    twice = sorted({column for column in names if column and names.count(column) > 1})
    if not header or missing or twice:
        seen = ", ".join(header or ()) or said("an empty file")
        found = said("twice: %(columns)s", columns=", ".join(twice)) if twice else seen
        raise UnusableFile(
            name,
            expected=said("a header with the columns %(required)s", required=", ".join(required)),
            found=found,
            remedy=REMEDY,
        )


def _parse(line: str) -> list[str] | None:
    try:
        return next(csv.reader([line], strict=True))
    except csv.Error:
        return None
