"""Tables from the page to the record: told about, settled, imported by the worker, undone; and what is never kept."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from openpyxl import Workbook

from kouprey.domain import seizures as sz
from kouprey.domain.access import Role, State
from kouprey.domain.handling import Handling
from kouprey.formats import seizures as forms
from kouprey.formats.seizures.headings import recognise
from kouprey.formats.seizures.importing import Imported
from kouprey.formats.seizures.taking import Loaded
from kouprey.kernel.clock import now
from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.ids import new_id
from kouprey.web.core import worker
from kouprey.web.records.queries import values_of
from kouprey.web.records.tenancy import acting, as_the_node
from kouprey.web.seizures import access
from kouprey.web.seizures.actions import undoing
from kouprey.web.seizures.actions.importing import import_table, refuse_names
from kouprey.web.seizures.actions.recording import amend_incident
from kouprey.web.seizures.actions.working import remove_old_tables
from kouprey.web.seizures.models import SealedFile
from kouprey.web.ui.incident_import_words import FIELDS
from web.cast import AT, Cast, build
from web.incident_tables import table
from web.incidents import values
from web.sessions import signed_in, text

pytestmark = pytest.mark.django_db
HEADER = "Tag,Art,Ware,Menge,Einheit,Weg,Grund,Stelle,Notiz\n"
ROWS = (
    "2026-03-02,Manis javanica,SCA,12,kg,ox cart,smuggling,Customs,Driver Mr Sok Invented was asked.\n"
    "2026-03-03,Manis javanica,SCA,7,kg,road,smuggling,Customs,\n"
    "2026-13-45,Manis javanica,SCA,7,kg,road,smuggling,Customs,Driver Mr Sok Invented.\n"
)
MAPPED = ("date", "species", "term", "quantity", "unit", "transport", "offence", "agency", "note")
COLUMNS = {f"column-{n}": field for n, field in enumerate(MAPPED)} | {"kind": "seizure", "country": "KH"}
MARKS = {"m-tlp": "TLP:AMBER", "m-purposes": ["prevention", "investigation", "statistics"]}


@pytest.fixture
def cast() -> Cast:
    return build(Role.RECORDER, Role.ANALYST)


def bring(client, body: str = HEADER + ROWS, source: str = "A port") -> str:
    file = SimpleUploadedFile("seizures.csv", body.encode())
    answer = client.post("/incidents/imports/", {"file": file, "source": source})
    assert answer.status_code == 302, text(answer)
    return re.search(r"/incidents/imports/([0-9a-f-]{36})/", answer["Location"])[1]


def do(client, id: str, name: str, form: dict, status: int = 302):
    answer = client.post(f"/incidents/imports/{id}/do/{name}", form)
    assert answer.status_code == status, text(answer)
    return answer


def page(client, id: str) -> str:
    answer = client.get(f"/incidents/imports/{id}/")
    assert answer.status_code == 200
    return text(answer)


@pytest.mark.database
def test_a_table_goes_from_the_page_to_records_and_back(cast: Cast, django_capture_on_commit_callbacks):
    by, client = cast.actor(Role.RECORDER), signed_in(cast, Role.RECORDER)
    id = bring(client)
    assert "This table is not understood yet" in page(client, id)
    do(client, id, "columns", COLUMNS)
    seen = page(client, id)
    assert "ox cart" in seen
    assert "2 rejected rows" in seen
    do(client, id, "words", {"vocabulary": ["transport"], "word": ["ox cart"], "meaning": ["road"]})
    seen = page(client, id)
    assert "Mr Sok Invented" in seen
    assert "Nothing is stored before" in seen
    refused = do(client, id, "start", MARKS, 403)
    assert "not settled: 1" in text(refused)
    do(client, id, "names", {"key": re.findall(r'name="key" value="([0-9a-f]+)"', seen), "rest": "out"})
    assert "Import 2 observations" in page(client, id)
    do(client, id, "start", MARKS)
    assert client.get(f"/incidents/imports/{id}/progress.json").json()["open"] is True
    with django_capture_on_commit_callbacks(execute=True):
        assert worker.run_next("a worker")
    seen = page(client, id)
    assert "1 rejected row" in seen
    assert "Sok" not in seen
    with acting(by):
        found = list(access.incidents(by))
        notes = [values_of(record).get("note", "") for record in found]
        (run,) = access.table_imports(by)
        assert (run.rows_read, run.created, run.rows_rejected) == (3, 2, 1)
        kept = [file.id for file in SealedFile.objects.get_queryset().of(authority=by.authority)]
    assert {record.state for record in found} == {State.REPORTED.value}
    assert sorted(notes) == ["", "Driver […] was asked."]
    lying = {place.name.split(".")[0] for place in Path(settings.HOME, "attachments").rglob("*.kept")}
    assert {str(one) for one in kept} <= lying
    (row,) = csv.DictReader(io.StringIO(client.get(f"/incidents/imports/{id}/rejected.csv").content.decode()))
    assert (row["line"], row["value"]) == ("4", "2026-13-45")
    assert "Sok" not in row["text"]
    assert "2 records that it made are withdrawn" in text(client.get(f"/incidents/imports/{id}/undo/"))
    assert client.post(f"/incidents/imports/{id}/undo/", {"reason": " "}).status_code == 400
    assert client.post(f"/incidents/imports/{id}/undo/", {"reason": "the wrong file"}).status_code == 302
    with acting(by):
        assert {record.state for record in access.incidents(by)} == {State.WITHDRAWN.value}


@pytest.fixture
def imported(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Any]:
    """An officer's browser, and an import that is too large to be undone while a page is made."""
    by = cast.actor(Role.RECORDER)
    with acting(by):
        found = forms.read_file(table(tmp_path / "seizures.csv"), sz.book(AT.date()))
        run = import_table(found=found, name="seizures.csv", marks=Handling(), by=by, at=AT)
    monkeypatch.setattr(undoing, "AT_ONCE", 1)
    return signed_in(cast, Role.RECORDER), run


def test_a_large_import_is_undone_by_the_worker(cast: Cast, imported: tuple[Any, Any]):
    (client, run), by = imported, cast.actor(Role.RECORDER)
    address, progress = f"/incidents/imports/{run.id}/undo/", f"/incidents/imports/{run.id}/progress.json"
    assert client.post(address, {"reason": " "}).status_code == 400
    assert client.get(progress).json()["open"] is False
    asked = client.post(address, {"reason": "the wrong file"}, follow=True)
    for words in ("Waiting", "being undone", "It starts by itself"):
        assert words in text(asked)
    assert "Undo this import" not in text(asked)
    assert client.get(progress).json()["open"] is True
    again = client.post(address, {"reason": "the wrong file"})
    assert (again.status_code, "This import is being undone" in text(again)) == (403, True)
    assert worker.run_next("a worker")
    assert client.get(progress).json()["open"] is False
    assert "the wrong file" in page(client, run.id)
    with acting(by):
        assert {record.state for record in access.incidents(by)} == {State.WITHDRAWN.value}
    assert client.post(address, {"reason": "once more"}).status_code == 403


def test_where_somebody_went_on_meanwhile_the_page_says_why_it_was_not_undone(cast: Cast, imported: tuple[Any, Any]):
    (client, run), by = imported, cast.actor(Role.RECORDER)
    client.post(f"/incidents/imports/{run.id}/undo/", {"reason": "the wrong file"})
    with acting(by):
        record = access.incidents(by).order_by("pk").first()
        more = values_of(record) | {"transport": ["air"]}
        amend_incident(id=record.id, seen=1, values=more, reason="seen again", by=by, at=AT)
    assert worker.run_next("a worker")
    seen = page(client, run.id)
    for words in (f"1 record was amended after this import: {record.number}", "Undo this import", "imported"):
        assert words in seen
    with acting(by):
        assert {record.state for record in access.incidents(by)} == {State.REPORTED.value}


@pytest.mark.parametrize("address", ["", "progress.json", "rejected.csv"])
def test_a_table_that_is_taken_in_while_it_is_looked_for_is_found(cast: Cast, monkeypatch, address: str):
    """Between the look among those that wait and the look among imports: as the worker may be."""
    client = signed_in(cast, Role.RECORDER)
    id = bring(client)
    do(client, id, "columns", COLUMNS)
    do(client, id, "words", {"vocabulary": ["transport"], "word": ["ox cart"], "meaning": ["road"]})
    names = re.findall(r'name="key" value="([0-9a-f]+)"', page(client, id))
    do(client, id, "names", {"key": names, "rest": "out"})
    do(client, id, "start", MARKS)
    waiting = access.waiting_tables

    def after_the_worker(actor: Any) -> Any:
        monkeypatch.setattr(access, "waiting_tables", waiting)
        assert worker.run_next("a worker")
        return waiting(actor)

    monkeypatch.setattr(access, "waiting_tables", after_the_worker)
    assert client.get(f"/incidents/imports/{id}/{address}").status_code == 200
    assert access.waiting_tables is waiting


def test_the_next_table_of_the_source_is_read_as_the_last_one_and_another_source_is_not(cast: Cast):
    client = signed_in(cast, Role.RECORDER)
    do(client, bring(client), "columns", COLUMNS)
    again, other = bring(client, HEADER + ROWS.splitlines()[1] + "\n"), bring(client, source="A market")
    assert "Import 1 observation" in page(client, again)
    assert "This table is not understood yet" in page(client, other)
    do(client, again, "discard", {})
    assert client.get(f"/incidents/imports/{again}/").status_code == 404


def test_a_large_table_is_read_by_the_worker_and_what_it_found_lies_encrypted(cast: Cast):
    client = signed_in(cast, Role.RECORDER)
    do(client, bring(client), "columns", COLUMNS)
    row = ROWS.splitlines()[1]
    id = bring(client, HEADER + "".join(f"{row}{'A long account. ' * 1100}\n" for _n in range(30)))
    assert "data-progress" in page(client, id)
    do(client, id, "columns", COLUMNS, 403)
    assert worker.run_next("a worker")
    assert "Import 30 observations" in page(client, id)
    sealed = b"".join(place.read_bytes() for place in Path(settings.HOME, "attachments").rglob("*.kept"))
    assert b"A long account" not in sealed
    assert b"Manis javanica" not in sealed


@pytest.mark.database
def test_nobody_else_sees_a_table_and_it_does_not_wait_for_ever(cast: Cast, settings):
    client = signed_in(cast, Role.RECORDER)
    id = bring(client)
    assert signed_in(cast, Role.RECORDER, cast.police).get(f"/incidents/imports/{id}/").status_code == 404
    assert signed_in(cast, Role.ANALYST).get(f"/incidents/imports/{id}/").status_code == 403
    bad = {"file": SimpleUploadedFile("x.csv", b"\x00\x01"), "source": "A port"}
    assert client.post("/incidents/imports/", bad).status_code == 400
    assert remove_old_tables(now()) == 0
    later = now().replace(year=now().year + 1)
    assert remove_old_tables(later) == 1
    with as_the_node("a test"):
        assert not SealedFile.objects.get_queryset().unscoped("a test").exists()
    assert client.get(f"/incidents/imports/{id}/").status_code == 404


def test_an_empty_file_is_told_from_one_that_is_too_large(cast: Cast):
    client = signed_in(cast, Role.RECORDER)
    answer = client.post("/incidents/imports/", {"file": SimpleUploadedFile("zero.csv", b""), "source": "A port"})
    assert answer.status_code == 400
    assert "zero.csv is empty." in text(answer)
    assert "Export it again" in text(answer)
    assert "Bring a part of it" not in text(answer)


def test_a_workbook_is_read_on_the_page(cast: Cast):
    client, book, out = signed_in(cast, Role.RECORDER), Workbook(), io.BytesIO()
    for row in csv.reader(io.StringIO(HEADER + ROWS.splitlines()[1])):
        book.active.append(row)
    book.save(out)
    file = SimpleUploadedFile("seizures.xlsx", out.getvalue())
    answer = client.post("/incidents/imports/", {"file": file, "source": "A port"})
    id = re.search(r"/incidents/imports/([0-9a-f-]{36})/", answer["Location"])[1]
    do(client, id, "columns", COLUMNS | {"column-5": ""})
    assert "Import 1 observation" in page(client, id)


def test_a_word_that_is_learned_lets_every_table_of_its_source_be_read_anew(cast: Cast):
    """Rows of another table that were rejected name somebody: they are asked about before it can start."""
    client = signed_in(cast, Role.RECORDER)
    cart = ROWS.splitlines()[0].replace("Driver Mr Sok Invented was asked.", "Seen by Mr Sok Invented.")
    long = "".join(f"{cart} {'A long account. ' * 1100}\n" for _n in range(30))
    first = bring(client)
    do(client, first, "columns", COLUMNS)
    large, other = bring(client, HEADER + long), bring(client, HEADER + long, source="A market")
    while worker.run_next("a worker"):
        pass
    assert 'name="key"' not in page(client, large)
    do(client, first, "words", {"vocabulary": ["transport"], "word": ["ox cart"], "meaning": ["road"]})
    assert "data-progress" in page(client, large)
    while worker.run_next("a worker"):
        pass
    assert 'name="key"' in page(client, large)
    assert 'name="key"' not in page(client, other)
    assert "not settled" in text(do(client, large, "start", MARKS, 403))


def test_what_the_worker_writes_down_of_a_refused_table_names_nobody(cast: Cast):
    by = cast.actor(Role.RECORDER)
    table = Imported(loaded=(NAMED_ROW,), rejected=(), headings=(), left_sheets=(), sha256="x")
    with acting(by), pytest.raises(UnusableInput) as refused:
        import_table(found=table, name="x", marks=Handling(), by=by, at=now())
    assert "Sok" not in str(refused.value)
    with pytest.raises(UnusableInput, match="Sok"):
        refuse_names(table)


INCIDENT = sz.of_values(values(note="Mr. Sok Invented was seen."), id=str(new_id()), stage=sz.Stage.REPORTED)
NAMED_ROW = Loaded(INCIDENT, "", (2,), sz.judge(INCIDENT, sz.book(now().date())))


def test_what_the_page_calls_a_field_is_understood_as_a_header():
    with translation.override("en"):
        titles = {field: str(FIELDS[field]) for field in forms.fields()}
    date, species = titles["date"], titles["species"]
    for field, title in titles.items():
        found = recognise([title, *({date, species} - {title})])
        assert found.fields[0] == field, title
