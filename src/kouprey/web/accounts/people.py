"""Acts on people and the directory: authorities, agencies, invitations, roles given by two, moves and departures."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kouprey.domain.access import Act, Actor, Facts, PeopleFacts, Role, decide
from kouprey.kernel.errors import NothingThere, Refused, UnusableInput
from kouprey.kernel.ids import new_id
from kouprey.web.accounts.actions import deactivate_officer, enrol_officer, set_password
from kouprey.web.accounts.models import Agency, Appointment, Authority, Invitation, Officer
from kouprey.web.core.actions import record
from kouprey.web.core.approvals import ask_approval, close_approval, open_approval
from kouprey.web.core.audit import SHELL, By
from kouprey.web.core.audit import Act as Audit
from kouprey.web.core.models import Approval

GIVE_ROLE = "accounts.give_role"
INVITED_FOR = timedelta(days=7)


def require(by: By, act: Act, facts: Facts) -> None:
    """Raise Refused when the officer may not; the node's own shell may, and its acts are on record as the shell's."""
    if by is SHELL:
        return
    decision = decide(by, act, facts) if isinstance(by, Actor) else None
    if decision is None or not decision.allowed:
        why = getattr(decision, "reason", None)
        raise Refused(
            _("This cannot be done here: %(reason)s.")
            % {"reason": _(why.value) if why else _("you act for no agency")},
            remedy=_("Act in another role, or ask a colleague who may."),
        )


def invite_officer(
    *, username: str, full_name: str, email: str, authority: Authority, by: By, at: datetime
) -> tuple[Officer, str]:
    """Enrol a person of the own authority and give out the one-time code with which the account is opened."""
    require(by, Act.PEOPLE_MANAGE, PeopleFacts(authority.id))
    code = secrets.token_urlsafe(24)
    with transaction.atomic():
        officer = enrol_officer(username=username, full_name=full_name, email=email, by=by, at=at)
        officer.authority = authority
        officer.save(update_fields=["authority"])
        Invitation.objects.create(officer=officer, sha256=_digest(code), made_at=at, expires_at=at + INVITED_FOR)
        _note(Audit.OFFICER_INVITED, "officer", officer.id, officer.username, by, at, authority=str(authority.id))
    return officer, code


def invitation_of(code: str, *, at: datetime) -> Invitation:
    """The invitation behind a code, if it can be used now. Raises NothingThere: used, old, invented, all the same."""
    found = Invitation.objects.select_related("officer").filter(sha256=_digest(code), used_at=None).first()
    if found is None or found.expires_at < at or not found.officer.is_active:
        raise NothingThere(
            _("This invitation cannot be used: it was used already, or is too old."),
            kept="",
            remedy=_("Ask the administrator who invited you for a new one."),
        )
    return found


def use_invitation(*, code: str, password: str, at: datetime) -> Officer:
    """The invited officer chooses a password; the code is used up."""
    with transaction.atomic():
        invitation = invitation_of(code, at=at)
        officer = invitation.officer
        set_password(officer=officer, password=password, by=officer.actor, at=at)
        Invitation.objects.filter(pk=invitation.pk).update(used_at=at)
        _note(Audit.INVITATION_USED, "officer", officer.id, officer.username, officer.actor, at)
    return officer


def ask_role(
    *, officer: Officer, agency: Agency, role: Role, starts_on: date, ends_on: date | None, reason: str,
    by: Actor, at: datetime, unit: UUID | None = None,
) -> Approval:  # fmt: skip
    """Ask that an officer is given a role; a second person approves. Raises Refused, UnusableInput."""
    _of_one_authority(officer, agency)
    if ends_on is not None and ends_on < starts_on:
        raise UnusableInput(_("The role ends before it begins."), remedy=_("Correct the dates."))
    with transaction.atomic():
        require(by, Act.ROLE_ASK, PeopleFacts(agency.authority_id, officer=officer.id))
        payload = {
            "officer": str(officer.id), "agency": str(agency.id), "role": role.value, "starts_on": str(starts_on),
            "ends_on": str(ends_on) if ends_on else "", "unit": str(unit) if unit else "",
        }  # fmt: skip
        target = ("role", f"{officer.id.hex[:24]}.{agency.id.hex[-12:]}.{role.value}", f"{officer} - {agency}")
        return ask_approval(act=GIVE_ROLE, target=target, version="", payload=payload, reason=reason, by=by, at=at)


def answer_role(*, approval: UUID, approve: bool, answer: str, by: Actor, at: datetime) -> Appointment | None:
    """A second person approves or refuses a role. The rights of both are looked at again now."""
    with transaction.atomic():
        asked = open_approval(approval, GIVE_ROLE, at=at)
        given = asked.payload
        officer = Officer.objects.select_for_update().get(pk=given["officer"])
        agency = Agency.objects.select_related("authority").get(pk=given["agency"])
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
    _of_one_authority(officer, agency)
    if not officer.is_active or agency.closed_at is not None:
        raise Refused(_("The account or the agency is closed."), remedy=_("Open it first, or choose another."))
    with transaction.atomic():
        held = Appointment.objects.filter(officer=officer, agency=agency, role=role.value, ended_at=None)
        if held.exists():
            raise Refused(
                _("%(officer)s holds this role already.") % {"officer": officer},
                remedy=_("Nothing needs to be done."),
            )
        found = Appointment.objects.create(
            id=new_id(at_ms=int(at.timestamp() * 1000)), officer=officer, agency=agency, unit_id=unit,
            role=role.value, starts_on=starts_on, ends_on=ends_on, given_at=at, given_by_label=by.label,
        )  # fmt: skip
        details = {"agency": str(agency.id), "role": role.value, "asked_by": asked_by}
        _note(Audit.ROLE_GIVEN, "officer", officer.id, officer.username, by, at, **details)
    return found


def end_role(*, appointment: UUID, reason: str, by: By, at: datetime) -> None:
    """Take a role back: at once, and by one person. Raises NothingThere, Refused, UnusableInput."""
    if not reason.strip():
        raise UnusableInput(_("The reason is missing."), remedy=_("Say why the role ends."))
    with transaction.atomic():
        held = Appointment.objects.select_for_update(of=("self",)).select_related("agency", "officer")
        if by is not SHELL:
            held = held.filter(agency__authority=getattr(by, "authority", None))
        found = held.filter(pk=appointment).first()
        if found is None:
            raise NothingThere(_("There is no such role."), kept="", remedy=_("Choose one from the officer's page."))
        require(by, Act.PEOPLE_MANAGE, PeopleFacts(found.agency.authority_id, officer=found.officer_id))
        if found.ended_at is not None:
            raise Refused(_("This role has ended already."), remedy=_("Nothing needs to be done."))
        _end(found, reason.strip(), by, at)


def depart(*, officer: Officer, reason: str, by: By, at: datetime) -> None:
    """An officer leaves: every role and the account end at once; what the officer did stays."""
    with transaction.atomic():
        require(by, Act.PEOPLE_MANAGE, PeopleFacts(officer.authority_id or UUID(int=0), officer=officer.id))
        for held in Appointment.objects.select_related("officer").filter(officer=officer, ended_at=None):
            _end(held, reason, by, at)
        deactivate_officer(officer=officer, reason=reason, by=by, at=at)


def enter_authority(
    *, country: str, name: str, held: bool, by: By, at: datetime, name_local: str = "", source: str = ""
) -> Authority:
    """Put an authority into the directory. One that is to have users here is entered by the node's shell."""
    if held and by is not SHELL:
        raise Refused(_("An authority with users here is entered in the node's own shell."),
                      remedy=_("kouprey officers authority NAME --country KH"))  # fmt: skip
    require(by, Act.DIRECTORY_EDIT, PeopleFacts(UUID(int=0), held=False))
    if not name.strip():
        raise UnusableInput(_("The name is missing."), remedy=_("Write the name of the authority."))
    with transaction.atomic():
        body, made = Authority.objects.get_or_create(
            country=country, name=name.strip(), defaults={"held": held, "name_local": name_local, "source": source}
        )
        if not made and held and not body.held:
            body.held = True
            body.save(update_fields=["held"])
        _note(Audit.AUTHORITY_ENTERED, "authority", body.id, body.name, by, at, country=country, held=held)
    return body


def enter_agency(
    *, authority: Authority, kind: str, name: str, by: By, at: datetime, name_local: str = "", time_zone: str = ""
) -> Agency:
    """Put an agency into the directory: of the own authority, or of one that has no users here."""
    require(by, Act.DIRECTORY_EDIT, PeopleFacts(authority.id, held=authority.held))
    if not name.strip():
        raise UnusableInput(_("The name is missing."), remedy=_("Write the name of the agency."))
    with transaction.atomic():
        agency, _made = Agency.objects.get_or_create(
            authority=authority, name=name.strip(),
            defaults={"kind": kind, "name_local": name_local, "time_zone": time_zone},
        )  # fmt: skip
        _note(Audit.AGENCY_ENTERED, "agency", agency.id, agency.name, by, at, kind=kind)
    return agency


def _of_one_authority(officer: Officer, agency: Agency) -> None:
    if officer.authority_id != agency.authority_id:
        raise Refused(
            _("The officer and the agency belong to different authorities."),
            remedy=_("Choose an agency of the officer's own authority."),
        )


def _end(held: Appointment, reason: str, by: By, at: datetime) -> None:
    held.ended_at, held.ended_by_label, held.end_reason = at, by.label, reason
    held.save(update_fields=["ended_at", "ended_by_label", "end_reason"])
    details = {"agency": str(held.agency_id), "role": held.role, "reason": reason}
    _note(Audit.ROLE_ENDED, "officer", held.officer_id, held.officer.username, by, at, **details)


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def _note(act: Audit, target: str, id: UUID, label: str, by: By, at: datetime, **details: Any) -> None:
    record(act=act, kind=target, id=id, label=label, by=by, at=at, details=details)
