"""Indexes that a table of a hundred thousand rows fills, and that nothing asks for any more: a heading is found by its
authority and day, a taxon by its heading."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Headings go with their observation by the keeper's own act."""

    dependencies: ClassVar = [("seizures", "0009_standing")]
    operations: ClassVar = [
        migrations.RemoveIndex("heading", "heading_of_incident"),
        migrations.RemoveIndex("specimenline", "line_by_taxon"),
        migrations.RemoveIndex("specimenline", "line_by_family"),
        migrations.AlterField(
            "heading",
            "incident",
            models.ForeignKey(
                db_constraint=False, db_index=False, on_delete=models.deletion.DO_NOTHING, related_name="headings",
                to="seizures.incident",
            ),
        ),
    ]  # fmt: skip
