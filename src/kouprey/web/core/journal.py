"""SQLite's journal: what is committed stands there, seen by all, until it is copied into the file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection

OFTEN: Final = 1_000
"""Pages in the journal after which whoever commits copies them, before going on: SQLite's own measure."""


@contextmanager
def copied_later() -> Iterator[None]:
    """What is committed in the block is copied with the first commit after it, which a worker's is that says that the
    job is done: after a large table copying takes as long as a tenth of its import. Another connection that commits
    in the moment between copies it, and takes as long. Nobody waits for it to read."""
    _copy_after(0)
    try:
        yield
    finally:
        _copy_after(OFTEN)


def _copy_after(pages: int) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA wal_autocheckpoint={pages}")
