"""The first tables."""

import kouprey.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    """The first tables."""

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='AuditEvent',
            fields=[
                ('id', models.UUIDField(default=kouprey.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(db_index=True)),
                ('by', models.UUIDField(blank=True, db_index=True, null=True)),
                ('by_label', models.CharField(max_length=200)),
                ('act', models.CharField(max_length=80)),
                ('target_kind', models.CharField(max_length=40)),
                ('target_id', models.CharField(max_length=64)),
                ('target_label', models.CharField(blank=True, max_length=200)),
                ('details', models.JSONField(default=dict)),
            ],
            options={
                'ordering': ['id'],
                'indexes': [models.Index(fields=['target_kind', 'target_id'], name='audit_by_target')],
            },
        ),
    ]
