"""Unfinished uploads; why an import's file is gone."""

import kouprey.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    """Unfinished uploads; why an import's file is gone."""

    dependencies = [
        ('core', '0003_jobs'),
        ('trade', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='UnfinishedUpload',
            fields=[
                ('id', models.UUIDField(default=kouprey.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('officer', models.UUIDField(db_index=True)),
                ('officer_label', models.CharField(max_length=200)),
                ('file_name', models.CharField(max_length=200)),
                ('size', models.BigIntegerField()),
                ('first', models.CharField(max_length=64)),
                ('arrived', models.BigIntegerField(default=0)),
                ('begun_at', models.DateTimeField()),
                ('touched_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.AddField(
            model_name='tradeimport',
            name='removed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='tradeimport',
            name='removed_after_days',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='tradeimport',
            name='removed_by_label',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='tradeimport',
            name='removed_why',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddConstraint(
            model_name='tradeimport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('removed_at', None), ('removed_why', '')), models.Q(('removed_at__isnull', False), ('removed_why__gt', '')), _connector='OR'), name='import_says_why_its_file_is_gone'),
        ),
        migrations.AddConstraint(
            model_name='unfinishedupload',
            constraint=models.UniqueConstraint(fields=('officer', 'file_name', 'size', 'first'), name='upload_is_begun_once'),
        ),
        migrations.AddConstraint(
            model_name='unfinishedupload',
            constraint=models.CheckConstraint(condition=models.Q(('arrived__gte', 0), ('arrived__lte', models.F('size'))), name='upload_is_within_its_size'),
        ),
    ]
