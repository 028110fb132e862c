"""Headings are written and removed with their observation: the database need not ask of each whether it is there."""

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
    ]  # fmt: skip
