"""What a file is, before it is loaded: its shape, and its first rows as they stand."""

from __future__ import annotations

import csv
import zipfile
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kouprey.formats.cites.files import Source, unpack

ROWS = 5


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was found in a file. Of a zip, the first CSV is looked at; `files` says how many there are."""

    kind: str
    shape: str
    language: str
    encoding: str
    delimiter: str
    files: int
    columns: tuple[str, ...]
    unknown: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def as_json(self) -> dict[str, Any]:
        """As plain lists and words."""
        return {
            "kind": self.kind, "shape": self.shape, "language": self.language, "encoding": self.encoding,
            "delimiter": self.delimiter, "files": self.files, "columns": list(self.columns),
            "unknown": list(self.unknown), "rows": [list(row) for row in self.rows],
        }  # fmt: skip


def recognise(path: Path | str) -> Recognised:
    """Say what `path` is, without loading it. Raises UnusableFile for what cannot be loaded."""
    path = Path(path)
    with TemporaryDirectory(prefix="kouprey-look-") as work:
        source = next(unpack(path, Path(work)))
        columns, rows = _start(source)
    shape = source.shape
    return Recognised(
        shape.kind, shape.name, shape.language, source.encoding, source.delimiter, files_in(path), columns,
        shape.unknown, rows,
    )  # fmt: skip


def _start(source: Source) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    with source.plain.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        for _ in range(source.skip):
            file.readline()
        lines = csv.reader(file, delimiter=source.delimiter)
        try:
            found = [tuple(cell[:200] for cell in row) for row in islice(lines, ROWS + 1)]
        except csv.Error:  # a damaged row is the load's to judge, not the preview's
            found = []
    return (found[0], tuple(found[1:])) if found else ((), ())


def files_in(path: Path) -> int:
    """How many CSV files `path` holds: 1, unless it is a zip. Of what cannot be read it says 1; the load says why."""
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile):
        return 1
    with archive:
        return sum(1 for n in archive.namelist() if n.lower().endswith(".csv") and "__MACOSX" not in n)
