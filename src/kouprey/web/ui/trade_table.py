"""The table of a study: its columns, its rows in the order asked for, cut into pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kouprey.kernel.errors import UnusableInput

PER_PAGE: Final = 50
FIGURES: Final = ("quantity", "share", "wild_share", "captive_share")
HEADS: Final = {
    "taxon": gettext_lazy("Taxon"),
    "term": gettext_lazy("Term"),
    "year": gettext_lazy("Year"),
    "importer": gettext_lazy("Importer"),
    "exporter": gettext_lazy("Exporter"),
    "source": gettext_lazy("Source"),
    "purpose": gettext_lazy("Purpose"),
    "country": gettext_lazy("Country"),
    "unit": gettext_lazy("Unit"),
    "quantity": gettext_lazy("Quantity"),
    "share": gettext_lazy("Share"),
    "wild_share": gettext_lazy("Wild"),
    "captive_share": gettext_lazy("Captive"),
    "countries": gettext_lazy("Countries"),
}

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the answer, what the head says, and what a click on the head asks for."""

    name: str
    head: str
    figure: bool
    sort: str
    order: str
    """`ascending`, `descending`, or blank when the table is not sorted by it."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the rows, and where it stands among them."""

    rows: Sequence[Record]
    number: int
    pages: int
    total: int

    @property
    def first(self) -> int:
        """The place of its first row, counted from 1; 0 when there is none."""
        return (self.number - 1) * PER_PAGE + 1 if self.total else 0

    @property
    def last(self) -> int:
        """The place of its last row."""
        return min(self.number * PER_PAGE, self.total)


def labels(columns: Sequence[str]) -> list[str]:
    """The columns that say what a row is about: all but the figures, the unit and the countries."""
    return [name for name in columns if name not in (*FIGURES, "unit", "countries")]


def columns_of(names: Sequence[str], sort: str, *, with_unit: bool) -> list[Column]:
    """The columns that can be sorted by, as they are shown; the unit only where rows differ in it."""
    shown = [*labels(names), *(["unit"] if with_unit else []), *(name for name in FIGURES if name in names)]
    return [Column(name, head(name), name in FIGURES, toggled(name, sort), _order(name, sort)) for name in shown]


def head(name: str) -> str:
    """What the head of a column says."""
    return str(HEADS.get(name, name))


def page_of(records: Sequence[Record], names: Sequence[str], *, sort: str, number: int) -> Page:
    """Sort the rows and take one page; a page beyond the last is the last.

    `sort` is a column, with `-` before it for the largest first; blank leaves the answer's order.
    """
    rows = sorted_by(records, names, sort) if sort else list(records)
    pages = max(1, -(-len(rows) // PER_PAGE))
    number = min(number, pages)
    start = (number - 1) * PER_PAGE
    return Page(rows[start : start + PER_PAGE], number, pages, len(rows))


def sorted_by(records: Sequence[Record], names: Sequence[str], sort: str) -> list[Record]:
    """All rows in the order of one column. Equal rows keep the answer's order; blanks come last."""
    column, known = sort.removeprefix("-"), [name for name in names if name != "countries"]
    if column not in known:
        raise UnusableInput(
            _("The table has no column %(name)s to sort by.") % {"name": column},
            remedy=_("Sort by one of: %(names)s.") % {"names": ", ".join(known)},
        )
    there = [row for row in records if row.get(column) is not None]
    blank = [row for row in records if row.get(column) is None]
    return sorted(there, key=lambda row: _key(row[column]), reverse=sort.startswith("-")) + blank


def toggled(column: str, sort: str) -> str:
    """What a click on a column's head asks for: figures largest first, names from A, then the other way."""
    first, other = (f"-{column}", column) if column in FIGURES else (column, f"-{column}")
    return other if sort == first else first


def _key(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value


def _order(column: str, sort: str) -> str:
    return {column: "ascending", f"-{column}": "descending"}.get(sort, "")
