"""Groups of agencies and States, and lists of people by name: each member from a day, maybe until a day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from kouprey.domain.access import Act, Actor, PeopleFacts
from kouprey.kernel.errors import Refused, UnusableInput
from kouprey.web.accounts.access import nothing_there
from kouprey.web.accounts.models import Agency, Authority, GroupMember, NamedList, NamedListMember, PartyGroup
from kouprey.web.accounts.people.deciding import (
    code_of,
    held_agency,
    held_officer,
    note,
    one_name,
    require,
    said,
)
from kouprey.web.core.audit import Act as Audit


def enter_group(*, name: str, by: Actor, at: datetime) -> PartyGroup:
    """Begin a group that the own authority keeps. Everybody can address it; only its keeper changes it."""
    require(by, Act.DIRECTORY_EDIT, PeopleFacts(by.authority))
    name = said(name, _("The name is missing."), _("Write the name of the group."))
    with transaction.atomic():
        with one_name():
            group = PartyGroup.objects.create(authority_id=by.authority, name=name)
        note(Audit.GROUP_CHANGED, group, by, at, entered=name)
    return group


def add_to_group(
    *, group: UUID, starts_on: date, by: Actor, at: datetime, ends_on: date | None = None, country: str = "",
    authority: UUID | None = None, agency: UUID | None = None,
) -> GroupMember:  # fmt: skip
    """Add a State (`country`), an authority as a whole, or one agency. Exactly one of them is given."""
    _in_order(starts_on, ends_on)
    if sum(map(bool, (country, authority, agency))) != 1:
        raise UnusableInput(
            _("Nobody was chosen, or several at once."), remedy=_("Choose one State, authority or agency.")
        )
    with transaction.atomic():
        home = _held_group(group, by)
        if country:
            code_of(country, "countries", _("The list of countries does not have “%(code)s”.") % {"code": country})
        party = Agency.objects.filter(pk=agency, closed_at=None).first() if agency else None
        body = party.authority_id if party else authority
        if not country and not (body and Authority.objects.filter(pk=body, closed_at=None).exists()):
            raise UnusableInput(_("The directory has no such entry, or it is closed."), remedy=_("Choose another."))
        same = Q(country=country) if country else Q(authority=body, agency=party)
        if home.members.filter(same).filter(Q(ends_on=None) | Q(ends_on__gte=starts_on)).exists():
            raise Refused(_("It is a member already."), remedy=_("Nothing needs to be done."))
        member = GroupMember.objects.create(
            group=home, country=country, authority_id=None if country else body, agency=party, starts_on=starts_on,
            ends_on=ends_on,
        )  # fmt: skip
        note(Audit.GROUP_CHANGED, home, by, at, added=str(agency or authority or country), starts_on=str(starts_on))
    return member


def end_in_group(*, member: UUID, by: Actor, at: datetime) -> PartyGroup:
    """Somebody leaves a group, at once: nothing that is addressed to it reaches them from now on."""
    with transaction.atomic():
        found = GroupMember.objects.filter(pk=member).first() or nothing_there()
        home = _held_group(found.group_id, by)
        found = GroupMember.objects.select_for_update().get(pk=member)
        if found.ends_on is not None and found.ends_on < at.date():
            raise Refused(_("It has ended already."), remedy=_("Nothing needs to be done."))
        found.ends_on = at.date() - timedelta(days=1)
        found.save(update_fields=["ends_on"])
        whom = str(found.agency_id or found.authority_id or found.country)
        note(Audit.GROUP_CHANGED, home, by, at, ended=whom, ends_on=str(found.ends_on))
    return home


def enter_list(*, agency: UUID, name: str, is_compartment: bool, by: Actor, at: datetime) -> NamedList:
    """Begin a team, or a compartment that only those named are admitted to."""
    name = said(name, _("The name is missing."), _("Write the name of the list."))
    with transaction.atomic():
        home = held_agency(agency)
        require(by, Act.PEOPLE_MANAGE, PeopleFacts(home.authority_id))
        with one_name():
            made = NamedList.objects.create(agency=home, name=name, is_compartment=is_compartment)
        note(Audit.LIST_CHANGED, made, by, at, entered=name, compartment=is_compartment)
    return made


def put_on_list(
    *, list: UUID, officer: UUID, starts_on: date, by: Actor, at: datetime, ends_on: date | None = None
) -> NamedListMember:
    """Put an officer of the own authority on a list. Nobody puts themselves on one."""
    _in_order(starts_on, ends_on)
    with transaction.atomic():
        home, whom = _held_list(list, by), held_officer(officer, by)
        require(by, Act.PEOPLE_MANAGE, PeopleFacts(home.agency.authority_id, officer=whom.id))
        if not whom.is_active:
            raise Refused(_("This account is closed."), remedy=_("Open it again first."))
        if home.members.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on), officer=whom).exists():
            raise Refused(_("The officer is on this list already."), remedy=_("Nothing needs to be done."))
        member = NamedListMember.objects.create(list=home, officer=whom, starts_on=starts_on, ends_on=ends_on)
        note(Audit.LIST_CHANGED, home, by, at, added=str(whom.id), starts_on=str(starts_on))
    return member


def take_off_list(*, member: UUID, by: Actor, at: datetime) -> NamedList:
    """Take an officer off a list, at once."""
    with transaction.atomic():
        rows = NamedListMember.objects.select_related("list__agency").select_for_update(of=("self",))
        mine = rows.filter(list__agency__authority=by.authority)
        found = mine.filter(pk=member).first() or nothing_there()
        home = found.list
        require(by, Act.PEOPLE_MANAGE, PeopleFacts(home.agency.authority_id, officer=found.officer_id))
        if found.ends_on is not None and found.ends_on < at.date():
            raise Refused(_("It has ended already."), remedy=_("Nothing needs to be done."))
        found.ends_on = at.date() - timedelta(days=1)
        found.save(update_fields=["ends_on"])
        note(Audit.LIST_CHANGED, home, by, at, ended=str(found.officer_id), ends_on=str(found.ends_on))
    return home


def _held_group(id: UUID, by: Actor) -> PartyGroup:
    found = PartyGroup.objects.select_for_update().filter(pk=id).first() or nothing_there()
    require(by, Act.DIRECTORY_EDIT, PeopleFacts(found.authority_id))
    return found


def _held_list(id: UUID, by: Actor) -> NamedList:
    rows = NamedList.objects.select_related("agency").select_for_update(of=("self",))
    return rows.filter(pk=id, agency__authority=by.authority).first() or nothing_there()


def _in_order(starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise UnusableInput(_("It ends before it begins."), remedy=_("Correct the dates."))
