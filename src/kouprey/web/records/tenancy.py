"""Whose records: a query of a protected table that does not say for whom raises, and PostgreSQL checks a second time.

`acting(actor)` surrounds every request, job and command that may touch protected tables. On PostgreSQL it tells the
database who acts, inside the transaction only, so that nothing leaks through a pooled connection; row-level security
(`migrations/0002_walls.py`) then hides what does not reach the actor even from a query that forgot its filter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Self

from django.db import connection, models, transaction

from kouprey.domain.access import Actor
from kouprey.domain.handling import Tlp


class Unscoped(RuntimeError):
    """A protected table was queried without saying for whom: a fault of the program, never of a user."""


class Protected(models.QuerySet[Any]):
    """Rows that nobody may read just like that. `scoped` names the filter, `of` a parent that was authorised."""

    _for_whom = ""

    def scoped(self, allowed: models.Q) -> Self:
        """Only the rows that this filter allows: that of `domain.access`, translated."""
        return self._saying(self.filter(allowed), "a rule")

    def of(self, **parent: Any) -> Self:
        """The rows of one parent that was authorised before."""
        return self._saying(self.filter(**parent), "a parent")

    def unscoped(self, why: str) -> Self:
        """All rows, for work that belongs to the node itself. Says why."""
        return self._saying(self.all(), why)

    def _saying(self, query: Self, whom: str) -> Self:
        query._for_whom = whom
        return query

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._for_whom = self._for_whom
        return clone

    def _must_say(self) -> None:
        if not self._for_whom:
            raise Unscoped(f"{self.model.__name__} was queried without saying for whom.")

    def _fetch_all(self) -> None:
        self._must_say()
        super()._fetch_all()

    def in_sql(self) -> tuple[str, Sequence[Any]]:
        """The query in the words of the database, for what no query of the model can say around it. Raises
        EmptyResultSet for one that cannot find anything."""
        self._must_say()
        said: tuple[str, Sequence[Any]] = self.query.sql_with_params()
        return said

    def iterator(self, *args: Any, **kwargs: Any) -> Any:
        """Rows one after another."""
        self._must_say()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        """How many."""
        self._must_say()
        return super().count()

    def exists(self) -> bool:
        """Whether there is any."""
        self._must_say()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Sums and the like."""
        self._must_say()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        """Change rows."""
        self._must_say()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Remove rows."""
        self._must_say()
        return super().delete()


@contextmanager
def acting(actor: Actor | None) -> Iterator[None]:
    """Tell the database who acts while the block lasts; with nobody, protected tables look empty to PostgreSQL."""
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic():
        _tell(actor, system=False)
        yield


def let_nothing_stay() -> None:
    """Take back what was done in the innermost block of `acting`. On SQLite each act is a transaction of its own."""
    if connection.vendor == "postgresql":
        transaction.set_rollback(True)


@contextmanager
def as_the_node(why: str) -> Iterator[None]:
    """Work of the node itself over all authorities, such as a backup or retention. `why` is for the reader."""
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic():
        before = _told()
        _tell(None, system=bool(why))
        yield
        _restore(before)


def _tell(actor: Actor | None, *, system: bool) -> None:
    parties = sorted(map(str, actor.parties(Tlp.CLEAR))) if actor else []
    authority = str(actor.authority) if actor else ""
    _restore((authority, ",".join(parties), "on" if system else ""))


def _told() -> tuple[str, str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(current_setting('kouprey.authority', true), ''),"
            " coalesce(current_setting('kouprey.parties', true), ''),"
            " coalesce(current_setting('kouprey.system', true), '')"
        )
        found: tuple[str, str, str] = cursor.fetchone()
        return found


def _restore(told: tuple[str, str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('kouprey.authority', %s, true), set_config('kouprey.parties', %s, true),"
            " set_config('kouprey.system', %s, true)",
            told,
        )
