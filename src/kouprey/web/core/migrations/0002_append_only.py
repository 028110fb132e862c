"""Refuse changes to the audit in the database itself."""

from typing import ClassVar

from django.db import migrations

from kouprey.web.core.migrations._append_only import guard


class Migration(migrations.Migration):
    """Guards the audit table."""

    dependencies: ClassVar = [("core", "0001_initial")]
    operations: ClassVar = [guard("core_auditevent")]
