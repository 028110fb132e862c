"""Acts on officers: done together with their audit row, or not at all. On both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from kouprey.kernel.errors import NothingThere, Refused, UnusableInput
from kouprey.web.accounts import actions
from kouprey.web.accounts.models import Officer
from kouprey.web.accounts.queries import officer_named
from kouprey.web.core.audit import SHELL, Act, Actor
from kouprey.web.core.models import AuditEvent
from kouprey.web.core.queries import events_about
from web.conftest import AT

pytestmark = pytest.mark.django_db
PASSWORD = "nine green turtles"  # noqa: S105
ANOTHER = "eleven blue herons"
LATER = AT + timedelta(minutes=1)
NOBODY = Actor(None, None)  # type: ignore[arg-type]  # cannot be written down: makes the audit row fail


@pytest.fixture
def sokha() -> Officer:
    return actions.enrol_officer(
        username="sokha", full_name="Sok Sokha", email="s@example.org", password=PASSWORD, by=SHELL, at=AT
    )


def acts(officer: Officer) -> list[str]:
    return [event.act for event in events_about("officer", officer.id)]


def test_enrolment_is_on_record(sokha: Officer):
    (event,) = events_about("officer", sokha.id)
    assert (event.act, event.by, event.by_label, event.at) == (Act.OFFICER_ENROLLED, None, "shell", AT)
    assert event.target_label == "sokha"
    assert event.details == {"full_name": "Sok Sokha", "email": "s@example.org"}
    assert event.id.version == sokha.id.version == 7
    assert PASSWORD not in str(event.details)


def test_a_name_is_written_as_one_text():
    officer = actions.enrol_officer(username=" ｔｈａｏ ", full_name="Nguye\u0302\u0303n Thảo", by=SHELL, at=AT)
    assert (officer.username, officer.full_name) == ("thao", "Nguyễn Thảo")
    assert not officer.has_usable_password()


@pytest.mark.parametrize(
    "wrong",
    [
        {"username": "SOKHA"},
        {"username": "other", "email": "S@example.org"},
        {"username": ""},
        {"username": "other", "full_name": " "},
        {"username": "other", "password": "short"},
        {"username": "other", "email": "nowhere"},
    ],
)
def test_what_cannot_be_enrolled_leaves_nothing(sokha: Officer, wrong: dict[str, str]):
    with pytest.raises(UnusableInput):
        actions.enrol_officer(**({"full_name": "Other", "by": SHELL, "at": AT} | wrong))
    assert Officer.objects.count() == AuditEvent.objects.count() == 1


def test_the_database_itself_refuses_a_second_one_of_a_name(sokha: Officer):
    with pytest.raises(IntegrityError), transaction.atomic():
        Officer.objects.create(username="Sokha", full_name="Other", enrolled_at=AT)


def test_an_act_whose_audit_row_fails_is_not_done(sokha: Officer):
    with pytest.raises(IntegrityError):
        actions.change_name(officer=sokha, full_name="Somebody else", by=NOBODY, at=AT)
    with pytest.raises(IntegrityError):
        actions.deactivate_officer(officer=sokha, reason="left", by=NOBODY, at=AT)
    with pytest.raises(IntegrityError):
        actions.enrol_officer(username="thao", full_name="Thao", by=NOBODY, at=AT)
    assert (sokha.full_name, sokha.is_active) == ("Sok Sokha", True)
    sokha.refresh_from_db()
    assert (sokha.full_name, sokha.is_active) == ("Sok Sokha", True)
    assert Officer.objects.count() == AuditEvent.objects.count() == 1


def test_a_change_of_name_keeps_what_was_before(sokha: Officer):
    actions.change_name(officer=sokha, full_name="Sok Sokha Phal", by=sokha.actor, at=LATER)
    event = events_about("officer", sokha.id).last()
    assert event is not None
    assert event.details == {"before": "Sok Sokha", "after": "Sok Sokha Phal"}
    assert event.by == sokha.id


def test_closing_and_opening_an_account(sokha: Officer):
    actions.deactivate_officer(officer=sokha, reason="left the service", by=SHELL, at=AT)
    assert (sokha.is_active, sokha.deactivated_at) == (False, AT)
    with pytest.raises(Refused, match="deactivated already"):
        actions.deactivate_officer(officer=sokha, reason="again", by=SHELL, at=AT)
    actions.reactivate_officer(officer=sokha, reason="came back", by=SHELL, at=AT)
    sokha.refresh_from_db()
    assert (sokha.is_active, sokha.deactivated_at) == (True, None)
    assert sorted(acts(sokha)) == sorted([Act.OFFICER_ENROLLED, Act.OFFICER_DEACTIVATED, Act.OFFICER_REACTIVATED])


def test_a_date_of_closing_and_the_state_go_together(sokha: Officer):
    with pytest.raises(IntegrityError), transaction.atomic():
        Officer.objects.update(is_active=False)


def test_a_new_password_is_on_record_but_not_in_it(sokha: Officer):
    actions.set_password(officer=sokha, password=ANOTHER, by=SHELL, at=LATER)
    sokha.refresh_from_db()
    assert sokha.check_password(ANOTHER)
    assert acts(sokha)[-1] == Act.OFFICER_PASSWORD_SET
    assert ANOTHER not in str(list(AuditEvent.objects.values()))


def test_finding_an_officer(sokha: Officer):
    assert officer_named("Sokha") == sokha
    with pytest.raises(NothingThere, match="thao"):
        officer_named("thao")


def test_the_shell_enrols(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    from io import StringIO

    monkeypatch.setattr("sys.stdin", StringIO(PASSWORD + "\n"))
    call_command("enrol_officer", "thao", "--full-name", "Thao Nguyen")
    assert officer_named("thao").check_password(PASSWORD)
    assert "Enrolled Thao Nguyen as thao." in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin", StringIO(PASSWORD + "\n"))
    with pytest.raises(CommandError, match="exists"):
        call_command("enrol_officer", "thao", "--full-name", "Thao Nguyen")
