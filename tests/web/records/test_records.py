"""The life of a record: versions that chain, second eyes, marks that widen by two, and nobody else's business."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction

from kouprey.domain.access import Role, State
from kouprey.domain.handling import Code, Handling, Purpose, Tlp
from kouprey.domain.records.schema import Unfit, digest
from kouprey.kernel.errors import NothingThere, Refused, UnusableInput
from kouprey.web.core.models import AuditEvent
from kouprey.web.core.queries import events_about
from kouprey.web.records import access
from kouprey.web.records.actions import marks as marking
from kouprey.web.records.actions import records as acts
from kouprey.web.records.actions.withdrawing import withdraw_record
from kouprey.web.records.models import Record
from kouprey.web.records.queries import handling_of, values_of, versions_of
from kouprey.web.records.tenancy import Unscoped, acting
from web.cast import AT, Cast, build, second

pytestmark = [pytest.mark.database, pytest.mark.django_db]
VALUES = {"subject": "Scales in a container", "text": "Seen at the port.", "when": "2026-11", "countries": "kh, vn"}
LATER = AT + timedelta(hours=1)


@pytest.fixture
def cast() -> Cast:
    return build(Role.RECORDER, Role.VERIFIER, Role.RELEASING_OFFICER, Role.ANALYST, Role.INVESTIGATOR, Role.DRAFTER)


def make(by, values=VALUES, marks: Handling | None = None, **more) -> Record:
    with acting(by):
        return acts.create_record(
            kind="information", values=values, marks=marks or Handling(), country="KH", by=by, at=AT, **more
        )


def filed(by, **more) -> Record:
    record = make(by, **more)
    with acting(by):
        return acts.file_record(id=record.id, by=by, at=AT)


def test_a_record_has_a_number_that_does_not_count(cast: Cast):
    one, two = make(cast.actor(Role.RECORDER)), make(cast.actor(Role.RECORDER))
    assert one.number.startswith("KH-INF-2026-")
    assert one.number[:18] != two.number[:18]


def test_problems_are_all_told_at_once(cast: Cast):
    with pytest.raises(Unfit) as caught:
        make(cast.actor(Role.RECORDER), {"text": "", "when": "last week", "countries": "Cambodia", "colour": "red"})
    assert set(caught.value.problems) == {"subject", "text", "when", "countries", "colour"}


def test_versions_chain_and_keep_what_was_said(cast: Cast):
    by = cast.actor(Role.RECORDER)
    record = filed(by)
    with acting(by):
        acts.amend_record(
            id=record.id, seen=1, values=VALUES | {"text": "Weighed."}, reason="weight", by=by, at=LATER
        )
        second_, first = versions_of(record)
        assert (second_.number, second_.previous, first.previous) == (2, first.sha256, "")
        assert second_.sha256 == digest(second_.snapshot)
        assert values_of(Record.objects.of(pk=record.pk).get())["text"] == "Weighed."
        assert values_of(record, 1)["text"] == "Seen at the port."


def test_a_version_cannot_be_changed_even_by_sql(cast: Cast):
    by = cast.actor(Role.RECORDER)
    make(by)
    with acting(by), pytest.raises(Exception, match="append-only"), transaction.atomic(), connection.cursor() as c:
        c.execute("UPDATE records_recordversion SET snapshot = 'x'")


def test_a_colleagues_amendment_is_not_overwritten(cast: Cast):
    by = cast.actor(Role.RECORDER)
    record = make(by)
    with acting(by):
        acts.amend_record(id=record.id, seen=1, values=VALUES | {"text": "a"}, reason="", by=by, at=LATER)
        with pytest.raises(Refused, match="colleague"):
            acts.amend_record(id=record.id, seen=1, values=VALUES | {"text": "b"}, reason="", by=by, at=LATER)
        assert values_of(Record.objects.of(pk=record.pk).get())["text"] == "a"


def test_nobody_verifies_own_work(cast: Cast):
    by = cast.actor(Role.RECORDER)
    record = filed(by)
    own = replace(cast.actor(Role.VERIFIER), officer=by.officer)
    with acting(own), pytest.raises(Refused, match="own"):
        acts.verify_record(id=record.id, by=own, at=LATER)
    other = cast.actor(Role.VERIFIER)
    with acting(other):
        assert acts.verify_record(id=record.id, by=other, at=LATER).state == State.VERIFIED


def test_an_amendment_of_what_was_verified_must_be_verified_again(cast: Cast):
    by, other = cast.actor(Role.RECORDER), cast.actor(Role.VERIFIER)
    record = filed(by)
    with acting(other):
        acts.verify_record(id=record.id, by=other, at=LATER)
    with acting(by):
        assert acts.amend_record(id=record.id, seen=1, values=VALUES, reason="r", by=by, at=LATER).state == "reported"
        with pytest.raises(UnusableInput, match="reason"):
            acts.amend_record(id=record.id, seen=2, values=VALUES, reason=" ", by=by, at=LATER)


def test_a_drafter_prepares_and_does_not_file(cast: Cast):
    by = cast.actor(Role.DRAFTER)
    record = make(by)
    with acting(by):
        with pytest.raises(Refused, match="role"):
            acts.file_record(id=record.id, by=by, at=LATER)
        assert list(access.records(by)) == [record]
    recorder = cast.actor(Role.RECORDER)
    with acting(recorder):
        acts.file_record(id=record.id, by=recorder, at=LATER)
    with acting(by), pytest.raises(Refused, match="state"):
        acts.amend_record(id=record.id, seen=1, values=VALUES, reason="r", by=by, at=LATER)


def test_another_agency_sees_it_only_when_the_audience_names_it(cast: Cast):
    by, neighbour = cast.actor(Role.RECORDER), cast.actor(Role.ANALYST, cast.police)
    hidden = filed(by)
    told = filed(by, marks=Handling(audience=frozenset({cast.police.id})))
    strict = filed(by, marks=Handling(tlp=Tlp.RED, audience=frozenset({cast.police.id})))
    with acting(neighbour):
        assert set(access.records(neighbour)) == {told}
        for record in (hidden, strict):
            with pytest.raises(NothingThere):
                access.record(neighbour, record.id)
        writer = cast.actor(Role.RECORDER, cast.police)
        with pytest.raises(Refused, match="originator"):
            acts.amend_record(id=told.id, seen=1, values=VALUES, reason="r", by=writer, at=LATER)


def test_the_database_itself_hides_it_from_another_state(cast: Cast):
    filed(cast.actor(Role.RECORDER))
    stranger = cast.actor(Role.ANALYST, cast.abroad)
    with acting(stranger):
        seen = Record.objects.unscoped("to see the wall").count()
    assert seen == (0 if connection.vendor == "postgresql" else 1)


def test_an_unscoped_query_raises():
    for query in (
        lambda: list(Record.objects.all()),
        lambda: Record.objects.count(),
        lambda: Record.objects.filter(kind="x").exists(),
        lambda: Record.objects.first(),
        lambda: Record.objects.get(pk=1),
        lambda: Record.objects.values_list("id").iterator(),
        lambda: Record.objects.update(kind="x"),
        lambda: Record.objects.filter(kind="x").delete(),
        lambda: Record.objects.aggregate(),
    ):
        with pytest.raises(Unscoped):
            query()


def test_narrowing_is_one_officers_act_and_widening_needs_two(cast: Cast):
    by, desk = cast.actor(Role.RECORDER), cast.actor(Role.RELEASING_OFFICER)
    record = filed(by, marks=Handling(tlp=Tlp.AMBER_STRICT, codes=frozenset({Code.H2})))
    narrow = Handling(tlp=Tlp.AMBER_STRICT, codes=frozenset({Code.H1, Code.H2}))
    with acting(by):
        marking.mark_record(id=record.id, marks=narrow, by=by, at=LATER)
        with pytest.raises(Refused, match="more people"):
            marking.mark_record(id=record.id, marks=Handling(tlp=Tlp.GREEN), by=by, at=LATER)
        asked = marking.ask_wider(id=record.id, marks=Handling(tlp=Tlp.GREEN), reason="to warn", by=by, at=LATER)
        with pytest.raises(Refused, match="role"):
            marking.answer_wider(approval=asked.id, approve=True, answer="", by=by, at=LATER)
    self_ = replace(desk, officer=by.officer)
    with acting(self_), pytest.raises(Refused, match="own"):
        marking.answer_wider(approval=asked.id, approve=True, answer="", by=self_, at=LATER)
    with acting(desk):
        marking.answer_wider(approval=asked.id, approve=True, answer="fine", by=desk, at=LATER)
        assert handling_of(access.record(desk, record.id)) == Handling(tlp=Tlp.GREEN)
        with pytest.raises(Refused, match="answered already"):
            marking.answer_wider(approval=asked.id, approve=True, answer="", by=desk, at=LATER)
    assert "records.record.widened" in [event.act for event in events_about("record", record.id)]


def test_marks_that_moved_are_not_widened_by_an_old_question(cast: Cast):
    by, desk = cast.actor(Role.RECORDER), cast.actor(Role.RELEASING_OFFICER)
    record = filed(by)
    with acting(by):
        asked = marking.ask_wider(id=record.id, marks=Handling(tlp=Tlp.GREEN), reason="to warn", by=by, at=LATER)
        marking.mark_record(id=record.id, marks=Handling(codes=frozenset({Code.H2})), by=by, at=LATER)
    with acting(desk), pytest.raises(Refused, match="changed since"):
        marking.answer_wider(approval=asked.id, approve=True, answer="", by=desk, at=LATER)


def test_a_record_that_names_somebody_is_nominal_and_hidden_from_analysts(cast: Cast):
    by = cast.actor(Role.RECORDER)
    record = filed(by, values=VALUES | {"persons": "N. Invented"})
    assert record.nominal
    analyst, investigator = cast.actor(Role.ANALYST), cast.actor(Role.INVESTIGATOR)
    with acting(analyst):
        assert list(access.records(analyst)) == []
    with acting(investigator):
        assert list(access.records(investigator)) == [record]


def test_purposes_and_h0_bind(cast: Cast):
    by = cast.actor(Role.RECORDER)
    record = filed(by, marks=Handling(codes=frozenset({Code.H0})))
    clerk = cast.actor(Role.ANALYST, purpose=Purpose.STATISTICS)
    officer = cast.actor(Role.ANALYST, purpose=Purpose.INVESTIGATION)
    with acting(clerk):
        assert list(access.records(clerk)) == []
    with acting(officer):
        assert list(access.records(officer)) == [record]


def test_a_failed_act_leaves_nothing(cast: Cast):
    by = cast.actor(Role.RECORDER)
    record = filed(by)
    before = AuditEvent.objects.count()
    stranger = cast.actor(Role.RECORDER, cast.abroad)
    with acting(stranger), pytest.raises(NothingThere):
        withdraw_record(id=record.id, reason="mine now", by=stranger, at=LATER)
    with acting(by):
        assert Record.objects.of(pk=record.pk).get().state == "reported"
    assert AuditEvent.objects.count() == before


def test_the_same_number_of_queries_for_hidden_and_missing(cast: Cast, django_assert_num_queries):
    record = filed(cast.actor(Role.RECORDER))
    stranger = second(cast, Role.ANALYST, cast.abroad)
    for id in (record.id, cast.kiri.id):
        with acting(stranger), django_assert_num_queries(1), pytest.raises(NothingThere):
            access.record(stranger, id)
