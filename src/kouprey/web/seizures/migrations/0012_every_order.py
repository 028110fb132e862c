"""Every order of the list is that of an index: when an observation was amended stands beside its columns, and there is
an index of states."""

from typing import Any, ClassVar

from django.db import migrations, models

from kouprey.web.core.migrations._told import Told
from kouprey.web.records.migrations._standing import follow

TABLE, COLUMN = "seizures_incident", "amended_at"
LONG_AGO = "1970-01-01 00:00:00"


def add(_apps: Any, editor: Any) -> None:
    """The column, filled from the records, and kept in step with them."""
    postgresql = editor.connection.vendor == "postgresql"
    kind = models.DateTimeField().db_type(editor.connection)
    editor.execute(f"ALTER TABLE {TABLE} ADD COLUMN {COLUMN} {kind} NOT NULL DEFAULT '{LONG_AGO}'")
    if postgresql:
        editor.execute("SELECT set_config('kouprey.system', 'on', true)")
    editor.execute(f"UPDATE {TABLE} SET {COLUMN} = r.{COLUMN} FROM records_record r WHERE r.id = record_id")
    if postgresql:
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or no column could be changed after rows were
        editor.execute(f"ALTER TABLE {TABLE} ALTER COLUMN {COLUMN} DROP DEFAULT")
    follow(editor, TABLE, COLUMN)


def take_away(_apps: Any, editor: Any) -> None:
    """As it was."""
    follow(editor, TABLE)
    editor.execute(f"ALTER TABLE {TABLE} DROP COLUMN {COLUMN}")


class Migration(migrations.Migration):
    """A list of a million in the order of its amendments sorted them all."""

    dependencies: ClassVar = [("seizures", "0011_headings_once"), ("records", "0009_versions_by_number")]
    operations: ClassVar = [
        migrations.SeparateDatabaseAndState(
            database_operations=[Told(add, take_away)],
            state_operations=[migrations.AddField("incident", COLUMN, models.DateTimeField())],
        ),
        migrations.AddIndex(
            "incident", models.Index(fields=["authority", "-amended_at", "-record"], name="incident_by_amendment")
        ),
        migrations.AddIndex(
            "incident", models.Index(fields=["authority", "state", "-day", "-record"], name="incident_by_state")
        ),
    ]  # fmt: skip
