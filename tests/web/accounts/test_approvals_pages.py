"""Approvals: everybody sees what they may answer or asked for, and nobody learns of anything else."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kouprey.domain.access import Role
from kouprey.domain.handling import Handling, Purpose, Tlp
from kouprey.kernel.clock import now
from kouprey.web.accounts import people
from kouprey.web.core.models import Approval
from kouprey.web.records.actions import marks
from kouprey.web.records.actions.records import create_record, file_record
from kouprey.web.records.models import Record
from kouprey.web.records.tenancy import acting
from web.accounts.at_work import at_work, cast_at_work, plain, text
from web.cast import Cast

pytestmark = pytest.mark.django_db
ADMIN, AUDITOR, RECORDER, DESK = Role.NODE_ADMINISTRATOR, Role.AUDITOR, Role.RECORDER, Role.RELEASING_OFFICER
VALUES = {"subject": "Scales in a container", "text": "Seen at the port.", "when": "2026-11", "countries": "kh"}


@pytest.fixture
def cast() -> Cast:
    return cast_at_work(ADMIN, AUDITOR, RECORDER, DESK)


@pytest.fixture
def widening(cast: Cast) -> Approval:
    by = cast.actor(RECORDER)
    with acting(by):
        record = create_record(
            kind="information", values=VALUES, marks=Handling(tlp=Tlp.AMBER_STRICT), country="KH", by=by, at=now()
        )
        file_record(id=record.id, by=by, at=now())
        return marks.ask_wider(id=record.id, marks=Handling(tlp=Tlp.GREEN), reason="to warn", by=by, at=now())


def same_for_hidden_and_missing(client: Client, hidden: Approval) -> bool:
    seen = []
    for id in (hidden.id, uuid4()):
        with CaptureQueriesContext(connection) as queries:
            page = client.get(f"/approvals/{id}/")
        seen.append((page.status_code, plain(page), len(queries)))
    return seen[0] == seen[1] and seen[0][0] == 404


def test_a_widening_is_shown_to_whom_the_record_reaches_and_answered(cast: Cast, widening: Approval):
    asker, desk = at_work(cast, RECORDER), at_work(cast, DESK)
    assert "waiting" in text(asker.get("/approvals/"))
    assert "A second person answers it." in text(asker.get(f"/approvals/{widening.id}/"))
    page = text(desk.get(f"/approvals/{widening.id}/"))
    assert "TLP:AMBER+STRICT" in page
    assert "TLP:GREEN" in page
    assert "to warn" in page
    refused = desk.post(f"/approvals/{widening.id}/", {"decision": "refuse", "answer": " "})
    assert (refused.status_code, "The reason is missing." in text(refused)) == (400, True)
    desk.post(f"/approvals/{widening.id}/", {"decision": "approve", "answer": "agreed"})
    assert Record.objects.unscoped("to look").get().tlp == Tlp.GREEN
    assert "Nothing waits for you." in text(desk.get("/approvals/"))
    assert "agreed" in text(asker.get("/approvals/"))


@pytest.mark.parametrize("role", [DESK, ADMIN, AUDITOR, RECORDER])
@pytest.mark.parametrize("place", ["police", "abroad"])
def test_a_widening_of_a_record_that_is_hidden_is_hidden(cast: Cast, widening: Approval, role: Role, place: str):
    other = at_work(cast, role, getattr(cast, place))
    page = text(other.get("/approvals/"))
    assert "Nothing waits for you." in page
    assert widening.target_label not in page
    assert same_for_hidden_and_missing(other, widening)
    assert other.post(f"/approvals/{widening.id}/", {"decision": "approve"}).status_code == 404
    widening.refresh_from_db()
    assert widening.answered_at is None


def test_a_question_about_a_record_that_was_closed_to_the_asker_is_hidden_as_well(cast: Cast, widening: Approval):
    Record.objects.unscoped("to hide it").update(purposes=f" {Purpose.TRAINING} ")
    asker = at_work(cast, RECORDER)
    assert "You have asked for nothing." in text(asker.get("/approvals/"))
    assert same_for_hidden_and_missing(asker, widening)


def test_a_role_is_answered_by_the_own_authority_alone(cast: Cast):
    officer = cast.officers[cast.customs.id, RECORDER]
    asked = people.ask_role(
        officer=officer, agency=cast.police, role=AUDITOR, starts_on=now().date(), ends_on=None, reason="needed",
        by=cast.actor(ADMIN), at=now(),
    )  # fmt: skip
    for role, agency in (
        (ADMIN, cast.abroad),
        (AUDITOR, cast.abroad),
        (DESK, cast.customs),
        (RECORDER, cast.customs),
    ):
        assert same_for_hidden_and_missing(at_work(cast, role, agency), asked), (role, agency)
    own = at_work(cast, ADMIN)
    assert "A second person answers it." in text(own.get(f"/approvals/{asked.id}/"))
    assert own.post(f"/approvals/{asked.id}/", {"decision": "approve"}).status_code == 403
    second = at_work(cast, ADMIN, cast.police)
    assert second.post(f"/approvals/{asked.id}/", {"decision": "approve"}).status_code == 302
    assert "approved" in text(own.get("/approvals/"))


def test_a_restore_is_asked_and_answered_on_the_page(cast: Cast):
    own, other = at_work(cast, ADMIN), at_work(cast, AUDITOR, cast.abroad)
    digest = "ab" * 32
    wrong = own.post("/approvals/", {"digest": "ab", "reason": "the disk broke"})
    assert (wrong.status_code, "This is no SHA-256 digest" in text(wrong)) == (400, True)
    place = own.post("/approvals/", {"digest": digest, "reason": "the disk broke"})["Location"]
    assert digest in text(other.get(place))
    assert at_work(cast, RECORDER).get(place).status_code == 404
    assert at_work(cast, AUDITOR).post("/approvals/", {"digest": digest, "reason": "r"}).status_code == 403
    other.post(place, {"decision": "approve", "answer": ""})
    assert people.restore_is_approved(digest)


def test_without_a_role_there_is_nothing_to_answer(cast: Cast, widening: Approval):
    people.end_role(
        appointment=cast.appointments[cast.customs.id, DESK].id, reason="r", by=cast.actor(ADMIN), at=now()
    )
    assert at_work(cast, DESK).get("/approvals/").status_code == 403
    assert Client().get("/approvals/")["Location"].startswith("/officers/sign-in/")
