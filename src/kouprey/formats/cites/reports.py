"""The official layouts: the wide gross and net reports, and the comparative tabulation of 16 columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

COMPTAB_HEADER = (
    "Year", "App.", "Taxon", "Class", "Order", "Family", "Genus", "Importer", "Exporter", "Origin",
    "Importer reported quantity", "Exporter reported quantity", "Term", "Unit", "Purpose", "Source",
)  # fmt: skip
WIDE_KEYS = ("App.", "Taxon", "Term", "Unit", "Country")
FIRST_YEAR = 1975


def wide(
    cells: Iterable[Sequence[Any]], years: tuple[int, int] | None
) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Header and rows of a gross or net report, from cells (appendix, taxon, term, unit, country, year, quantity).

    `years` are the first and last column; from 1975 to the last year of the cells, if None. Cells of one row
    must stand together, as the measures give them.
    """
    found = list(cells)
    if years is None:
        years = (FIRST_YEAR, max((row[5] for row in found), default=FIRST_YEAR))
    first, last = years
    rows: dict[tuple[Any, ...], list[Decimal | None]] = {}
    for *key, year, quantity in found:
        line = rows.setdefault(tuple(key), [None] * (last - first + 1))
        if first <= year <= last:
            line[year - first] = quantity
    header = (*WIDE_KEYS, *(str(year) for year in range(first, last + 1)))
    return header, [(*key, *line) for key, line in rows.items()]
