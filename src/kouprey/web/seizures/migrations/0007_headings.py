"""The words under which an observation stands in its authority's own index, by day."""

from typing import Any, ClassVar

from django.db import migrations, models

from kouprey.domain.taxa.names import key
from kouprey.web.core.migrations._told import Told
from kouprey.web.records.migrations._walls import MINE, wall

NAMES = ("reported", "taxon", "genus", "family", "order", "taxon_class")


def write_headings(_apps: Any, editor: Any) -> None:
    """Of every line and leg there is. Names are few and worked out here; the rest is one statement."""
    postgresql, name = editor.connection.vendor == "postgresql", editor.quote_name
    if postgresql:
        editor.execute("SELECT set_config('kouprey.system', 'on', true)")
    with editor.connection.cursor() as cursor:
        columns = " UNION ".join(f"SELECT {name(column)} FROM seizures_specimenline" for column in NAMES)
        cursor.execute(columns)
        words = [(found, key(found)[:500]) for (found,) in cursor.fetchall() if found]
        cursor.execute("CREATE TEMPORARY TABLE heading_name (name varchar(500) PRIMARY KEY, word varchar(500))")
        cursor.executemany("INSERT INTO heading_name VALUES (%s, %s)", words)
        day = "JOIN seizures_incident i ON i.record_id = l.incident_id"
        found = "SELECT l.authority, {sort}, {word}, i.day, l.incident_id FROM {table} l " + day
        taxa = [
            found.format(sort="'taxon'", word="n.word", table="seizures_specimenline")
            + f" JOIN heading_name n ON n.name = l.{name(column)}"
            for column in NAMES
        ]
        others = [
            found.format(sort=f"'{sort}'", word=f"l.{word}", table=table) + f" WHERE l.{word} <> ''"
            for sort, word, table in (
                ("term", "term", "seizures_specimenline"), ("leg", "country", "seizures_routeleg"),
            )
        ]
        every = " UNION ".join([*taxa, *others])
        cursor.execute(f"INSERT INTO seizures_heading (authority, sort, word, day, incident_id) {every}")
        cursor.execute("DROP TABLE heading_name")
    if postgresql:
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
        Told(write_headings, Told.noop),
        migrations.AddIndex(
            "heading", models.Index(fields=["incident", "sort", "word"], name="heading_of_incident")
        ),
        Told(learn_words, Told.noop),
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
