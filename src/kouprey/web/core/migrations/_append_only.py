"""Triggers that make a table append-only, on SQLite and on PostgreSQL.

SQLite rebuilds a table for many kinds of change and loses its triggers on the way: a migration that alters
a guarded table ends with `guard(...)` (or `guard_but`) again, which is safe to run twice.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from kouprey.web.core.migrations._told import Told

_SQLITE = """
CREATE TRIGGER IF NOT EXISTS {table}_no_{act} BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
# An empty table may be truncated: nothing is lost, and a test database is emptied so between tests.
_FUNCTION = """
CREATE OR REPLACE FUNCTION kouprey_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    filled boolean := true;
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', TG_TABLE_NAME) INTO filled;
    END IF;
    IF NOT filled THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
_POSTGRESQL = """
CREATE OR REPLACE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION kouprey_refuse_change()
"""


def guard(table: str) -> Told:
    """The operation that refuses every change to a row of `table`."""

    def lock(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(_FUNCTION, params=None)  # no parameters: its per cent sign is its own
            editor.execute(_POSTGRESQL.format(table=table))
            return
        for act in ("update", "delete"):
            editor.execute(_SQLITE.format(table=table, act=act))

    return Told(lock, _unlocked(table))


# The rows themselves decide, so this one asks row by row.
_FUNCTION_BUT = """
CREATE OR REPLACE FUNCTION {table}_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {gone} THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
_POSTGRESQL_BUT = """
CREATE OR REPLACE TRIGGER {table}_append_only BEFORE UPDATE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION kouprey_refuse_change();
CREATE OR REPLACE TRIGGER {table}_kept BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_keep()
"""
_SQLITE_BUT = """
CREATE TRIGGER {table}_no_delete BEFORE delete ON {table} WHEN NOT ({gone})
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""


def guard_but(table: str, gone: str) -> Told:
    """The operation that guards `table` as before, but lets a row go of which `gone` (SQL that says OLD) holds."""

    def lock(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(_FUNCTION, params=None)
            editor.execute(_FUNCTION_BUT.format(table=table, gone=gone), params=None)
            editor.execute(_POSTGRESQL_BUT.format(table=table), params=None)
            return
        editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_delete")
        editor.execute(_SQLITE_BUT.format(table=table, gone=gone))

    def unlock(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_kept ON {table}")
            editor.execute(_POSTGRESQL.format(table=table))
            return
        editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_delete")
        editor.execute(_SQLITE.format(table=table, act="delete"))

    return Told(lock, unlock)


def unguard(table: str) -> Told:
    """The operation that lets a migration change the rows of `table`. One after it guards the table again."""
    return Told(_unlocked(table), Told.noop)


def _unlocked(table: str) -> Callable[[object, BaseDatabaseSchemaEditor], None]:
    def unlock(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}")
            return
        for act in ("update", "delete"):
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}")

    return unlock
