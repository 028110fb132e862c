"""The first tables."""

import django.db.models.deletion
import kouprey.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    """The first tables."""

    initial = True

    dependencies = [
        ('core', '0003_jobs'),
    ]

    operations = [
        migrations.CreateModel(
            name='TradeImport',
            fields=[
                ('id', models.UUIDField(default=kouprey.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('file_name', models.CharField(max_length=200)),
                ('stored', models.CharField(max_length=300)),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.BigIntegerField()),
                ('found', models.JSONField()),
                ('received_by', models.UUIDField()),
                ('received_by_label', models.CharField(max_length=200)),
                ('received_at', models.DateTimeField()),
                ('dataset', models.CharField(blank=True, max_length=41)),
                ('add', models.BooleanField(default=False)),
                ('report', models.JSONField(blank=True, null=True)),
                ('job', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.job')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
    ]
