"""Which files of a home belong to a backup: all of them, except what can be made again and what is on its way.

What a room puts under KOUPREY_HOME is thus in the backup without a word here (attachments, lists, mappings, keys).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.db import connection

from kouprey.analytics.releases import Shelf
from kouprey.kernel.errors import KoupreyError, NothingThere
from kouprey.web.upkeep.packing import Part, of_file
from kouprey.web.upkeep.serving import FOLDER

LEFT_OUT: Final = {"static", "cache", "backups", FOLDER, "worker.beat"}
"""Made again by the node, or about processes that run now; `backups` is where archives may be kept."""
TRADE: Final = "trade"


def entries(home: Path) -> list[Path]:
    """The files and folders right under a home that belong to a backup, the database not among them."""
    database = Path(sqlite_file() or "")
    ours = (
        {database.name, f"{database.name}-wal", f"{database.name}-shm"}
        if database.parent == home.absolute()
        else set()
    )
    return sorted(path for path in home.iterdir() if _belongs(path.name) and path.name not in ours)


def parts(home: Path, leave: Path) -> Iterator[Part]:
    """Every file of a backup, as `home/…`. `leave` is the archive itself. Of trade data, the releases in use."""
    for entry in entries(home):
        for path in _trade(home) if entry.name == TRADE else _files(entry):
            part = _part(path, f"home/{path.relative_to(home).as_posix()}") if path != leave else None
            if part is not None:
                yield part


def sqlite_file() -> str | None:
    """Where the SQLite database of this node lies, None on PostgreSQL."""
    return str(connection.settings_dict["NAME"]) if connection.vendor == "sqlite" else None


def _belongs(name: str) -> bool:
    return not (name in LEFT_OUT or name.startswith((".", "building-")) or name.endswith(".lock"))


def _files(entry: Path) -> Iterator[Path]:
    if entry.is_file():
        yield entry
        return
    for folder, inner, files in os.walk(entry):
        inner[:] = sorted(name for name in inner if _belongs(name) or name in LEFT_OUT)
        for name in sorted(files):
            path = Path(folder) / name
            if not name.startswith(".") and not name.endswith(".lock") and path.is_file():
                yield path


def _trade(home: Path) -> Iterator[Path]:
    """The release in use of each dataset. Releases never change; the pointer is read once."""
    shelf = Shelf(home)
    for dataset in shelf.datasets():
        release = shelf.in_use(dataset)
        folder = shelf.folder(dataset)
        if release and not (folder / "releases" / release).is_dir():
            raise NothingThere(
                f"The release {release} of dataset {dataset} is in use and not there.",
                kept="No backup was made.",
                remedy="Bring another into use with kouprey trade use RELEASE, or load its files again.",
            )
        yield from _files(folder / "releases" / str(release))
        yield folder / "current"


def _part(path: Path, name: str) -> Part | None:
    """A file as a part; None if it was removed in this moment, which is somebody's act and no damage."""
    try:
        file = path.open("rb")
        return of_file(name, file, os.fstat(file.fileno()).st_size)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise KoupreyError(
            f"{path} cannot be read: {error.strerror}.", kept="No backup was made.", remedy="Mend it, then try again."
        ) from error
