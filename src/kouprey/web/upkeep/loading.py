"""Filling an empty PostgreSQL database of the same edition from the parts of an archive, in one transaction."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import connection

from kouprey.kernel.errors import Refused
from kouprey.web.upkeep.database import named


def refuse_company() -> None:
    """Raises Refused when another program is connected to the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        (others,) = cursor.fetchone()
    if others:
        raise Refused(
            f"{others} other connections to the database are open.",
            remedy="Stop every program that uses the database, then try again.",
        )


def fill(folder: Path, columns: dict[str, list[str]]) -> None:
    """Empty every table and fill it from `folder/TABLE/NNNNNNNN`. Inside a transaction.

    Triggers of our own rest meanwhile: rows come with their links, and the guards would refuse the emptying. So do
    the walls of row-level security, which no COPY passes.
    """
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for table in tables:
            cursor.execute(f"ALTER TABLE {quote(table)} DISABLE TRIGGER USER")
        walled = _walled(cursor)
        for table in walled:
            cursor.execute(f"ALTER TABLE {quote(table)} NO FORCE ROW LEVEL SECURITY")
        cursor.execute(f"TRUNCATE {', '.join(map(quote, tables))}")
        for table, names in columns.items():
            _copy(cursor, named(table, names), sorted((folder / table).iterdir()))
            _count_on(cursor, table, names)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {quote(table)} ENABLE TRIGGER USER")
        for table in walled:
            cursor.execute(f"ALTER TABLE {quote(table)} FORCE ROW LEVEL SECURITY")


def _walled(cursor: Any) -> list[str]:
    """The tables whose owner is bound by row-level security too."""
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relforcerowsecurity AND relnamespace = current_schema()::regnamespace"
    )
    return [name for (name,) in cursor.fetchall()]


def _copy(cursor: Any, into: str, files: list[Path]) -> None:
    with cursor.cursor.copy(f"COPY {into} FROM STDIN") as copy:
        for path in files:
            copy.write(path.read_bytes())


def _count_on(cursor: Any, table: str, names: list[str]) -> None:
    """Numbers that the database gives itself go on after the greatest one there is."""
    quote = connection.ops.quote_name
    for name in names:
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [quote(table), name])
        (sequence,) = cursor.fetchone()
        if sequence:
            most = f"SELECT max({quote(name)}) FROM {quote(table)}"
            cursor.execute(f"SELECT setval(%s, coalesce(({most}), 1), ({most}) IS NOT NULL)", [sequence])
