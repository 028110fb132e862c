"""The table of the cache that all processes share: rate limits and used codes outlive a restart."""

from typing import Any

from django.core.management import call_command
from django.db import migrations

from kouprey.web.core.migrations._told import Told


def make(_apps: Any, schema_editor: Any) -> None:
    """Make the tables of whatever database caches are configured; those that are there stay."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    """The cache's table."""

    dependencies = [("accounts", "0002_sign_in")]

    operations = [Told(make, Told.noop, elidable=False)]
