"""As whom an officer acts: one agency, one role, one purpose at a time, kept in the session and looked up anew each
time.

Nothing about rights is kept in the session but the choice: an appointment that ended, or an account that was closed,
ends access with the very next request.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Q, QuerySet, Value, When

from kouprey.domain.access import ROLES, Actor, Role
from kouprey.domain.handling import Purpose
from kouprey.web.accounts.directory import groups_of, lists_of
from kouprey.web.accounts.models import Appointment, Officer

IN_ORDER = Case(*(When(role=role.value, then=Value(place)) for place, role in enumerate(Role)))
"""Roles in the order they are declared."""
_PLACE = {role.value: place for place, role in enumerate(Role)}
APPOINTMENT, PURPOSE = "acting-appointment", "acting-purpose"


def appointments_of(officer: Officer | UUID, on: date) -> QuerySet[Appointment]:
    """The appointments an officer holds on a day, of an account that is open, in agencies that are."""
    held = Appointment.objects.select_related("agency__authority", "officer", "unit")
    return held.filter(
        Q(ends_on=None) | Q(ends_on__gte=on),
        officer=officer, officer__is_active=True, agency__closed_at=None, ended_at=None, starts_on__lte=on,
    ).order_by("agency__name", "id")  # fmt: skip


def held_by(officer: Officer | UUID, on: date) -> list[Appointment]:
    """The same, by role. They are few: to sort them here is cheaper than to write down how, for every page."""
    return sorted(appointments_of(officer, on), key=lambda held: _PLACE[held.role])


def actor_of(appointment: Appointment, purpose: Purpose, *, strong: bool, on: date) -> Actor:
    """The officer as one who acts in an appointment."""
    teams, compartments = lists_of(appointment.officer_id, on)
    return Actor(
        officer=appointment.officer_id,
        label=appointment.officer.username,
        authority=appointment.agency.authority_id,
        agency=appointment.agency_id,
        role=Role(appointment.role),
        purpose=purpose,
        strong=strong,
        active=appointment.officer.is_active and appointment.ended_at is None,
        groups=groups_of(appointment.agency, on),
        teams=teams,
        compartments=compartments,
    )


def chosen(session: Any, held: Sequence[Appointment]) -> tuple[Appointment, Purpose] | None:
    """The appointment and purpose of this session: what was chosen of those held, else the first; None of none."""
    if not held:
        return None
    wanted = session.get(APPOINTMENT, "")
    appointment = next((one for one in held if str(one.id) == wanted), held[0])
    allowed = ROLES[Role(appointment.role)].purposes
    given = session.get(PURPOSE, "")
    if str(appointment.id) == wanted and given in allowed:
        return appointment, Purpose(given)
    return appointment, default_purpose(Role(appointment.role))


def default_purpose(role: Role) -> Purpose:
    """What a role acts for unless the officer says otherwise: the first of its purposes in the order of the list."""
    return next(purpose for purpose in Purpose if purpose in ROLES[role].purposes)


def choose(session: Any, appointment: Appointment, purpose: Purpose) -> None:
    """Keep the choice in the session."""
    session[APPOINTMENT], session[PURPOSE] = str(appointment.id), purpose.value
