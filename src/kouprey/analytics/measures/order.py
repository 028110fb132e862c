"""The order of an answer's rows: by what is written, never by codes.

To sort by a coded column DuckDB writes out the column's whole dictionary and reads it back, in every query: with some
thousand taxa that takes longer than a study. Codes are given in the order of their texts, so text sorts the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def written(rows: Any, columns: Iterable[str]) -> list[Any]:
    """Columns of an expression as what their rows are sorted by."""
    # Joined to nothing: a cast to text is left out by Ibis, for which coded columns are text already.
    return [rows[name] + "" if rows[name].type().is_string() else rows[name] for name in columns]


def written_sql(columns: Iterable[str], numbers: Iterable[str] = ("year",)) -> str:
    """The same for a query that is written by hand."""
    kept = set(numbers)
    return ", ".join(name if name in kept else f"{name} || ''" for name in columns)
