"""The standard layout of the annual trade report, as a versioned list.

The official table was not at hand: the layout is a reconstruction (reporting.md 3.5, after the upload check of
the CITES Trade Database), marked UNVERIFIED. Another edition is another file, not another program.
"""

from __future__ import annotations

from typing import NamedTuple

from kouprey.domain.lists import load
from kouprey.kernel.words import said

NAME = "report-layout"


class Column(NamedTuple):
    """One column: the field of a row that it carries, its header, and whether every row must fill it."""

    field: str
    header: str
    required: bool
    note: str


class Layout(NamedTuple):
    """One edition of the layout, columns in their order."""

    version: str
    verified: bool
    columns: tuple[Column, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of a row that the form carries."""
        return tuple(column.field for column in self.columns)

    @property
    def headers(self) -> tuple[str, ...]:
        """The header as it is written."""
        return tuple(column.header for column in self.columns)

    @property
    def mark(self) -> str:
        """How the layout is named to people: its version, and whether it was checked."""
        return self.version if self.verified else said("%(edition)s (UNVERIFIED)", edition=self.version)


def layout() -> Layout:
    """Read the layout in force, this node's own edition first."""
    edition = load(NAME)
    columns = (Column(row["field"], row["header"], row["required"] == "yes", row["note"]) for row in edition.rows)
    return Layout(edition.version, edition.verified, tuple(columns))
