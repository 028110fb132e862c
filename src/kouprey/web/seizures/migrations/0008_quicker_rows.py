"""Headings are written and removed with their observation: the database need not ask of each whether it is there. And
lists and maps find in one index all that they ask for, whom a row belongs to included."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """A table of a hundred thousand rows brings six hundred thousand headings, each of which was looked up."""

    dependencies: ClassVar = [("seizures", "0007_headings")]
    operations: ClassVar = [
        migrations.AlterField(
            "heading",
            "incident",
            models.ForeignKey(
                db_constraint=False, db_index=False, on_delete=models.deletion.CASCADE, related_name="headings",
                to="seizures.incident",
            ),
        ),
        migrations.RemoveIndex("incident", "incident_by_day"),
        migrations.AddIndex(
            "incident", models.Index(fields=["authority", "-day", "-record", "found_by"], name="incident_by_day")
        ),
        migrations.RemoveIndex("incident", "incident_by_kind"),
        migrations.AddIndex(
            "incident",
            models.Index(
                fields=[
                    "authority", "kind", "-day", "-record", "country", "admin1", "post", "first", "last", "synthetic",
                    "found_by",
                ],
                name="incident_by_kind",
            ),
        ),
    ]  # fmt: skip
