"""Answers as plain text: a table for the terminal, CSV for everything else."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from kouprey.formats.tables.cells import cell, reading

_HEADINGS = {"appendix": "App.", "unit": "Unit", "countries": "Countries (share)"}


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """CSV with the columns as header, commas, LF, UTF-8."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n")
    write.writerow(columns)
    write.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue()


def as_table(columns: Sequence[str], rows: Sequence[Sequence[Any]], *, mark: str = "") -> str:
    """A table for the terminal; figures to the right. `mark` (SYNTHETIC) stands above and below."""
    heads = [_HEADINGS.get(column, column.replace("_", " ").capitalize()) for column in columns]
    body = [[reading(c, v) for c, v in zip(columns, row, strict=True)] for row in rows]
    right = [_is_figure(column, [row[i] for row in rows]) for i, column in enumerate(columns)]
    widths = [max(map(width, column)) for column in zip(heads, *body, strict=True)]
    lines = [_line(heads, widths, right), "  ".join("─" * w for w in widths)]
    lines += [_line(row, widths, right) for row in body] or ["(no rows)"]
    if mark:
        lines = [mark, *lines, mark]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    def padded(text: str, wide: int, to_right: bool) -> str:
        gap = " " * (wide - width(text))
        return gap + text if to_right else text + gap

    return "  ".join(padded(*parts) for parts in zip(cells, widths, right, strict=True))


def _is_figure(column: str, values: Sequence[Any]) -> bool:
    if column.endswith("share"):
        return True
    return any(isinstance(v, (int, float, Decimal)) for v in values) and column != "year"
