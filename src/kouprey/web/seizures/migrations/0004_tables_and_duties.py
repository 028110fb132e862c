"""Tables that wait, reports that were answered for and sent, duties that come near; with their walls."""

import django.db.models.deletion
import kouprey.kernel.ids
from django.db import migrations, models

from kouprey.web.core.migrations._append_only import guard
from kouprey.web.records.migrations._walls import wall

MINE = "authority::text = current_setting('kouprey.authority', true)"
OF_AGENCY = "agency::text = ANY (string_to_array(current_setting('kouprey.parties', true), ','))"


class Migration(migrations.Migration):
    """What waits is its agency's; what was sent, and what comes near, its authority's. What was sent stays as it is."""

    dependencies = [
        ('core', '0010_approval'),
        ('records', '0004_attachments'),
        ('seizures', '0003_imports'),
    ]

    operations = [
        migrations.CreateModel(
            name='SealedFile',
            fields=[
                ('id', models.UUIDField(default=kouprey.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('authority', models.UUIDField()),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.BigIntegerField()),
                ('node_key', models.CharField(max_length=16)),
                ('wrapped', models.BinaryField()),
            ],
        ),
        migrations.AddField(
            model_name='tableimport',
            name='source',
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.CreateModel(
            name='ColumnMapping',
            fields=[
                ('id', models.UUIDField(default=kouprey.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('agency', models.UUIDField()),
                ('source', models.CharField(max_length=100)),
                ('told', models.JSONField(default=dict)),
                ('day_first', models.BooleanField(blank=True, null=True)),
                ('country', models.CharField(blank=True, max_length=2)),
                ('by_label', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['source'],
                'constraints': [models.UniqueConstraint(fields=('agency', 'source'), name='mapping_of_a_source')],
            },
        ),
        migrations.CreateModel(
            name='LearnedWord',
            fields=[
                ('id', models.UUIDField(default=kouprey.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('agency', models.UUIDField()),
                ('source', models.CharField(max_length=100)),
                ('vocabulary', models.CharField(max_length=40)),
                ('word', models.CharField(max_length=200)),
                ('code', models.CharField(blank=True, max_length=200)),
                ('by_label', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['vocabulary', 'word'],
                'constraints': [models.UniqueConstraint(fields=('agency', 'source', 'vocabulary', 'word'), name='word_means_one_thing')],
            },
        ),
        migrations.CreateModel(
            name='ReportAnswer',
            fields=[
                ('id', models.UUIDField(default=kouprey.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('authority', models.UUIDField()),
                ('form', models.CharField(max_length=20)),
                ('year', models.PositiveSmallIntegerField()),
                ('consent', models.BooleanField()),
                ('by', models.UUIDField()),
                ('by_label', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['authority', 'form', 'year'], name='answer_by_report')],
            },
        ),
        migrations.AddField(
            model_name='tableimport',
            name='rejects',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='seizures.sealedfile'),
        ),
        migrations.CreateModel(
            name='DutyNotice',
            fields=[
                ('id', models.UUIDField(default=kouprey.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('authority', models.UUIDField()),
                ('obligation', models.CharField(max_length=40)),
                ('subject', models.CharField(max_length=64)),
                ('due', models.DateField()),
                ('late', models.BooleanField()),
                ('raised_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('record', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.record')),
            ],
            options={
                'ordering': ['due', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('authority', 'obligation', 'subject', 'late'), name='duty_is_noticed_once')],
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.UUIDField(default=kouprey.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('authority', models.UUIDField()),
                ('agency', models.UUIDField()),
                ('obligation', models.CharField(blank=True, max_length=40)),
                ('subject', models.CharField(blank=True, max_length=64)),
                ('form', models.CharField(blank=True, max_length=20)),
                ('country', models.CharField(max_length=2)),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('recipient', models.CharField(max_length=300)),
                ('onward', models.BooleanField(default=False)),
                ('on', models.DateField()),
                ('name', models.CharField(max_length=150)),
                ('media', models.CharField(max_length=100)),
                ('sha256', models.CharField(max_length=64)),
                ('layout', models.CharField(blank=True, max_length=100)),
                ('incidents', models.PositiveIntegerField(blank=True, null=True)),
                ('consent', models.BooleanField(blank=True, null=True)),
                ('synthetic', models.BooleanField(default=False)),
                ('covers', models.JSONField(default=list)),
                ('by', models.UUIDField()),
                ('by_label', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='seizures.sealedfile')),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['authority', '-id'], name='submission_by_authority')],
            },
        ),
        migrations.CreateModel(
            name='WaitingTable',
            fields=[
                ('id', models.UUIDField(default=kouprey.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('authority', models.UUIDField()),
                ('agency', models.UUIDField()),
                ('name', models.CharField(max_length=200)),
                ('source', models.CharField(max_length=100)),
                ('told', models.JSONField(default=dict)),
                ('day_first', models.BooleanField(blank=True, null=True)),
                ('country', models.CharField(blank=True, max_length=2)),
                ('kind', models.CharField(choices=[('seizure', 'seizure'), ('market-survey', 'market-survey'), ('online-offer', 'online-offer'), ('poaching', 'poaching'), ('tip', 'tip'), ('judgment', 'judgment'), ('media', 'media')], default='seizure', max_length=40)),
                ('answers', models.JSONField(default=dict)),
                ('marks', models.JSONField(default=dict)),
                ('by', models.UUIDField()),
                ('by_label', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='seizures.sealedfile')),
                ('job', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.job')),
                ('preview', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='seizures.sealedfile')),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['agency', '-id'], name='waiting_table_by_agency')],
            },
        ),
        wall("seizures_sealedfile", MINE),
        wall("seizures_waitingtable", OF_AGENCY),
        wall("seizures_columnmapping", OF_AGENCY),
        wall("seizures_learnedword", OF_AGENCY),
        wall("seizures_reportanswer", MINE),
        wall("seizures_submission", MINE),
        wall("seizures_dutynotice", MINE),
        guard("seizures_reportanswer"),
        guard("seizures_submission"),
    ]
