"""Files on their way into the store: every value still text, one Parquet file per source, columns by name.

Checks look at different values, not at rows: what a column holds is asked once, judged in `domain`, and only
the rows that hold a bad value are looked up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from glob import escape
from pathlib import Path

import duckdb

from kouprey.analytics.columns import PERMITS, RANKS
from kouprey.analytics.engine import name, text

TEXTS = (
    "year", "appendix", "taxon", *RANKS, "importer", "exporter", "origin", "term", "unit", "purpose",
    "source", "reporter",
)  # fmt: skip
AMOUNTS = ("quantity", "importer_quantity", "exporter_quantity")
COLUMNS = ("id", *TEXTS, *AMOUNTS, *PERMITS)
SIMPLE = r"([0-9]{1,9}(\.[0-9]{0,9})?)?"
"""Quantities that fit the usual type as they stand; all others are looked at one by one."""


class Unreadable(Exception):
    """The engine's fast reader complained; the careful reader will say what is wrong."""


class Stage:
    """The staged files of one load, in the folder `work`, seen through one connection."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, work: Path) -> None:
        self.connection = connection
        self.work = work

    def read_fast(self, number: int, plain: Path, columns: Sequence[str], delimiter: str, skip: int) -> int:
        """Stage a sound CSV at full speed; how many records it held. Raises Unreadable."""
        try:
            return self._copy(number, columns, self._csv(plain, len(columns), delimiter, skip), "NULL")
        except duckdb.Error as error:
            raise Unreadable(str(error)) from error

    def read_numbered(self, number: int, plain: Path, columns: Sequence[str]) -> int:
        """Stage what the careful reader wrote: the line number first, then the columns."""
        return self._copy(number, ("", *columns), self._csv(plain, len(columns) + 1, ",", 0, header=False), "c0")

    def read_release(self, database: Path, kind: str) -> int:
        """Stage the rows of an existing release, so that more can be added to it."""
        amounts = {
            "bulk": "coalesce(importer_quantity, exporter_quantity)::VARCHAR AS quantity, NULL AS importer_quantity, "
            "NULL AS exporter_quantity",
            "comptab": "NULL AS quantity, importer_quantity::VARCHAR AS importer_quantity, "
            "exporter_quantity::VARCHAR AS exporter_quantity",
        }[kind]
        texts = ", ".join(f"{name(c)}::VARCHAR AS {name(c)}" for c in ("id", *TEXTS, *PERMITS))
        self.connection.execute(f"ATTACH {text(str(database))} AS base (READ_ONLY)")
        try:
            return self._write("base", f"SELECT file, NULL::BIGINT AS line, {texts}, {amounts} FROM base.trade")
        finally:
            self.connection.execute("DETACH base")

    def values(self, column: str) -> list[str]:
        """The different values of a column, "" for none."""
        rows = self.connection.execute(
            f"SELECT DISTINCT coalesce({name(column)}, '') FROM {self.everything()}"
        ).fetchall()
        return sorted(row[0] for row in rows)

    def odd_quantities(self, column: str) -> list[str]:
        """The different quantities that are more than nine digits, a point and nine digits."""
        rows = self.connection.execute(
            f"SELECT DISTINCT {name(column)} FROM {self.everything()} "
            f"WHERE NOT regexp_full_match({name(column)}, {text(SIMPLE)})"
        ).fetchall()
        return sorted(row[0] for row in rows)

    def files_with(self, faults: dict[str, dict[str, str]]) -> list[int]:
        """Numbers of the files that hold a faulty value."""
        rows = self.connection.execute(
            f"SELECT DISTINCT file FROM {self.everything()} WHERE {any_of(faults)}"
        ).fetchall()
        return sorted(row[0] for row in rows)

    def rows_with(self, faults: dict[str, dict[str, str]]) -> list[tuple[int, int, dict[str, str]]]:
        """The faulty rows: number of the file, line, and the value of each column that can be at fault."""
        columns = list(faults)
        picked = ", ".join(f"coalesce({name(c)}, '')" for c in columns)
        rows = self.connection.execute(
            f"SELECT file, line, {picked} FROM {self.everything()} WHERE {any_of(faults)} ORDER BY file, line"
        ).fetchall()
        return [(row[0], row[1], dict(zip(columns, row[2:], strict=True))) for row in rows]

    def has_text_ids(self) -> bool:
        """Whether an Id is something else than a number."""
        found = self.connection.execute(
            f"SELECT 1 FROM {self.everything()} WHERE id <> '' AND try_cast(id AS BIGINT) IS NULL LIMIT 1"
        ).fetchall()
        return bool(found)

    def everything(self) -> str:
        """All staged files as a table expression."""
        return f"read_parquet({text(escape(str(self.work)) + '/stage-*.parquet')})"

    def _csv(self, plain: Path, width: int, delimiter: str, skip: int, *, header: bool = True) -> str:
        columns = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(width))
        return (
            f"read_csv({text(escape(str(plain)))}, auto_detect = false, header = {str(header).lower()}, "
            f"skip = {skip}, delim = {text(delimiter)}, quote = '\"', escape = '\"', strict_mode = true, "
            f"columns = {{{columns}}})"
        )

    def _copy(self, number: int, columns: Sequence[str], source: str, line: str) -> int:
        at = {column: f"c{i}" for i, column in enumerate(columns) if column}
        picked = ", ".join(f"{at.get(c, 'NULL::VARCHAR')} AS {name(c)}" for c in COLUMNS)
        return self._write(
            f"{number:05}", f"SELECT {number}::INTEGER AS file, {line}::BIGINT AS line, {picked} FROM {source}"
        )

    def _write(self, label: str, select: str) -> int:
        target = self.work / f"stage-{label}.parquet"
        self.connection.execute(f"COPY ({select}) TO {text(str(target))} (FORMAT parquet, COMPRESSION lz4)")
        count = self.connection.execute(f"SELECT count(*) FROM read_parquet({text(escape(str(target)))})").fetchone()
        assert count is not None  # noqa: S101  an aggregate always answers with one row
        return int(count[0])


def any_of(faults: dict[str, dict[str, str]]) -> str:
    """The condition that a row holds one of the faulty values."""
    clauses = [f"coalesce({name(c)}, '') IN ({_listed(values)})" for c, values in faults.items() if values]
    return "(" + " OR ".join(clauses) + ")" if clauses else "false"


def _listed(values: Iterable[str]) -> str:
    return ", ".join(text(value) for value in values)
