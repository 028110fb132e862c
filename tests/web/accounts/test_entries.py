"""The directory, groups and lists: entered, changed, verified, closed, with members from a day. On both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kouprey.domain.access import Actor, Role
from kouprey.domain.release import PartyKind
from kouprey.kernel.errors import NothingThere, Refused, UnusableInput
from kouprey.web.accounts import directory, people
from kouprey.web.accounts.acting import appointments_of
from kouprey.web.accounts.models import Agency, Authority, GroupMember
from kouprey.web.core.audit import SHELL, Act
from kouprey.web.core.models import AuditEvent
from kouprey.web.core.queries import events_about
from web.cast import AT, Cast, build

pytestmark = pytest.mark.django_db
ADMIN, RECORDER = Role.NODE_ADMINISTRATOR, Role.RECORDER
TODAY, LATER = AT.date(), AT + timedelta(hours=1)


@pytest.fixture
def cast() -> Cast:
    return build(ADMIN, RECORDER)


@pytest.fixture
def admin(cast: Cast) -> Actor:
    return cast.actor(ADMIN)


@pytest.fixture
def foreign(admin: Actor) -> Authority:
    return people.enter_authority(
        country="TH", name="Orchid Ministry (invented)", held=False, by=admin, at=AT, source="letter"
    )


def test_a_foreign_entry_is_unverified_until_it_is_verified(admin: Actor, foreign: Authority):
    assert foreign.is_unverified
    done = people.verify_authority(authority=foreign.id, source="official journal", by=admin, at=LATER)
    assert (done.is_unverified, done.verified_by_label, done.source) == (False, admin.label, "official journal")
    later = LATER + timedelta(minutes=1)
    changed = people.change_authority(authority=foreign.id, name="Orchid Office (invented)", by=admin, at=later)
    assert changed.is_unverified
    assert events_about("authority", foreign.id).last().details["name"] == [  # type: ignore[union-attr]
        "Orchid Ministry (invented)", "Orchid Office (invented)",
    ]  # fmt: skip


def test_entries_of_another_authority_with_users_are_its_own(cast: Cast, admin: Actor):
    for act in (
        lambda: people.enter_agency(authority=cast.lotus, kind="police", name="x", by=admin, at=AT),
        lambda: people.change_agency(agency=cast.abroad.id, kind="police", name="x", by=admin, at=AT),
        lambda: people.close_agency(agency=cast.abroad.id, reason="r", by=admin, at=AT),
        lambda: people.verify_agency(agency=cast.abroad.id, source="s", by=admin, at=AT),
        lambda: people.enter_unit(agency=cast.abroad.id, name="x", by=admin, at=AT),
        lambda: people.change_authority(authority=cast.lotus.id, name="x", by=admin, at=AT),
    ):
        with pytest.raises(Refused, match="another authority"):
            act()
    with pytest.raises(Refused, match="shell"):
        people.enter_authority(country="TH", name="y", held=True, by=admin, at=AT)
    with pytest.raises(Refused, match="role"):
        people.enter_authority(country="TH", name="y", held=False, by=cast.actor(RECORDER), at=AT)


@pytest.mark.parametrize(
    ("wrong", "match"),
    [({"name": " "}, "name"), ({"kind": "circus"}, "kind"), ({"time_zone": "Moon/Base"}, "time zone")],
)
def test_what_cannot_be_entered_is_said(cast: Cast, admin: Actor, wrong: dict[str, str], match: str):
    given = {"kind": "police", "name": "New (invented)", "time_zone": "Asia/Phnom_Penh"} | wrong
    with pytest.raises(UnusableInput, match=match):
        people.enter_agency(authority=cast.kiri, by=admin, at=AT, **given)


def test_a_name_is_taken_once(cast: Cast, admin: Actor, foreign: Authority):
    with pytest.raises(Refused, match="already"):
        people.enter_authority(country="TH", name=foreign.name, held=False, by=admin, at=AT)
    with pytest.raises(Refused, match="already"):
        people.enter_agency(authority=cast.kiri, kind="police", name=cast.police.name, by=admin, at=AT)
    with pytest.raises(Refused, match="already"):
        people.change_agency(agency=cast.police.id, kind="police", name=cast.customs.name, by=admin, at=AT)
    with pytest.raises(UnusableInput, match="countries"):
        people.enter_authority(country="QQ", name="z", held=False, by=admin, at=AT)


def test_a_closed_agency_acts_no_more_and_is_addressed_no_more(cast: Cast, admin: Actor):
    officer = cast.officers[cast.police.id, RECORDER]
    people.close_agency(agency=cast.police.id, reason="merged", by=admin, at=LATER)
    assert not appointments_of(officer, TODAY).exists()
    assert directory.recipient(cast.police.id, PartyKind.AGENCY) is None
    with pytest.raises(Refused, match="closed already"):
        people.close_agency(agency=cast.police.id, reason="again", by=admin, at=LATER)
    people.reopen_agency(agency=cast.police.id, reason="split again", by=admin, at=LATER)
    assert appointments_of(officer, TODAY).exists()
    with pytest.raises(Refused, match="You act for this agency"):
        people.close_agency(agency=cast.customs.id, reason="r", by=admin, at=LATER)


def test_a_closed_authority_closes_its_agencies(cast: Cast, admin: Actor, foreign: Authority):
    below = people.enter_agency(authority=foreign, kind="customs", name="Orchid Customs", by=admin, at=AT)
    people.close_authority(authority=foreign.id, reason="dissolved", by=admin, at=LATER)
    assert directory.recipient(foreign.id, PartyKind.AUTHORITY) is None
    assert directory.recipient(below.id, PartyKind.AGENCY) is None
    with pytest.raises(Refused, match="authority is closed"):
        people.reopen_agency(agency=below.id, reason="r", by=admin, at=LATER)
    people.reopen_authority(authority=foreign.id, reason="a mistake", by=admin, at=LATER)
    people.reopen_agency(agency=below.id, reason="a mistake", by=admin, at=LATER)
    assert directory.recipient(below.id, PartyKind.AGENCY) is not None
    with pytest.raises(Refused, match="has users"):
        people.close_authority(authority=cast.kiri.id, reason="r", by=admin, at=LATER)


def test_units_reach_down_to_a_border_post(cast: Cast, admin: Actor):
    above = people.enter_unit(agency=cast.customs.id, name="North branch", by=admin, at=AT)
    post = people.enter_unit(agency=cast.customs.id, name="River post", within=above.id, by=admin, at=AT)
    with pytest.raises(Refused, match="already"):
        people.enter_unit(agency=cast.customs.id, name="River post", by=admin, at=AT)
    with pytest.raises(UnusableInput, match="unit"):
        people.enter_unit(agency=cast.police.id, name="x", within=above.id, by=admin, at=AT)
    with pytest.raises(Refused, match="below"):
        people.close_unit(unit=above.id, by=admin, at=AT)
    assert people.rename_unit(unit=post.id, name="Bridge post", by=admin, at=AT).name == "Bridge post"
    people.close_unit(unit=post.id, by=admin, at=AT)
    people.close_unit(unit=above.id, by=admin, at=AT)
    assert sorted(event.act for event in events_about("unit", post.id)) == [
        Act.UNIT_CHANGED, Act.UNIT_CHANGED, Act.UNIT_ENTERED,
    ]  # fmt: skip


def test_the_shipped_list_is_taken_in_once(cast: Cast, admin: Actor):
    own = Agency.objects.filter(authority=cast.kiri).count()
    first = people.import_directory(by=admin, at=AT)
    assert first.agencies > 50
    assert first.left == 0
    assert all(body.is_unverified for body in Authority.objects.filter(held=False))
    ministry = Authority.objects.get(country="KH", name="Ministry of Agriculture, Forestry and Fisheries")
    assert {agency.kind for agency in ministry.agencies.all()} == {"cites-ma", "forestry", "fisheries"}
    bureau = Agency.objects.get(name="Anti-Smuggling Bureau")
    assert bureau.authority.name == "General Administration of Customs"
    assert Agency.objects.filter(authority=cast.kiri).count() == own
    people.change_agency(agency=bureau.id, kind="customs", name="Bureau (renamed)", by=admin, at=LATER)
    people.close_authority(authority=ministry.id, reason="merged", by=admin, at=LATER)
    second = people.import_directory(by=SHELL, at=LATER)
    assert (second.authorities, second.agencies, second.left) == (0, 0, first.agencies)
    assert AuditEvent.objects.filter(act=Act.DIRECTORY_IMPORTED).count() == 2
    with pytest.raises(Refused, match="role"):
        people.import_directory(by=cast.actor(RECORDER), at=AT)


def test_an_authority_with_users_keeps_its_agencies_when_the_list_is_taken_in(cast: Cast, admin: Actor):
    home = people.enter_authority(country="KH", name="Ministry of Justice", held=True, by=SHELL, at=AT)
    done = people.import_directory(by=admin, at=AT)
    assert not home.agencies.exists()
    assert done.left == 1


def test_a_group_holds_states_authorities_and_agencies_from_a_day(cast: Cast, admin: Actor, foreign: Authority):
    group = people.enter_group(name="Delta group (invented)", by=admin, at=AT)
    add = {"group": group.id, "by": admin, "at": AT, "starts_on": TODAY}
    people.add_to_group(agency=cast.customs.id, **add)
    state = people.add_to_group(country="VN", **add)
    later = people.add_to_group(authority=foreign.id, **add | {"starts_on": TODAY + timedelta(days=9)})
    assert directory.groups_of(cast.customs, TODAY) == {group.id}
    assert directory.groups_of(cast.police, TODAY) == frozenset()
    assert directory.groups_of(cast.abroad, TODAY) == {group.id}, "the whole State is a member"
    found = directory.recipient(group.id, PartyKind.GROUP)
    assert found is not None
    assert (found.authorities, found.country) == ({cast.kiri.id, cast.lotus.id, foreign.id}, "")
    assert found.judicial
    with pytest.raises(Refused, match="member already"):
        people.add_to_group(country="VN", **add)
    people.end_in_group(member=state.id, by=admin, at=LATER)
    assert directory.groups_of(cast.abroad, TODAY) == frozenset()
    with pytest.raises(Refused, match="ended already"):
        people.end_in_group(member=state.id, by=admin, at=LATER)
    stranger = cast.actor(ADMIN, cast.abroad)
    for act in (
        lambda: people.add_to_group(country="VN", **add | {"by": stranger}),
        lambda: people.end_in_group(member=later.id, by=stranger, at=LATER),
    ):
        with pytest.raises(Refused, match="another authority"):
            act()


@pytest.mark.parametrize("party", [{}, {"country": "VN", "authority": "lotus"}])
def test_a_member_is_one_party(cast: Cast, admin: Actor, party: dict[str, str]):
    group = people.enter_group(name="Delta group (invented)", by=admin, at=AT)
    given = {name: cast.lotus.id if value == "lotus" else value for name, value in party.items()}
    with pytest.raises(UnusableInput, match="Nobody was chosen"):
        people.add_to_group(group=group.id, starts_on=TODAY, by=admin, at=AT, **given)  # type: ignore[arg-type]
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupMember.objects.create(group=group, starts_on=TODAY)


def test_lists_are_of_the_own_authority_and_nobody_admits_themselves(cast: Cast, admin: Actor):
    safe = people.enter_list(agency=cast.customs.id, name="Safe (invented)", is_compartment=True, by=admin, at=AT)
    whom = cast.officers[cast.police.id, RECORDER]
    put = {"list": safe.id, "starts_on": TODAY, "by": admin, "at": AT}
    member = people.put_on_list(officer=whom.id, **put)
    assert directory.lists_of(whom.id, TODAY) == (frozenset(), {safe.id})
    with pytest.raises(Refused, match="already"):
        people.put_on_list(officer=whom.id, **put)
    with pytest.raises(Refused, match="own"):
        people.put_on_list(officer=admin.officer, **put)
    with pytest.raises(NothingThere):
        people.put_on_list(officer=cast.officers[cast.abroad.id, RECORDER].id, **put)
    stranger = cast.actor(ADMIN, cast.abroad)
    with pytest.raises(NothingThere):
        people.take_off_list(member=member.id, by=stranger, at=LATER)
    with pytest.raises(NothingThere):
        people.put_on_list(**put | {"officer": cast.officers[cast.abroad.id, RECORDER].id, "by": stranger})
    people.take_off_list(member=member.id, by=admin, at=LATER)
    assert directory.lists_of(whom.id, TODAY) == (frozenset(), frozenset())
