"""A version is found by its record and number, which is unique: an index by the record alone says nothing more."""

from typing import ClassVar

from django.db import migrations, models

_INDEX = "records_recordversion_record_id_664541c0"


class Migration(migrations.Migration):
    """The index goes by its name: on SQLite a table that is made anew loses the triggers that keep versions as they
    are."""

    dependencies: ClassVar = [("records", "0008_single_signs")]
    operations: ClassVar = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f"DROP INDEX {_INDEX}",
                    f"CREATE INDEX {_INDEX} ON records_recordversion (record_id)",
                )
            ],
            state_operations=[
                migrations.AlterField(
                    "recordversion",
                    "record",
                    models.ForeignKey(
                        db_index=False, on_delete=models.deletion.PROTECT, related_name="+", to="records.record"
                    ),
                )
            ],
        )
    ]
