"""Hand-overs: nothing is seen before, the same record goes on after, and sent back it closes again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from kouprey.domain.access import Role, State
from kouprey.domain.handling import Handling, Tlp
from kouprey.kernel.errors import NothingThere, Refused, UnusableInput
from kouprey.web.core.queries import events_about
from kouprey.web.records.actions.withdrawing import withdraw_record
from kouprey.web.records.queries import versions_of
from kouprey.web.records.tenancy import acting
from kouprey.web.seizures import access, queries
from kouprey.web.seizures.actions import handing, recording, stages
from web.cast import AT, Cast, build
from web.incidents import reported, values, written
from web.sessions import signed_in, text

pytestmark = [pytest.mark.database, pytest.mark.django_db]
LATER = AT + timedelta(hours=1)
MOU = "MoU 12/2024 of 3 March 2024"


@pytest.fixture
def cast() -> Cast:
    return build(Role.RECORDER, Role.VERIFIER, Role.INVESTIGATOR)


def offered(cast: Cast, **changed):
    by = cast.actor(Role.RECORDER)
    record = reported(by, **changed)
    with acting(by):
        basis = access.bases_between(by, cast.police)[0]
        made = handing.hand_over(id=record.id, to=cast.police.id, basis=basis.id, entered=MOU, by=by, at=AT)
    return record, made


def test_the_receiver_reads_it_with_the_offer_and_goes_on_with_it_after(cast: Cast):
    customs, police = cast.actor(Role.RECORDER), cast.actor(Role.RECORDER, cast.police)
    record, made = offered(cast)
    assert made.due_at == AT + timedelta(hours=made.hours)
    with acting(police):
        assert access.incident(police, record.id).id == record.id
        assert [one.id for one in queries.waiting_handovers(access.handovers(police, sent=False))] == [made.id]
        with pytest.raises(Refused):
            recording.amend_incident(id=record.id, seen=1, values=values(), reason="x", by=police, at=LATER)
        taken = handing.accept_hand_over(id=made.id, by=police, at=LATER)
        assert (taken.state, taken.decided_by) == ("accepted", police.officer)
        after = recording.amend_incident(id=record.id, seen=1, values=values(), reason="weighed", by=police, at=LATER)
        assert (after.agency, after.id, after.version) == (cast.police.id, record.id, 2)
        assert access.row_of(after).found_by == cast.customs.id
    with acting(customs):
        assert access.incident(customs, record.id).agency == cast.police.id
        with pytest.raises(Refused):
            recording.amend_incident(id=record.id, seen=2, values=values(), reason="x", by=customs, at=LATER)
        assert len(versions_of(record)) == 2
    acts = {event.act.rpartition(".")[2] for event in events_about("record", record.id)}
    assert acts == {"created", "filed", "offered", "accepted", "amended"}


def test_a_verifier_of_the_receiver_confirms_it(cast: Cast):
    police, verifier = cast.actor(Role.RECORDER, cast.police), cast.actor(Role.VERIFIER, cast.police)
    record, made = offered(cast)
    with acting(police):
        handing.accept_hand_over(id=made.id, by=police, at=LATER)
    with acting(verifier):
        assert stages.verify(id=record.id, by=verifier, at=LATER).state == State.VERIFIED


def test_sent_back_or_recalled_it_is_out_of_sight_again(cast: Cast):
    customs, police = cast.actor(Role.RECORDER), cast.actor(Role.RECORDER, cast.police)
    record, made = offered(cast)
    with acting(police):
        with pytest.raises(UnusableInput):
            handing.send_back_hand_over(id=made.id, reason=" ", by=police, at=LATER)
        handing.send_back_hand_over(id=made.id, reason="not our district", by=police, at=LATER)
        with pytest.raises(NothingThere):
            access.incident(police, record.id)
    with acting(customs):
        assert queries.handovers_of(record, customs)[0].reason == "not our district"
        again = handing.hand_over(
            id=record.id, to=cast.police.id, basis=made.basis, entered=MOU, by=customs, at=LATER
        )
        with pytest.raises(Refused):
            handing.hand_over(id=record.id, to=cast.police.id, basis=made.basis, entered=MOU, by=customs, at=LATER)
        handing.recall_hand_over(id=again.id, by=customs, at=LATER)
    with acting(police):
        with pytest.raises(NothingThere):
            access.incident(police, record.id)
        with pytest.raises(NothingThere):
            handing.accept_hand_over(id=again.id, by=police, at=LATER)


def test_whom_the_audience_named_before_keeps_reading(cast: Cast):
    police = cast.actor(Role.RECORDER, cast.police)
    record, made = offered(cast, marks=Handling(audience=frozenset({cast.police.id})))
    with acting(police):
        handing.send_back_hand_over(id=made.id, reason="no", by=police, at=LATER)
        assert access.incident(police, record.id).id == record.id


def test_what_cannot_be_handed_over(cast: Cast):
    by = cast.actor(Role.RECORDER)
    with acting(by):
        basis = access.bases_between(by, cast.police)[0].id
    draft, red = written(by), reported(by, marks=Handling(tlp=Tlp.RED))
    grade = {"scheme": "europol-4x4", "source": "B", "information": "2"}
    told = reported(by, kind="tip", reporter="A neighbour, by telephone", grade=grade)
    for record, to, law in (
        (draft, cast.police.id, basis), (red, cast.police.id, basis), (told, cast.police.id, basis),
        (reported(by), cast.abroad.id, basis), (reported(by), cast.customs.id, basis),
        (reported(by), cast.police.id, ""),
    ):  # fmt: skip
        with acting(by), pytest.raises((Refused, UnusableInput)):
            handing.hand_over(id=record.id, to=to, basis=law, entered=MOU, by=by, at=AT)


@pytest.mark.parametrize("withdraw", [stages.withdraw, withdraw_record], ids=["observations", "records"])
def test_a_withdrawal_recalls_the_offer(cast: Cast, withdraw: Callable[..., object]):
    by = cast.actor(Role.RECORDER)
    record, made = offered(cast)
    with acting(by):
        withdraw(id=record.id, reason="entered twice", by=by, at=LATER)
        assert access.handover(by, made.id).state == "recalled"
    with acting(police := cast.actor(Role.RECORDER, cast.police)), pytest.raises(NothingThere):
        access.incident(police, record.id)


def test_an_agreement_is_named_and_cited(cast: Cast):
    by, customs = cast.actor(Role.RECORDER), signed_in(cast, Role.RECORDER)
    record = reported(by)
    address = f"/incidents/{record.id}/hand-over/"
    assert "Which agreement (number and date)" in text(customs.get(f"{address}?to={cast.police.id}"))
    sent = {"to": str(cast.police.id), "basis": "any-any", "note": "Two boxes."}
    refused = customs.post(address, sent | {"entered-any-any": " "})
    assert refused.status_code == 400
    assert "Write which agreement it is: its number and date." in text(refused)
    assert "Two boxes." in text(refused)
    long = customs.post(address, sent | {"entered-any-any": "A" * 300})
    assert long.status_code == 400
    assert "A" * 300 in text(long)
    assert customs.post(address, sent | {"entered-any-any": MOU}).status_code == 302
    with acting(by):
        (made,) = queries.handovers_of(record, by)
        events = {str(event.act): event.details for event in events_about("record", record.id)}
    cited = f"agreement between the agencies: {MOU}"
    assert made.cited == events["seizures.handover.offered"]["basis"] == cited
    police = signed_in(cast, Role.RECORDER, cast.police)
    for page in ("/incidents/inbox/", f"/incidents/{record.id}/", f"/incidents/handed/{made.id}/receipt/"):
        assert cited in text(police.get(page))
        assert "to be entered" not in text(police.get(page))
