"""Records are listed by when they were amended, which no index said. And what decides who sees a record is no longer
asked of an index of all of it: observations say it beside their columns, and other records are few."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two narrow indexes in place of one that held half of the record."""

    dependencies: ClassVar = [("records", "0009_versions_by_number")]
    operations: ClassVar = [
        migrations.RemoveIndex("record", "record_as_seen"),
        migrations.AddIndex("record", models.Index(fields=["authority", "-id"], name="record_by_id")),
        migrations.AddIndex(
            "record", models.Index(fields=["authority", "-amended_at", "-id"], name="record_by_amendment")
        ),
    ]
