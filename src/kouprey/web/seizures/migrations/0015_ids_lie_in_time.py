"""An id begins with the time it was made, so that in the index of the key the observations of some days lie together.
A hash scatters them: a map of a taxon looked ten thousand up in more time, and each import wrote one index more."""

from typing import Any, ClassVar

from django.db import migrations

from kouprey.web.core.migrations._told import Told

INDEX = "incident_by_its_id"


def take_away(_apps: Any, editor: Any) -> None:
    """The index of the key finds them."""
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP INDEX IF EXISTS {INDEX}")


def add(_apps: Any, editor: Any) -> None:
    """As it was."""
    if editor.connection.vendor == "postgresql":
        editor.execute(f"CREATE INDEX {INDEX} ON seizures_incident USING hash (record_id)")


class Migration(migrations.Migration):
    """Undoes 0014, which was measured over ids that were drawn without a time."""

    dependencies: ClassVar = [("seizures", "0014_one_by_its_id")]
    operations: ClassVar = [Told(take_away, add)]
