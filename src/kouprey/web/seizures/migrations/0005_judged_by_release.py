"""The release by which a judgement knows a record of another State."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two columns, blank for records of the own authority; the guard against changes stays."""

    dependencies: ClassVar = [("seizures", "0004_tables_and_duties")]
    operations: ClassVar = [
        migrations.AddField("eventjudgement", name, models.UUIDField(blank=True, null=True))
        for name in ("one_release", "other_release")
    ]
