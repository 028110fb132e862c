"""The account of a load: for each file, read = loaded + rejected, and where the rejected rows are."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kouprey.kernel.jsontext import dumps


@dataclass(frozen=True, slots=True)
class FileAccount:
    """What became of one file. `rejects_file` is the path of the rejected rows, None if there are none."""

    path: str
    shape: str
    sha256: str
    content: str
    read: int
    loaded: int
    rejected: int
    rejects_file: str | None
    language: str = "English"
    encoding: str = "utf-8"

    def as_json(self) -> dict[str, Any]:
        """The account as the shell prints it."""
        return {
            "path": self.path, "shape": self.shape, "sha256": self.sha256, "read": self.read,
            "loaded": self.loaded, "rejected": self.rejected, "rejects_file": self.rejects_file,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class LoadReport:
    """The answer to a load. `unchanged` says that the same bytes were already in use."""

    dataset: str
    release: str
    files: tuple[FileAccount, ...]
    warnings: tuple[str, ...]
    unchanged: bool
    synthetic: bool
    rows: int = 0

    @property
    def rejected(self) -> int:
        """Rows that were not loaded, over all files."""
        return sum(file.rejected for file in self.files)

    def to_json(self) -> str:
        """The report as one JSON object (cli.md, trade load)."""
        return dumps(
            {
                "dataset": self.dataset,
                "release": self.release,
                "unchanged": self.unchanged,
                "synthetic": self.synthetic,
                "files": [file.as_json() for file in self.files],
                "warnings": list(self.warnings),
            }
        )


REJECT_COLUMNS = ("line", "field", "value", "reason")


def write_rejects(path: Path, rejects: Iterable[tuple[int, str, str, str]]) -> None:
    """Write rejected rows, one line each: line in the file, field, value as found, reason."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file)
        write.writerow(REJECT_COLUMNS)
        write.writerows(sorted(rejects))
