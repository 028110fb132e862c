"""Where loaded lists of taxa live, and which are in use.

    KOUPREY_HOME/reference/current        the ids of the editions in use, one a line, at most one of each kind
    KOUPREY_HOME/reference/EDITION/       taxa.duckdb, manifest.json, rejects.csv

An edition is built beside the others and renamed into place, and `current` is replaced in one step, as with the
releases of trade data (analytics/releases.py).
"""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from kouprey.analytics.releases import sync_file, sync_folder
from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.words import Said, said, saying

FORMAT = 1
KINDS = ("index", "listings", "history")
"""In this order they are asked for names: only the index has synonyms."""


_TITLES = {
    "index": (
        saying("Checklist index of %(day)s (%(edition)s)"),
        saying("Checklist index without a date (%(edition)s)"),
    ),
    "listings": (
        saying("Species+ listings of %(day)s (%(edition)s)"),
        saying("Species+ listings without a date (%(edition)s)"),
    ),
    "history": (
        saying("Checklist history of %(day)s (%(edition)s)"),
        saying("Checklist history without a date (%(edition)s)"),
    ),
}


class Edition(NamedTuple):
    """One loaded list. `manifest` is what was written when it was built."""

    id: str
    folder: Path
    manifest: dict[str, Any]

    @property
    def database(self) -> Path:
        """The DuckDB file; open it read-only."""
        return self.folder / "taxa.duckdb"

    @property
    def kind(self) -> str:
        """ "index", "listings" or "history"."""
        return str(self.manifest["kind"])

    @property
    def as_of(self) -> date | None:
        """The day the list speaks of, None if it bears no date."""
        return date.fromisoformat(self.manifest["as_of"]) if self.manifest["as_of"] else None

    @property
    def title(self) -> str:
        """The edition in words, for method notes and answers."""
        dated, undated = _TITLES[self.kind]
        return Said(dated if self.as_of else undated, {"day": self.as_of or "", "edition": self.id})


class Editions:
    """The lists of taxa under one KOUPREY_HOME."""

    def __init__(self, home: Path) -> None:
        self.root = home / "reference"

    def in_use(self) -> tuple[Edition, ...]:
        """The editions in use, in the order in which they are asked."""
        try:
            ids = (self.root / "current").read_text(encoding="ascii").split()
        except FileNotFoundError:
            return ()
        return tuple(sorted(map(self.edition, ids), key=lambda edition: KINDS.index(edition.kind)))

    def edition(self, edition: str) -> Edition:
        """The edition with that id. Raises UnusableInput if another edition of Kouprey wrote it."""
        folder = self.root / edition
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        if manifest["format"] != FORMAT:
            raise UnusableInput(
                said(
                    "The list %(edition)s was written by another edition of Kouprey (format %(format)s).",
                    edition=edition,
                    format=manifest["format"],
                ),
                remedy=said("Load its file again with: kouprey reference load FILE"),
            )
        return Edition(edition, folder, manifest)

    def all(self) -> list[Edition]:
        """Every edition that is kept, by id."""
        return [self.edition(manifest.parent.name) for manifest in sorted(self.root.glob("*/manifest.json"))]

    def put(self, fresh: Path, edition: str) -> None:
        """Rename a finished folder into its place."""
        for path in fresh.iterdir():
            sync_file(path)
        fresh.rename(self.root / edition)
        sync_folder(self.root)

    def point(self, edition: str) -> None:
        """Bring `edition` into use in place of the one of its kind, in one step that survives a power cut."""
        kind = self.edition(edition).kind
        ids = [other.id for other in self.in_use() if other.kind != kind]
        fresh = self.root / f"current.{os.getpid()}"
        with fresh.open("w", encoding="ascii") as file:
            file.write("\n".join([*ids, edition]) + "\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.root / "current")
        sync_folder(self.root)
