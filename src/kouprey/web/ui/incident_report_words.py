"""Words of the pages of reports and duties: forms, parts of an observation that a form loses, states of a duty."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kouprey.domain.seizures.schema import INCIDENT

TITLES: Final = {
    "aitr": gettext_lazy("Annual illegal trade report (AITR)"),
    "etis": gettext_lazy("Table of elephant seizures (ETIS)"),
    "world-wise": gettext_lazy("Table of seizures without nominal data (World-WISE-like)"),
}
PARTS: Final = {
    "id": gettext_lazy("Id of the record"), "stage": gettext_lazy("State of the record"),
    "withdrawn_because": gettext_lazy("Why it was withdrawn"), "place.code": gettext_lazy("Code of the listed place"),
    "place.name": gettext_lazy("Place in words"), "place.latitude": gettext_lazy("Latitude"),
    "place.longitude": gettext_lazy("Longitude"), "place.precision_m": gettext_lazy("Precision of the place"),
    "specimens.id": gettext_lazy("Ids of lines"), "specimens.reported": gettext_lazy("Name as reported"),
    "specimens.taxon": gettext_lazy("Accepted name"), "specimens.appendix": gettext_lazy("CITES Appendix"),
    "specimens.quantity": gettext_lazy("How the quantity is known"),
    "specimens.weight": gettext_lazy("Weight beside a number"), "specimens.source_code": gettext_lazy("Source code"),
    "legs.id": gettext_lazy("Ids of legs"), "legs.order": gettext_lazy("Order of the route"),
    "legs.custody": gettext_lazy("Who had legal custody"), "legs.certainty": gettext_lazy("How sure a leg is"),
    "everything else": gettext_lazy("Everything else"),
}  # fmt: skip
STATUS: Final = {
    "due": gettext_lazy("due"),
    "filed": gettext_lazy("filed"),
    "filed-late": gettext_lazy("filed late"),
    "late": gettext_lazy("late"),
}
PARTY: Final = {
    "party": gettext_lazy("Party to CITES"),
    "not-party": gettext_lazy("not a Party to CITES"),
    "under-party": gettext_lazy("reports with the Party that it belongs to"),
    "unknown": gettext_lazy("not known: the list does not have this State"),
}
DONE: Final = {
    "answered": gettext_lazy("The answer was written down. Earlier answers stay on record."),
    "submitted": gettext_lazy("The submission was recorded with the exact file."),
    "filed": gettext_lazy("It was recorded with the exact file."),
}
_TITLES: Final = {field.name: field.title for field in INCIDENT.fields}


def part_words(part: str) -> str:
    """What a part of an observation is called."""
    if part in PARTS:
        return str(PARTS[part])
    return _(_TITLES[part]) if part in _TITLES else part
