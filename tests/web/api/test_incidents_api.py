"""Observations through the API: one, many as a table, the list; the account is that of the shell."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from kouprey.cli.main import main
from kouprey.domain.access import Act, Role
from kouprey.kernel.ids import new_id
from web.api.test_api import Caller
from web.cast import Cast, build
from web.incident_tables import table
from web.incidents import values

pytestmark = pytest.mark.django_db
NOT_OF_THE_SHELL = {"id", "rejects"}


@pytest.fixture
def cast() -> Cast:
    return build(Role.RECORDER, Role.CUSTODIAN)


def sent(call: Caller, path: Path, **form):
    file = SimpleUploadedFile(path.name, path.read_bytes())
    headers = {"Authorization": f"Bearer {call.secret}"}
    return call.client.post("/api/v1/incidents/import", {"file": file, **form}, headers=headers)


@pytest.mark.database
def test_one_observation_comes_in_once_by_the_same_rules(cast: Cast):
    call, token = Caller(cast, Role.RECORDER), str(new_id())
    given = values()
    for part in (*given["specimens"], *given["legs"]):
        part.pop("id")
    first, again = (call("POST", "/incidents", {"values": given, "token": token, "report": True}) for _n in range(2))
    assert (first.status_code, again.json()["id"]) == (201, first.json()["id"])
    assert first.json()["state"] == "reported"
    assert {one["severity"] for one in first.json()["findings"]} <= {"notice"}
    draft = call("POST", "/incidents", {"values": {"kind": "seizure"}})
    assert (draft.status_code, draft.json()["state"]) == (201, "draft")
    assert "error" in {one["severity"] for one in draft.json()["findings"]}
    named = {"values": {"kind": "seizure", "note": "Driver Mr Sok Invented."}}
    assert call("POST", "/incidents", named).status_code == 400
    assert call("POST", "/incidents", named | {"names_confirmed": True}).status_code == 201
    found = call("GET", "/incidents?taxon=Manidae&country=KH").json()
    assert ([one["id"] for one in found["incidents"]], found["total"]) == ([first.json()["id"]], "1")
    assert call("GET", "/incidents?since=strange").status_code == 400
    backwards = call("GET", "/incidents?since=2026&until=2020")
    assert (backwards.status_code, backwards.json()["error"]["what"]) == (400, "The window ends before it begins.")
    assert call("GET", "/incidents?since=2026-11&until=2026").status_code == 200
    narrow = Caller(cast, Role.RECORDER, acts=[Act.RECORD_CREATE])
    assert narrow("POST", "/incidents", {"values": given, "report": True}).status_code == 403


def test_a_table_has_the_account_of_the_shell(cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    call, path = Caller(cast, Role.RECORDER), table(tmp_path / "seizures.csv")
    bad = path.read_text().splitlines()[1].replace("2026-11-12", "2026-13-45").replace("0001,", "0009,")
    path.write_text(f"{path.read_text()}{bad}\n")
    dry = sent(call, path, dry_run="true")
    main(["seizures", "import", str(path), "--dry-run", "--format", "json"])
    shell = json.loads(capsys.readouterr().out)
    told = dry.json()
    assert told.keys() - NOT_OF_THE_SHELL == shell.keys()
    assert {name: told[name] for name in shell if name != "rejects_file"} == {
        name: value for name, value in shell.items() if name != "rejects_file"
    }
    assert (told["id"], told["rejects"][0]["value"]) == (None, "2026-13-45")
    done = sent(call, path)
    assert (done.json()["created"], done.json()["rejected"], done.json()["read"]) == (2, 1, 5)
    assert sent(call, path).json()["unchanged"] == 2
    assert sent(Caller(cast, Role.CUSTODIAN), path).status_code == 403
    named = table(tmp_path / "named.csv", note="Driver Mr Sok Invented.")
    assert sent(call, named).status_code == 400


@pytest.mark.database
def test_the_same_event_is_judged_counted_once_and_taken_back(cast: Cast):
    call = Caller(cast, Role.RECORDER)
    one, other = (call("POST", "/incidents", {"values": values(), "report": True}).json()["id"] for _n in range(2))
    blank = call("POST", f"/incidents/{one}/events", {"other": other, "same": True, "reason": " "})
    assert (blank.status_code, blank.json()["error"]["what"]) == (400, "A reason is missing.")
    made = call("POST", f"/incidents/{one}/events", {"other": other, "same": True, "reason": "one lorry"})
    assert (made.status_code, made.json()["same"], made.json()["by"]) == (201, True, call.actor.label)
    assert {made.json()["one"], made.json()["other"]} == {one, other}
    assert call("GET", f"/incidents/{other}/events").json() == [made.json()]
    undone = call("POST", f"/incidents/events/{made.json()['id']}/undo")
    assert (undone.status_code, undone.json()["undoes"]) == (201, made.json()["id"])
    assert call("GET", f"/incidents/{one}/events").json() == []
    assert call("POST", f"/incidents/events/{made.json()['id']}/undo").status_code == 403
    assert call("POST", f"/incidents/{one}/events", {"other": one, "same": True}).status_code == 400
    for address in (f"/incidents/{new_id()}/events", f"/incidents/events/{new_id()}/undo"):
        assert call("POST", address, {"other": one, "same": True}).status_code == 404
    reader = Caller(cast, Role.CUSTODIAN, acts=[Act.RECORD_READ])
    assert reader("POST", f"/incidents/{one}/events", {"other": other, "same": True}).status_code == 403


def test_a_workbook_is_taken_in_whatever_door_it_comes_through(cast: Cast, tmp_path: Path):
    call, book = Caller(cast, Role.RECORDER), Workbook()
    for row in csv.reader(io.StringIO(table(tmp_path / "seizures.csv").read_text(encoding="utf-8"))):
        book.active.append(row)
    path = tmp_path / "seizures.xlsx"
    book.save(path)
    told = sent(call, path).json()
    assert (told["read"], told["created"], told["rejected"]) == (4, 2, 0)


def test_names_of_persons_are_asked_about_at_every_door(cast: Cast, tmp_path: Path):
    call = Caller(cast, Role.RECORDER)
    given = values(place={"name": "house of Mr. Sok Invented"})
    assert call("POST", "/incidents", {"values": given}).status_code == 400
    for kind, status in (("incident", 400), ("information", 201)):
        other = given if kind == "incident" else {"subject": "x", "text": "Mr. Sok Invented was seen."}
        answer = call("POST", "/records", {"kind": kind, "values": other})
        assert answer.status_code == status, answer.content
    made = call("POST", "/records", {"kind": "incident", "values": given, "names_confirmed": True}).json()
    amended = {"values": values(note="Mr. Sok Invented."), "seen": 1, "reason": "x"}
    refused = call("POST", f"/records/{made['id']}/versions", amended)
    assert (refused.status_code, "Sok" in refused.content.decode()) == (400, True)
    confirmed = amended | {"names_confirmed": True}
    assert call("POST", f"/records/{made['id']}/versions", confirmed).status_code == 200
    path = tmp_path / "named.csv"
    path.write_text(
        "Date,Species,Term,Country,Agency,Concealment description\n2026-03-02,Manis,SCA,KH,Customs,Mr. Sok Inv\n"
    )
    for form in ({"dry_run": "true"}, {}):
        refused = sent(call, path, **form)
        assert refused.status_code == 400, refused.content
        assert "line 2, Concealment in words, “Mr. Sok Inv”" in refused.json()["error"]["what"]
