"""Files of records."""

import django.db.models.deletion
import kouprey.kernel.ids
from django.db import migrations, models

from kouprey.web.records.migrations._walls import wall


class Migration(migrations.Migration):
    """Files of records, behind the wall of their record."""

    dependencies = [
        ('records', '0003_acknowledgement'),
    ]

    operations = [
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.UUIDField(default=kouprey.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=150)),
                ('media', models.CharField(max_length=100)),
                ('size', models.BigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('kept_sha256', models.CharField(max_length=64)),
                ('original', models.BooleanField(default=False)),
                ('node_key', models.CharField(max_length=16)),
                ('wrapped', models.BinaryField()),
                ('by', models.UUIDField()),
                ('by_label', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('removed_by_label', models.CharField(blank=True, max_length=200)),
                ('remove_reason', models.TextField(blank=True)),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.record')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        wall("records_attachment", "EXISTS (SELECT 1 FROM records_record r WHERE r.id = record_id)"),
    ]
