"""Roles: asked for by one officer, given by another, taken back at once by one."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kouprey.domain.access import Act, Actor, PeopleFacts, Role
from kouprey.kernel.errors import Refused, UnusableInput
from kouprey.kernel.ids import new_id
from kouprey.web.accounts.access import GIVE_ROLE, nothing_there
from kouprey.web.accounts.models import Agency, Appointment, Authority, Officer, Unit
from kouprey.web.accounts.people.deciding import held_agency, held_officer, note, require, said
from kouprey.web.core.approvals import ask_approval, close_approval, open_approval
from kouprey.web.core.audit import SHELL, By
from kouprey.web.core.audit import Act as Audit
from kouprey.web.core.models import Approval


def ask_role(
    *, officer: Officer, agency: Agency, role: Role, starts_on: date, ends_on: date | None, reason: str,
    by: Actor, at: datetime, unit: UUID | None = None,
) -> Approval:  # fmt: skip
    """Ask that an officer is given a role; a second person approves. Raises Refused, UnusableInput."""
    if ends_on is not None and ends_on < starts_on:
        raise UnusableInput(_("The role ends before it begins."), remedy=_("Correct the dates."))
    if ends_on is not None and ends_on < at.date():
        raise UnusableInput(_("The role would be over already."), remedy=_("Correct the dates."))
    with transaction.atomic():
        whom, where = held_officer(officer.id, by), held_agency(agency.id)
        require(by, Act.ROLE_ASK, PeopleFacts(where.authority_id, officer=whom.id))
        _fitting(whom, where, unit)
        _not_held(whom, where, role, at)
        payload = {
            "officer": str(whom.id), "agency": str(where.id), "role": role.value, "starts_on": str(starts_on),
            "ends_on": str(ends_on) if ends_on else "", "unit": str(unit) if unit else "",
        }  # fmt: skip
        target = ("role", f"{whom.id.hex[:24]}.{where.id.hex[-12:]}.{role.value}", f"{whom} - {where}")
        return ask_approval(act=GIVE_ROLE, target=target, version="", payload=payload, reason=reason, by=by, at=at)


def answer_role(*, approval: UUID, approve: bool, answer: str, by: Actor, at: datetime) -> Appointment | None:
    """A second person approves or refuses a role. The rights of both are looked at again now."""
    with transaction.atomic():
        asked = open_approval(approval, GIVE_ROLE, at=at)
        given = asked.payload
        officer, agency = held_officer(UUID(given["officer"]), by), held_agency(UUID(given["agency"]))
        facts = PeopleFacts(agency.authority_id, officer=officer.id, asked_by=asked.asked_by)
        require(by, Act.ROLE_APPROVE, facts)
        close_approval(asked, approved=approve, answer=answer, by=by, at=at)
        if not approve:
            return None
        return give_role(
            officer=officer, agency=agency, role=Role(given["role"]),
            starts_on=date.fromisoformat(given["starts_on"]),
            ends_on=date.fromisoformat(given["ends_on"]) if given["ends_on"] else None,
            unit=UUID(given["unit"]) if given["unit"] else None, by=by, at=at, asked_by=asked.asked_by_label,
        )  # fmt: skip


def give_role(
    *, officer: Officer, agency: Agency, role: Role, starts_on: date, by: By, at: datetime,
    ends_on: date | None = None, unit: UUID | None = None, asked_by: str = "",
) -> Appointment:  # fmt: skip
    """Give a role: after an approval, or by the node's shell, which is how the first administrator comes to be."""
    if by is not SHELL and not asked_by:
        raise Refused(_("A role is given by two people."), remedy=_("Ask for it; a second person approves."))
    with transaction.atomic():
        whom, where = held_officer(officer.id, by), held_agency(agency.id)
        _fitting(whom, where, unit)
        _not_held(whom, where, role, at)
        for over in Appointment.objects.filter(officer=whom, agency=where, role=role.value, ended_at=None):
            end_held(over, _("The term was over."), by, at)
        found = Appointment.objects.create(
            id=new_id(at_ms=int(at.timestamp() * 1000)), officer=whom, agency=where, unit_id=unit,
            role=role.value, starts_on=starts_on, ends_on=ends_on, given_at=at, given_by_label=by.label,
        )  # fmt: skip
        details = {"agency": str(where.id), "role": role.value, "asked_by": asked_by}
        note(Audit.ROLE_GIVEN, whom, by, at, **details)
    return found


def end_role(*, appointment: UUID, reason: str, by: By, at: datetime) -> Appointment:
    """Take a role back: at once, and by one person. Raises NothingThere, Refused, UnusableInput."""
    reason = said(reason, _("The reason is missing."), _("Say why the role ends."))
    with transaction.atomic():
        held = Appointment.objects.select_for_update(of=("self",)).select_related("agency", "officer")
        if by is not SHELL:
            held = held.filter(agency__authority=by.authority) if isinstance(by, Actor) else held.none()
        found = held.filter(pk=appointment).first() or nothing_there()
        require(by, Act.PEOPLE_MANAGE, PeopleFacts(found.agency.authority_id, officer=found.officer_id))
        if found.ended_at is not None:
            raise Refused(_("This role has ended already."), remedy=_("Nothing needs to be done."))
        end_held(found, reason, by, at)
    return found


def move_officer(
    *, appointment: UUID, agency: Agency, role: Role, starts_on: date, reason: str, by: Actor, at: datetime,
    ends_on: date | None = None, unit: UUID | None = None,
) -> Approval:  # fmt: skip
    """End a role here and ask for one there, in one act: the first ends at once, the second waits for an approval."""
    with transaction.atomic():
        left = end_role(appointment=appointment, reason=reason, by=by, at=at)
        return ask_role(
            officer=left.officer, agency=agency, role=role, starts_on=starts_on, ends_on=ends_on, reason=reason,
            unit=unit, by=by, at=at,
        )  # fmt: skip


def place_officer(*, officer: Officer, authority: Authority, by: By, at: datetime) -> Officer:
    """Say to which authority an officer belongs who was enrolled without one: an act of the node's own shell."""
    if by is not SHELL:
        raise Refused(_("This is done in the node's own shell."), remedy="kouprey officers role")
    with transaction.atomic():
        found = held_officer(officer.id, by)
        if found.authority_id not in (None, authority.id):
            raise Refused(
                _("%(officer)s belongs to another authority.") % {"officer": found},
                remedy=_("Choose an agency of the officer's own authority."),
            )
        if found.authority_id is None:
            found.authority = authority
            found.save(update_fields=["authority"])
            note(Audit.OFFICER_PLACED, found, by, at, authority=str(authority.id))
    return found


def end_held(held: Appointment, reason: str, by: By, at: datetime) -> None:
    """Write down that a role that was authorised and locked has ended."""
    held.ended_at, held.ended_by_label, held.end_reason = at, by.label, reason[:300]
    held.save(update_fields=["ended_at", "ended_by_label", "end_reason"])
    note(Audit.ROLE_ENDED, held.officer, by, at, agency=str(held.agency_id), role=held.role, reason=reason)


def _fitting(officer: Officer, agency: Agency, unit: UUID | None) -> None:
    if officer.authority_id != agency.authority_id:
        raise Refused(
            _("The officer and the agency belong to different authorities."),
            remedy=_("Choose an agency of the officer's own authority."),
        )
    if not officer.is_active or agency.closed_at is not None:
        raise Refused(_("The account or the agency is closed."), remedy=_("Open it first, or choose another."))
    if unit and not Unit.objects.filter(pk=unit, agency=agency, closed_at=None).exists():
        raise UnusableInput(_("This agency has no such unit."), remedy=_("Choose a unit of the agency."))


def _not_held(officer: Officer, agency: Agency, role: Role, at: datetime) -> None:
    """Whoever holds the role now is not given it twice; a term that is over stands in nobody's way."""
    held = Appointment.objects.filter(officer=officer, agency=agency, role=role.value, ended_at=None)
    if held.exclude(ends_on__lt=at.date()).exists():
        raise Refused(
            _("%(officer)s holds this role already.") % {"officer": officer}, remedy=_("Nothing needs to be done.")
        )
