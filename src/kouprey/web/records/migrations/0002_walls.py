"""Versions that nothing can change, and PostgreSQL's own wall between authorities and agencies."""

from typing import ClassVar

from django.db import migrations

from kouprey.web.core.migrations._append_only import guard
from kouprey.web.records.migrations._walls import wall

MINE = "authority::text = current_setting('kouprey.authority', true)"
PARTIES = "string_to_array(current_setting('kouprey.parties', true), ',')"
REACHED = f"""{MINE} AND (
    agency::text = ANY ({PARTIES}) OR team::text = ANY ({PARTIES})
    OR EXISTS (SELECT 1 FROM records_reach r WHERE r.record_id = records_record.id AND r.party::text = ANY ({PARTIES}))
)"""
ADDRESSED = f"{MINE} OR recipient::text = ANY ({PARTIES})"


class Migration(migrations.Migration):
    """Walls around records, versions, releases, questions, rules and the index of words."""

    dependencies: ClassVar = [("records", "0001_initial"), ("core", "0010_approval")]
    operations: ClassVar = [
        guard("records_recordversion"),
        wall("records_record", REACHED),
        wall("records_recordversion", "EXISTS (SELECT 1 FROM records_record r WHERE r.id = record_id)"),
        wall("records_release", ADDRESSED),
        wall("records_releaseask", MINE),
        wall("records_releaserule", MINE),
        wall(
            "records_gram",
            "EXISTS (SELECT 1 FROM records_record r WHERE r.id = record_id)"
            " OR EXISTS (SELECT 1 FROM records_release l WHERE l.id = release_id)",
        ),
    ]
