"""The officer's own choice: as which agency, in which role, for which purpose."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kouprey.domain.access import ROLES, Role
from kouprey.domain.handling import Purpose
from kouprey.kernel.errors import UnusableInput
from kouprey.web.accounts.access import nothing_there
from kouprey.web.accounts.acting import appointments_of, choose
from kouprey.web.accounts.models import Appointment, Officer
from kouprey.web.accounts.people.deciding import note
from kouprey.web.core.audit import Act as Audit


def change_acting(
    *, session: Any, appointment: UUID, purpose: str, by: Officer, at: datetime
) -> tuple[Appointment, Purpose]:
    """Act as one agency, in one role, for one purpose from now on, in this session. On record, since every later act
    rests on it. Raises NothingThere, UnusableInput."""
    with transaction.atomic():
        held = appointments_of(by, at.date()).filter(pk=appointment).first() or nothing_there()
        allowed = ROLES[Role(held.role)].purposes
        if purpose not in allowed:
            raise UnusableInput(
                _("This role does not act for that purpose."), remedy=_("Choose one of its purposes.")
            )
        choose(session, held, Purpose(purpose))
        details = {"agency": str(held.agency_id), "role": held.role, "purpose": purpose}
        note(Audit.ACTING_CHANGED, by, by.actor, at, **details)
    return held, Purpose(purpose)
