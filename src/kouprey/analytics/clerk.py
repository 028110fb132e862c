"""What answers of reports have in common: a question made ready, a cached query, note and warnings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from kouprey.analytics import compiled
from kouprey.analytics.answer import Answer
from kouprey.analytics.ask import Desk, Words, run
from kouprey.analytics.measures.filters import Filters
from kouprey.analytics.sentinels import put
from kouprey.domain.trade.question import Study
from kouprey.domain.trade.warnings import warnings

Row = tuple[Any, ...]


class Asked(NamedTuple):
    """A question made ready: its filters, their values, where the taxa were found, and words on what was not."""

    filters: Filters
    words: Words
    numbers: dict[str, int]
    matched: dict[str, list[str]]
    strange: list[str]


class Clerk:
    """Asks one release, over one connection."""

    def __init__(self, desk: Desk, connection: Any) -> None:
        self.desk, self.connection = desk, connection
        self.seconds = 0.0

    def ready(self, q: Study) -> Asked:
        """The filters of a question, with the values that occur in this release."""
        filters, words, matched, strange = self.desk._filters(self.connection, q)
        numbers = {} if q.years is None else {"first_year": q.years[0], "last_year": q.years[1]}
        return Asked(filters, words, numbers | ({} if q.top is None else {"top": q.top}), matched, strange)

    def rows(self, measure: str, shape: object, asked: Asked, build: Callable[[Any], Any]) -> list[Row]:
        """The rows of an expression, whose SQL is compiled once for each shape."""
        query = compiled.sql(self.desk.cache, measure, shape, self.desk.quantity, build)
        found, seconds = run(self.connection, put(query, asked.words, asked.numbers))
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
    said = (*warnings(facts), *strange)
    return Answer(note, said, columns, rows, clerk.seconds if clerk else 0.0)
