"""PostgreSQL's own wall around observations, hand-overs, judgements and tips; judgements that nothing can change."""

from typing import ClassVar

from django.db import migrations

from kouprey.web.core.migrations._append_only import guard
from kouprey.web.records.migrations._walls import wall

MINE = "authority::text = current_setting('kouprey.authority', true)"
PARTIES = "string_to_array(current_setting('kouprey.parties', true), ',')"
OF_RECORD = "EXISTS (SELECT 1 FROM records_record r WHERE r.id = record_id)"
OF_INCIDENT = "EXISTS (SELECT 1 FROM seizures_incident i WHERE i.record_id = incident_id)"


class Migration(migrations.Migration):
    """Walls: behind the record's own, of the two agencies of a hand-over, of the authority, of the tip's agency."""

    dependencies: ClassVar = [("seizures", "0001_initial")]
    operations: ClassVar = [
        guard("seizures_eventjudgement"),
        wall("seizures_incident", OF_RECORD),
        wall("seizures_specimenline", OF_INCIDENT),
        wall("seizures_routeleg", OF_INCIDENT),
        wall(
            "seizures_handedover",
            f"{MINE} AND (from_agency::text = ANY ({PARTIES}) OR to_agency::text = ANY ({PARTIES}))",
        ),
        wall("seizures_eventjudgement", MINE),
        wall("seizures_tip", f"{MINE} AND agency::text = ANY ({PARTIES})"),
    ]
