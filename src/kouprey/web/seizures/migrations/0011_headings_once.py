"""On SQLite headings are kept once, in the order of their key: the table and the index of the key said the same."""

from typing import Any, ClassVar

from django.db import migrations

from kouprey.web.core.migrations._told import Told

TABLE = "seizures_heading"
ENDING = " WITHOUT ROWID"
COLUMNS = '"authority", "sort", "word", "day", "incident_id"'


def once(_apps: Any, editor: Any) -> None:
    """The table is the index of its key."""
    _made_anew(editor, ENDING)


def twice(_apps: Any, editor: Any) -> None:
    """The table as it was."""
    _made_anew(editor, "")


def _made_anew(editor: Any, ending: str) -> None:
    if editor.connection.vendor != "sqlite":
        return
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = %s", [TABLE])
        said = str(cursor.fetchone()[0]).removesuffix(ENDING)
    editor.execute(f"ALTER TABLE {TABLE} RENAME TO {TABLE}_before")
    editor.execute(f"{said}{ending}")
    # In their order: each is added where the last one was.
    editor.execute(f"INSERT INTO {TABLE} ({COLUMNS}) SELECT {COLUMNS} FROM {TABLE}_before ORDER BY {COLUMNS}")
    editor.execute(f"DROP TABLE {TABLE}_before")


class Migration(migrations.Migration):
    """PostgreSQL has no such tables."""

    dependencies: ClassVar = [("seizures", "0010_fewer_indexes")]
    operations: ClassVar = [Told(once, twice)]
