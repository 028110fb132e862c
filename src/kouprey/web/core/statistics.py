"""What the database knows of its own tables: how many rows share a value, so that it asks the right index.

PostgreSQL gathers this by itself. SQLite does not; without it, a list of one authority sorts all records there are.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import connection

LOOKED_AT: Final = 2_000
"""Rows of each index that SQLite looks at: enough to choose by, in a fraction of a second."""


def gather(_at: datetime | None = None) -> None:
    """The worker's chore, and what follows the import of a table. Outside of a transaction."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit={LOOKED_AT}")
            cursor.execute("ANALYZE")
