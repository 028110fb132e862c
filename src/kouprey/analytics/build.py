"""From staged text to the store: sorted, dictionary-coded, quantities exact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import duckdb

from kouprey.analytics.columns import CODED, PERMITS, SIMPLE_QUANTITY, SORTED_BY
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
    """What stands in the finished table."""

    rows: int
    years: tuple[int | None, int | None]
    loaded: Mapping[int, int]
    without_quantity: int


def build(connection: duckdb.DuckDBPyConnection, stage: Stage, plan: Plan) -> Built:
    """Write the table `trade` from all sound staged rows and count what it holds."""
    for type_name, values in _dictionaries(plan).items():
        listed = ", ".join(text(value) for value in values)
        connection.execute(f"CREATE TYPE {name(type_name)} AS ENUM ({listed})")
    order = ", ".join(name(column) for column in SORTED_BY)
    connection.execute(f"CREATE TABLE trade AS {_select(stage, plan)} ORDER BY {order}")
    connection.execute("CHECKPOINT")
    return _count(connection)


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


def _count(connection: duckdb.DuckDBPyConnection) -> Built:
    def one(sql: str) -> tuple[object, ...]:
        row = connection.execute(sql).fetchone()
        assert row is not None  # noqa: S101  an aggregate always answers with one row
        return row

    rows, first, last, without = one(
        "SELECT count(*), min(year), max(year), "
        "count(*) FILTER (importer_quantity IS NULL AND exporter_quantity IS NULL) FROM trade"
    )
    loaded = connection.execute("SELECT file, count(*) FROM trade GROUP BY file").fetchall()
    return Built(int(str(rows)), (first, last), dict(loaded), int(str(without)))  # type: ignore[arg-type]
