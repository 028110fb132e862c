"""Records past their period: listed, held, destroyed by two officers; what stays says nothing of what they said."""

from __future__ import annotations

import io
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test import Client

from kouprey.domain.access import Role
from kouprey.domain.handling import Handling, Tlp
from kouprey.domain.release import PartyKind
from kouprey.kernel.errors import NothingThere, Refused, UnusableInput
from kouprey.kernel.ids import new_id
from kouprey.web.core import queries as audit
from kouprey.web.core.audit import Act as Audit
from kouprey.web.core.contents import DESTROYED, OPEN
from kouprey.web.core.models import Approval
from kouprey.web.core.verify import verify
from kouprey.web.records import access
from kouprey.web.records.actions import attaching, desk, marks
from kouprey.web.records.actions.destroying import answer_destruction, ask_destruction
from kouprey.web.records.actions.holding import lift_hold, set_hold
from kouprey.web.records.models import RecordVersion, Release, Stone
from kouprey.web.records.tenancy import acting, as_the_node
from kouprey.web.seizures import access as seizures
from kouprey.web.seizures.actions import events, handing, tips
from kouprey.web.seizures.actions.recording import amend_incident
from web.cast import AT, Cast, build
from web.incidents import line, reported, values
from web.sessions import body, signed_in, text

pytestmark = [pytest.mark.database, pytest.mark.django_db]
ON, LATER, LONG_AGO = AT.date(), AT + timedelta(days=1), "2006-11-20"
SPOT = "Weighbridge on road 1"


@pytest.fixture
def cast(settings, tmp_path: Path) -> Cast:
    settings.HOME = tmp_path
    cast = build(Role.RECORDER, Role.RELEASING_OFFICER, Role.LEGAL_OFFICER, Role.CENTRAL_AUTHORITY)
    settings.TIPS_AGENCY = cast.customs.name
    return cast


def old(cast: Cast, when: str = LONG_AGO):
    """A seizure of so long ago. Its line is of a species that no list named differently then."""
    return reported(cast.actor(Role.RECORDER), when=when, specimens=[line("Manis javanica", "SCA", number="2")])


def lived(cast: Cast):
    """A seizure that everything hangs on that can: versions, a file, a release, a question, a hand-over, a tip."""
    record, by, police = old(cast), cast.actor(Role.RECORDER), cast.actor(Role.RECORDER, cast.police)
    officer = cast.actor(Role.RELEASING_OFFICER)
    twin = old(cast, "2026-01-02")
    with acting(None):
        number = tips.leave_tip(given={"text": "Cages behind the shop."}, at=AT)
    with acting(by):
        said = values(when=LONG_AGO, specimens=[line("Manis javanica", "SCA", number="3")])
        amend_incident(id=record.id, seen=1, values=said, reason="weighed again", by=by, at=AT)
        attaching.attach(
            id=record.id, name="note.txt", file=io.BytesIO(b"two boxes"), with_original=False, by=by, at=AT
        )
        ask = {"fields": ["when"], "recipient_kind": PartyKind.AUTHORITY, "reason": "to warn", "by": by, "at": AT}
        asked = desk.ask_release(id=record.id, recipient=cast.lotus.id, **ask)
        events.judge_same_event(one=record.id, other=twin.id, same=True, reason="one lorry", by=by, at=AT)
        tip = seizures.tips(by).get(number=number)
        tips.take_up_tip(id=tip.id, record=record.id, by=by, at=AT)
        wider = marks.ask_wider(id=record.id, marks=Handling(tlp=Tlp.GREEN), reason="Mr X", by=by, at=AT)
        basis = seizures.bases_between(by, cast.police)[0]
        made = handing.hand_over(id=record.id, to=cast.police.id, basis=basis.id, entered="MoU 12", by=by, at=AT)
    with acting(police):
        handing.send_back_hand_over(id=made.id, reason="not ours", by=police, at=AT)
    with acting(officer):
        desk.decide_release(ask=asked.id, fields=["when"], under="Agreement", answer="", by=officer, at=AT)
    with acting(by):
        desk.ask_release(id=record.id, recipient=cast.lotus.id, **ask | {"fields": ["country"]})
    return record, tip, wider


def proposed(by, record, at=AT) -> Approval:
    with acting(by):
        return ask_destruction(ids=[record.id], reason="Schedule of 2026", by=by, at=at)[0]


def everything() -> str:
    """Every value of every table but the audit's, as one text: what somebody with the database would find."""
    found = []
    with as_the_node("a look at all of it"), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(("records_", "seizures_", "core_approval")):
                cursor.execute(f"SELECT * FROM {table}")
                found += [f"{table} {row}" for row in cursor.fetchall()]
    return "\n".join(found)


def test_from_the_list_to_the_stone(cast: Cast, django_capture_on_commit_callbacks, settings):
    record, tip, wider = lived(cast)
    young = old(cast, "2006-11-21")
    legal, officer = cast.actor(Role.LEGAL_OFFICER), cast.actor(Role.RELEASING_OFFICER)
    stranger, neighbour = cast.actor(Role.LEGAL_OFFICER, cast.abroad), cast.actor(Role.RECORDER, cast.police)
    with acting(legal):
        assert [one.id for one in access.due(legal, on=ON)] == [record.id]
        with pytest.raises(Refused, match=young.number):
            ask_destruction(ids=[record.id, young.id], reason="x", by=legal, at=AT)
        with pytest.raises(UnusableInput):
            ask_destruction(ids=[record.id], reason=" ", by=legal, at=AT)
    with acting(stranger):
        assert not access.due(stranger, on=ON).exists()
        with pytest.raises(NothingThere):
            ask_destruction(ids=[record.id], reason="x", by=stranger, at=AT)
    recorder = cast.actor(Role.RECORDER)
    with acting(recorder), pytest.raises(Refused):
        ask_destruction(ids=[record.id], reason="x", by=recorder, at=AT)
    asked = proposed(legal, record)
    for who in (legal, recorder, neighbour, stranger):
        with acting(who), pytest.raises((Refused, NothingThere)):
            answer_destruction(approval=asked.id, approve=True, answer="", by=who, at=AT)
    with acting(recorder), transaction.atomic(), pytest.raises(DatabaseError), transaction.atomic():
        RecordVersion.objects.of(record=record).delete()  # no stone, no going
    assert str(record.id.hex) in everything().replace("-", "")
    before = everything()
    assert SPOT in before
    kept = settings.HOME / "attachments"
    assert list(kept.rglob("*.kept"))

    with acting(officer), django_capture_on_commit_callbacks(execute=True):
        assert [one.id for one, _record in access.destruction_questions(officer, at=AT)] == [asked.id]
        answer_destruction(approval=asked.id, approve=True, answer="", by=officer, at=LATER)

    for who in (recorder, legal, officer, cast.actor(Role.LEGAL_OFFICER, cast.police)):
        with acting(who):
            assert not access.due(who, on=ON).exists()
            with pytest.raises(NothingThere) as gone:
                access.record(who, record.id)
            with pytest.raises(NothingThere) as never:
                access.record(who, asked.id)
            assert str(gone.value) == str(never.value)
            assert access.own_destruction_questions(who) == []
    after = everything().replace("-", "")
    left = [row for row in after.splitlines() if record.id.hex in row]
    assert {row.partition(" ")[0] for row in left} == {"records_stone", "core_approval"}
    assert tip.number.replace("-", "") not in after
    assert wider.id.hex not in after
    assert not list(kept.rglob("*.kept"))
    with acting(officer):
        stone: Stone = access.stones(officer).get()
        assert (stone.number, stone.row, stone.months, stone.versions, stone.files) == (
            record.number, "incident", 240, 2, 1,
        )  # fmt: skip
        assert (stone.asked_by_label, stone.approved_by_label) == (legal.label, officer.label)
        release: Release = access.releases_of(officer).get()
        assert (release.recalled, release.snapshot, release.number) == (True, "", record.number)
        assert len(release.sha256) == 64
    with acting(stranger):
        assert not access.stones(stranger).exists()

    rows = audit.opened(audit.events_about("record", record.id).order_by("id"))
    assert {row.contents.state for row in rows[:-1]} == {DESTROYED}
    assert (rows[-1].act, rows[-1].authority, rows[-1].target_label) == (
        Audit.CONTENTS_DESTROYED, cast.kiri.id, record.number,
    )  # fmt: skip
    assert rows[-1].details["asked_by"] == legal.label
    assert [row.contents.state for row in audit.opened(audit.events_about("approval", asked.id))] == [OPEN, OPEN]
    assert audit.opened(audit.events_about("tip", tip.id))[0].contents.state == DESTROYED
    connection.check_constraints()
    report = verify()
    assert report.findings == []
    assert report.destroyed >= len(rows) - 1


def test_a_hold_stops_it_until_it_is_lifted(cast: Cast):
    record, legal = old(cast), cast.actor(Role.LEGAL_OFFICER)
    officer, central = cast.actor(Role.RELEASING_OFFICER), cast.actor(Role.CENTRAL_AUTHORITY)
    asked = proposed(legal, record)
    with acting(officer), pytest.raises(Refused):
        set_hold(id=record.id, reason="x", review_on=LATER.date(), by=officer, at=AT)
    with acting(central):
        for day in (None, ON):
            with pytest.raises(UnusableInput):
                set_hold(id=record.id, reason="x", review_on=day, by=central, at=AT)
        hold = set_hold(id=record.id, reason="A court asked.", review_on=LATER.date(), by=central, at=AT)
    much_later = AT + timedelta(days=10)  # looked at again or not: it ends when it is lifted
    with acting(officer), pytest.raises(Refused, match="under a hold"):
        answer_destruction(approval=asked.id, approve=True, answer="", by=officer, at=much_later)
    with acting(legal):
        lift_hold(id=record.id, hold=hold.id, reason="The court is done.", by=legal, at=much_later)
        with pytest.raises(Refused):
            lift_hold(id=record.id, hold=hold.id, reason="again", by=legal, at=much_later)
    with acting(officer):
        answer_destruction(approval=asked.id, approve=True, answer="", by=officer, at=much_later)
        assert access.stones(officer).count() == 1


def proved(client: Client) -> Client:
    """The officer has lately proved who sits there."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = session[SESSION_KEY]
    session.save()
    return client


def test_over_the_pages_each_of_the_two_proves_who_sits_there(cast: Cast):
    record, legal, officer = old(cast), signed_in(cast, Role.LEGAL_OFFICER), signed_in(cast, Role.RELEASING_OFFICER)
    form = {"record": [str(record.id)], "reason": "Schedule of 2026"}
    assert record.number in text(legal.get("/records/retention/"))
    assert record.number not in text(signed_in(cast, Role.LEGAL_OFFICER, cast.abroad).get("/records/retention/"))
    assert "done" not in legal.post("/records/retention/", form)["Location"]  # first to who sits there
    assert not Approval.objects.exists()
    proved(legal)
    assert legal.post("/records/retention/", form | {"reason": ""}).status_code == 400
    assert legal.post("/records/retention/", form)["Location"] == "/records/retention/?done=asked"
    asked = Approval.objects.get()
    address, yes = f"/approvals/{asked.id}/", {"decision": "approve", "answer": ""}
    assert legal.post(address, yes).status_code == 403
    assert officer.post(address, yes)["Location"] != "/approvals/"
    assert Approval.objects.get().answered_at is None
    assert proved(officer).post(address, yes)["Location"] == "/approvals/"
    never = new_id()
    for place in ("/records/{}/", "/incidents/{}/", "/records/{}/holds/", "/records/{}/versions/1/"):
        gone, missing = (body(legal.get(place.format(id))) for id in (record.id, never))
        assert gone.replace(str(record.id).encode(), b"") == missing.replace(str(never).encode(), b"")
    assert legal.get(f"/records/{record.id}/").status_code == 404
    assert record.number in text(legal.get("/records/retention/destroyed/"))
    assert record.number not in text(legal.get("/records/"))
