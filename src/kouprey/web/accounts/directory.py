"""Reads of the directory: authorities, agencies and groups, as those to whom something can be addressed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from kouprey.domain.lists import load
from kouprey.domain.release import PartyKind, Recipient
from kouprey.kernel.errors import NothingThere, Refused
from kouprey.web.accounts.models import (
    Agency,
    Authority,
    GroupMember,
    NamedList,
    NamedListMember,
    Officer,
    PartyGroup,
)


def recipient(id: UUID, kind: PartyKind) -> Recipient | None:
    """The party of that id, as the release desk sees it; None when the directory has none."""
    match kind:
        case PartyKind.AUTHORITY:
            body = Authority.objects.filter(pk=id, closed_at=None).first()
            return _authority(body) if body else None
        case PartyKind.AGENCY:
            agency = Agency.objects.select_related("authority").filter(pk=id, closed_at=None).first()
            return _agency(agency) if agency else None
        case PartyKind.OFFICER:
            officer = Officer.objects.select_related("authority").filter(pk=id, is_active=True).first()
            if officer is None or officer.authority is None:
                return None
            home = officer.authority
            return Recipient(officer.id, kind, home.country, _any_judicial(home), frozenset({home.id}), str(officer))
        case PartyKind.GROUP:
            return _group(PartyGroup.objects.filter(pk=id).first())


def _authority(body: Authority) -> Recipient:
    own = frozenset({body.id})
    return Recipient(body.id, PartyKind.AUTHORITY, body.country, _any_judicial(body), own, _named(body))


def _agency(agency: Agency) -> Recipient:
    body, judicial = agency.authority, agency.kind in judicial_kinds()
    label = f"{agency.name} ({_named(body)})"
    return Recipient(agency.id, PartyKind.AGENCY, body.country, judicial, frozenset({body.id}), label)


def _group(group: PartyGroup | None) -> Recipient | None:
    """A group counts as judicial and as foreign if any of its members does."""
    if group is None:
        return None
    members = list(group.members.select_related("authority", "agency"))
    states = Authority.objects.filter(country__in=[member.country for member in members if member.country])
    whole = [*states, *(member.authority for member in members if member.authority and not member.agency)]
    judicial = any(map(_any_judicial, whole)) or any(m.agency.kind in judicial_kinds() for m in members if m.agency)
    bodies = [*states, *(member.authority for member in members if member.authority)]
    countries = {body.country for body in bodies} | {member.country for member in members if member.country}
    country = countries.pop() if len(countries) == 1 else ""
    authorities = frozenset(body.id for body in bodies)
    return Recipient(group.id, PartyKind.GROUP, country, judicial, authorities, group.name)


def recipients(own: UUID) -> list[tuple[str, PartyKind, UUID]]:
    """Whom something of the authority can be addressed to: label, kind and id of authorities, agencies and groups."""
    others = Authority.objects.filter(closed_at=None).exclude(pk=own)
    bodies = [(_named(a), PartyKind.AUTHORITY, a.id) for a in others]
    open_now = Agency.objects.select_related("authority").filter(closed_at=None).exclude(authority=own)
    agencies = [(f"{a.name} ({_named(a.authority)})", PartyKind.AGENCY, a.id) for a in open_now]
    groups = [(group.name, PartyKind.GROUP, group.id) for group in PartyGroup.objects.all()]
    return sorted([*bodies, *agencies, *groups], key=lambda party: (party[1] != PartyKind.GROUP, party[0]))


def entries(*, country: str = "", kind: str = "", words: str = "", closed: bool = False) -> QuerySet[Authority]:
    """Authorities of the directory with their agencies: by country, by kind of agency, by any word of a name."""
    found = Authority.objects.prefetch_related("agencies")
    if country:
        found = found.filter(country=country)
    if kind:
        found = found.filter(agencies__kind=kind)
    for word in words.split():
        named = Q(name__icontains=word) | Q(name_local__icontains=word)
        below = Q(agencies__name__icontains=word) | Q(agencies__name_local__icontains=word)
        found = found.filter(named | below)
    return (found if closed else found.filter(closed_at=None)).distinct()


def authority(id: UUID) -> Authority | None:
    """One authority of the directory."""
    return Authority.objects.prefetch_related("agencies").filter(pk=id).first()


def agency(id: UUID) -> Agency | None:
    """One agency of the directory, with its authority and its units."""
    return Agency.objects.select_related("authority").prefetch_related("units").filter(pk=id).first()


def authority_named(name: str) -> Authority:
    """The open authority of that name, for the shell. Raises NothingThere, Refused when several bear it."""
    return _only(Authority.objects.filter(name=name.strip(), closed_at=None), name, "kouprey officers authority")


def agency_named(name: str, *, authority: str = "") -> Agency:
    """The open agency of that name, of the authority where one is named. Raises NothingThere, Refused."""
    found = Agency.objects.select_related("authority").filter(name=name.strip(), closed_at=None)
    found = found.filter(authority__name=authority.strip()) if authority else found
    return _only(found, name, "kouprey officers agency")


def agencies_of(authority: UUID) -> QuerySet[Agency]:
    """The open agencies of one authority, with their units."""
    return Agency.objects.filter(authority=authority, closed_at=None).prefetch_related("units").order_by("name")


def agency_names(authority: UUID) -> dict[UUID, str]:
    """What all agencies of one authority are called, those that were closed too, in the order of their names."""
    return {one.id: str(one) for one in Agency.objects.filter(authority=authority).order_by("name")}


def groups() -> QuerySet[PartyGroup]:
    """All groups, with who keeps them and their members."""
    return PartyGroup.objects.select_related("authority").prefetch_related("members__authority", "members__agency")


def group(id: UUID) -> PartyGroup | None:
    """One group."""
    return groups().filter(pk=id).first()


def members_of(named: NamedList) -> QuerySet[NamedListMember]:
    """Everybody who is or was on a list that was authorised."""
    return NamedListMember.objects.filter(list=named).select_related("officer").order_by("-starts_on", "id")


def own_parties(authority: UUID) -> dict[UUID, str]:
    """Agencies, officers and lists of people of one authority, by id: whom an audience can name."""
    agencies = Agency.objects.filter(authority=authority, closed_at=None)
    officers = Officer.objects.filter(authority=authority, is_active=True)
    lists = NamedList.objects.filter(agency__authority=authority, is_compartment=False)
    return {thing.id: str(thing) for things in (agencies, officers, lists) for thing in things}


def groups_of(agency: Agency, on: date) -> frozenset[UUID]:
    """The groups that an agency, its authority as a whole, or its State belongs to on a day."""
    mine = Q(agency=agency) | Q(agency=None, authority=agency.authority_id)
    if agency.authority.country:
        mine |= Q(country=agency.authority.country)
    return frozenset(_dated(GroupMember.objects.filter(mine), on).values_list("group", flat=True))


def lists_of(officer: UUID, on: date) -> tuple[frozenset[UUID], frozenset[UUID]]:
    """The teams an officer is on, and the compartments the officer is admitted to, on a day."""
    named = _dated(NamedListMember.objects.filter(officer=officer), on)
    found = list(named.values_list("list", "list__is_compartment"))
    return frozenset(id for id, closed in found if not closed), frozenset(id for id, closed in found if closed)


def names_of(parties: Iterable[UUID]) -> dict[UUID, str]:
    """What parties of any kind are called, by id."""
    wanted = list(parties)
    if not wanted:  # as on most pages: five questions would be worded for nothing
        return {}
    kinds = (Authority, Agency, Officer, PartyGroup, NamedList)
    return {thing.id: str(thing) for kind in kinds for thing in kind.objects.filter(pk__in=wanted)}


@lru_cache(maxsize=1)
def judicial_kinds() -> frozenset[str]:
    """Kinds of agencies that are judicial or enforce the law."""
    return frozenset(row["code"] for row in load("agency-kinds").rows if row["judicial_or_enforcement"] == "yes")


def _only(found: QuerySet[Any], name: str, command: str) -> Any:
    entries = list(found[:2])
    if not entries:
        raise NothingThere(f"The directory has no open entry called “{name}”.", remedy=f"Enter it first: {command}")
    if len(entries) > 1:
        raise Refused(f"Several entries are called “{name}”.", remedy="Name the authority as well, or rename one.")
    return entries[0]


def _dated(members: QuerySet, on: date) -> QuerySet:
    return members.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)


def _any_judicial(body: Authority) -> bool:
    """Whether any of its agencies is; an authority without agencies counts as if it were: unknown never opens."""
    kinds = set(body.agencies.values_list("kind", flat=True))
    return not kinds or bool(kinds & judicial_kinds())


def _named(body: Authority) -> str:
    return f"{body.name}, {body.country}" if body.country else body.name


def held_authorities() -> list[tuple[UUID, str]]:
    """The authorities of a State that have users on this node, with their country."""
    found = Authority.objects.filter(held=True, closed_at=None).exclude(country="")
    return list(found.order_by("id").values_list("id", "country"))


def country_of(authority: UUID) -> str:
    """The country of an authority; blank for a regional one."""
    return Authority.objects.filter(pk=authority).values_list("country", flat=True).first() or ""
