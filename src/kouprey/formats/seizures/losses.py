"""What each form cannot carry, as data: asserted in tests, shown beside each file.

`without` gives an observation as a form leaves it: reading back what was written gives exactly that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from kouprey.domain import seizures as sz
from kouprey.domain.handling import Grade
from kouprey.formats.seizures.writing import measure, one_line
from kouprey.kernel.words import said


class Loss(NamedTuple):
    """A part of an observation that a form has no place for, and why."""

    part: str
    why: str


_NOT_ASKED = said("The form does not ask for it.")
_LIFE = said("Only what is reported is sent; where it is in its life is the node's own business.")
AITR: tuple[Loss, ...] = (
    Loss("kind", said("The form holds seizures only.")),
    Loss("stage", _LIFE),
    Loss("withdrawn_because", _LIFE),
    Loss("place.code", said("The form has the name of the place, not its code; reading finds it by the name.")),
    Loss("place.latitude", _NOT_ASKED),
    Loss("place.longitude", _NOT_ASKED),
    Loss("place.precision_m", _NOT_ASKED),
    Loss("activities", _NOT_ASKED),
    Loss("concealment_text", said("Line ends become blanks.")),
    Loss("sanction_text", said("Line ends become blanks.")),
    Loss("note", said("Line ends become blanks; the mark of invented data is taken out of the words.")),
    Loss("specimens.id", said("The form has rows, not lines with ids.")),
    Loss("specimens.reported", said("Where an accepted name is known, the form has that one.")),
    Loss("specimens.taxon", said("The form has one name; reading finds the accepted one.")),
    Loss("specimens.appendix", said("The form does not ask for it; reading finds it by date.")),
    Loss("specimens.quantity", said("Estimated becomes exact; a known weight stands for an unknown number.")),
    Loss("specimens.weight", said("The form has one quantity for each row.")),
    Loss("specimens.source_code", _NOT_ASKED),
    Loss("legs.id", said("The form has lists of countries.")),
    Loss("legs.order", said("The form keeps the order within each role only.")),
    Loss("legs.custody", _NOT_ASKED),
    Loss("legs.certainty", said("The form calls every leg alleged.")),
    Loss("people", said("A nationality that is not known becomes XX.")),
    Loss("contraband", _NOT_ASKED),
    Loss("forensic", _NOT_ASKED),
    Loss("first_hour", _NOT_ASKED),
    Loss("platform", _NOT_ASKED),
    Loss("outlets", _NOT_ASKED),
    Loss("court", _NOT_ASKED),
    Loss("cause", _NOT_ASKED),
    Loss("source", _NOT_ASKED),
    Loss("grade", _NOT_ASKED),
    Loss("reporter", said("It never leaves the agency.")),
    Loss("entry_way", _NOT_ASKED),
    Loss("entered_for", _NOT_ASKED),
    Loss("reference", _NOT_ASKED),
)
"""Parts that AITR loses. The flat form without `incident_id` also loses which rows are one seizure."""

ETIS: tuple[Loss, ...] = (
    Loss(
        "specimens", said("Lines are added up to raw and worked ivory, hide, hide products, others; other taxa go.")
    ),
    Loss("legs.id", said("The form has lists of countries.")),
    Loss("legs.order", said("The form keeps the order within each role only.")),
    Loss("legs.custody", said("The table of 44 columns has no place for it; the tables of analysis code have.")),
    Loss("legs.certainty", _NOT_ASKED),
    Loss("withdrawn_because", _NOT_ASKED),
    Loss("kind", said("The form holds seizures only.")),
    Loss("place.code", said("The form has the name of the place, not its code.")),
    Loss("place.latitude", _NOT_ASKED),
    Loss("place.longitude", _NOT_ASKED),
    Loss("place.precision_m", _NOT_ASKED),
    Loss("agency_name", said("The form has one column for the agency.")),
    Loss("offences", _NOT_ASKED),
    Loss("concealment_text", _NOT_ASKED),
    Loss("law", _NOT_ASKED),
    Loss("sanctions", _NOT_ASKED),
    Loss("sanction_text", _NOT_ASKED),
    Loss("forensic", _NOT_ASKED),
    Loss("first_hour", _NOT_ASKED),
    Loss("platform", _NOT_ASKED),
    Loss("outlets", _NOT_ASKED),
    Loss("court", _NOT_ASKED),
    Loss("cause", _NOT_ASKED),
    Loss("reporter", said("It never leaves the agency.")),
    Loss("entered_for", _NOT_ASKED),
    Loss("people", said("A nationality that is not known becomes XX.")),
    Loss("note", said("Line ends become blanks; the mark of invented data is taken out of the words.")),
    Loss("source", said("Line ends become blanks.")),
)
"""Parts that the ETIS table of the current generation loses; older ones lose more (`etis.carried`)."""

WORLD_WISE: tuple[Loss, ...] = (
    Loss("id", said("The table has numbers of its own.")),
    Loss("people", said("The table holds no nominal data, and no counts of people.")),
    Loss("place.name", said("The province or the listed post stands for it; an exact place never leaves.")),
    Loss("everything else", said("The table has fourteen columns; what they do not name is left out.")),
)
"""What the World-WISE-like table leaves out."""

LOSSES: Mapping[str, tuple[Loss, ...]] = {"aitr": AITR, "etis": ETIS, "world-wise": WORLD_WISE}


def without(incident: sz.Incident, *, resolve: bool = False) -> sz.Incident:
    """A seizure as AITR leaves it, ids of parts blank: what reading back its file gives."""
    order = [sz.Role.ORIGIN, sz.Role.EXPORT, sz.Role.TRANSIT, sz.Role.DESTINATION]
    legs = [leg for role in order for leg in incident.of_role(role)]
    where = incident.place
    return sz.Incident(
        id=incident.id,
        when=incident.when,
        place=sz.Place(where.country, where.admin1, "", where.name),
        agency=incident.agency,
        agency_name=incident.agency_name,
        offences=incident.offences,
        transport=incident.transport,
        detection=incident.detection,
        concealment=incident.concealment,
        concealment_text=one_line(incident.concealment_text),
        specimens=tuple(map(_line, incident.specimens)),
        legs=tuple(sz.Leg("", n, leg.role, leg.country, leg.share) for n, leg in enumerate(legs, start=1)),
        people=tuple(replace(group, country=group.country or "XX") for group in incident.people),
        value=incident.value,
        law=incident.law,
        sanctions=incident.sanctions,
        sanction_text=one_line(incident.sanction_text),
        note=one_line(incident.note),
        synthetic=incident.synthetic,
        grade=Grade(),
    )


def _line(line: sz.Specimen) -> sz.Specimen:
    kept = measure(line)
    known = kept.known
    if known is None:
        quantity = sz.Quantity(sz.Amount.PRESENT, None, kept.unit)
    elif known == 0:
        quantity = sz.Quantity(sz.Amount.NONE, None, kept.unit)
    else:
        quantity = sz.Quantity(sz.Amount.EXACT, known, kept.unit)
    return sz.Specimen("", line.name, "", "", line.term, quantity, None, line.value, line.disposal)
