"""Columns that follow a record: the database writes them when the record changes, whoever changes it.

On PostgreSQL the change is made as whoever changes the record, who sees the row through it (`_walls`). SQLite loses
the trigger where `records_record` is built anew, and refuses to rename a table that a trigger names: a migration that
alters either of the two drops it first and ends with `followed` again.
"""

from __future__ import annotations

from typing import Final

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from kouprey.web.core.migrations._told import Told

COLUMNS: Final = (
    "agency", "recorded_by", "state", "team", "compartment", "tlp", "codes", "purposes", "nominal",
)  # fmt: skip
"""As they were when rows began to follow; a model may change, a migration does not."""
_FUNCTION = """
CREATE OR REPLACE FUNCTION {table}_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE {table} SET {said} WHERE record_id = NEW.id;
    RETURN NULL;
END $$
"""
_POSTGRESQL = """
CREATE OR REPLACE TRIGGER {table}_follows AFTER UPDATE OF {columns} ON records_record
FOR EACH ROW WHEN (({before}) IS DISTINCT FROM ({after})) EXECUTE FUNCTION {table}_follow()
"""
_SQLITE = """
CREATE TRIGGER {table}_follows AFTER UPDATE OF {columns} ON records_record WHEN ({before}) IS NOT ({after})
BEGIN UPDATE {table} SET {said} WHERE record_id = NEW.id; END
"""


def fill(editor: BaseDatabaseSchemaEditor, table: str, *more: str) -> None:
    """Write the columns of all rows, and `more` that never change, from their records. As the node on PostgreSQL."""
    said = ", ".join(f"{name} = r.{name}" for name in (*COLUMNS, *more))
    editor.execute(f"UPDATE {table} SET {said} FROM records_record r WHERE r.id = record_id")


def follow(editor: BaseDatabaseSchemaEditor, table: str, *more: str) -> None:
    """Keep the columns of `table`, and `more`, in step with records from now on."""
    columns = (*COLUMNS, *more)
    words = {
        "table": table,
        "columns": ", ".join(columns),
        "said": ", ".join(f"{name} = NEW.{name}" for name in columns),
        "before": ", ".join(f"OLD.{name}" for name in columns),
        "after": ", ".join(f"NEW.{name}" for name in columns),
    }
    if editor.connection.vendor == "postgresql":
        editor.execute(_FUNCTION.format(**words))
        editor.execute(_POSTGRESQL.format(**words))
    else:
        editor.execute(f"DROP TRIGGER IF EXISTS {table}_follows")
        editor.execute(_SQLITE.format(**words))


def followed(table: str) -> Told:
    """The operation that keeps the columns of `table` in step with records from now on."""

    def build(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        follow(editor, table)

    def take_away(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        on = " ON records_record" if editor.connection.vendor == "postgresql" else ""
        editor.execute(f"DROP TRIGGER IF EXISTS {table}_follows{on}")

    return Told(build, take_away)
