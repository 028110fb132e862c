"""When an officer leaves, and comes back. Access ends at once; what the officer did stays."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from kouprey.domain.access import Act, PeopleFacts
from kouprey.web.accounts.actions import deactivate_officer, reactivate_officer
from kouprey.web.accounts.models import Appointment, NamedListMember, Officer
from kouprey.web.accounts.people.deciding import held_officer, require, said
from kouprey.web.accounts.people.invitations import void_invitations
from kouprey.web.accounts.people.roles import end_held
from kouprey.web.core.audit import By


def depart(*, officer: Officer, reason: str, by: By, at: datetime) -> None:
    """An officer leaves: account, roles, places on lists and invitations end at once."""
    with transaction.atomic():
        found = held_officer(officer.id, by)
        require(by, Act.PEOPLE_MANAGE, PeopleFacts(found.authority_id or UUID(int=0), officer=found.id))
        reason = said(reason, _("The reason is missing."), _("Say why the officer leaves."))
        held = Appointment.objects.select_for_update(of=("self",)).select_related("officer")
        for one in held.filter(officer=found, ended_at=None):
            end_held(one, reason, by, at)
        open_still = Q(ends_on=None) | Q(ends_on__gte=at.date())
        NamedListMember.objects.filter(open_still, officer=found).update(ends_on=at.date() - timedelta(days=1))
        void_invitations(found, at)
        deactivate_officer(officer=found, reason=reason, by=by, at=at)
    officer.is_active, officer.deactivated_at = found.is_active, found.deactivated_at


def come_back(*, officer: Officer, reason: str, by: By, at: datetime) -> None:
    """Open a closed account again. Roles do not come back: they are asked for anew."""
    with transaction.atomic():
        found = held_officer(officer.id, by)
        require(by, Act.PEOPLE_MANAGE, PeopleFacts(found.authority_id or UUID(int=0), officer=found.id))
        reason = said(reason, _("The reason is missing."), _("Say why the account is opened again."))
        reactivate_officer(officer=found, reason=reason, by=by, at=at)
    officer.is_active, officer.deactivated_at = found.is_active, found.deactivated_at
