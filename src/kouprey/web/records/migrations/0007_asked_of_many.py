"""For questions about very many records: walls that ask who acts once for a query instead of once for each row, and an
index that holds all that decides who sees a record."""

from typing import ClassVar

from django.db import migrations, models

from kouprey.web.records.migrations._walls import MINE, among, rebuilt

SEEN = [
    "authority", "-id", "kind", "agency", "recorded_by", "tlp", "state", "team", "compartment", "nominal", "purposes",
    "codes", "number",
]  # fmt: skip
REACHED = f"""{MINE} AND (
    {among("agency")} OR {among("team")}
    OR EXISTS (SELECT 1 FROM records_reach r WHERE r.record_id = records_record.id AND {among("r.party")})
)"""


class Migration(migrations.Migration):
    """Records, releases, questions and rules; versions and files stand behind the record's wall as before."""

    dependencies: ClassVar = [("records", "0006_retention")]
    operations: ClassVar = [
        migrations.RemoveIndex("record", "record_by_authority"),
        migrations.AddIndex("record", models.Index(fields=SEEN, name="record_as_seen")),
        migrations.AddIndex("record", models.Index(fields=["authority", "number"], name="record_by_number")),
        rebuilt("records_record", REACHED),
        rebuilt("records_release", f"{MINE} OR {among('recipient')}"),
        rebuilt("records_releaseask", MINE),
        rebuilt("records_releaserule", MINE),
    ]
