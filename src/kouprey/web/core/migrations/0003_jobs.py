"""Long work."""

import kouprey.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    """Long work."""

    dependencies = [
        ('core', '0002_append_only'),
    ]

    operations = [
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.UUIDField(default=kouprey.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=80)),
                ('lane', models.CharField(blank=True, max_length=80)),
                ('state', models.CharField(choices=[('queued', 'queued'), ('running', 'running'), ('done', 'done'), ('failed', 'failed'), ('cancelled', 'cancelled')], default='queued', max_length=10)),
                ('asked_by', models.UUIDField()),
                ('asked_by_label', models.CharField(max_length=200)),
                ('asked_at', models.DateTimeField()),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('step', models.CharField(blank=True, max_length=80)),
                ('done', models.BigIntegerField(default=0)),
                ('total', models.BigIntegerField(default=0)),
                ('arguments', models.JSONField(default=dict)),
                ('result', models.JSONField(blank=True, null=True)),
                ('error', models.JSONField(blank=True, null=True)),
                ('worker', models.CharField(blank=True, max_length=80)),
                ('beat_at', models.DateTimeField(blank=True, null=True)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('stop_asked_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['id'],
                'indexes': [models.Index(fields=['state', 'id'], name='job_by_state')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'running'), models.Q(('lane', ''), _negated=True)), fields=('lane',), name='job_one_running_in_a_lane'), models.CheckConstraint(condition=models.Q(models.Q(('finished_at', None), ('state__in', ['queued', 'running'])), models.Q(('finished_at__isnull', False), ('state__in', ['done', 'failed', 'cancelled'])), _connector='OR'), name='job_is_open_or_has_an_end')],
            },
        ),
    ]
