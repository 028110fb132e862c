"""What answers of reports have in common: a question made ready, a cached query, note and warnings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from kouprey.analytics import compiled
from kouprey.analytics.answer import Answer
from kouprey.analytics.ask import Desk, Words, run
from kouprey.analytics.engine import name
from kouprey.analytics.measures.filters import Filters
from kouprey.analytics.sentinels import put
from kouprey.domain.trade.question import Study
from kouprey.domain.trade.warnings import warnings

if TYPE_CHECKING:
    from kouprey.analytics.reference.naming import Naming

Row = tuple[Any, ...]


class Asked(NamedTuple):
    """A question made ready: its filters, their values, where the taxa were found, and words on what was not.

    `naming` are the names of the release where accepted ones were asked for.
    """

    filters: Filters
    words: Words
    numbers: dict[str, int]
    matched: dict[str, list[str]]
    strange: list[str]
    naming: Naming | None = None

    @property
    def accepted(self) -> bool:
        """Whether taxa are counted under their accepted names."""
        return self.naming is not None

    def noted(self, note: dict[str, Any]) -> dict[str, Any]:
        """The method note with what was done about names."""
        return self.naming.noted(note, self.words) if self.naming else note


class Clerk:
    """Asks one release, over one connection."""

    def __init__(self, desk: Desk, connection: Any) -> None:
        self.desk, self.connection = desk, connection
        self.seconds = 0.0

    def ready(self, q: Study) -> Asked:
        """The filters of a question, with the values that occur in this release."""
        parts = self.desk._filters(self.connection, q)
        numbers = {} if q.years is None else {"first_year": q.years[0], "last_year": q.years[1]}
        numbers |= {} if q.top is None else {"top": q.top}
        if q.names != "accepted":
            filters, words, matched, strange = parts
            return Asked(filters, words, numbers, matched, strange)
        from kouprey.analytics.reference import naming as by_accepted_name

        names = by_accepted_name.naming(self.desk.release, self.desk.home, self.connection)
        filters, words, matched, strange = by_accepted_name.widen(names, self.connection, q, parts)
        return Asked(filters, words, numbers, matched, strange, names)

    def rows(self, measure: str, shape: object, asked: Asked, build: Callable[[Any], Any]) -> list[Row]:
        """The rows of an expression, whose SQL is compiled once for each shape."""
        query = compiled.sql(self.desk.cache, measure, shape, self.desk.quantity, build)
        return self.run(put(query, asked.words, asked.numbers))

    def lay(self, table: str, measure: str, shape: object, asked: Asked, build: Callable[[Any], Any]) -> None:
        """Lay the rows of an expression down as a temporary table, to be read more than once."""
        query = compiled.sql(self.desk.cache, measure, shape, self.desk.quantity, build)
        self.run(f"CREATE TEMP TABLE {name(table)} AS {put(query, asked.words, asked.numbers)}")

    def run(self, query: str) -> list[Row]:
        """The rows of a query."""
        found, seconds = run(self.connection, query)
        self.seconds += seconds
        return found


def answer(
    desk: Desk, measure: str, q: Study, note: dict[str, Any], columns: tuple[str, ...], rows: Sequence[Row],
    clerk: Clerk | None, strange: Sequence[str], *, direct: bool = False,
) -> Answer:  # fmt: skip
    """The answer of a measure; `direct` says that it looks at direct trade alone."""
    facts = desk._facts(measure, q)
    if direct:
        facts = facts._replace(geography=None)  # direct trade holds no re-exports to warn of
    mind = (*warnings(facts), *strange)
    return Answer(note, mind, columns, rows, clerk.seconds if clerk else 0.0)
