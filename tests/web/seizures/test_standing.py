"""What decides who sees an observation stands beside its columns, and follows its record whoever changes that."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from django.core.exceptions import FieldError

from kouprey.domain import seizures as sz
from kouprey.domain.access import Act, Role, State
from kouprey.domain.handling import Handling, Purpose, Tlp
from kouprey.formats import seizures as forms
from kouprey.kernel.ids import new_id
from kouprey.web.records import access as records
from kouprey.web.records.actions import marks as marking
from kouprey.web.records.models import STANDING, Record, standing_of
from kouprey.web.records.queries import handling_of
from kouprey.web.records.tenancy import acting, as_the_node
from kouprey.web.seizures import access
from kouprey.web.seizures.actions import handing, importing, recording, stages
from kouprey.web.seizures.models import Incident
from web.cast import AT, Cast, build
from web.incidents import reported, values, written

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def cast() -> Cast:
    return build(Role.RECORDER, Role.VERIFIER, Role.INVESTIGATOR, Role.ANALYST)


def beside() -> list[dict[str, object]]:
    """What every observation says of its record, where it is what the record says."""
    with as_the_node("a test looks at every row"):
        rows = list(Incident.objects.unscoped("to compare").select_related("record"))
        for row in rows:
            assert standing_of(row) == standing_of(row.record)
            assert (row.authority, row.number) == (row.record.authority, row.record.number)
        return [standing_of(row) for row in rows]


def test_every_act_on_a_record_is_followed(cast: Cast):
    by, police = cast.actor(Role.RECORDER), cast.actor(Role.RECORDER, cast.police)
    seen = [beside()]
    record = written(by)
    seen.append(beside())
    with acting(by):
        stages.report(id=record.id, by=by, at=AT)
    seen.append(beside())
    verifier = cast.actor(Role.VERIFIER)
    with acting(verifier):
        stages.verify(id=record.id, by=verifier, at=AT)
    seen.append(beside())
    with acting(by):
        recording.amend_incident(id=record.id, seen=1, values=values(when="2025"), reason="x", by=by, at=AT)
        seen.append(beside())
        before = handling_of(Record.objects.of(pk=record.id).get())
        narrower = Handling(tlp=Tlp.AMBER_STRICT, purposes=before.purposes - {Purpose.TRAINING})
        marking.mark_record(id=record.id, marks=narrower, by=by, at=AT)
        seen.append(beside())
        basis = access.bases_between(by, cast.police)[0]
        made = handing.hand_over(id=record.id, to=cast.police.id, basis=basis.id, entered="MoU 12", by=by, at=AT)
    with acting(police):
        handing.accept_hand_over(id=made.id, by=police, at=AT)
        seen.append(beside())
        stages.withdraw(id=record.id, reason="x", by=police, at=AT)
    seen.append(beside())
    states = [State.DRAFT, State.REPORTED, State.VERIFIED, State.REPORTED, State.REPORTED, State.REPORTED]
    assert [one["state"] for (one,) in seen[1:]] == [*states, State.WITHDRAWN]
    assert ["training" in str(one["purposes"]) for (one,) in seen[1:]] == [True] * 4 + [False] * 3
    assert [one["agency"] for (one,) in seen[1:]] == [cast.customs.id] * 5 + [cast.police.id] * 2


def test_a_table_is_taken_in_with_it(cast: Cast, tmp_path):
    by = cast.actor(Role.INVESTIGATOR)
    file = tmp_path / "some.csv"
    file.write_text(forms.aitr_csv(list(sz.generate(4, 30))), encoding="utf-8")
    with acting(by):
        found = forms.read_file(file, sz.book(AT.date()))
        run = importing.import_table(found=found, name="some.csv", marks=Handling(tlp=Tlp.RED), by=by, at=AT)
    made = beside()
    assert len(made) == run.created > 10
    assert {(one["state"], one["tlp"], one["recorded_by"]) for one in made} == {("reported", 4, by.officer)}


def test_the_database_itself_follows(cast: Cast):
    """Also where somebody changes a record around every act: each column, to another value and to none."""
    by = cast.actor(Role.RECORDER)
    one, other = written(by), written(by)
    changed = {
        "agency": new_id(), "recorded_by": new_id(), "state": "withdrawn", "team": new_id(), "compartment": new_id(),
        "tlp": 4, "codes": " H0 H1 ", "purposes": " training ", "nominal": True, "amended_at": AT + timedelta(days=3),
    }  # fmt: skip
    assert set(changed) == set(STANDING)
    with as_the_node("a test changes a row"):
        for name, value in changed.items():
            Record.objects.of(pk=one.id).update(**{name: value})
            assert getattr(Incident.objects.of(pk=one.id).get(), name) == value
        Record.objects.of(pk=one.id).update(team=None, compartment=None)
        assert Incident.objects.of(pk=one.id).get().team is None
        assert standing_of(Incident.objects.of(pk=other.id).get()) == standing_of(other)
    beside()


def test_lists_see_what_records_let_see(cast: Cast):
    """Marks at random, reports and drafts of two agencies and another authority: both doors open for the same."""
    draw = random.Random(5)
    writers = [cast.actor(Role.RECORDER, agency) for agency in (cast.customs, cast.police, cast.abroad)]
    for _turn in range(40):
        by = draw.choice(writers)
        parties = draw.sample([cast.customs.id, cast.police.id], draw.randint(0, 2))
        marks = Handling(
            tlp=draw.choice(list(Tlp)), nominal=draw.random() < 0.2,
            audience=frozenset(parties if by.authority == cast.kiri.id else ()),
            purposes=frozenset(draw.sample(list(Purpose), draw.randint(1, 4))) | {Purpose.PREVENTION},
        )  # fmt: skip
        draw.choice((written, reported))(by, marks=marks)
    told = set()
    for agency in (cast.customs, cast.police, cast.abroad):
        for role in (Role.RECORDER, Role.VERIFIER, Role.INVESTIGATOR, Role.ANALYST):
            for purpose in sorted(cast.actor(role, agency).spec.purposes):
                who = cast.actor(role, agency, purpose)
                with acting(who):
                    for act in (Act.RECORD_READ, Act.RECORD_EXPORT):
                        found = set(access.observations(who, act).values_list("pk", flat=True))
                        assert found == set(access.incidents(who, act).values_list("pk", flat=True))
                        told.add(len(found))
    assert len(told) > 5


def test_other_acts_are_not_decided_by_it(cast: Cast):
    with pytest.raises(FieldError):
        records.standing_rows(Incident, cast.actor(Role.VERIFIER), Act.RECORD_VERIFY)
