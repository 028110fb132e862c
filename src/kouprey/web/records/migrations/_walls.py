"""Row-level security of PostgreSQL: what a row must be for whoever acts, as `tenancy.acting` told the database.

FORCE binds the tables' owner too; only a superuser, or a role with BYPASSRLS, is not bound, and `config.checks` refuses
such a role in production. Without a word on who acts, nothing is visible. SQLite has no such wall.
"""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from kouprey.web.core.migrations._told import Told

MINE = "authority = (SELECT nullif(current_setting('kouprey.authority', true), '')::uuid)"
"""Of the authority for which somebody acts. A question of its own is asked once for all rows of a query."""
_SYSTEM = "(SELECT current_setting('kouprey.system', true) = 'on')"


def wall(table: str, allowed: str) -> Told:
    """The operation that shows rows of `table` only where `allowed` holds, or to work of the node itself."""

    def build(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor != "postgresql":
            return
        editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        editor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        editor.execute(f"CREATE POLICY {table}_wall ON {table} USING ({_SYSTEM} OR ({allowed}))", params=None)

    def remove(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP POLICY IF EXISTS {table}_wall ON {table}")
            editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
            editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")

    return Told(build, remove)


def among(column: str) -> str:
    """Whether a column names one of the parties that whoever acts is: officer, agency, authority, groups, lists."""
    told = "string_to_array(nullif(current_setting('kouprey.parties', true), ''), ',')::uuid[]"
    return f"{column} = ANY ((SELECT {told})::uuid[])"


def rebuilt(table: str, allowed: str) -> Told:
    """The operation that puts another wall in the place of the one there is."""

    def build(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP POLICY IF EXISTS {table}_wall ON {table}")
            editor.execute(f"CREATE POLICY {table}_wall ON {table} USING ({_SYSTEM} OR ({allowed}))", params=None)

    return Told(build, Told.noop)
