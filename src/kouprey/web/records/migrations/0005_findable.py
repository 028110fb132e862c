"""One row of pieces for each record and release, instead of a row for each piece; PostgreSQL's index of them."""

from itertools import groupby
from typing import Any, ClassVar

import django.db.models.deletion
from django.db import migrations, models

import kouprey.kernel.ids
from kouprey.web.core.migrations._told import Told

INDEX = "findable_pieces"
BATCH = 500


def gather(apps: Any, editor: Any) -> None:
    """Put the pieces of each record and release together."""
    if editor.connection.vendor == "postgresql":
        editor.execute("SELECT set_config('kouprey.system', 'on', true)")
    gram, findable = apps.get_model("records", "Gram"), apps.get_model("records", "Findable")
    every = gram.objects.order_by("record", "release", "piece").values_list("record", "release", "piece")
    made = []
    for (record, release), rows in groupby(every.iterator(), key=lambda row: row[:2]):
        pieces = " ".join(dict.fromkeys(piece for _record, _release, piece in rows))
        made.append(findable(record_id=record, release_id=release, pieces=f" {pieces} "))
        if len(made) == BATCH:
            findable.objects.bulk_create(made)
            made = []
    findable.objects.bulk_create(made)


def build_index(_apps: Any, editor: Any) -> None:
    """The words of a row, each by itself; only PostgreSQL has such an index."""
    if editor.connection.vendor == "postgresql":
        editor.execute(f"CREATE INDEX {INDEX} ON records_findable USING gin (string_to_array(pieces, ' '))")


class Migration(migrations.Migration):
    """From a table of pieces to a table of what can be found."""

    dependencies: ClassVar = [("records", "0004_attachments")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Findable",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kouprey.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("pieces", models.TextField()),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.record"
                    ),
                ),
                (
                    "release",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.release",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("release", None)), fields=("record",), name="record_is_findable_once"
                    )
                ]
            },
        ),
        Told(build_index),
        migrations.RunPython(gather),
        migrations.DeleteModel(name="Gram"),
    ]
