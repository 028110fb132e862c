"""DuckDB, set up the same way everywhere: bounded memory, its own scratch folder, no network."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from kouprey.kernel.errors import Refused

DEFAULT_MEMORY = "2GB"


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
    """A read-only connection to a release's file."""
    with duckdb.connect(str(database), read_only=True, config=settings(scratch)) as connection:
        yield connection


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
            f"The engine could not go on: {error}",
            kept="The store is as it was.",
            remedy="Free disk space, or give more memory with KOUPREY_TRADE_MEMORY (now "
            f"{os.environ.get('KOUPREY_TRADE_MEMORY', DEFAULT_MEMORY)}).",
        ) from error


def text(value: str) -> str:
    """A value as an SQL text literal. The one place where values enter SQL."""
    quoted = "'" + value.replace("'", "''") + "'"
    return "(" + quoted.replace("\0", "' || chr(0) || '") + ")" if "\0" in value else quoted


def name(identifier: str) -> str:
    """A column or type name as an SQL identifier."""
    return '"' + identifier.replace('"', '""') + '"'
