"""The invented people of a demonstration node: two States, their agencies, and an officer for each main role.

Names of persons and bodies are invented and say so. Nothing of this is made in production, or where anybody is
enrolled.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from kouprey.domain.access import Role
from kouprey.kernel import clock

DEMO: Final = "demo"
KIRI, LOTUS = "Kiri Administration (invented)", "Lotus Administration (invented)"
CUSTOMS, POLICE, ABROAD = "Kiri Customs (invented)", "Kiri Police (invented)", "Lotus Customs (invented)"
BODIES: Final = ((KIRI, "KH"), (LOTUS, "VN"))
AGENCIES: Final = ((CUSTOMS, KIRI, "customs"), (POLICE, KIRI, "police"), (ABROAD, LOTUS, "customs"))
UNITS: Final = (("North branch (invented)", ""), ("River post (invented)", "North branch (invented)"))


class Player(NamedTuple):
    """One invented officer."""

    username: str
    full_name: str
    agency: str
    roles: tuple[Role, ...]


CAST: Final = (
    Player(DEMO, "Demo Officer (invented)", CUSTOMS, (
        Role.RECORDER, Role.VERIFIER, Role.RELEASING_OFFICER, Role.INVESTIGATOR, Role.ANALYST, Role.CUSTODIAN,
        Role.LEGAL_OFFICER, Role.PLAN_MANAGER, Role.NODE_ADMINISTRATOR, Role.AUDITOR,
    )),
    Player("recorder", "Rasmey Recorder (invented)", CUSTOMS, (Role.RECORDER,)),
    Player("verifier", "Vanna Verifier (invented)", CUSTOMS, (Role.VERIFIER,)),
    Player("desk", "Dara Desk (invented)", CUSTOMS, (Role.RELEASING_OFFICER,)),
    Player("admin", "Anan Admin (invented)", CUSTOMS, (Role.NODE_ADMINISTRATOR,)),
    Player("auditor", "Arun Auditor (invented)", POLICE, (Role.AUDITOR,)),
    Player("investigator", "Ina Investigator (invented)", POLICE, (Role.INVESTIGATOR,)),
    Player("neighbour", "Linh Neighbour (invented)", ABROAD, (Role.ANALYST,)),
)  # fmt: skip


def enrol_cast(password: str) -> list[tuple[str, str, str]]:
    """Enter everybody, all with one password. User name, agency and roles of each, to be shown."""
    from django.db import transaction  # noqa: PLC0415 - Django first

    from kouprey.web.accounts import people  # noqa: PLC0415 - with the rest
    from kouprey.web.core.audit import SHELL  # noqa: PLC0415 - with the rest

    by: dict[str, Any] = {"by": SHELL, "at": clock.now()}
    with transaction.atomic():
        bodies = {name: people.enter_authority(name=name, country=code, held=True, **by) for name, code in BODIES}
        agencies = {
            name: people.enter_agency(authority=bodies[home], kind=kind, name=name, **by)
            for name, home, kind in AGENCIES
        }
        units: dict[str, Any] = {}
        for name, above in UNITS:
            within = units[above].id if above else None
            units[name] = people.enter_unit(agency=agencies[CUSTOMS].id, name=name, within=within, **by)
        for player in CAST:
            _enrol(player, agencies[player.agency], password, by)
    return [(one.username, one.agency, ", ".join(role.value for role in one.roles)) for one in CAST]


def _enrol(player: Player, agency: Any, password: str, by: dict[str, Any]) -> None:
    from kouprey.web.accounts import people  # noqa: PLC0415 - Django first
    from kouprey.web.accounts.actions import enrol_officer  # noqa: PLC0415 - with the rest

    officer = enrol_officer(
        username=player.username, full_name=player.full_name, password=password, password_is_temporary=False,
        is_invented=True, **by,
    )  # fmt: skip
    officer = people.place_officer(officer=officer, authority=agency.authority, **by)
    for role in player.roles:
        people.give_role(officer=officer, agency=agency, role=role, starts_on=by["at"].date(), **by)
