"""Tables taken in as one act: sent again, changed, undone, refused; and the reports that drop out of them."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest

from kouprey.domain import seizures as sz
from kouprey.domain.access import Role, State
from kouprey.domain.handling import Handling
from kouprey.formats import seizures as forms
from kouprey.kernel.errors import NothingThere, Refused, UnusableInput
from kouprey.web.records.queries import values_of
from kouprey.web.records.tenancy import acting
from kouprey.web.seizures import access
from kouprey.web.seizures.actions import handing
from kouprey.web.seizures.actions.importing import import_table, would_do
from kouprey.web.seizures.actions.recording import amend_incident
from kouprey.web.seizures.actions.reporting import write_report
from kouprey.web.seizures.actions.undoing import undo_import
from kouprey.web.seizures.models import Change
from web.cast import AT, Cast, build
from web.incident_tables import table

pytestmark = [pytest.mark.database, pytest.mark.django_db]
LATER = AT + timedelta(hours=1)


@pytest.fixture
def cast() -> Cast:
    return build(Role.RECORDER, Role.VERIFIER)


def read(path: Path) -> forms.Imported:
    return forms.read_file(path, sz.book(AT.date()))


def test_a_table_comes_in_once_however_often_it_is_sent(cast: Cast, tmp_path: Path):
    by, path = cast.actor(Role.RECORDER), table(tmp_path / "seizures.csv")
    with acting(by):
        assert would_do(read(path), by) == {Change.CREATED: 2, Change.UPDATED: 0, Change.UNCHANGED: 0}
        first = import_table(found=read(path), name="seizures.csv", marks=Handling(), by=by, at=AT)
        again = import_table(found=read(path), name="seizures.csv", marks=Handling(), by=by, at=LATER)
        found = list(access.incidents(by))
    assert (first.rows_read, first.created, first.updated) == (4, 2, 0)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)
    assert {record.state for record in found} == {State.REPORTED.value}
    assert {record.version for record in found} == {1}


def test_what_the_table_says_anew_is_amended_and_undoing_says_it_as_before(cast: Cast, tmp_path: Path):
    by = cast.actor(Role.RECORDER)
    with acting(by):
        import_table(found=read(table(tmp_path / "one.csv")), name="one.csv", marks=Handling(), by=by, at=AT)
        before = {record.pk: values_of(record) for record in access.incidents(by)}
        changed = table(tmp_path / "two.csv", transport=["sea"])
        run = import_table(found=read(changed), name="two.csv", marks=Handling(), by=by, at=LATER)
        assert (run.created, run.updated, run.unchanged) == (0, 1, 1)
        assert {record.pk: values_of(record) for record in access.incidents(by)} != before
        undo_import(id=run.id, reason="the wrong file", by=by, at=LATER)
        assert {record.pk: values_of(record) for record in access.incidents(by)} == before
        with pytest.raises(Refused, match="undone already"):
            undo_import(id=run.id, reason="once more", by=by, at=LATER)


def test_undoing_withdraws_what_was_made_and_the_table_can_come_in_again(cast: Cast, tmp_path: Path):
    by, path = cast.actor(Role.RECORDER), table(tmp_path / "seizures.csv")
    with acting(by):
        run = import_table(found=read(path), name="seizures.csv", marks=Handling(), by=by, at=AT)
        with pytest.raises(UnusableInput, match="reason"):
            undo_import(id=run.id, reason=" ", by=by, at=LATER)
        undo_import(id=run.id, reason="the wrong file", by=by, at=LATER)
        assert {record.state for record in access.incidents(by)} == {State.WITHDRAWN.value}
        anew = import_table(found=read(path), name="seizures.csv", marks=Handling(), by=by, at=LATER)
    assert anew.created == 2


def test_an_import_that_somebody_went_on_with_is_not_undone(cast: Cast, tmp_path: Path):
    by, path = cast.actor(Role.RECORDER), table(tmp_path / "seizures.csv")
    with acting(by):
        run = import_table(found=read(path), name="seizures.csv", marks=Handling(), by=by, at=AT)
        record = access.incidents(by).order_by("pk").first()
        more = values_of(record) | {"transport": ["air"]}
        amend_incident(id=record.id, seen=1, values=more, reason="seen again", by=by, at=LATER)
        with pytest.raises(Refused, match=f"1 record was amended after this import: {record.number}"):
            undo_import(id=run.id, reason="the wrong file", by=by, at=LATER)
        assert {one.state for one in access.incidents(by)} == {State.REPORTED.value}


def test_undoing_recalls_what_was_offered_and_leaves_what_another_agency_took_over(cast: Cast, tmp_path: Path):
    by, path = cast.actor(Role.RECORDER), table(tmp_path / "seizures.csv")
    police = cast.actor(Role.RECORDER, cast.police)
    with acting(by):
        run = import_table(found=read(path), name="seizures.csv", marks=Handling(), by=by, at=AT)
        record = access.incidents(by).order_by("pk").first()
        basis = access.bases_between(by, cast.police)[0].id
        words = {"id": record.id, "to": cast.police.id, "basis": basis, "entered": "MoU 12/2024", "by": by, "at": AT}
        made = handing.hand_over(**words)
        undo_import(id=run.id, reason="the wrong file", by=by, at=LATER)
        assert access.handover(by, made.id).state == "recalled"
        again = import_table(found=read(path), name="seizures.csv", marks=Handling(), by=by, at=LATER)
        record = access.incidents(by).filter(state=State.REPORTED.value).order_by("pk").first()
        made = handing.hand_over(**words | {"id": record.id})
    with acting(police):
        handing.accept_hand_over(id=made.id, by=police, at=LATER)
    with acting(by):
        with pytest.raises(Refused):
            undo_import(id=again.id, reason="the wrong file", by=by, at=LATER)
        assert set(access.incidents(by).values_list("state", flat=True)) == {"reported", "withdrawn"}


def test_another_agency_knows_nothing_of_an_import(cast: Cast, tmp_path: Path):
    by, path = cast.actor(Role.RECORDER), table(tmp_path / "seizures.csv")
    with acting(by):
        run = import_table(found=read(path), name="seizures.csv", marks=Handling(), by=by, at=AT)
    with acting(other := cast.actor(Role.RECORDER, cast.abroad)):
        assert list(access.table_imports(other)) == []
        assert would_do(read(path), other)[Change.CREATED] == 2
        with pytest.raises(NothingThere):
            undo_import(id=run.id, reason="curious", by=other, at=LATER)


def test_a_table_that_names_persons_is_refused_whole(cast: Cast, tmp_path: Path):
    by = cast.actor(Role.RECORDER)
    path = table(tmp_path / "named.csv", note="Driver Mr Sok Invented was questioned.")
    with acting(by):
        with pytest.raises(UnusableInput, match="seems to name persons"):
            import_table(found=read(path), name="named.csv", marks=Handling(), by=by, at=AT)
        assert not access.incidents(by).exists()


def test_a_report_holds_what_was_entered_and_nothing_else(cast: Cast, tmp_path: Path):
    by, path = cast.actor(Role.RECORDER), table(tmp_path / "seizures.csv")
    with acting(by):
        import_table(found=read(path), name="seizures.csv", marks=Handling(), by=by, at=AT)
        made = write_report(form="aitr", country="KH", year=2026, suffix="csv", consent=None, by=by, at=LATER)
        none = write_report(form="aitr", country="KH", year=2025, suffix="csv", consent=None, by=by, at=LATER)
        ivory = write_report(form="etis", country="KH", year=2026, suffix="csv", consent=None, by=by, at=LATER)
    rows = list(csv.DictReader(io.StringIO(made.content.decode())))
    assert (made.incidents, len(rows), none.incidents, ivory.incidents) == (2, 4, 0, 0)
    assert {row["Species"] for row in rows} == {"Manis javanica", "Cuora amboinensis"}
    assert any("UNVERIFIED" in said for said in made.warnings)
    assert any("ICCWC" in said for said in made.warnings)
