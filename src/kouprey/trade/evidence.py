"""The trade lines behind a verdict on a quota: which rows of the tabulation were held against it in one year.

By the rule of `domain.trade.quotas`: direct trade, matched at the quota's own level.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from kouprey.domain.trade import quotas
from kouprey.domain.trade.question import ANY_UNIT, study
from kouprey.kernel.errors import NothingThere
from kouprey.kernel.words import said
from kouprey.trade.quotas import quotas_in_use
from kouprey.trade.store import Store

Record = dict[str, Any]


class QuotaLines(NamedTuple):
    """A quota, the year it was judged in, the lines that count against it, and the note of the tabulation."""

    quota: quotas.Quota
    year: int
    lines: list[Record]
    method: dict[str, Any]


def quota_lines(store: Store, line: int, year: int) -> QuotaLines:
    """The lines behind line `line` of the quotas in use, in one year; the reporters' sums are those of the verdict.

    Raises NothingThere if the quotas in use have no such line.
    """
    quota = next((found for found in quotas_in_use(store.home).quotas if found.line == line), None)
    if quota is None:
        raise NothingThere(
            said("The quotas in use have no line %(line)s.", line=line), remedy=said("Ask for the quotas again.")
        )
    names = tuple(dict.fromkeys((quota.taxon, quotas.group_of(quota.taxon))))
    asked = study(exporter=quota.country, taxon=names, years=year, unit=ANY_UNIT)
    answer = store.desk.report("comptab", asked)
    scope = quotas.scope(quota, quotas.quota_rules())
    lines = [row for row in answer.records() if _counts(row, quota, scope)]
    return QuotaLines(quota, year, lines, answer.method)


def _counts(row: Record, quota: quotas.Quota, scope: dict[str, tuple[str, ...] | None]) -> bool:
    direct = row["origin"] in (None, "", row["exporter"])
    lineage = {row["taxon"]: tuple(row[rank] for rank in ("genus", "family", "order", "class"))}
    fits = all(values is None or row[level] in values for level, values in scope.items())
    return direct and fits and quotas.within(row["taxon"], quota.taxon, lineage)
