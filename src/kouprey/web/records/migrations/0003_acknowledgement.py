"""Who took note of the caveats of a release: append-only, behind the wall of the release itself."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import kouprey.kernel.ids
from kouprey.web.core.migrations._append_only import guard
from kouprey.web.records.migrations._walls import wall


class Migration(migrations.Migration):
    """The table, its triggers and its wall."""

    dependencies: ClassVar = [("records", "0002_walls")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kouprey.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("caveats", models.CharField(max_length=64)),
                ("officer", models.UUIDField()),
                ("officer_label", models.CharField(max_length=200)),
                ("agency", models.UUIDField()),
                ("at", models.DateTimeField()),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.release"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("release", "officer", "caveats"), name="caveats_are_acknowledged_once"
                    )
                ],
            },
        ),
        guard("records_acknowledgement"),
        wall("records_acknowledgement", "EXISTS (SELECT 1 FROM records_release l WHERE l.id = release_id)"),
    ]
