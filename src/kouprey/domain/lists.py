"""The one loader of versioned lists: codes, groups, factors, mappings, presets.

Each list is a CSV file in `domain/data`, described in `index.json` (title, version, source, whether verified).
A node may lay its own edition over one of ours: the same file name under `KOUPREY_HOME/lists`. Some lists are shipped
with their header alone, for a node to fill.
"""

from __future__ import annotations

import csv
import json
import os
import stat
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from kouprey.kernel.errors import UnusableFile
from kouprey.kernel.words import said

SHIPPED = Path(__file__).parent / "data"


class CodeList(NamedTuple):
    """One edition of a list. `rows` keep the file's order; every value is text as written."""

    name: str
    title: str
    version: str
    source: str
    verified: bool
    origin: str
    rows: tuple[dict[str, str], ...]


def home() -> str:
    """Where this node is at home: what anything that is kept of its lists must be kept by."""
    return os.environ.get("KOUPREY_HOME", "var")


def overrides() -> Path:
    """The folder of this node's own editions."""
    return _folder(home())


@lru_cache(maxsize=1)
def index() -> dict[str, dict[str, str]]:
    """What every shipped list is: name to title, version, source, verified ("yes" or "no")."""
    found: dict[str, dict[str, str]] = json.loads((SHIPPED / "index.json").read_text(encoding="utf-8"))
    return found


def load(name: str) -> CodeList:
    """Read the list `name`, this node's own edition first.

    Raises KeyError for a name that is not in the index, UnusableFile for an override whose columns differ.
    """
    about = index()[name]
    own = overrides() / f"{name}.csv"
    shipped = _rows(SHIPPED / f"{name}.csv")
    if not own.is_file():
        return _edition(name, about, "shipped", shipped)
    rows = _rows(own, own.stat().st_mtime_ns)
    header = _header(SHIPPED / f"{name}.csv")
    if rows and set(header) - set(rows[0]):
        raise UnusableFile(
            str(own),
            expected=said("the columns %(columns)s", columns=", ".join(header)),
            found=", ".join(rows[0]),
            remedy=said("Add the missing columns, or remove the file to use the shipped list."),
        )
    return _edition(name, about, str(own), rows)


def columns(name: str) -> tuple[str, ...]:
    """The columns of a shipped list, in their order."""
    return _header(SHIPPED / f"{name}.csv")


def lay(name: str, rows: Iterable[Mapping[str, str]]) -> None:
    """Lay this node's own edition over a list, in one step: whoever reads meanwhile reads the one before, whole."""
    place = overrides()
    place.mkdir(parents=True, exist_ok=True)
    written = place / f".{name}.{os.getpid()}.new"
    with written.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.DictWriter(file, columns(name), extrasaction="ignore", restval="", lineterminator="\n")
        sheet.writeheader()
        sheet.writerows(rows)
        file.flush()
        os.fsync(file.fileno())
    written.replace(place / f"{name}.csv")


def changed(name: str) -> int:
    """When this node's own edition of a list was changed last, in nanoseconds; 0 where it has none."""
    try:
        found = os.stat(f"{overrides()}/{name}.csv")  # noqa: PTH116 - asked for every line of an import
    except OSError:
        return 0
    return found.st_mtime_ns if stat.S_ISREG(found.st_mode) else 0


@lru_cache(maxsize=16)
def _folder(home: str) -> Path:
    return Path(home) / "lists"


def stamps(names: Iterable[str]) -> tuple[str | int, ...]:
    """The node's folder and when its own editions of these lists were changed: a key for what is built from them."""
    # Asked before every assessment: a Path would cost more than the answer.
    folder = os.environ.get("KOUPREY_HOME", "var") + "/lists"
    if not os.path.isdir(folder):  # noqa: PTH112
        return (folder,)
    return (folder, *map(changed, names))


def _edition(name: str, about: dict[str, str], origin: str, rows: tuple[dict[str, str], ...]) -> CodeList:
    version = about["version"] if origin == "shipped" else f"{about['version']}+node"
    return CodeList(name, about["title"], version, about["source"], about["verified"] == "yes", origin, rows)


@lru_cache(maxsize=64)
def _header(path: Path) -> tuple[str, ...]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return tuple(next(csv.reader(file)))


@lru_cache(maxsize=64)
def _rows(path: Path, changed: int = 0) -> tuple[dict[str, str], ...]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return tuple(csv.DictReader(file))
