"""What the database knows of its own tables: how many rows share a value, so that it asks the right index.

PostgreSQL gathers this by itself, but not before some minutes. SQLite does not; without it, a list of one authority
sorts all records there are.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import connection

from kouprey.web.core.busy import without_waiting

LOOKED_AT: Final = 2_000
"""Rows of each index that SQLite looks at: enough to choose by, in a fraction of a second."""


FLUSHES: Final = 150_000
"""The first version of PostgreSQL that counts at once what was changed."""
CHANGED: Final = 1_000, 0.1
"""So many rows and this part of all must have changed before PostgreSQL looks at a table again: as it does itself."""


def gather(_at: datetime | None = None) -> None:
    """The worker's chore, and what follows the import of a table. Outside of a transaction."""
    if connection.vendor == "sqlite":
        with without_waiting(), connection.cursor() as cursor:  # where another writes, the next chore is soon enough
            cursor.execute(f"PRAGMA analysis_limit={LOOKED_AT}")
            cursor.execute("ANALYZE")
        return
    with connection.cursor() as cursor:
        if connection.pg_version >= FLUSHES:  # type: ignore[attr-defined]
            cursor.execute("SELECT pg_stat_force_next_flush()")  # what this connection changed counts from now on
        cursor.execute(
            "SELECT relid::regclass::text FROM pg_stat_user_tables JOIN pg_class c ON c.oid = relid"
            " WHERE n_mod_since_analyze > %s + %s * greatest(c.reltuples, 0)",
            CHANGED,
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f"ANALYZE {table}")
