"""Pages of a table that the database sorts: one page of rows, and the addresses of the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import QuerySet

PER_PAGE = 50


class Head(NamedTuple):
    """The head of a column: its name, its words, the address that sorts by it, and how it is sorted now."""

    name: str
    words: str
    address: str
    order: str


class Paged(NamedTuple):
    """One page of rows."""

    rows: list[Any]
    number: int
    pages: int
    total: int
    previous: str
    next: str

    @property
    def first(self) -> int:
        """The place of its first row, counted from 1."""
        return (self.number - 1) * PER_PAGE + 1 if self.total else 0

    @property
    def last(self) -> int:
        """The place of its last row."""
        return min(self.number * PER_PAGE, self.total)


def paged(found: QuerySet[Any], asked: Mapping[str, str]) -> Paged:
    """The page that is asked for; one beyond the last is the last."""
    total = found.count()
    pages = max(1, -(-total // PER_PAGE))
    typed = asked.get("page", "1")
    number = min(max(1, int(typed)) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 1, pages)
    rows = list(found[(number - 1) * PER_PAGE : number * PER_PAGE])
    before = address(asked, page=number - 1) if number > 1 else ""
    return Paged(rows, number, pages, total, before, address(asked, page=number + 1) if number < pages else "")


def heads(columns: Sequence[tuple[str, str]], sort: str, asked: Mapping[str, str]) -> list[Head]:
    """The heads of columns that can be sorted by: a second click turns the order around."""
    return [
        Head(
            name,
            words,
            address(asked, sort=f"-{name}" if sort == name else name, page=""),
            {name: "ascending", f"-{name}": "descending"}.get(sort, ""),
        )
        for name, words in columns
    ]


def address(asked: Mapping[str, str], **changed: Any) -> str:
    """The query of an address: what was asked for, with changes; blanks are left out."""
    both = dict(asked.items()) | changed
    return urlencode({name: value for name, value in both.items() if value not in ("", None)})
