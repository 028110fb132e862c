"""Where trade data live on disk, and which release is in use.

    KOUPREY_HOME/trade/DATASET/current               the id of the release in use
    KOUPREY_HOME/trade/DATASET/releases/ID/          trade.duckdb, manifest.json, rejects/

A release is built beside the others and renamed into place; `current` is replaced in one step. Whoever reads
sees the old release or the new one, never something between.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any, NamedTuple

from kouprey.analytics.columns import FORMAT
from kouprey.kernel.errors import NothingThere, UnusableInput
from kouprey.kernel.words import said

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,40}")


class Release(NamedTuple):
    """One loaded release of one dataset. `manifest` is what was written when it was built."""

    dataset: str
    id: str
    folder: Path
    manifest: dict[str, Any]

    @property
    def database(self) -> Path:
        """The DuckDB file; open it read-only."""
        return self.folder / "trade.duckdb"

    @property
    def preliminary(self) -> bool:
        """Whether it holds a national report, which is kept beside the trade database and never mixed with it."""
        return bool(self.manifest.get("preliminary"))

    @property
    def kind(self) -> str:
        """ "bulk" or "comptab"."""
        return str(self.manifest["kind"])

    @property
    def years(self) -> tuple[int, int] | None:
        """First and last year of data, None if there is no row."""
        first, last = self.manifest["years"]
        return None if first is None else (first, last)


class Shelf:
    """The datasets under one KOUPREY_HOME."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.root = home / "trade"

    def folder(self, dataset: str) -> Path:
        """The folder of a dataset. Raises UnusableInput for a name that is no name."""
        if not _NAME.fullmatch(dataset):
            raise UnusableInput(
                said("“%(dataset)s” cannot name a dataset.", dataset=dataset),
                remedy=said("Use small letters, digits, - and _, at most 41 of them."),
            )
        return self.root / dataset

    def datasets(self) -> list[str]:
        """Names of the datasets with a release in use."""
        return sorted(p.parent.name for p in self.root.glob("*/current"))

    def current(self, dataset: str | None = None) -> Release:
        """The release in use of `dataset`; without a name, of `bulk`, else `comptab`, else the only one.

        Raises NothingThere if there is none, UnusableInput if the choice is not clear.
        """
        name = dataset or self._usual()
        try:
            chosen = (self.folder(name) / "current").read_text(encoding="ascii").strip()
        except FileNotFoundError:
            known = ", ".join(self.datasets()) or "none"
            raise NothingThere(
                said(
                    "There is no dataset “%(name)s” under %(root)s (datasets: %(known)s).",
                    name=name,
                    root=self.root,
                    known=known,
                ),
                remedy=said("Load one with: kouprey trade load FILE"),
            ) from None
        return self.release(name, chosen)

    def release(self, dataset: str, release: str) -> Release:
        """The release with that id. Raises NothingThere if it is unknown, UnusableInput if it is too old."""
        folder = self.folder(dataset) / "releases" / release
        try:
            manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise NothingThere(
                said("There is no release %(release)s of dataset “%(dataset)s”.", release=release, dataset=dataset),
                remedy=said("See the releases with: kouprey trade releases"),
            ) from None
        if manifest["format"] != FORMAT:
            raise UnusableInput(
                said(
                    "The release %(release)s was written by another edition of Kouprey (format %(format)s).",
                    release=release,
                    format=manifest["format"],
                ),
                remedy=said("Load its files again with: kouprey trade load FILE"),
            )
        return Release(dataset, release, folder, manifest)

    def releases(self, dataset: str) -> list[Release]:
        """All releases of a dataset, the newest first."""
        found = []
        for manifest in (self.folder(dataset) / "releases").glob("*/manifest.json"):
            facts = json.loads(manifest.read_text(encoding="utf-8"))
            found.append(Release(dataset, manifest.parent.name, manifest.parent, facts))
        return sorted(found, key=lambda r: (r.manifest["built_at"], r.id), reverse=True)

    def in_use(self, dataset: str) -> str | None:
        """The id of the release in use, None if there is none."""
        pointer = self.folder(dataset) / "current"
        return pointer.read_text(encoding="ascii").strip() if pointer.is_file() else None

    def point(self, dataset: str, release: str) -> None:
        """Make `release` the one in use, in one step that survives a power cut."""
        folder = self.folder(dataset)
        fresh = folder / f"current.{os.getpid()}"
        with fresh.open("w", encoding="ascii") as file:
            file.write(release + "\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(folder / "current")
        sync_folder(folder)

    def remove(self, dataset: str, release: str) -> None:
        """Delete a release that is not in use, to free its disk space."""
        found = self.release(dataset, release)
        if self.in_use(dataset) == release:
            raise UnusableInput(
                said("The release %(release)s is in use.", release=release),
                remedy=said("Bring another into use first: kouprey trade use RELEASE"),
            )
        shutil.rmtree(found.folder)

    def _usual(self) -> str:
        names = self.datasets()
        for name in ("bulk", "comptab"):
            if name in names:
                return name
        if len(names) == 1:
            return names[0]
        if names:
            raise UnusableInput(
                said("There are several datasets."),
                remedy=said("Choose one with --dataset: %(names)s.", names=", ".join(names)),
            )
        raise NothingThere(
            said("There are no trade data under %(root)s yet.", root=self.root),
            remedy=said("Load a file with “kouprey trade load FILE”, or make SYNTHETIC data with “kouprey demo”."),
        )


def sync_file(path: Path) -> None:
    """Make a finished file last through a power cut."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` last, where the system allows it."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except (OSError, PermissionError):
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
