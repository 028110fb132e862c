"""The table of an answer: its columns as chosen, its rows in the order asked for, cut into pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from kouprey.kernel.errors import UnusableInput
from kouprey.web.ui.trade_heads import FIGURES, LISTS, NOTES, QUANTITIES, head, kind

PER_PAGE: Final = 50
OPENED: Final = ("evidence", "series", "not_checked")
"""Columns that a row shows when it is opened, never in its line."""

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the answer, what the head says, and what a click on the head asks for."""

    name: str
    head: str
    note: str
    kind: str
    sort: str
    order: str
    """`ascending`, `descending`, or blank when the table is not sorted by it."""

    @property
    def figure(self) -> bool:
        """Whether it stands at the right, as figures do."""
        return self.name in FIGURES

    @property
    def sortable(self) -> bool:
        """Whether rows can be put in its order."""
        return self.name not in LISTS


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


def offered(names: Sequence[str]) -> list[str]:
    """The columns of an answer that a table can show, in the answer's order."""
    return [name for name in names if name not in OPENED]


def shown(names: Sequence[str], chosen: Sequence[str], hidden: Sequence[str], *, with_unit: bool) -> list[str]:
    """The columns of the table: those chosen, else all but the hidden ones, and the unit where rows differ in it.

    Raises UnusableInput for a chosen column that the answer does not have.
    """
    there = offered(names)
    strange = [name for name in chosen if name not in there]
    if strange:
        raise UnusableInput(
            _("The table has no column %(name)s.") % {"name": ", ".join(strange)},
            remedy=_("Choose from: %(names)s.") % {"names": ", ".join(there)},
        )
    if chosen:
        return [name for name in there if name in chosen]
    return [name for name in there if name not in hidden and (with_unit or name != "unit")]


def columns_of(names: Sequence[str], sort: str, unit: str) -> list[Column]:
    """The columns as they are headed; `unit` is the one of all quantities, blank where rows have several."""
    return [Column(name, head(name), _note(name, names, unit), kind(name), *_order(name, sort)) for name in names]


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
    column, known = sort.removeprefix("-"), [name for name in names if name not in LISTS]
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


def _note(name: str, names: Sequence[str], unit: str) -> str:
    if name in NOTES:
        return str(NOTES[name])
    if name == "share":
        return _("of all flows") if "from" in names else _("of the term")
    if name == "countries":
        return _("share of the row")
    return unit if name in QUANTITIES else ""


def _key(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value


def _order(column: str, sort: str) -> tuple[str, str]:
    order = {column: "ascending", f"-{column}": "descending"}.get(sort, "")
    return toggled(column, sort), order
