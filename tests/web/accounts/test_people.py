"""Acts on people: invited by one, given roles by two, moved, let go; decided on the very row. On both databases."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from kouprey.domain.access import Actor, Role
from kouprey.kernel.errors import NothingThere, Refused, UnusableInput
from kouprey.web.accounts import people
from kouprey.web.accounts.acting import APPOINTMENT, appointments_of, chosen, held_by
from kouprey.web.accounts.actions import enrol_officer
from kouprey.web.accounts.directory import lists_of
from kouprey.web.accounts.models import Appointment, Officer
from kouprey.web.core.audit import SHELL, Act
from kouprey.web.core.models import AuditEvent
from kouprey.web.core.queries import events_about
from web.cast import AT, Cast, build

pytestmark = pytest.mark.django_db
ADMIN, AUDITOR, RECORDER = Role.NODE_ADMINISTRATOR, Role.AUDITOR, Role.RECORDER
LATER = AT + timedelta(hours=1)
TODAY = AT.date()
PASSWORD = "nine green turtles"  # noqa: S105
TERM = {"starts_on": TODAY, "ends_on": None, "reason": "new post", "at": LATER}


@pytest.fixture
def cast() -> Cast:
    return build(ADMIN, AUDITOR, RECORDER)


@pytest.fixture
def admin(cast: Cast) -> Actor:
    return cast.actor(ADMIN)


def invite(cast: Cast, by: Actor, username: str = "dara") -> tuple[Officer, str]:
    return people.invite_officer(
        username=username, full_name="Dara (invented)", email="", authority=cast.kiri, by=by, at=AT
    )


def acts(officer: Officer) -> list[str]:
    return [event.act for event in events_about("officer", officer.id)]


def test_an_invitation_opens_an_account_once(cast: Cast, admin: Actor):
    officer, code = invite(cast, admin)
    assert officer.authority == cast.kiri
    assert not officer.has_usable_password()
    opened = people.use_invitation(code=code, password=PASSWORD, at=LATER)
    assert opened.check_password(PASSWORD)
    with pytest.raises(NothingThere):
        people.use_invitation(code=code, password=PASSWORD, at=LATER)
    assert {Act.OFFICER_INVITED, Act.INVITATION_USED} <= set(acts(officer))
    assert code not in str(list(AuditEvent.objects.values()))


def test_an_invitation_tells_nothing_of_names_and_addresses_of_another_authority(cast: Cast, admin: Actor):
    """The same name is never refused, and the same address only within the authority that sees it."""
    foreign, here = cast.abroad.authority, cast.kiri
    for authority in (foreign, here):
        enrol_officer(
            username=f"taken at {authority}", full_name="Bopha (invented)", authority=authority,
            email="bopha@example.org" if authority == foreign else "", by=SHELL, at=AT,
        )  # fmt: skip
    first, second = (invite(cast, admin)[0].username for _time in range(2))
    assert first != second
    assert all(re.fullmatch(r"dara\.\d{4}", name) for name in (first, second))
    same = {"full_name": "Dara (invented)", "email": "Bopha@example.org", "authority": here, "by": admin, "at": AT}
    people.invite_officer(username="dara", **same)
    with pytest.raises(UnusableInput):
        people.invite_officer(username="dara", **same)


def test_a_bad_password_does_not_use_the_invitation_up(cast: Cast, admin: Actor):
    _officer, code = invite(cast, admin)
    with pytest.raises(UnusableInput):
        people.use_invitation(code=code, password="short", at=LATER)  # noqa: S106
    assert people.use_invitation(code=code, password=PASSWORD, at=LATER)


def test_an_invitation_grows_too_old(cast: Cast, admin: Actor):
    _officer, code = invite(cast, admin)
    with pytest.raises(NothingThere):
        people.invitation_of(code, at=AT + people.INVITED_FOR + timedelta(seconds=1))


def test_inviting_again_voids_the_code_before(cast: Cast, admin: Actor):
    officer, old = invite(cast, admin)
    _same, new = people.invite_again(officer=officer.id, by=admin, at=LATER)
    with pytest.raises(NothingThere):
        people.invitation_of(old, at=LATER)
    people.use_invitation(code=new, password=PASSWORD, at=LATER)
    with pytest.raises(Refused, match="opened the account already"):
        people.invite_again(officer=officer.id, by=admin, at=LATER)


def test_only_the_own_authority_is_managed(cast: Cast, admin: Actor):
    stranger = cast.actor(ADMIN, cast.abroad)
    officer, _code = invite(cast, admin)
    before = AuditEvent.objects.count()
    for act in (
        lambda: people.invite_again(officer=officer.id, by=stranger, at=LATER),
        lambda: people.depart(officer=officer, reason="r", by=stranger, at=LATER),
        lambda: people.come_back(officer=officer, reason="r", by=stranger, at=LATER),
        lambda: people.ask_role(officer=officer, agency=cast.customs, role=RECORDER, by=stranger, **TERM),
        lambda: people.end_role(
            appointment=cast.appointments[cast.customs.id, RECORDER].id, reason="r", by=stranger, at=LATER
        ),
    ):
        with pytest.raises(NothingThere):
            act()
    with pytest.raises(Refused, match="another authority"):
        invite(cast, stranger, "intruder")
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("role", [AUDITOR, RECORDER])
def test_only_administrators_manage(cast: Cast, admin: Actor, role: Role):
    officer, _code = invite(cast, admin)
    by = cast.actor(role)
    for act in (
        lambda: invite(cast, by, "other"),
        lambda: people.depart(officer=officer, reason="r", by=by, at=LATER),
        lambda: people.ask_role(officer=officer, agency=cast.customs, role=RECORDER, by=by, **TERM),
    ):
        with pytest.raises(Refused, match="role"):
            act()


def test_a_password_alone_manages_nobody(cast: Cast):
    with pytest.raises(Refused, match="second factor"):
        invite(cast, cast.actor(ADMIN, strong=False))


def test_a_role_needs_two_people_neither_of_whom_it_is_about(cast: Cast, admin: Actor):
    officer, _code = invite(cast, admin)
    asked = people.ask_role(officer=officer, agency=cast.customs, role=AUDITOR, by=admin, **TERM)
    assert list(appointments_of(officer, TODAY)) == []
    with pytest.raises(Refused, match="own"):
        people.answer_role(approval=asked.id, approve=True, answer="", by=admin, at=LATER)
    given = people.answer_role(approval=asked.id, approve=True, answer="", by=cast.actor(AUDITOR), at=LATER)
    assert list(appointments_of(officer, TODAY)) == [given]
    own = cast.officers[cast.police.id, ADMIN]
    asked = people.ask_role(officer=own, agency=cast.police, role=AUDITOR, by=admin, **TERM)
    with pytest.raises(Refused, match="own"):
        people.answer_role(approval=asked.id, approve=True, answer="", by=cast.actor(ADMIN, cast.police), at=LATER)
    with pytest.raises(Refused, match="own"):
        people.ask_role(
            officer=cast.officers[cast.customs.id, ADMIN], agency=cast.customs, role=AUDITOR, by=admin, **TERM
        )


def test_a_refusal_needs_a_reason_and_gives_nothing(cast: Cast, admin: Actor):
    officer, _code = invite(cast, admin)
    asked = people.ask_role(officer=officer, agency=cast.customs, role=RECORDER, by=admin, **TERM)
    auditor = cast.actor(AUDITOR)
    with pytest.raises(UnusableInput, match="reason"):
        people.answer_role(approval=asked.id, approve=False, answer=" ", by=auditor, at=LATER)
    assert people.answer_role(approval=asked.id, approve=False, answer="no post", by=auditor, at=LATER) is None
    assert list(appointments_of(officer, TODAY)) == []


def test_what_does_not_fit_is_not_asked(cast: Cast, admin: Actor):
    officer, _code = invite(cast, admin)
    abroad = people.enter_unit(agency=cast.police.id, name="River post (invented)", by=admin, at=AT)
    ask = {"officer": officer, "agency": cast.customs, "role": RECORDER, "by": admin} | TERM
    with pytest.raises(UnusableInput, match="before it begins"):
        people.ask_role(**ask | {"ends_on": TODAY - timedelta(days=1)})
    with pytest.raises(UnusableInput, match="over already"):
        people.ask_role(**ask | {"starts_on": date(2020, 1, 1), "ends_on": date(2020, 2, 1)})
    with pytest.raises(UnusableInput, match="unit"):
        people.ask_role(**ask, unit=abroad.id)
    with pytest.raises(Refused, match="another authority"):
        people.ask_role(**ask | {"agency": cast.abroad})
    with pytest.raises(UnusableInput, match="reason"):
        people.ask_role(**ask | {"reason": ""})
    people.ask_role(**ask)
    with pytest.raises(Refused, match="waits for a second person"):
        people.ask_role(**ask)


def test_a_role_that_is_held_is_not_asked_and_a_term_that_is_over_is_no_hurdle(cast: Cast, admin: Actor):
    officer = cast.officers[cast.customs.id, RECORDER]
    ask = {"officer": officer, "agency": cast.customs, "role": RECORDER, "by": admin} | TERM
    with pytest.raises(Refused, match="holds this role already"):
        people.ask_role(**ask)
    held = cast.appointments[cast.customs.id, RECORDER]
    Appointment.objects.filter(pk=held.pk).update(starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30))
    asked = people.ask_role(**ask)
    people.answer_role(approval=asked.id, approve=True, answer="", by=cast.actor(AUDITOR), at=LATER)
    held.refresh_from_db()
    assert (held.ended_at, held.end_reason) == (LATER, "The term was over.")
    assert appointments_of(officer, TODAY).count() == 1


def test_a_move_ends_here_at_once_and_asks_there(cast: Cast, admin: Actor):
    officer, held = cast.officers[cast.customs.id, RECORDER], cast.appointments[cast.customs.id, RECORDER]
    move = {"appointment": held.id, "role": RECORDER, "by": admin, "reason": "moves", "starts_on": TODAY, "at": LATER}
    with pytest.raises(Refused, match="another authority"):
        people.move_officer(agency=cast.abroad, **move)
    assert appointments_of(officer, TODAY).count() == 1, "both or neither"
    asked = people.move_officer(agency=cast.police, **move)
    assert appointments_of(officer, TODAY).count() == 0
    people.answer_role(approval=asked.id, approve=True, answer="", by=cast.actor(AUDITOR), at=LATER)
    assert [one.agency for one in appointments_of(officer, TODAY)] == [cast.police]


def test_a_departure_ends_everything_at_once_and_nothing_comes_back_by_itself(cast: Cast, admin: Actor):
    officer = cast.officers[cast.customs.id, RECORDER]
    team = people.enter_list(agency=cast.customs.id, name="Team A", is_compartment=False, by=admin, at=AT)
    people.put_on_list(list=team.id, officer=officer.id, starts_on=TODAY, by=admin, at=AT)
    assert lists_of(officer.id, TODAY)[0]
    people.depart(officer=officer, reason="left the service", by=admin, at=LATER)
    officer.refresh_from_db()
    assert not officer.is_active
    assert not appointments_of(officer, TODAY).exists()
    assert not lists_of(officer.id, TODAY)[0]
    with pytest.raises(Refused, match="closed"):
        people.ask_role(officer=officer, agency=cast.customs, role=RECORDER, by=admin, **TERM)
    people.come_back(officer=officer, reason="came back", by=admin, at=LATER)
    officer.refresh_from_db()
    assert officer.is_active
    assert not appointments_of(officer, TODAY).exists()
    assert not lists_of(officer.id, TODAY)[0]
    ended = Appointment.objects.get(officer=officer)
    assert (ended.end_reason, ended.ended_by_label) == ("left the service", admin.label)


def test_a_departure_voids_the_invitation(cast: Cast, admin: Actor):
    officer, code = invite(cast, admin)
    people.depart(officer=officer, reason="never came", by=admin, at=LATER)
    people.come_back(officer=officer, reason="came after all", by=admin, at=LATER)
    with pytest.raises(NothingThere):
        people.invitation_of(code, at=LATER)


def test_nobody_lets_themselves_go(cast: Cast, admin: Actor):
    with pytest.raises(Refused, match="own"):
        people.depart(officer=cast.officers[cast.customs.id, ADMIN], reason="r", by=admin, at=LATER)


def test_a_departure_between_question_and_answer_is_seen(cast: Cast, admin: Actor):
    officer, _code = invite(cast, admin)
    asked = people.ask_role(officer=officer, agency=cast.customs, role=RECORDER, by=admin, **TERM)
    people.depart(officer=officer, reason="left", by=admin, at=LATER)
    with pytest.raises(Refused, match="closed"):
        people.answer_role(approval=asked.id, approve=True, answer="", by=cast.actor(AUDITOR), at=LATER)
    asked.refresh_from_db()
    assert asked.answered_at is None


def test_the_choice_of_a_role_is_on_record_and_ends_with_the_role(cast: Cast, admin: Actor):
    officer, held = cast.officers[cast.customs.id, RECORDER], cast.appointments[cast.customs.id, RECORDER]
    session: dict[str, str] = {}
    people.change_acting(session=session, appointment=held.id, purpose="statistics", by=officer, at=LATER)
    found = chosen(session, held_by(officer, TODAY))
    assert found is not None
    assert (found[0], found[1].value) == (held, "statistics")
    assert acts(officer)[-1] == Act.ACTING_CHANGED
    other = cast.appointments[cast.police.id, RECORDER]
    with pytest.raises(NothingThere):
        people.change_acting(session=session, appointment=other.id, purpose="statistics", by=officer, at=LATER)
    with pytest.raises(UnusableInput, match="purpose"):
        people.change_acting(session=session, appointment=held.id, purpose="fun", by=officer, at=LATER)
    assert session[APPOINTMENT] == str(held.id)
    people.end_role(appointment=held.id, reason="over", by=admin, at=LATER)
    assert chosen(session, held_by(officer, TODAY)) is None


def test_the_shell_places_an_officer_once(cast: Cast, admin: Actor):
    from kouprey.web.accounts.actions import enrol_officer

    officer = enrol_officer(username="early", full_name="Early (invented)", by=SHELL, at=AT)
    with pytest.raises(Refused, match="shell"):
        people.place_officer(officer=officer, authority=cast.kiri, by=admin, at=AT)
    placed = people.place_officer(officer=officer, authority=cast.kiri, by=SHELL, at=AT)
    assert placed.authority == cast.kiri
    with pytest.raises(Refused, match="another authority"):
        people.place_officer(officer=officer, authority=cast.lotus, by=SHELL, at=AT)


def test_a_backup_is_restored_by_two(cast: Cast, admin: Actor):
    digest = "ab" * 32
    with pytest.raises(UnusableInput, match="SHA-256"):
        people.ask_restore(digest="ab", reason="r", by=admin, at=AT)
    with pytest.raises(Refused, match="role"):
        people.ask_restore(digest=digest, reason="r", by=cast.actor(RECORDER), at=AT)
    asked = people.ask_restore(digest=digest.upper(), reason="the disk broke", by=admin, at=AT)
    with pytest.raises(Refused, match="own"):
        people.answer_restore(approval=asked.id, approve=True, answer="", by=admin, at=AT)
    assert not people.restore_is_approved(digest, at=LATER)
    people.answer_restore(approval=asked.id, approve=True, answer="", by=cast.actor(ADMIN, cast.abroad), at=LATER)
    assert people.restore_is_approved(digest, at=LATER)
    assert not people.restore_is_approved("cd" * 32, at=LATER)
    assert not people.restore_is_approved(digest, at=LATER + timedelta(days=8))
