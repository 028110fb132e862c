"""A database that is busy with somebody else's act: told apart from an accident, in words that say what to do; and
what nobody should wait for.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.conf import settings
from django.db import OperationalError, connection

from kouprey.kernel.errors import KoupreyError
from kouprey.kernel.words import said

_LOCKED: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_WAITED_FOR: Final = frozenset({"40001", "40P01", "55P03"})
"""What PostgreSQL says of two acts that wait for each other, and of one that may not wait."""

AGAIN: Final = 30
"""Seconds after which a program may try again."""


class Busy(KoupreyError):
    """Somebody else's act stands in the way: the same can be done when it is over."""

    def __init__(self) -> None:
        super().__init__(
            said("The node is busy: a large table, or another long act, is being written."),
            kept=said("What you sent may not be saved."),
            remedy=said("Wait a minute. Look whether it is there, and send it again if it is not."),
        )


def busy(error: BaseException | None) -> Busy | None:
    """What to say of an error that comes of a database that is busy, whoever raised it again; None of another."""
    while error is not None:
        code = getattr(error, "sqlite_errorcode", None)  # whose lowest byte says what kind it is
        if (code is not None and code & 0xFF in _LOCKED) or getattr(error, "sqlstate", None) in _WAITED_FOR:
            return Busy()
        error = error.__cause__
    return None


@contextmanager
def without_waiting() -> Iterator[None]:
    """Leave the block out if SQLite is being written, which has one writer. PostgreSQL locks rows: there it is done.
    Outside of a transaction."""
    if connection.vendor != "sqlite":
        yield
        return
    _wait(0)
    try:
        yield
    except OperationalError as error:
        if busy(error) is None:
            raise
    finally:
        _wait(settings.DATABASES["default"]["OPTIONS"]["timeout"])


def _wait(seconds: float) -> None:
    connection.ensure_connection()
    connection.connection.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")  # the driver's own: no question
