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
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from kouprey.kernel.errors import UnusableFile
from kouprey.kernel.words import said

SHIPPED = Path(__file__).parent / "data"
Edition = tuple[str, int]
"""The node's folder, and when its own edition of a list was changed: a key for what is made of the list."""


class CodeList(NamedTuple):
    """One edition of a list. `rows` keep the file's order; every value is text as written."""

    name: str
    title: str
    version: str
    source: str
    verified: bool
    origin: str
    rows: tuple[dict[str, str], ...]


class _Steady(NamedTuple):
    """Where the node is at home, and the editions of its lists that were met."""

    home: str
    editions: dict[str, Edition]


_STEADY: ContextVar[_Steady | None] = ContextVar("steady", default=None)


def home() -> str:
    """Where this node is at home: what anything that is kept of its lists must be kept by."""
    steady = _STEADY.get()
    return os.environ.get("KOUPREY_HOME", "var") if steady is None else steady.home


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
        return _read(name, about, "shipped", shipped)
    rows = _rows(own, own.stat().st_mtime_ns)
    header = _header(SHIPPED / f"{name}.csv")
    if rows and set(header) - set(rows[0]):
        raise UnusableFile(
            str(own),
            expected=said("the columns %(columns)s", columns=", ".join(header)),
            found=", ".join(rows[0]),
            remedy=said("Add the missing columns, or remove the file to use the shipped list."),
        )
    return _read(name, about, str(own), rows)


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
    return edition(name)[1]


def edition(name: str) -> Edition:
    """Which edition of a list is in force."""
    steady = _STEADY.get()
    if steady is None:
        return _edition_now(name)
    met = steady.editions
    if name not in met:
        met[name] = _edition_now(name)
    return met[name]


@contextmanager
def steady(*, ahead: bool = True) -> Iterator[None]:
    """While a table is read or stored, or a page is made, it is looked once which edition of each list is in force
    (`edition`, `changed`, `stamps`), and no file is looked for at every cell. `ahead`: at the beginning, also for a
    copy of the process that helps; otherwise when it is first asked. A list that is read meanwhile for the first time
    is read as it lies."""
    if _STEADY.get() is not None:
        yield
        return
    token = _STEADY.set(_Steady(home(), {}))
    try:
        for name in index() if ahead else ():
            edition(name)
        yield
    finally:
        _STEADY.reset(token)


def _edition_now(name: str) -> Edition:
    folder = str(overrides())
    try:
        found = os.stat(f"{folder}/{name}.csv")  # noqa: PTH116 - a Path costs more than the answer
    except OSError:
        return folder, 0
    return folder, found.st_mtime_ns if stat.S_ISREG(found.st_mode) else 0


@lru_cache(maxsize=16)
def _folder(home: str) -> Path:
    return Path(home) / "lists"


def stamps(names: Iterable[str]) -> tuple[str | int, ...]:
    """The node's folder and when its own editions of these lists were changed: a key for what is built from them."""
    # Asked before every assessment: a Path would cost more than the answer.
    folder = home() + "/lists"
    if not os.path.isdir(folder):  # noqa: PTH112
        return (folder,)
    return (folder, *map(changed, names))


def _read(name: str, about: dict[str, str], origin: str, rows: tuple[dict[str, str], ...]) -> CodeList:
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
