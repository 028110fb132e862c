"""The node's own shell and people: authorities, agencies, the first roles. What pages do by two, it does alone, and
the audit says that it was the shell.
"""

from __future__ import annotations

from typing import Any

from kouprey.domain.access import Role
from kouprey.kernel import clock
from kouprey.kernel.errors import NothingThere, UnusableInput
from kouprey.web.config.serve import _set_up


def enter_authority(name: str, *, country: str, name_local: str = "") -> str:
    """An authority that has users on this node; one that the directory has already is turned into one."""
    people, shell = _ready()
    body = people.enter_authority(
        country=country, name=name, name_local=name_local, held=True, by=shell, at=clock.now()
    )
    return str(body)


def enter_agency(name: str, *, authority: str, kind: str, name_local: str = "", time_zone: str = "") -> str:
    """An agency of an authority. Raises NothingThere for an authority that is not entered."""
    people, shell = _ready()
    from kouprey.web.accounts.directory import authority_named  # noqa: PLC0415 - Django first

    home = authority_named(authority)
    agency = people.enter_agency(
        authority=home, kind=kind, name=name, name_local=name_local, time_zone=time_zone, by=shell, at=clock.now()
    )
    return str(agency)


def give_role(username: str, *, agency: str, role: str, authority: str = "") -> str:
    """A role from today on; an officer of no authority yet becomes one of the agency's. Returns the account of it."""
    people, shell = _ready()
    from django.db import transaction  # noqa: PLC0415 - Django first

    from kouprey.web.accounts.directory import agency_named  # noqa: PLC0415 - with the rest
    from kouprey.web.accounts.queries import officer_named  # noqa: PLC0415 - with the rest

    wanted, where, at = _role(role), agency_named(agency, authority=authority), clock.now()
    with transaction.atomic():
        officer = people.place_officer(officer=officer_named(username), authority=where.authority, by=shell, at=at)
        people.give_role(officer=officer, agency=where, role=wanted, starts_on=at.date(), by=shell, at=at)
    return f"{officer} is {wanted.value} in {where} from {at.date()}"


def check_place(*, authority: str, agency: str, role: str) -> None:
    """Look at a place before anybody is enrolled for it. Raises UnusableInput, NothingThere."""
    _ready()
    from kouprey.web.accounts.directory import agency_named  # noqa: PLC0415 - Django first

    if not agency or not role:
        raise UnusableInput(
            "An authority, an agency and a role go together.", remedy="Name --agency and --role, or neither."
        )
    _role(role)
    agency_named(agency, authority=authority)


def import_directory() -> Any:
    """The shipped list of public bodies."""
    people, shell = _ready()
    return people.import_directory(by=shell, at=clock.now())


def _role(word: str) -> Role:
    if word not in set(Role):
        raise NothingThere(f"There is no role “{word}”.", remedy=f"Choose one of: {', '.join(Role)}.")
    return Role(word)


def _ready() -> tuple[Any, Any]:
    """Django set up and the database brought up to date: the acts on people, and the shell as the one who acts."""
    _set_up()
    from kouprey.web.accounts import people  # noqa: PLC0415 - Django first
    from kouprey.web.config.prepare import migrate  # noqa: PLC0415 - with the rest
    from kouprey.web.core.audit import SHELL  # noqa: PLC0415 - with the rest

    migrate()
    return people, SHELL
