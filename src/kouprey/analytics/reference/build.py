"""Write a list of taxa as a DuckDB file, sorted by the key of the name, so that a look-up reads next to nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kouprey.analytics.engine import building, name

TABLES: dict[str, dict[str, str]] = {
    "taxa": {
        "key": "string", "name": "string", "rank": "string", "class": "string", "order": "string",
        "family": "string", "genus": "string", "author": "string", "accepted": "bool", "distribution": "string",
    },
    "names": {
        "key": "string", "name": "string", "kind": "string", "language": "string", "author": "string",
        "taxon": "string",
    },
    "listings": {
        "key": "string", "appendix": "string", "since": "date", "until": "date", "annotation": "string",
        "under": "string",
    },
}  # fmt: skip
"""The tables and their columns. `key` is domain.taxa.names.key of the name; `distribution` is JSON."""


def build(database: Path, scratch: Path, tables: Mapping[str, Sequence[tuple[Any, ...]]]) -> None:
    """Write the rows of each table, in the order of its declared columns."""
    import pyarrow as pa

    kinds = {"string": pa.string(), "bool": pa.bool_(), "date": pa.date32()}
    with building(database, scratch) as connection:
        for table, columns in TABLES.items():
            rows = tables[table]
            arrays = [pa.array([row[i] for row in rows], kinds[kind]) for i, kind in enumerate(columns.values())]
            connection.register("incoming", pa.table(arrays, names=list(columns)))
            connection.execute(f"CREATE TABLE {name(table)} AS SELECT * FROM incoming ORDER BY ALL")
            connection.unregister("incoming")
        connection.execute("CHECKPOINT")
