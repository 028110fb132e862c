"""An officer of a test put to work: an invented authority with one agency, and roles in it."""

from __future__ import annotations

from kouprey.domain.access import Role
from kouprey.web.accounts.models import Appointment, Officer
from kouprey.web.accounts.people import enter_agency, enter_authority, give_role
from kouprey.web.core.audit import SHELL
from web.cast import AT


def put_to_work(officer: Officer, *roles: Role) -> Officer:
    """Give the officer these roles, without a second factor: the officer is invented."""
    home = enter_authority(country="KH", name="Test Administration (invented)", held=True, by=SHELL, at=AT)
    agency = enter_agency(authority=home, kind="customs", name="Test Customs (invented)", by=SHELL, at=AT)
    officer.authority, officer.is_invented = home, True
    officer.save(update_fields=["authority", "is_invented"])
    for role in roles:
        give_role(officer=officer, agency=agency, role=role, starts_on=AT.date(), by=SHELL, at=AT)
    Appointment.objects.filter(officer=officer).update(starts_on="2020-01-01")
    return officer
