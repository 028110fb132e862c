"""From staged text to the store: sorted, dictionary-coded, quantities exact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import duckdb

from kouprey.analytics.columns import (
    CODED,
    LINE_AMOUNTS,
    LINE_COLUMNS,
    PERMITS,
    RANKS,
    SIMPLE_QUANTITY,
    SORTED_BY,
    TEN_KEYS,
)
from kouprey.analytics.engine import name, text
from kouprey.analytics.stage import TEXTS, Stage, any_of


@dataclass(frozen=True, slots=True)
class Plan:
    """What the checks decided: how values are written, which are faulty, and what type a quantity needs.

    `tidy[column]` maps each value that is written differently in the store to how it is written there;
    `faults[column]` maps each value that cannot be used to the reason.
    """

    kind: str
    quantity: str = SIMPLE_QUANTITY
    tidy: dict[str, dict[str, str]] = field(default_factory=dict)
    kept: dict[str, list[str]] = field(default_factory=dict)
    faults: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Built:
    """What stands in the finished tables; `quantity` is the type of a line's quantities."""

    rows: int
    lines: int
    quantity: str
    years: tuple[int | None, int | None]
    loaded: Mapping[int, int]
    without_quantity: int


def build(connection: duckdb.DuckDBPyConnection, stage: Stage, plan: Plan) -> Built:
    """Write `trade` from all sound staged rows, and `lines`, what every measure reads; count what they hold."""
    for type_name, values in _dictionaries(plan).items():
        listed = ", ".join(text(value) for value in values)
        connection.execute(f"CREATE TYPE {name(type_name)} AS ENUM ({listed})")
    order = ", ".join(name(column) for column in SORTED_BY)
    connection.execute(f"CREATE TABLE trade AS {_select(stage, plan)} ORDER BY {order}")
    quantity = _fold(connection, plan)
    connection.execute("CHECKPOINT")
    return _count(connection, quantity)


def _dictionaries(plan: Plan) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for column, type_name in CODED.items():
        found.setdefault(type_name, {""}).update(plan.kept.get(column, []))
    return {type_name: sorted(values) for type_name, values in found.items()}


def _select(stage: Stage, plan: Plan) -> str:
    joins: list[str] = []
    texts = {column: _tidied(column, plan, joins) for column in TEXTS}
    coded = {c: f"({e})::{name(CODED[c])}" for c, e in texts.items() if c != "year"}
    origin, exporter = texts["origin"], texts["exporter"]
    coded["source_country"] = f"(CASE WHEN {origin} = '' THEN {exporter} ELSE {origin} END)::code_country"
    columns = [f"({texts['year']})::SMALLINT AS year"]
    columns += [f"{coded[column]} AS {name(column)}" for column in CODED]
    columns += _amounts(plan, texts["reporter"], joins)
    id_type = "VARCHAR" if stage.has_text_ids() else "BIGINT"
    columns.append(f"nullif(trim(s.id), '')::{id_type} AS id")
    columns += [f"nullif(s.{column}, '') AS {column}" for column in PERMITS]
    columns.append("s.file::USMALLINT AS file")
    sound = f"NOT {any_of(plan.faults)}"
    return (
        f"SELECT {', '.join(columns)} FROM (SELECT * FROM {stage.everything()} WHERE {sound}) AS s {' '.join(joins)}"
    )


def _tidied(column: str, plan: Plan, joins: list[str]) -> str:
    raw = f"coalesce(s.{name(column)}, '')"
    changes = plan.tidy.get(column)
    if not changes:
        return raw
    alias = f"tidy_{column}"
    pairs = ", ".join(f"({text(old)}, {text(new)})" for old, new in changes.items())
    joins.append(f"LEFT JOIN (VALUES {pairs}) AS {alias}(old, new) ON {raw} = {alias}.old")
    return f"coalesce({alias}.new, {raw})"


def _amounts(plan: Plan, reporter: str, joins: list[str]) -> list[str]:
    def amount(column: str) -> str:
        return f"nullif({_tidied(column, plan, joins)}, '')::{plan.quantity}"

    if plan.kind == "comptab":
        return [f"{amount(c)} AS {c}" for c in ("importer_quantity", "exporter_quantity")]
    # SAPI, comptab query: importer-reported is what the exporter did not report.
    quantity = amount("quantity")
    return [
        f"CASE WHEN {reporter} <> 'E' THEN {quantity} END AS importer_quantity",
        f"CASE WHEN {reporter} = 'E' THEN {quantity} END AS exporter_quantity",
    ]


def _fold(connection: duckdb.DuckDBPyConnection, plan: Plan) -> str:
    """Make `lines`, the tabulation lines: bulk rows folded by the ten key fields (SAPI, comptab query).

    Every measure is defined on lines, and there are far fewer of them than rows. A comparative tabulation has them
    already; repeats of a key in it stay as they are. Returns the type of the lines' quantities.
    """
    if plan.kind == "comptab":
        listed = ", ".join(name(column) for column in (*LINE_COLUMNS, *LINE_AMOUNTS))
        connection.execute(f"CREATE VIEW lines AS SELECT {listed} FROM trade")
        return plan.quantity
    keys = ", ".join(name(column) for column in (*TEN_KEYS, "source_country"))
    ranks = ", ".join(f"min({name(column)}) AS {name(column)}" for column in RANKS)
    sums = ", ".join(f"sum({column}) AS {column}" for column in LINE_AMOUNTS)
    order = ", ".join(name(column) for column in SORTED_BY)
    connection.execute(f"CREATE TEMP TABLE folded AS SELECT {keys}, {ranks}, {sums} FROM trade GROUP BY {keys}")
    quantity = _line_type(connection, plan.quantity)
    amounts = ", ".join(f"{column}::{quantity} AS {column}" for column in LINE_AMOUNTS)
    listed = ", ".join(name(column) for column in LINE_COLUMNS)
    connection.execute(f"CREATE TABLE lines AS SELECT {listed}, {amounts} FROM folded ORDER BY {order}")
    connection.execute("DROP TABLE folded")
    return quantity


def _line_type(connection: duckdb.DuckDBPyConnection, quantity: str) -> str:
    """The rows' own type, or a wider one if some line's sum has outgrown it."""
    if quantity != SIMPLE_QUANTITY:
        return quantity
    largest = ", ".join(f"coalesce(max({column}), 0)" for column in LINE_AMOUNTS)
    found = _one(connection, f"SELECT greatest({largest}) < 1000000000 FROM folded")
    return quantity if found[0] else "DECIMAL(38,9)"


def _one(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[Any, ...]:
    row = connection.execute(sql).fetchone()
    assert row is not None  # noqa: S101  an aggregate always answers with one row
    return row


def _count(connection: duckdb.DuckDBPyConnection, quantity: str) -> Built:
    rows, first, last, without = _one(
        connection,
        "SELECT count(*), min(year), max(year), "
        "count(*) FILTER (importer_quantity IS NULL AND exporter_quantity IS NULL) FROM trade",
    )
    lines = _one(connection, "SELECT count(*) FROM lines")[0]
    loaded = connection.execute("SELECT file, count(*) FROM trade GROUP BY file").fetchall()
    return Built(rows, lines, quantity, (first, last), dict(loaded), without)
