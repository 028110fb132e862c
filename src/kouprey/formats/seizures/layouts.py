"""The forms of seizures: AITR, ETIS in three generations of headers, and a table like World WISE."""

from __future__ import annotations

from collections.abc import Mapping

from kouprey.domain.layouts import Column, Layout, layout_of
from kouprey.domain.lists import load

AITR, ETIS, ETIS_TABLES, WORLD_WISE = "form-aitr", "form-etis", "form-etis-tables", "form-world-wise"


def etis_layout(generation: int = 1) -> Layout:
    """One of the three generations of ETIS headers: 1 current, 2 older, 3 oldest. Raises KeyError for another."""
    rows = [row for row in load(ETIS).rows if row["generation"] == str(generation)]
    if not rows:
        raise KeyError(generation)
    return layout_of(ETIS)._replace(columns=tuple(Column(row["field"], row["header"], "", "") for row in rows))


def etis_tables() -> Mapping[str, tuple[str, ...]]:
    """The tables that analysis code reads, and their columns."""
    found: dict[str, tuple[str, ...]] = {}
    for row in load(ETIS_TABLES).rows:
        found[row["table"]] = (*found.get(row["table"], ()), row["column"])
    return found
