"""Rows are added while the next ones are made: PostgreSQL works in a process of its own, and need not be waited for.

SQLite works in ours, and adds at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from queue import Queue
from threading import Thread
from typing import Any, Final

from django.db import models, transaction

from kouprey.web.core.bulk import Adder, Row, Statement, add_rows, statements

AHEAD: Final = 8
"""Statements that may wait, of some two thousand rows each: more would only fill the memory."""


@contextmanager
def behind() -> Iterator[Adder]:
    """Gives what adds rows as `add_rows` does, in the order in which it is called. Only inside a transaction, and the
    block asks the database nothing else.

    What the database refuses is raised by a later call, or when the block ends; then nothing of the block may stay.
    """
    node = transaction.get_connection()
    if not node.in_atomic_block:
        raise transaction.TransactionManagementError("Rows are added behind inside a transaction.")
    if node.vendor != "postgresql":
        yield add_rows
        return
    writer = _Writer(node)
    try:
        yield writer.add
    except BaseException:
        writer.stop(at_once=True)
        raise
    writer.stop()
    writer.refused()


class _Writer:
    """A thread that speaks to the database on the connection of its maker, one statement after another."""

    def __init__(self, node: Any) -> None:
        self._node, self._cursor = node, node.create_cursor()
        self._waiting: Queue[Statement | None] = Queue(AHEAD)
        self._error: BaseException | None = None
        self._dropped = False
        self._thread = Thread(target=self._write, name="rows", daemon=True)
        self._thread.start()

    def add(self, model: type[models.Model], rows: Sequence[Row], /, **same: Any) -> None:
        """Let rows be added. Raises what the database refused before."""
        for statement in statements(model, rows, same):
            self.refused()
            self._waiting.put(statement)

    def stop(self, *, at_once: bool = False) -> None:
        """Let what waits be the last; `at_once`, let it go."""
        self._dropped = at_once
        self._waiting.put(None)
        self._thread.join()
        self._cursor.close()

    def refused(self) -> None:
        """Raise what the database refused."""
        if self._error is not None:
            raise self._error

    def _write(self) -> None:
        while (statement := self._waiting.get()) is not None:
            if self._dropped or self._error is not None:
                continue  # nothing more of a transaction that failed
            try:
                with self._node.wrap_database_errors:
                    self._cursor.execute(*statement)
            except BaseException as error:  # noqa: BLE001 - raised where the rows came from
                self._error = error
