"""The demonstration region: an invented body for each of the twelve jurisdictions, and who enters their observations.

Nobody can sign in as these officers: they have no password. What each body reports, it shares with the other eleven
by a rule of its release desk, so that pages show what a region would see.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kouprey.domain.access import Actor, Role
from kouprey.domain.handling import Tlp
from kouprey.domain.release import PartyKind
from kouprey.domain.seizures import INCIDENT
from kouprey.domain.seizures.generator import JURISDICTIONS
from kouprey.domain.trade.codes import country_name
from kouprey.kernel.errors import NothingThere, Refused
from kouprey.web.accounts import people
from kouprey.web.accounts.acting import actor_of, appointments_of, default_purpose
from kouprey.web.accounts.actions import enrol_officer
from kouprey.web.accounts.directory import agency_named
from kouprey.web.accounts.queries import officer_named
from kouprey.web.core.audit import SHELL
from kouprey.web.records.actions.desk import set_rule
from kouprey.web.records.tenancy import acting

UNDER: Final = "Reporting protocol of the demonstration region (invented)"
ROLES: Final = {"1": (Role.RECORDER, Role.RELEASING_OFFICER), "2": (Role.VERIFIER, Role.NODE_ADMINISTRATOR)}
"""What the two officers of a body may do: whoever verifies is not whoever recorded."""


def enter_region(own: Mapping[str, Sequence[str]], *, at: datetime) -> dict[str, tuple[Actor, Actor]]:
    """Bodies, officers and rules, entered at the first call: the recorder and the verifier of each jurisdiction.

    `own` are the authority and the agency of jurisdictions that the node has already.
    """
    try:
        officer_named(_username(JURISDICTIONS[0], "1"))
    except NothingThere:
        with transaction.atomic():
            _enter(own, at)
    return {
        code: (_actor(code, "1", Role.RECORDER, at), _actor(code, "2", Role.VERIFIER, at)) for code in JURISDICTIONS
    }


def _enter(own: Mapping[str, Sequence[str]], at: datetime) -> None:
    agencies = {code: _agency(code, own.get(code, ()), at) for code in JURISDICTIONS}
    for code, agency in agencies.items():
        for number in ROLES:
            _officer(code, number, agency, at)
    for code in agencies:
        _share(code, [agencies[other].authority_id for other in agencies if other != code], at)


def _agency(code: str, own: Sequence[str], at: datetime) -> Any:
    if own:
        return agency_named(own[1], authority=own[0])
    name = country_name(code)
    body = people.enter_authority(
        country=code, name=f"Administration for {name} (invented)", held=True, by=SHELL, at=at
    )
    return people.enter_agency(authority=body, kind="customs", name=f"Customs for {name} (invented)", by=SHELL, at=at)


def _officer(code: str, number: str, agency: Any, at: datetime) -> None:
    name = f"Officer {number} for {country_name(code)} (invented)"
    made = enrol_officer(username=_username(code, number), full_name=name, is_invented=True, by=SHELL, at=at)
    made = people.place_officer(officer=made, authority=agency.authority, by=SHELL, at=at)
    for role in ROLES[number]:
        people.give_role(officer=made, agency=agency, role=role, starts_on=at.date(), by=SHELL, at=at)


def _share(code: str, others: Sequence[UUID], at: datetime) -> None:
    """What is reported may go to the other eleven, in all fields that can leave; a group reads up to TLP:GREEN."""
    with acting(keeper := _actor(code, "2", Role.NODE_ADMINISTRATOR, at)):
        group = people.enter_group(name=f"Neighbours of {country_name(code)} (invented)", by=keeper, at=at)
        for other in others:
            people.add_to_group(group=group.id, starts_on=at.date(), authority=other, by=keeper, at=at)
    with acting(desk := _actor(code, "1", Role.RELEASING_OFFICER, at)):
        set_rule(
            kind=INCIDENT.name, fields=INCIDENT.shareable, recipient=group.id, recipient_kind=PartyKind.GROUP,
            under=UNDER, strictest=Tlp.GREEN, verified_only=False, valid_from=at.date(), valid_until=None, by=desk,
            at=at,
        )  # fmt: skip


def _username(code: str, number: str) -> str:
    return f"region-{code.lower()}-{number}"


def _actor(code: str, number: str, role: Role, at: datetime) -> Actor:
    held = appointments_of(officer_named(_username(code, number)), at.date())
    for appointment in held:
        if appointment.role == role.value:
            return actor_of(appointment, default_purpose(role), strong=True, on=at.date())
    raise Refused(_("An invented officer has no role any more."), remedy=_("Begin with an empty node."))
