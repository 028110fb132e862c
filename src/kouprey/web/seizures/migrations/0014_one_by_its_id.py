"""On PostgreSQL a map of a taxon looks ten thousand observations up by their ids: in an index that needs no walk down."""

from typing import Any, ClassVar

from django.db import migrations

from kouprey.web.core.migrations._told import Told

INDEX = "incident_by_its_id"


def add(_apps: Any, editor: Any) -> None:
    """Beside the index of the key, which keeps it single."""
    if editor.connection.vendor == "postgresql":
        editor.execute(f"CREATE INDEX {INDEX} ON seizures_incident USING hash (record_id)")


def take_away(_apps: Any, editor: Any) -> None:
    """As it was."""
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP INDEX {INDEX}")


class Migration(migrations.Migration):
    """Two thirds of the pages that such a map touches were those of the index of the key."""

    dependencies: ClassVar = [("seizures", "0013_narrower_kinds")]
    operations: ClassVar = [Told(add, take_away)]
