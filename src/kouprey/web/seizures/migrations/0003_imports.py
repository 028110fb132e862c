"""Tables of observations that were taken in as one act, with their walls."""

import django.db.models.deletion
import kouprey.kernel.ids
from django.db import migrations, models

from kouprey.web.records.migrations._walls import wall

MINE = "agency::text = ANY (string_to_array(current_setting('kouprey.parties', true), ','))"


class Migration(migrations.Migration):
    """The tables, and who sees their rows: the agency that took them in."""

    dependencies = [
        ('records', '0004_attachments'),
        ('seizures', '0002_walls'),
    ]

    operations = [
        migrations.CreateModel(
            name='TableImport',
            fields=[
                ('id', models.UUIDField(default=kouprey.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('authority', models.UUIDField()),
                ('agency', models.UUIDField()),
                ('name', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('rows_read', models.PositiveIntegerField()),
                ('rows_rejected', models.PositiveIntegerField()),
                ('created', models.PositiveIntegerField()),
                ('updated', models.PositiveIntegerField()),
                ('unchanged', models.PositiveIntegerField()),
                ('by', models.UUIDField()),
                ('by_label', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('undone_by_label', models.CharField(blank=True, max_length=200)),
                ('undo_reason', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['agency', '-id'], name='table_import_by_agency')],
            },
        ),
        migrations.CreateModel(
            name='ImportedLine',
            fields=[
                ('id', models.UUIDField(default=kouprey.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('agency', models.UUIDField()),
                ('key', models.UUIDField()),
                ('change', models.CharField(choices=[('created', 'created'), ('updated', 'updated'), ('unchanged', 'unchanged')], max_length=10)),
                ('version', models.PositiveIntegerField()),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.record')),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='seizures.tableimport')),
            ],
            options={
                'ordering': ['id'],
                'indexes': [models.Index(fields=['agency', 'key'], name='imported_line_by_key')],
            },
        ),
        wall("seizures_tableimport", MINE),
        wall("seizures_importedline", MINE),
    ]
