"""The words under which an observation stands in its authority's own index, by day."""

from typing import Any, ClassVar

from django.db import migrations, models

from kouprey.domain.taxa.names import key
from kouprey.web.records.migrations._walls import MINE, wall

BATCH = 5_000
NAMES = ("reported", "taxon", "genus", "family", "order", "taxon_class")


def write_headings(apps: Any, editor: Any) -> None:
    """Of every line and leg there is."""
    if editor.connection.vendor == "postgresql":
        editor.execute("SELECT set_config('kouprey.system', 'on', true)")
    heading = apps.get_model("seizures", "Heading")
    whose = ("incident_id", "incident__authority", "incident__day")
    words: dict[str, str] = {}

    def keep(found: set[tuple[Any, ...]]) -> None:
        rows = (
            heading(incident_id=id, authority=authority, day=day, sort=sort, word=word)
            for id, authority, day, sort, word in found
            if word
        )
        heading.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)

    lines = apps.get_model("seizures", "SpecimenLine").objects.order_by("incident_id")
    found: set[tuple[Any, ...]] = set()
    for id, authority, day, term, *names in lines.values_list(*whose, "term", *NAMES).iterator(chunk_size=BATCH):
        for name in names:
            if name not in words:
                words[name] = key(name)[:500]
        found |= {(id, authority, day, "term", term), *((id, authority, day, "taxon", words[name]) for name in names)}
        if len(found) > BATCH:
            keep(found)
            found = set()
    for *of, country in apps.get_model("seizures", "RouteLeg").objects.values_list(*whose, "country").iterator(
        chunk_size=BATCH
    ):
        found.add((*of, "leg", country))
        if len(found) > BATCH:
            keep(found)
            found = set()
    keep(found)
    if editor.connection.vendor == "postgresql":
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def learn_words(_apps: Any, editor: Any) -> None:
    """Let PostgreSQL know how often each word is: taken for independent, sort and word are estimated far too rare, and
    what should be walked in order is read whole and sorted."""
    if editor.connection.vendor == "postgresql":
        editor.execute("CREATE STATISTICS heading_words (mcv) ON authority, sort, word FROM seizures_heading")
        editor.execute("ALTER STATISTICS heading_words SET STATISTICS 1000")


class Migration(migrations.Migration):
    """Indexes of lines and legs that headings take the place of go."""

    dependencies: ClassVar = [("seizures", "0006_whose")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Heading",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "authority", "sort", "word", "day", "incident_id", blank=True, editable=False,
                        primary_key=True, serialize=False,
                    ),
                ),
                ("authority", models.UUIDField()),
                (
                    "sort",
                    models.CharField(
                        choices=[("taxon", "taxon"), ("term", "term"), ("leg", "leg")], max_length=10
                    ),
                ),
                ("word", models.CharField(max_length=500)),
                ("day", models.DateField()),
                (
                    "incident",
                    models.ForeignKey(
                        db_index=False, on_delete=models.deletion.CASCADE, related_name="headings",
                        to="seizures.incident",
                    ),
                ),
            ],
        ),
        wall("seizures_heading", MINE),
        migrations.RunPython(write_headings, migrations.RunPython.noop),
        migrations.AddIndex(
            "heading", models.Index(fields=["incident", "sort", "word"], name="heading_of_incident")
        ),
        migrations.RunPython(learn_words, migrations.RunPython.noop),
        *(
            migrations.RemoveIndex("specimenline", f"line_by_{name}")
            for name in ("name", "term", "genus", "order", "class")
        ),
        migrations.RemoveIndex("routeleg", "leg_by_country"),
        migrations.RemoveIndex("incident", "incident_is_wide"),
        migrations.AddIndex(
            "incident",
            models.Index(
                fields=["last", "day", "authority", "found_by", "record"],
                condition=models.Q(wide=True),
                name="incident_is_wide",
            ),
        ),
    ]  # fmt: skip
