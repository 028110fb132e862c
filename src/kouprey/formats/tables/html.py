"""Answers as HTML for notebooks: a plain table, the method note folded below it. No script, no style sheet."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from html import escape
from typing import Any

from kouprey.formats.tables.cells import reading

SHOWN = 30


def as_html(
    columns: Sequence[str], rows: Sequence[Sequence[Any]], method: dict[str, Any], warnings: Sequence[str]
) -> str:
    """The first rows with heads, how many more there are, then method and warnings; synthetic data say so."""
    heads = "".join(f"<th>{escape(column.replace('_', ' '))}</th>" for column in columns)
    body = "".join(f"<tr>{_cells(columns, row)}</tr>" for row in rows[:SHOWN])
    mark = "<p><strong>SYNTHETIC: made by a generator; describes no real trade.</strong></p>"
    mark = mark if method.get("synthetic") else ""
    more = f"<p>{len(rows) - SHOWN:,} more rows.</p>" if len(rows) > SHOWN else ""
    notes = "".join(f"<li>{escape(sentence)}</li>" for sentence in [*method.get("sentences", []), *warnings])
    return (
        f"{mark}<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
        f"{more}<details><summary>Method and warnings</summary><ul>{notes}</ul></details>"
    )


def _cells(columns: Sequence[str], row: Sequence[Any]) -> str:
    return "".join(_cell(column, value) for column, value in zip(columns, row, strict=True))


def _cell(column: str, value: Any) -> str:
    words = escape(reading(column, value))
    if column == "taxon":
        words = f"<em>{words}</em>"
    is_figure = isinstance(value, (int, float, Decimal)) and column != "year"
    return f'<td align="right">{words}</td>' if is_figure else f"<td>{words}</td>"
