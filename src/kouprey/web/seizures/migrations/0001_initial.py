"""The tables of observations, hand-overs, judgements and tips."""

import django.db.models.deletion
import kouprey.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    """The tables; their walls come next."""

    initial = True

    dependencies = [
        ('records', '0004_attachments'),
    ]

    operations = [
        migrations.CreateModel(
            name='EventJudgement',
            fields=[
                ('id', models.UUIDField(default=kouprey.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('authority', models.UUIDField(db_index=True)),
                ('one', models.UUIDField(db_index=True)),
                ('other', models.UUIDField(db_index=True)),
                ('same', models.BooleanField()),
                ('undoes', models.UUIDField(blank=True, null=True, unique=True)),
                ('reason', models.TextField(blank=True)),
                ('by', models.UUIDField()),
                ('by_label', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Incident',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='incident', serialize=False, to='records.record')),
                ('kind', models.CharField(choices=[('seizure', 'seizure'), ('market-survey', 'market-survey'), ('online-offer', 'online-offer'), ('poaching', 'poaching'), ('tip', 'tip'), ('judgment', 'judgment'), ('media', 'media')], max_length=40)),
                ('country', models.CharField(blank=True, max_length=2)),
                ('admin1', models.CharField(blank=True, max_length=200)),
                ('post', models.CharField(blank=True, max_length=60)),
                ('latitude', models.DecimalField(blank=True, decimal_places=15, max_digits=20, null=True)),
                ('longitude', models.DecimalField(blank=True, decimal_places=15, max_digits=20, null=True)),
                ('precision_m', models.PositiveIntegerField(blank=True, null=True)),
                ('first', models.DateField(blank=True, null=True)),
                ('last', models.DateField(blank=True, null=True)),
                ('day', models.DateField()),
                ('agency_kind', models.CharField(blank=True, max_length=40)),
                ('found_by', models.UUIDField()),
                ('entry_way', models.CharField(blank=True, max_length=40)),
                ('synthetic', models.BooleanField(default=False)),
                ('token', models.UUIDField(blank=True, null=True)),
                ('sent_by', models.UUIDField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-day', '-record'],
                'indexes': [models.Index(fields=['-day', '-record'], name='incident_by_day'), models.Index(fields=['kind', '-day'], name='incident_by_kind'), models.Index(fields=['country', '-day'], name='incident_by_country')],
                'constraints': [models.UniqueConstraint(fields=('sent_by', 'token'), name='incident_is_sent_once')],
            },
        ),
        migrations.CreateModel(
            name='Tip',
            fields=[
                ('id', models.UUIDField(default=kouprey.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('authority', models.UUIDField()),
                ('agency', models.UUIDField()),
                ('number', models.CharField(max_length=40, unique=True)),
                ('text', models.TextField()),
                ('place', models.CharField(blank=True, max_length=300)),
                ('when', models.CharField(blank=True, max_length=100)),
                ('taxon', models.CharField(blank=True, max_length=300)),
                ('link', models.CharField(blank=True, max_length=500)),
                ('contact', models.BinaryField(default=bytes)),
                ('node_key', models.CharField(blank=True, max_length=16)),
                ('received_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('closed_by_label', models.CharField(blank=True, max_length=200)),
                ('close_reason', models.TextField(blank=True)),
                ('record', models.UUIDField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['agency', '-id'], name='tip_by_agency')],
            },
        ),
        migrations.CreateModel(
            name='HandedOver',
            fields=[
                ('id', models.UUIDField(default=kouprey.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('authority', models.UUIDField()),
                ('from_agency', models.UUIDField()),
                ('to_agency', models.UUIDField()),
                ('basis', models.CharField(max_length=60)),
                ('cited', models.CharField(max_length=300)),
                ('verified', models.BooleanField(default=False)),
                ('hours', models.PositiveIntegerField()),
                ('note', models.TextField(blank=True)),
                ('opened', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField()),
                ('offered_at', models.DateTimeField()),
                ('offered_by', models.UUIDField()),
                ('offered_by_label', models.CharField(max_length=200)),
                ('due_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('offered', 'offered'), ('accepted', 'accepted'), ('sent-back', 'sent-back'), ('recalled', 'recalled')], default='offered', max_length=20)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.UUIDField(blank=True, null=True)),
                ('decided_by_label', models.CharField(blank=True, max_length=200)),
                ('reason', models.TextField(blank=True)),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.record')),
            ],
            options={
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'offered')), fields=('record',), name='record_is_offered_to_one'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('state', 'offered')), models.Q(models.Q(('state', 'offered'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='handover_is_open_or_decided')],
            },
        ),
        migrations.CreateModel(
            name='RouteLeg',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('order', models.PositiveIntegerField()),
                ('role', models.CharField(choices=[('origin', 'origin'), ('export', 'export'), ('transit', 'transit'), ('destination', 'destination')], max_length=20)),
                ('country', models.CharField(blank=True, max_length=2)),
                ('share', models.DecimalField(blank=True, decimal_places=15, max_digits=40, null=True)),
                ('custody', models.BooleanField(blank=True, null=True)),
                ('certainty', models.CharField(choices=[('confirmed', 'confirmed'), ('suspected', 'suspected'), ('unknown', 'unknown')], max_length=20)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='legs', to='seizures.incident')),
            ],
            options={
                'ordering': ['order'],
                'indexes': [models.Index(fields=['country', 'role', 'incident'], name='leg_by_country')],
            },
        ),
        migrations.CreateModel(
            name='SpecimenLine',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('place', models.PositiveSmallIntegerField()),
                ('reported', models.CharField(blank=True, max_length=500)),
                ('taxon', models.CharField(blank=True, max_length=500)),
                ('genus', models.CharField(blank=True, max_length=100)),
                ('family', models.CharField(blank=True, max_length=100)),
                ('order', models.CharField(blank=True, max_length=100)),
                ('taxon_class', models.CharField(blank=True, max_length=100)),
                ('appendix', models.CharField(blank=True, max_length=20)),
                ('term', models.CharField(blank=True, max_length=40)),
                ('amount', models.CharField(choices=[('exact', 'exact'), ('estimated', 'estimated'), ('present', 'present'), ('none', 'none')], max_length=20)),
                ('number', models.DecimalField(blank=True, decimal_places=15, max_digits=40, null=True)),
                ('unit', models.CharField(blank=True, max_length=10)),
                ('kilograms', models.DecimalField(blank=True, decimal_places=15, max_digits=40, null=True)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='seizures.incident')),
            ],
            options={
                'ordering': ['place'],
                'indexes': [models.Index(fields=['taxon', 'incident'], name='line_by_taxon'), models.Index(fields=['term', 'incident'], name='line_by_term'), models.Index(fields=['family', 'incident'], name='line_by_family')],
            },
        ),
    ]
