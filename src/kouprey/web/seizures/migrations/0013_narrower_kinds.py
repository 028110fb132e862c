"""Maps and pictures read who may see an observation beside its columns: an index of kinds that holds all else that they
ask for spares them nothing."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """The index of kinds is one of kinds and days."""

    dependencies: ClassVar = [("seizures", "0012_every_order")]
    operations: ClassVar = [
        migrations.RemoveIndex("incident", "incident_by_kind"),
        migrations.AddIndex(
            "incident", models.Index(fields=["authority", "kind", "-day", "-record"], name="incident_by_kind")
        ),
    ]
