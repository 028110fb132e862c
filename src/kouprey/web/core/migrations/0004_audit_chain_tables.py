"""Room for the chain of the audit and for the keys of its contents."""

import kouprey.kernel.ids
from django.db import migrations, models

from kouprey.web.core.migrations._append_only import unguard


class Migration(migrations.Migration):
    """Adds the columns, empty; the next migration fills them, and the one after guards the table again."""

    dependencies = [
        ('core', '0003_jobs'),
    ]

    operations = [
        unguard('core_auditevent'),
        migrations.CreateModel(
            name='AuditLink',
            fields=[
                ('event', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('n', models.BigIntegerField(unique=True)),
                ('header_digest', models.BinaryField(max_length=32)),
                ('content_digest', models.BinaryField(max_length=32)),
                ('link', models.BinaryField(max_length=32)),
            ],
            options={
                'ordering': ['n'],
            },
        ),
        migrations.CreateModel(
            name='ContentKey',
            fields=[
                ('id', models.UUIDField(default=kouprey.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('target_kind', models.CharField(max_length=40)),
                ('target_id', models.CharField(max_length=64)),
                ('node_key', models.CharField(max_length=16)),
                ('wrapped', models.BinaryField()),
                ('made_at', models.DateTimeField()),
                ('destroyed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['id'],
                'indexes': [models.Index(fields=['target_kind', 'target_id'], name='content_key_by_target')],
                'constraints': [models.CheckConstraint(condition=models.Q(('destroyed_at', None), ('wrapped', b''), _connector='OR'), name='content_key_destroyed_is_empty')],
            },
        ),
        migrations.AddField(
            model_name='auditevent',
            name='agency',
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='auditevent',
            name='authority',
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='auditevent',
            name='key',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='auditevent',
            name='content',
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name='auditevent',
            name='header_digest',
            field=models.BinaryField(max_length=32, null=True),
        ),
        migrations.AddField(
            model_name='auditevent',
            name='content_digest',
            field=models.BinaryField(max_length=32, null=True),
        ),
    ]
