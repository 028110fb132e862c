"""Sign-in: second factors, sessions, counts of tries, language and time zone."""

import django.db.models.deletion
import kouprey.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """What sign-in keeps of an officer."""

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='officer',
            name='is_invented',
            field=models.BooleanField(default=False, verbose_name='invented, for trying out'),
        ),
        migrations.AddField(
            model_name='officer',
            name='language',
            field=models.CharField(blank=True, max_length=16, verbose_name='language'),
        ),
        migrations.AddField(
            model_name='officer',
            name='must_change_password',
            field=models.BooleanField(default=False, verbose_name='must choose a password'),
        ),
        migrations.AddField(
            model_name='officer',
            name='must_use_second_factor',
            field=models.BooleanField(default=False, verbose_name='must use a second factor'),
        ),
        migrations.AddField(
            model_name='officer',
            name='time_zone',
            field=models.CharField(blank=True, max_length=64, verbose_name='time zone'),
        ),
        migrations.CreateModel(
            name='OfficerSession',
            fields=[
                ('id', models.UUIDField(default=kouprey.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('session_key', models.CharField(max_length=40, unique=True)),
                ('began_at', models.DateTimeField()),
                ('seen_at', models.DateTimeField()),
                ('locked_at', models.DateTimeField(blank=True, null=True)),
                ('address', models.GenericIPAddressField(blank=True, null=True)),
                ('user_agent', models.CharField(blank=True, max_length=300)),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-seen_at'],
            },
        ),
        migrations.CreateModel(
            name='Tries',
            fields=[
                ('id', models.UUIDField(default=kouprey.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=10)),
                ('digest', models.CharField(max_length=64)),
                ('failures', models.PositiveIntegerField(default=0)),
                ('last_at', models.DateTimeField(db_index=True)),
                ('wait_until', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'digest'), name='tries_one_count_each')],
            },
        ),
    ]
