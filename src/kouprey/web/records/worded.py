"""What an officer may see, worded once: the query that finds it is kept, and what it says to the database (ADR 41).

Nothing of rights is kept: whoever asks brings the condition, which holds officer, agency and the role's rights. The
same condition is the same filter for good.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db.models.sql.where import AND, WhereNode

from kouprey.domain.access import Condition
from kouprey.web.records.filters import as_filter
from kouprey.web.records.tenancy import Protected


def rows_that_meet(model: Any, condition: Condition) -> Protected:
    """The rows of a protected table that meet a condition. A page asks for the same again and again, and to word a
    query takes longer than to take it over."""
    rows = _worded(model, condition).all()
    # Django shares these lists between a query and its copies: each join would lengthen those of the kept one.
    rows.query.table_map = {table: [*aliases] for table, aliases in rows.query.table_map.items()}
    return rows


@lru_cache(maxsize=512)
def _worded(model: Any, condition: Condition) -> Protected:
    """The rows that meet a condition: never asked itself."""
    rows: Protected = model.objects.get_queryset().scoped(as_filter(condition))
    rows.query.where = WhereNode([_Said(rows.query.where)], connector=AND)  # type: ignore[list-item]
    return rows


class _Said:
    """A filter whose words are kept: of tables that bear the names they were asked by. Where they get others, in a
    query within a query, the filter itself takes its place. (A query that gives a column's name to something else by
    `extra` words that column without its table; nothing here does.)"""

    contains_aggregate = contains_over_clause = False

    def __init__(self, where: WhereNode) -> None:
        self._where = where
        self._kept: dict[str, tuple[str, Sequence[Any]]] = {}

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """What it says to this kind of database. Raises EmptyResultSet and FullResultSet as any filter does."""
        if connection.vendor not in self._kept:
            self._kept[connection.vendor] = self._where.as_sql(compiler, connection)
        said, given = self._kept[connection.vendor]
        return said, [*given]

    def relabeled_clone(self, names: dict[str | None, str]) -> WhereNode:
        """The filter under other names of tables."""
        renamed: WhereNode = self._where.relabeled_clone(names)
        return renamed
