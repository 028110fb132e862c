"""The cast of the access tests: two States, two agencies at home, one abroad, and an officer for each role.

Every name is invented. Kiri's authority has two agencies, so that a teammate is told from a neighbour and a stranger.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from kouprey.domain.access import Actor, Role
from kouprey.domain.handling import Purpose
from kouprey.web.accounts.acting import actor_of, default_purpose
from kouprey.web.accounts.actions import enrol_officer
from kouprey.web.accounts.models import Agency, Appointment, Authority, Officer
from kouprey.web.accounts.people import enter_agency, enter_authority, give_role
from kouprey.web.core.audit import SHELL
from web.again import made_again

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@dataclass
class Cast:
    """Everybody who plays, by agency and role."""

    kiri: Authority
    lotus: Authority
    customs: Agency
    police: Agency
    abroad: Agency
    officers: dict[tuple[UUID, Role], Officer] = field(default_factory=dict)
    appointments: dict[tuple[UUID, Role], Appointment] = field(default_factory=dict)

    def actor(
        self, role: Role, agency: Agency | None = None, purpose: Purpose | None = None, *, strong: bool = True
    ) -> Actor:
        """The officer of that role (in customs, unless said otherwise), acting."""
        appointment = self.appointments[((agency or self.customs).id, role)]
        return actor_of(appointment, purpose or default_purpose(role), strong=strong, on=AT.date())


def build(*roles: Role) -> Cast:
    """Two States with their agencies, and in each agency an officer for each of these roles (else for all)."""
    return made_again(roles, lambda: _built(roles))


def _built(roles: tuple[Role, ...]) -> Cast:
    kiri = enter_authority(country="KH", name="Kiri Administration (invented)", held=True, by=SHELL, at=AT)
    lotus = enter_authority(country="VN", name="Lotus Administration (invented)", held=True, by=SHELL, at=AT)
    cast = Cast(
        kiri,
        lotus,
        enter_agency(authority=kiri, kind="customs", name="Kiri Customs (invented)", by=SHELL, at=AT),
        enter_agency(authority=kiri, kind="police", name="Kiri Police (invented)", by=SHELL, at=AT),
        enter_agency(authority=lotus, kind="customs", name="Lotus Customs (invented)", by=SHELL, at=AT),
    )
    for name, agency in (("customs", cast.customs), ("police", cast.police), ("abroad", cast.abroad)):
        for role in roles or tuple(Role):
            _join(cast, f"{name}.{role.value}", agency, role)
    return cast


def second(cast: Cast, role: Role, agency: Agency | None = None) -> Actor:
    """Another officer of the same role in the same agency."""
    chosen = agency or cast.customs
    officer = _officer(cast, f"second.{chosen.kind}.{role.value}", chosen)
    appointment = give_role(officer=officer, agency=chosen, role=role, starts_on=AT.date(), by=SHELL, at=AT)
    return actor_of(appointment, default_purpose(role), strong=True, on=AT.date())


def _join(cast: Cast, username: str, agency: Agency, role: Role) -> None:
    officer = _officer(cast, username, agency)
    cast.officers[agency.id, role] = officer
    cast.appointments[agency.id, role] = give_role(
        officer=officer, agency=agency, role=role, starts_on=AT.date(), by=SHELL, at=AT
    )


def _officer(cast: Cast, username: str, agency: Agency) -> Officer:
    officer = enrol_officer(username=username, full_name=f"{username} (invented)", is_invented=True, by=SHELL, at=AT)
    officer.authority = agency.authority
    officer.save(update_fields=["authority"])
    return officer
