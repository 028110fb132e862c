"""Take away what was readable, guard the tables, and let PostgreSQL link each act when its transaction ends."""

from django.db import migrations, models

from kouprey.web.core.migrations._append_only import guard
from kouprey.web.core.migrations._linked import link_at_commit


class Migration(migrations.Migration):
    """The audit as it stays: headers in the open, contents sealed, every row in the chain."""

    dependencies = [
        ('core', '0005_audit_chain_fill'),
    ]

    operations = [
        migrations.RemoveField(model_name='auditevent', name='by_label'),
        migrations.RemoveField(model_name='auditevent', name='target_label'),
        migrations.RemoveField(model_name='auditevent', name='details'),
        migrations.AlterField(
            model_name='auditevent',
            name='act',
            field=models.CharField(db_index=True, max_length=80),
        ),
        migrations.AlterField(
            model_name='auditevent',
            name='key',
            field=models.UUIDField(),
        ),
        migrations.AlterField(
            model_name='auditevent',
            name='content',
            field=models.BinaryField(),
        ),
        migrations.AlterField(
            model_name='auditevent',
            name='header_digest',
            field=models.BinaryField(max_length=32),
        ),
        migrations.AlterField(
            model_name='auditevent',
            name='content_digest',
            field=models.BinaryField(max_length=32),
        ),
        guard('core_auditevent'),
        guard('core_auditlink'),
        link_at_commit(),
    ]
