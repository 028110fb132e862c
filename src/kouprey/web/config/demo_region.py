"""The demonstration region: an invented body for each of the twelve jurisdictions, and who enters their observations.

Nobody can sign in as these officers: they have no password. What each body reports, it shares with the other eleven
by a rule of its release desk, so that the pages show what a region would see.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from kouprey.domain.access import Role
from kouprey.domain.trade.codes import country_name
from kouprey.web.config.demo_people import ABROAD, CUSTOMS, KIRI, LOTUS

COUNT: Final = 3000
SEED: Final = 20_261_126
OWN: Final = {"KH": (KIRI, CUSTOMS), "VN": (LOTUS, ABROAD)}
UNDER: Final = "Reporting protocol of the demonstration region (invented)"
RECORDS: Final = (Role.RECORDER, Role.RELEASING_OFFICER)
VERIFIES: Final = (Role.VERIFIER, Role.NODE_ADMINISTRATOR)


def enter_region(*, at: datetime) -> dict[str, Any]:
    """Enter bodies, officers and rules; what the worker must know to enter the observations (`inventing.invent`)."""
    from django.db import transaction  # noqa: PLC0415 - Django first

    from kouprey.domain.seizures.generator import JURISDICTIONS  # noqa: PLC0415 - with the rest

    with transaction.atomic():
        agencies = {code: _agency(code, at) for code in JURISDICTIONS}
        officers = {
            code: {
                Role.RECORDER.value: _officer(code, "1", agency, RECORDS, at),
                Role.VERIFIER.value: _officer(code, "2", agency, VERIFIES, at),
            }
            for code, agency in agencies.items()
        }
        for code in agencies:
            _share(code, officers[code], [agencies[other].authority_id for other in agencies if other != code], at)
    told = {code: {role: str(one.id) for role, one in both.items()} for code, both in officers.items()}
    return {"seed": SEED, "count": COUNT, "officers": told}


def _agency(code: str, at: datetime) -> Any:
    from kouprey.web.accounts import people  # noqa: PLC0415 - Django first
    from kouprey.web.accounts.models import Agency  # noqa: PLC0415 - with the rest
    from kouprey.web.core.audit import SHELL  # noqa: PLC0415 - with the rest

    if code in OWN:
        body, agency = OWN[code]
        return Agency.objects.get(name=agency, authority__name=body)
    name = country_name(code)
    made = people.enter_authority(
        country=code, name=f"Administration for {name} (invented)", held=True, by=SHELL, at=at
    )
    return people.enter_agency(authority=made, kind="customs", name=f"Customs for {name} (invented)", by=SHELL, at=at)


def _officer(code: str, number: str, agency: Any, roles: tuple[Role, ...], at: datetime) -> Any:
    from kouprey.web.accounts import people  # noqa: PLC0415 - Django first
    from kouprey.web.accounts.actions import enrol_officer  # noqa: PLC0415 - with the rest
    from kouprey.web.core.audit import SHELL  # noqa: PLC0415 - with the rest

    name = f"Officer {number} for {country_name(code)} (invented)"
    made = enrol_officer(
        username=f"region-{code.lower()}-{number}", full_name=name, is_invented=True, by=SHELL, at=at
    )
    made = people.place_officer(officer=made, authority=agency.authority, by=SHELL, at=at)
    for role in roles:
        people.give_role(officer=made, agency=agency, role=role, starts_on=at.date(), by=SHELL, at=at)
    return made


def _share(code: str, officers: dict[str, Any], others: list[Any], at: datetime) -> None:
    """What is reported may go to the other eleven: the fields that may ever leave, up to TLP:AMBER."""
    from kouprey.domain.handling import Tlp  # noqa: PLC0415 - Django first
    from kouprey.domain.release import PartyKind  # noqa: PLC0415 - with the rest
    from kouprey.domain.seizures import INCIDENT  # noqa: PLC0415 - with the rest
    from kouprey.web.accounts import people  # noqa: PLC0415 - with the rest
    from kouprey.web.records.actions.desk import set_rule  # noqa: PLC0415 - with the rest
    from kouprey.web.records.tenancy import acting  # noqa: PLC0415 - with the rest
    from kouprey.web.seizures.actions.inventing import officer_as  # noqa: PLC0415 - with the rest

    keeper = officer_as(officers[Role.VERIFIER.value].id, Role.NODE_ADMINISTRATOR)
    with acting(keeper):
        group = people.enter_group(name=f"Neighbours of {country_name(code)} (invented)", by=keeper, at=at)
        for other in others:
            people.add_to_group(group=group.id, starts_on=at.date(), authority=other, by=keeper, at=at)
    desk = officer_as(officers[Role.RECORDER.value].id, Role.RELEASING_OFFICER)
    with acting(desk):
        set_rule(
            kind=INCIDENT.name, fields=INCIDENT.shareable, recipient=group.id, recipient_kind=PartyKind.GROUP,
            under=UNDER, strictest=Tlp.AMBER, verified_only=False, valid_from=at.date(), valid_until=None, by=desk,
            at=at,
        )  # fmt: skip
