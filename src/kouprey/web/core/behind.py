"""Rows are added while the next ones are made: in a copy of this process, where there are many (`kernel.aside`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import takewhile
from typing import Any

from django.db import models, transaction

from kouprey.kernel.aside import aside
from kouprey.web.core.bulk import Adder, Row, Statement, statements, telling

Making = Callable[[Adder], object]
"""Makes rows, and lets them be added. It asks the database nothing: it may be done elsewhere."""


@contextmanager
def behind(makings: Sequence[Making], *, items: int) -> Iterator[Callable[[], None]]:
    """Let rows be made, of so many items in all. Gives what adds those of the next making, in the order in which it
    adds them. Only inside a transaction.

    What the database refuses is raised there, and what goes wrong in making; then nothing may stay of what was added.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("Rows are added behind inside a transaction.")
    with aside(lambda: _told(makings), items=items) as coming:

        def add_next() -> None:
            with telling() as tell:
                for statement in takewhile(bool, coming):
                    tell(*statement)

        yield add_next


def _told(makings: Sequence[Making]) -> Iterator[Statement | tuple[()]]:
    """The statements of each making, and after each nothing."""
    for making in makings:
        added: list[tuple[type[models.Model], Sequence[Row], Row]] = []
        making(partial(_noted, added))
        for model, rows, same in added:
            yield from statements(model, rows, same)
        yield ()


def _noted(added: list[Any], model: type[models.Model], rows: Sequence[Row], /, **same: Any) -> None:
    added.append((model, rows, same))
