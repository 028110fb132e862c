"""The database as it stands at one moment, while others go on writing: read out for a backup, and put back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.db import connection, connections, transaction
from django.db.migrations.loader import MigrationLoader

from kouprey.kernel.errors import KoupreyError
from kouprey.web.upkeep.folders import sqlite_file
from kouprey.web.upkeep.packing import Part, of_bytes, of_file

SQLITE_PART: Final = "database/kouprey.sqlite3"
CHUNK: Final = 4 << 20


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One moment of the database: rows per table, columns per table (PostgreSQL), and its parts for an archive."""

    vendor: str
    rows: dict[str, int]
    columns: dict[str, list[str]]
    parts: Iterator[Part]


@contextmanager
def snapshot(work: Path) -> Iterator[Snapshot]:
    """The database of this node at this moment. `work` is a folder of the node for a copy (SQLite)."""
    name = sqlite_file()
    if name is None:
        with _postgresql() as found:
            yield found
        return
    copy = work / "kouprey.sqlite3"
    with closing(sqlite3.connect(name)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)  # in one step: a single moment, and in WAL mode nobody waits
        target.execute("PRAGMA journal_mode=DELETE")
        rows = sqlite_rows(target)
    yield Snapshot("sqlite", rows, {}, iter([of_file(SQLITE_PART, copy.open("rb"), copy.stat().st_size)]))


def sqlite_rows(database: sqlite3.Connection) -> dict[str, int]:
    """Rows per table of an SQLite file that is whole. Raises KoupreyError."""
    (state,) = database.execute("PRAGMA integrity_check(1)").fetchone()
    if state != "ok":
        raise KoupreyError(f"The database is damaged: {state}.", remedy="Restore the newest backup.")
    names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in names.fetchall()}


def migrations_applied() -> list[str]:
    """The migrations that this database has, as `app.name`."""
    return sorted(".".join(key) for key in MigrationLoader(connection).applied_migrations)


def migrations_known() -> set[str]:
    """The migrations that this edition has."""
    return {".".join(key) for key in MigrationLoader(None).disk_migrations or ()}


def see_everything(cursor: Any) -> None:
    """Until the transaction ends, work as the node itself: row-level security hides nothing (`records.tenancy`)."""
    if connection.vendor == "postgresql":
        cursor.execute("SELECT set_config('kouprey.system', 'on', true)")


def rows_now() -> dict[str, int]:
    """Rows per table, through the node's own connection."""
    quote = connection.ops.quote_name
    with transaction.atomic(), connection.cursor() as cursor:
        see_everything(cursor)
        found = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT count(*) FROM {quote(table)}")
            found[table] = cursor.fetchone()[0]
    return found


@contextmanager
def _postgresql() -> Iterator[Snapshot]:
    """One transaction on a connection of its own that sees one moment, whatever others commit."""
    own = connections.create_connection("default")
    try:
        own.ensure_connection()
        raw: Any = own.connection
        raw.autocommit = False
        with own.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            see_everything(cursor)
            columns = _columns(cursor)
            rows = {}
            for table in columns:
                cursor.execute(f"SELECT count(*) FROM {own.ops.quote_name(table)}")
                rows[table] = cursor.fetchone()[0]
            yield Snapshot("postgresql", rows, columns, _copied(cursor, columns))
    finally:
        own.close()


def _columns(cursor: Any) -> dict[str, list[str]]:
    cursor.execute(
        "SELECT c.table_name, c.column_name FROM information_schema.columns c"
        " JOIN information_schema.tables t USING (table_schema, table_name)"
        " WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER'"
        " ORDER BY c.table_name, c.ordinal_position"
    )
    found: dict[str, list[str]] = {}
    for table, column in cursor.fetchall():
        found.setdefault(table, []).append(column)
    return found


def _copied(cursor: Any, columns: dict[str, list[str]]) -> Iterator[Part]:
    """Each table in chunks of rows, as COPY writes them."""
    for table, names in columns.items():
        number, held = 1, bytearray()
        with cursor.cursor.copy(f"COPY {named(table, names)} TO STDOUT") as copy:
            for block in copy:
                held += block
                if len(held) >= CHUNK:
                    yield of_bytes(f"database/{table}/{number:08}", bytes(held))
                    number, held = number + 1, bytearray()
        yield of_bytes(f"database/{table}/{number:08}", bytes(held))


def named(table: str, names: list[str]) -> str:
    """A table with its columns, for COPY."""
    quote = connection.ops.quote_name
    return f"{quote(table)} ({', '.join(map(quote, names))})"
