"""Passing a record on inside its authority: named in the audience while it is offered, kept by the receiver after.

ADR 24. The authority stays the originator; what moves is which of its agencies goes on with the record.
"""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from kouprey.domain.handling import Tlp
from kouprey.kernel.errors import Refused
from kouprey.web.records.models import Reach, Record


def open_to(record: Record, agency: UUID) -> bool:
    """Name an agency of the own authority in the audience; False when it was named already.

    Raises Refused where a mark keeps whole agencies out: naming one would not open the record to it.
    """
    if record.tlp == Tlp.RED:
        raise Refused(
            _("TLP:RED reaches named officers only, never a whole agency."),
            remedy=_("Ask for a wider label first; a second officer decides."),
        )
    if record.team is not None or record.compartment is not None:
        raise Refused(
            _("This record belongs to a team or a compartment, which the other agency is not on."),
            remedy=_("Put the officers of the other agency on that list, or write down a record outside it."),
        )
    _row, made = Reach.objects.get_or_create(record=record, party=agency)
    return bool(made)


def close_to(record: Record, agency: UUID) -> None:
    """Take an agency out of the audience again."""
    Reach.objects.filter(record=record, party=agency).delete()


def pass_on(record: Record, to: UUID) -> None:
    """The receiving agency goes on with the record; the one before it keeps reading. Only under the record's lock."""
    before = record.agency
    Reach.objects.get_or_create(record=record, party=before)
    record.agency = to
    record.save(update_fields=["agency"])
    # Last: until the agency is the receiver's, it is the audience that shows the row to it.
    Reach.objects.filter(record=record, party=to).delete()
