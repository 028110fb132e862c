"""Holds, and the stones of records that were destroyed. A version, and what was judged of a record, goes only with one."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import kouprey.kernel.ids
from kouprey.web.core.migrations._append_only import guard, guard_but
from kouprey.web.records.migrations._walls import wall

ID = models.UUIDField(default=kouprey.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)
RECORD: Any = {"on_delete": django.db.models.deletion.PROTECT, "related_name": "+", "to": "records.record"}
MINE = "authority::text = current_setting('kouprey.authority', true)"
DESTROYED = "EXISTS (SELECT 1 FROM records_stone s WHERE s.record = OLD.record_id)"
JUDGED = "EXISTS (SELECT 1 FROM records_stone s WHERE s.record IN (OLD.one, OLD.other))"


class Migration(migrations.Migration):
    """What left may outlive its record; the tables, their walls, and guards that know the stones."""

    # Judgements lie in the room above, and are guarded by the same rule.
    dependencies = [("records", "0005_findable"), ("seizures", "0004_tables_and_duties")]

    operations = [
        migrations.AlterField("release", "record", models.ForeignKey(null=True, **RECORD)),
        migrations.AlterField("release", "snapshot", models.TextField(blank=True)),
        migrations.AlterField("releaseask", "record", models.ForeignKey(null=True, **RECORD)),
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", ID),
                ("reason", models.TextField()),
                ("review_on", models.DateField()),
                ("set_by", models.UUIDField()),
                ("set_by_label", models.CharField(max_length=200)),
                ("set_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
                ("lifted_by_label", models.CharField(blank=True, max_length=200)),
                ("lift_reason", models.TextField(blank=True)),
                ("record", models.ForeignKey(**RECORD)),
            ],
            options={"ordering": ["-id"]},
        ),
        migrations.CreateModel(
            name="Stone",
            fields=[
                ("id", ID.clone()),
                ("record", models.UUIDField(unique=True)),
                ("kind", models.CharField(max_length=40)),
                ("number", models.CharField(max_length=40)),
                ("authority", models.UUIDField(db_index=True)),
                ("agency", models.UUIDField()),
                ("versions", models.PositiveIntegerField()),
                ("files", models.PositiveIntegerField()),
                ("row", models.CharField(max_length=40)),
                ("months", models.PositiveIntegerField()),
                ("counted_from", models.CharField(max_length=40)),
                ("ended_on", models.DateField()),
                ("basis", models.TextField(blank=True)),
                ("reason", models.TextField()),
                ("asked_by", models.UUIDField()),
                ("asked_by_label", models.CharField(max_length=200)),
                ("approved_by", models.UUIDField()),
                ("approved_by_label", models.CharField(max_length=200)),
                ("approval", models.UUIDField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("asked_by", models.F("approved_by")), _negated=True), name="stone_is_of_two"
                    )
                ],
            },
        ),
        wall("records_hold", "EXISTS (SELECT 1 FROM records_record r WHERE r.id = record_id)"),
        wall("records_stone", MINE),
        guard("records_stone"),
        guard_but("records_recordversion", DESTROYED),
        guard_but("seizures_eventjudgement", JUDGED),
    ]
