"""An import is undone in the officer's own purpose, or it is said, with numbers, what stands in the way."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kouprey.domain import seizures as sz
from kouprey.domain.access import Actor, Role, State
from kouprey.domain.handling import Handling, Purpose
from kouprey.formats import seizures as forms
from kouprey.kernel.errors import Refused
from kouprey.web.core import worker
from kouprey.web.core.models import Job
from kouprey.web.records.actions.marks import mark_record
from kouprey.web.records.actions.withdrawing import withdraw_record
from kouprey.web.records.tenancy import acting
from kouprey.web.seizures import access
from kouprey.web.seizures.actions import handing, undoing
from kouprey.web.seizures.actions.importing import import_table
from kouprey.web.seizures.models import Change, TableImport
from web.cast import AT, Cast, build, second
from web.incident_tables import table

pytestmark = [pytest.mark.database, pytest.mark.django_db]
LATER = AT + timedelta(hours=1)


@pytest.fixture
def cast(monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(undoing, "AT_ONCE", 1)
    return build(Role.RECORDER)


def taken_in(by: Actor, place: Path, **changed: object) -> TableImport:
    found = forms.read_file(table(place / "seizures.csv", **changed), sz.book(AT.date()))
    purposes = frozenset({by.purpose, Purpose.STATISTICS})
    return import_table(found=found, name="seizures.csv", marks=Handling(purposes=purposes), by=by, at=AT)


def states(by: Actor) -> set[str]:
    with acting(by):
        return set(access.incidents(by).values_list("state", flat=True))


def test_the_worker_acts_for_the_purpose_of_whoever_asked(cast: Cast, tmp_path: Path):
    by = cast.actor(Role.RECORDER, purpose=Purpose.STATISTICS)
    with acting(by):
        run = taken_in(by, tmp_path)
        assert not undoing.ask_undo(id=run.id, reason="the wrong file", by=by, at=LATER)
    (job,) = Job.objects.all()
    assert "wrong" not in str(job.arguments)  # jobs have no walls
    assert worker.run_next("a worker")
    assert states(by) == {State.WITHDRAWN.value}
    with acting(by):
        assert access.table_import(by, run.id).undo_reason == "the wrong file"


def test_what_another_agency_took_over_is_named_before_the_worker_is_asked(cast: Cast, tmp_path: Path):
    by, police = cast.actor(Role.RECORDER), cast.actor(Role.RECORDER, cast.police)
    with acting(by):
        run = taken_in(by, tmp_path)
        record, basis = access.incidents(by).first(), access.bases_between(by, cast.police)[0].id
        words = {"to": cast.police.id, "basis": basis, "entered": "MoU 12/2024"}
        made = handing.hand_over(id=record.id, by=by, at=AT, **words)
    with acting(police):
        handing.accept_hand_over(id=made.id, by=police, at=LATER)
    with acting(by), pytest.raises(Refused, match=f"1 record of this import is not yours to undo: {record.number}"):
        undoing.ask_undo(id=run.id, reason="the wrong file", by=by, at=LATER)
    assert states(by) == {State.REPORTED.value}


@pytest.mark.parametrize("change", [Change.CREATED, Change.UPDATED])
def test_what_is_out_of_sight_stands_in_the_way_and_is_not_named(cast: Cast, tmp_path: Path, change: Change):
    by, colleague = cast.actor(Role.RECORDER), second(cast, Role.RECORDER)
    with acting(by):
        run = taken_in(by, tmp_path)
        if change is Change.UPDATED:
            run = taken_in(by, tmp_path, transport=["sea"])
        record = next(line.record for line in access.lines_of(run) if line.change == change)
    with acting(colleague):
        narrow = Handling(purposes=frozenset({Purpose.STATISTICS}))
        mark_record(id=record.id, marks=narrow, by=colleague, at=LATER)
    with acting(by), pytest.raises(Refused, match="one that you may not read"):
        undoing.undo_import(id=run.id, reason="the wrong file", by=by, at=LATER)
    assert states(by) == {State.REPORTED.value}


def test_what_was_withdrawn_before_is_left_alone_and_the_rest_is_undone(cast: Cast, tmp_path: Path):
    by = cast.actor(Role.RECORDER)
    with acting(by):
        run = taken_in(by, tmp_path)
        one = access.incidents(by).first()
        withdraw_record(id=one.id, reason="entered twice", by=by, at=AT)
        undoing.undo_import(id=run.id, reason="the wrong file", by=by, at=LATER)
        assert {record.version for record in access.incidents(by)} == {2}
    assert states(by) == {State.WITHDRAWN.value}


def test_records_are_locked_before_it_is_looked_whether_somebody_went_on(cast: Cast, tmp_path: Path):
    by = cast.actor(Role.RECORDER)
    with acting(by):
        run = taken_in(by, tmp_path)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            undoing.undo_import(id=run.id, reason="the wrong file", by=by, at=LATER)
    if connection.vendor == "postgresql":
        of_records = [one["sql"] for one in asked if 'FROM "records_record"' in one["sql"]]
        assert 'FOR UPDATE OF "records_record"' in of_records[0]
        assert of_records[0].index("ORDER BY") < of_records[0].index("FOR UPDATE")
