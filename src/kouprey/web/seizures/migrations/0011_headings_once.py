"""On SQLite headings are kept once, in the order of their key: the table and the index of the key said the same."""

from typing import Any, ClassVar

from django.db import migrations


def _anew(ending: str) -> Any:
    """Make the table anew with an ending, and take its rows over."""

    def made(apps: Any, editor: Any) -> None:
        if editor.connection.vendor != "sqlite":
            return
        model = apps.get_model("seizures", "Heading")
        table, columns = model._meta.db_table, ", ".join(f'"{one.column}"' for one in model._meta.concrete_fields)
        sql, given = editor.table_sql(model)
        editor.execute(f"ALTER TABLE {table} RENAME TO {table}_before")
        editor.execute(f"{sql}{ending}", given)
        # In their order: each is added where the last one was.
        key = '"authority", "sort", "word", "day", "incident_id"'
        editor.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table}_before ORDER BY {key}")
        editor.execute(f"DROP TABLE {table}_before")

    return made


class Migration(migrations.Migration):
    """PostgreSQL has no such tables."""

    dependencies: ClassVar = [("seizures", "0010_fewer_indexes")]
    operations: ClassVar = [migrations.RunPython(_anew(" WITHOUT ROWID"), _anew(""))]
