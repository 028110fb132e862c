"""Beside an observation's columns those of its record that decide who sees it: it is counted where it lies. And its
number, by which it is listed."""

from typing import Any, ClassVar

from django.db import migrations, models

from kouprey.web.core.migrations._told import Told
from kouprey.web.records.migrations._standing import fill, followed

NOBODY = "00000000-0000-0000-0000-000000000000"
STATES = ("draft", "reported", "verified", "withdrawn")
LABELS = ((0, "TLP:CLEAR"), (1, "TLP:GREEN"), (2, "TLP:AMBER"), (3, "TLP:AMBER+STRICT"), (4, "TLP:RED"))
FIELDS: dict[str, tuple[Any, Any]] = {
    "agency": (models.UUIDField(), NOBODY),
    "recorded_by": (models.UUIDField(), NOBODY),
    "state": (models.CharField(choices=[(state, state) for state in STATES], max_length=10), "draft"),
    "team": (models.UUIDField(blank=True, null=True), None),
    "compartment": (models.UUIDField(blank=True, null=True), None),
    "tlp": (models.SmallIntegerField(choices=list(LABELS)), 4),
    "codes": (models.CharField(max_length=40), ""),
    "purposes": (models.CharField(max_length=120), ""),
    "nominal": (models.BooleanField(), True),
    "number": (models.CharField(max_length=40), ""),
}
"""Each with what a row has until it is told: what hides it."""
TABLE = "seizures_incident"


def add(_apps: Any, editor: Any) -> None:
    """Each column as it is, without building the table nine times anew; and filled from the records."""
    postgresql = editor.connection.vendor == "postgresql"
    for name, (field, hidden) in FIELDS.items():
        said = hidden.replace("-", "") if hidden == NOBODY and not postgresql else hidden
        given = "" if said is None else f" NOT NULL DEFAULT {editor.quote_value(said)}"
        editor.execute(f"ALTER TABLE {TABLE} ADD COLUMN {name} {field.db_type(editor.connection)}{given}")
    if postgresql:
        editor.execute("SELECT set_config('kouprey.system', 'on', true)")
    fill(editor, TABLE, "number")
    if postgresql:
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or no column could be changed after rows were
        for name, (field, _hidden) in FIELDS.items():
            if not field.null:
                editor.execute(f"ALTER TABLE {TABLE} ALTER COLUMN {name} DROP DEFAULT")


def take_away(_apps: Any, editor: Any) -> None:
    """The columns go."""
    for name in FIELDS:
        editor.execute(f"ALTER TABLE {TABLE} DROP COLUMN {name}")


class Migration(migrations.Migration):
    """Lists, counts and maps are authorised by these columns (ADR 37)."""

    dependencies: ClassVar = [("seizures", "0008_quicker_rows"), ("records", "0007_asked_of_many")]
    operations: ClassVar = [
        migrations.SeparateDatabaseAndState(
            database_operations=[Told(add, take_away)],
            state_operations=[migrations.AddField("incident", name, field) for name, (field, _no) in FIELDS.items()],
        ),
        followed(TABLE),
        migrations.AddIndex(
            "incident", models.Index(fields=["authority", "-record"], name="incident_by_id")
        ),
        migrations.AddIndex(
            "incident", models.Index(fields=["authority", "number"], name="incident_by_number")
        ),
    ]  # fmt: skip
