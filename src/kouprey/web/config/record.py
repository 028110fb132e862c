"""The ways into the record of acts for the shell: prove it, print its head, change the node's key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date
from pathlib import Path
from typing import TYPE_CHECKING

from kouprey.kernel import clock
from kouprey.kernel.errors import NothingThere
from kouprey.web.config.serve import set_up

if TYPE_CHECKING:
    from kouprey.domain.audit.heads import Head
    from kouprey.web.core.verify import Report


def verify(heads: Sequence[Path] = (), *, say: Callable[[int], None] = lambda _n: None) -> Report:
    """Prove the chain against the heads that the node filed and those given. Raises UnusableInput for a bad file."""
    set_up()
    from kouprey.web.core import heads as filed  # noqa: PLC0415 - Django first
    from kouprey.web.core import verify as proof  # noqa: PLC0415 - with the rest

    given = [(path.name, filed.given(path)) for path in heads]
    return proof.verify(heads=[*filed.filed(), *given], say=say)


def head(day: date | None = None) -> Head:
    """The head of the chain at the end of a day (UTC; today, if none is named). Raises NothingThere."""
    set_up()
    from kouprey.web.core.queries import head_on  # noqa: PLC0415 - Django first

    day = day or clock.now().astimezone(UTC).date()
    found = head_on(day)
    if found is None:
        raise NothingThere(f"There was no act on record up to {day}.", remedy="Choose a later day.")
    return found


def change_key(*, make: bool = True) -> tuple[str, int]:
    """Wrap all keys of records under a new key of the node (or the newest one there is): its id, and how many."""
    set_up()
    from kouprey.web.core.actions import change_node_key  # noqa: PLC0415 - Django first
    from kouprey.web.core.audit import SHELL  # noqa: PLC0415 - with the rest

    return change_node_key(make=make, by=SHELL, at=clock.now())
