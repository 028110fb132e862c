"""DuckDB, set up the same way everywhere: bounded memory, its own scratch folder, no network."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import duckdb

from kouprey.kernel.errors import Refused
from kouprey.kernel.words import said

DEFAULT_MEMORY = "2GB"

_KEPT = 4
"""So many databases stay open in a process: opening one reads all its dictionaries, which costs a page its speed."""

_KINDS = 16
"""More types of code than a file has."""
_codes: dict[tuple[Path, int, int, str], frozenset[str]] = {}
_open: dict[tuple[Path, int, int, str], duckdb.DuckDBPyConnection] = {}
_opening = Lock()


def settings(scratch: Path) -> dict[str, str | bool | int | float | list[str]]:
    """Engine settings. KOUPREY_TRADE_MEMORY bounds the memory, KOUPREY_TRADE_THREADS the threads."""
    chosen: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": os.environ.get("KOUPREY_TRADE_MEMORY", DEFAULT_MEMORY),
        "temp_directory": str(scratch),
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    threads = os.environ.get("KOUPREY_TRADE_THREADS")
    if threads:
        chosen["threads"] = threads
    return chosen


@contextmanager
def reading(database: Path, scratch: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to a release's file, with temporary tables of its own.

    The file stays open for the next question; the memory bound is that of all questions to it together.
    """
    chosen = settings(scratch)
    state = database.stat()
    key = (database.resolve(), state.st_ino, state.st_mtime_ns, repr(chosen))
    with _opening:
        for stale in [other for other in _open if other != key and (other[0] == key[0] or not other[0].exists())]:
            del _open[stale]  # not closed: a question of another thread may still read, and ends by itself
        kept = _open.pop(key, None) or duckdb.connect(str(database), read_only=True, config=chosen)
        _open[key] = kept  # the newest last
        for oldest in list(_open)[:-_KEPT]:
            del _open[oldest]
        connection = kept.cursor()
    try:
        yield connection
    finally:
        connection.close()


def codes(connection: duckdb.DuckDBPyConnection, database: Path, kind: str) -> frozenset[str]:
    """The values of a coded column's type in a release's file: read once, since each question asks what occurs."""
    state = database.stat()
    key = (database, state.st_ino, state.st_mtime_ns, kind)
    found = _codes.get(key)
    if found is None:
        row = connection.execute(f"SELECT enum_range(NULL::{name(kind)})").fetchone()
        found = frozenset(row[0] if row else ())
        with _opening:
            _codes[key] = found
            for oldest in list(_codes)[: -_KEPT * _KINDS]:
                del _codes[oldest]
    return found


@contextmanager
def building(database: Path, scratch: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that writes a new file and leaves no write-ahead log behind.

    Raises Refused if disk or memory run out.
    """
    try:
        with duckdb.connect(str(database), config=settings(scratch)) as connection:
            connection.execute("SET preserve_insertion_order = false")
            connection.execute("SET enable_progress_bar = false")
            yield connection
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
        raise Refused(
            said("The engine could not go on: %(error)s", error=error),
            kept=said("The store is as it was."),
            remedy=said(
                "Free disk space, or give more memory with KOUPREY_TRADE_MEMORY (now %(memory)s).",
                memory=os.environ.get("KOUPREY_TRADE_MEMORY", DEFAULT_MEMORY),
            ),
        ) from error


def text(value: str) -> str:
    """A value as an SQL text literal. The one place where values enter SQL."""
    quoted = "'" + value.replace("'", "''") + "'"
    return "(" + quoted.replace("\0", "' || chr(0) || '") + ")" if "\0" in value else quoted


def name(identifier: str) -> str:
    """A column or type name as an SQL identifier."""
    return '"' + identifier.replace('"', '""') + '"'
