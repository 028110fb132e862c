"""Words of the pages of imports: what a column can hold, and what the worker does."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy

FIELDS: Final = {
    "incident_id": gettext_lazy("Number of the seizure in the source"), "date": gettext_lazy("Date of seizure"),
    "year": gettext_lazy("Year"), "month": gettext_lazy("Month"), "day": gettext_lazy("Day"),
    "kind": gettext_lazy("Kind of observation"), "country": gettext_lazy("Country of seizure"),
    "admin1": gettext_lazy("Province"), "place": gettext_lazy("Place in words"),
    "latitude": gettext_lazy("Latitude"), "longitude": gettext_lazy("Longitude"),
    "agency": gettext_lazy("Detecting agency"), "agency_name": gettext_lazy("Name of the agency"),
    "species": gettext_lazy("Species, scientific name"), "local_name": gettext_lazy("Species, local or English name"),
    "term": gettext_lazy("Kind of specimen"), "quantity": gettext_lazy("Quantity"), "unit": gettext_lazy("Unit"),
    "weight": gettext_lazy("Weight in kg"), "value": gettext_lazy("Value of the line"),
    "currency": gettext_lazy("Currency of the line"), "seizure_value": gettext_lazy("Value of the whole seizure"),
    "seizure_currency": gettext_lazy("Currency of the whole seizure"), "disposal": gettext_lazy("Disposal"),
    "activities": gettext_lazy("Activity"), "offence": gettext_lazy("Reason for the seizure"),
    "transport": gettext_lazy("Transport"), "detection": gettext_lazy("Detection"),
    "concealment": gettext_lazy("Concealment"), "concealment_text": gettext_lazy("Concealment, description"),
    "origin": gettext_lazy("Country of origin"), "origin_certainty": gettext_lazy("How sure the origin is"),
    "export": gettext_lazy("Country of export"), "export_certainty": gettext_lazy("How sure the export is"),
    "transit": gettext_lazy("Countries of transit"), "transit_certainty": gettext_lazy("How sure the transit is"),
    "destination": gettext_lazy("Destination"), "destination_certainty": gettext_lazy("How sure the destination is"),
    "people": gettext_lazy("Nationality of people"), "people_number": gettext_lazy("Number of people"),
    "law": gettext_lazy("Law"), "sanction": gettext_lazy("Sanction"),
    "sanction_text": gettext_lazy("Sanction, description"), "reference": gettext_lazy("Own reference"),
    "source": gettext_lazy("Source"), "note": gettext_lazy("Note"), "contraband": gettext_lazy("Other contraband"),
    "court": gettext_lazy("Court"), "cause": gettext_lazy("Cause"),
}  # fmt: skip
"""Fields of a table, and of free text that may name persons."""
DONE: Final = {
    "brought": gettext_lazy("The table is here. Nothing of it is stored as a record yet."),
    "columns": gettext_lazy("What the columns hold was kept for this source. The table was read again."),
    "words": gettext_lazy("The words were kept for this source. The table was read again."),
    "names": gettext_lazy("What was settled is carried out when the table is imported."),
    "discarded": gettext_lazy("The table was thrown away. Nothing of it was kept."),
    "undone": gettext_lazy("The import was undone."),
}
STEPS: Final = {
    "": gettext_lazy("Beginning"),
    "reading": gettext_lazy("Reading the table and judging its rows"),
    "storing": gettext_lazy("Writing the observations down, all of them or none"),
    "undoing": gettext_lazy("Taking the observations back, all of them or none"),
}


def field_words(field: str) -> str:
    """What a field is called; one that the list does not have is its own name."""
    return str(FIELDS.get(field, field))
