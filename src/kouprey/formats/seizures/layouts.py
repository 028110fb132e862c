"""The forms as versioned configuration: which columns each has, in which order, and what must be filled.

All are reconstructions (`reconstruction-1`), UNVERIFIED until somebody compares them with the official blank.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from kouprey.domain.lists import load

AITR, ETIS, ETIS_TABLES, WORLD_WISE = "form-aitr", "form-etis", "form-etis-tables", "form-world-wise"


class Column(NamedTuple):
    """One column: its field, its header, whether it must be filled (yes, if known, no), and how."""

    field: str
    header: str
    required: str
    note: str


class Layout(NamedTuple):
    """One edition of a form."""

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
        return self.version if self.verified else f"{self.version} (UNVERIFIED)"


def layout(name: str) -> Layout:
    """The layout of AITR or the World-WISE-like table, this node's own edition first."""
    edition = load(name)
    columns = (Column(row["field"], row["header"], row["required"], row["note"]) for row in edition.rows)
    return Layout(edition.name, edition.title, edition.version, edition.verified, tuple(columns))


def etis_layout(generation: int = 1) -> Layout:
    """One of the three generations of ETIS headers: 1 current, 2 older, 3 oldest. Raises KeyError for another."""
    edition = load(ETIS)
    rows = [row for row in edition.rows if row["generation"] == str(generation)]
    if not rows:
        raise KeyError(generation)
    columns = tuple(Column(row["field"], row["header"], "", "") for row in rows)
    return Layout(edition.name, edition.title, edition.version, edition.verified, columns)


def etis_tables() -> Mapping[str, tuple[str, ...]]:
    """The tables that analysis code reads, and their columns."""
    found: dict[str, tuple[str, ...]] = {}
    for row in load(ETIS_TABLES).rows:
        found[row["table"]] = (*found.get(row["table"], ()), row["column"])
    return found
