"""Official forms as versioned configuration: which columns each has, in which order, and what must be filled.

The official blanks were not at hand: each is a reconstruction, UNVERIFIED until somebody compares it with the blank.
Another edition is another file, not another program.
"""

from __future__ import annotations

from typing import NamedTuple

from kouprey.domain.lists import load
from kouprey.kernel.words import said


class Column(NamedTuple):
    """One column: its field, its header, whether it must be filled (yes, if known, no), and how."""

    field: str
    header: str
    required: str
    note: str


class Layout(NamedTuple):
    """One edition of a form, columns in their order."""

    name: str
    title: str
    version: str
    verified: bool
    columns: tuple[Column, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields in the order of the columns."""
        return tuple(column.field for column in self.columns)

    @property
    def headers(self) -> tuple[str, ...]:
        """The header as it is written."""
        return tuple(column.header for column in self.columns)

    @property
    def mark(self) -> str:
        """How the layout is named to people: its version, and whether it was checked."""
        return self.version if self.verified else said("%(edition)s (UNVERIFIED)", edition=self.version)


def layout_of(name: str) -> Layout:
    """The layout that a list holds, this node's own edition first."""
    edition = load(name)
    columns = tuple(
        Column(row["field"], row["header"], row.get("required", ""), row.get("note", "")) for row in edition.rows
    )
    return Layout(edition.name, edition.title, edition.version, edition.verified, columns)
