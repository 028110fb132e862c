"""Whose an observation is, beside its columns, lines and legs; indexes of one authority; names as they are found."""

from datetime import timedelta
from typing import Any, ClassVar

from django.db import migrations, models

from kouprey.domain.taxa.names import fold
from kouprey.web.records.migrations._walls import MINE, among, rebuilt

BATCH = 1_000
SPAN = timedelta(days=366)
SEEN = f"({among('found_by')} OR EXISTS (SELECT 1 FROM records_record r WHERE r.id = record_id))"
"""Who wrote it down knows it; anybody else, as far as the record's wall lets through."""
PICTURED = ("country", "admin1", "post", "first", "last", "synthetic")
PARTS = ("incident", "specimenline", "routeleg")


def say_whose(apps: Any, editor: Any) -> None:
    """The authority of each record, beside all that is kept of it."""
    if editor.connection.vendor == "postgresql":
        editor.execute("SELECT set_config('kouprey.system', 'on', true)")
    of_record = "SELECT r.authority FROM records_record r WHERE r.id ="
    editor.execute(f"UPDATE seizures_incident SET authority = ({of_record} seizures_incident.record_id)")
    for part in PARTS[1:]:
        table = f"seizures_{part}"
        editor.execute(f"UPDATE {table} SET authority = ({of_record} {table}.incident_id)")
    line, batch = apps.get_model("seizures", "SpecimenLine"), []
    for one in line.objects.exclude(reported="").only("id", "reported").iterator(chunk_size=BATCH):
        one.known_as = fold(one.reported)[:500]
        batch.append(one)
        if len(batch) == BATCH:
            line.objects.bulk_update(batch, ["known_as"])
            batch = []
    line.objects.bulk_update(batch, ["known_as"])
    incident = apps.get_model("seizures", "Incident").objects
    ranges = incident.exclude(last=models.F("first")).values_list("pk", "first", "last")
    wide = [id for id, first, last in ranges if first and last and last - first > SPAN]
    for start in range(0, len(wide), BATCH):
        incident.filter(pk__in=wide[start : start + BATCH]).update(wide=True)
    if editor.connection.vendor == "postgresql":
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or no column could be changed after rows were


def index(model: str, name: str, *columns: str) -> Any:
    """The operation that adds an index."""
    return migrations.AddIndex(model, models.Index(fields=list(columns), name=name))


class Migration(migrations.Migration):
    """Walls of lines and legs ask of their authority alone: they are reached through a record, which has its own."""

    dependencies: ClassVar = [("seizures", "0005_judged_by_release"), ("records", "0007_asked_of_many")]
    operations: ClassVar = [
        *(migrations.AddField(part, "authority", models.UUIDField(null=True)) for part in PARTS),
        migrations.AddField("specimenline", "known_as", models.CharField(blank=True, default="", max_length=500)),
        migrations.AddField("incident", "wide", models.BooleanField(default=False)),
        migrations.RunPython(say_whose, migrations.RunPython.noop),
        *(migrations.AlterField(part, "authority", models.UUIDField()) for part in PARTS),
        migrations.AlterField("specimenline", "known_as", models.CharField(blank=True, max_length=500)),
        *(migrations.RemoveIndex("incident", f"incident_by_{name}") for name in ("day", "kind", "country")),
        index("incident", "incident_by_day", "authority", "-day", "-record"),
        index("incident", "incident_by_kind", "authority", "kind", "-day", "-record", *PICTURED),
        index("incident", "incident_by_country", "authority", "country", "-day", "-record"),
        index("specimenline", "line_by_name", "known_as", "incident"),
        index("specimenline", "line_by_genus", "genus", "incident"),
        index("specimenline", "line_by_order", "order", "incident"),
        index("specimenline", "line_by_class", "taxon_class", "incident"),
        migrations.AddIndex(
            "incident", models.Index(fields=["last"], condition=models.Q(wide=True), name="incident_is_wide")
        ),
        migrations.RemoveConstraint("incident", "incident_is_sent_once"),
        migrations.AddConstraint(
            "incident",
            models.UniqueConstraint(
                fields=["sent_by", "token"], condition=models.Q(token__isnull=False), name="incident_is_sent_once"
            ),
        ),
        rebuilt("seizures_incident", f"{MINE} AND {SEEN}"),
        rebuilt("seizures_specimenline", MINE),
        rebuilt("seizures_routeleg", MINE),
    ]
