"""The page of the annual report: a file goes in, what to mend comes out, nothing stays."""

from __future__ import annotations

import csv
import io
import os
import time
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from kouprey.domain.access import Role
from kouprey.web.accounts import actions
from kouprey.web.core.audit import SHELL
from kouprey.web.ui import report_files
from web.conftest import AT
from web.work import put_to_work

pytestmark = pytest.mark.django_db
PASSWORD = "nine green turtles"  # noqa: S105
HEADER = "App,Taxon,Term,Quantity,Unit,Importer,Exporter,Origin,Purpose,Source,Year,Remarks\n"
ROWS = (
    "II,Macaca fascicularis,live,1000,,CN,KH,,T,F,2025,<b>x</b>\n"
    "II,Python regius,SKI,3,,KH,TG,,T,R,2025,\n"
    "II,Naja atra,LIV,many,,CN,KH,,T,W,2025,\n"
    "II,Naja atra,LIV,5,,CN,TH,,T,W,2025,\n"
)


@pytest.fixture
def officer(client: Client, settings, tmp_path: Path) -> Client:
    settings.HOME = tmp_path
    client.force_login(
        put_to_work(
            actions.enrol_officer(username="sokha", full_name="Sok Sokha", password=PASSWORD, by=SHELL, at=AT),
            Role.RECORDER,
        ),
        backend="kouprey.web.accounts.backend.OfficerBackend",
    )
    return client


def hand_in(client: Client, body: str = HEADER + ROWS, name: str = "report.csv", **changed: str):
    file = SimpleUploadedFile(name, body.encode())
    return client.post("/trade/report/", {"country": "KH", "year": "2025", "file": file} | changed)


def text(response) -> str:
    return unescape(response.content.decode())


def files(home: Path) -> list[Path]:
    return [path for path in (home / "cache" / "report-checks").rglob("*") if path.is_file()]


def test_only_an_officer_hands_a_file_in(client: Client):
    for response in (client.get("/trade/report/"), hand_in(client), client.get("/trade/report/abc/")):
        assert response.status_code == 302
        assert response["Location"].startswith("/officers/sign-in/?next=/trade/report/")


def test_the_form_says_what_happens_with_the_file(officer: Client):
    body = text(officer.get("/trade/report/"))
    assert "kept for two hours, for you alone" in body
    assert "UNVERIFIED" in body


def test_a_check_shows_counts_findings_and_what_was_rejected(officer: Client):
    response = hand_in(officer)
    assert response.status_code == 302
    body = text(officer.get(response["Location"]))
    assert "<dt>rows read</dt><dd>4</dd>" in body
    assert "<dt>rejected</dt><dd>1</dd>" in body
    assert '<span aria-hidden="true">■</span> error' in body
    assert "Row 4" in body
    assert "“many”" in body
    assert "kouprey trade check-report FILE --country KH --year 2025 --load" in body
    assert body.count("<script") == body.count('<script src="/static/')


def test_nothing_but_the_file_is_kept_and_it_can_be_deleted(officer: Client, tmp_path: Path):
    address = hand_in(officer)["Location"]
    officer.get(address)
    assert [path.name for path in files(tmp_path)] == ["report.csv"]
    assert not (tmp_path / "reports").exists()
    officer.post(address.partition("?")[0] + "remove/")
    assert files(tmp_path) == []
    gone = officer.get(address)
    assert gone.status_code == 404
    assert "no longer here" in text(gone)


def test_a_file_is_deleted_after_its_time(officer: Client, tmp_path: Path):
    address = hand_in(officer)["Location"]
    old = time.time() - report_files.KEPT_HOURS * 3600 - 60
    os.utime(files(tmp_path)[0].parent, (old, old))
    assert officer.get(address).status_code == 404
    assert files(tmp_path) == []


def test_a_file_is_of_one_officer(officer: Client):
    address = hand_in(officer)["Location"]
    other = actions.enrol_officer(username="dara", full_name="Dara", password=PASSWORD, by=SHELL, at=AT)
    put_to_work(other, Role.RECORDER)
    officer.force_login(other, backend="kouprey.web.accounts.backend.OfficerBackend")
    assert officer.get(address).status_code == 404
    officer.post(address.partition("?")[0] + "remove/")
    officer.force_login(type(other).objects.get(username="sokha"), "kouprey.web.accounts.backend.OfficerBackend")
    assert officer.get(address).status_code == 200


def test_downloads(officer: Client):
    place, _, query = hand_in(officer)["Location"].partition("?")
    layout = officer.get(f"{place}layout.csv?{query}")
    assert "KH-2025-layout.csv" in layout["Content-Disposition"]
    assert "Macaca fascicularis" in layout.content.decode()
    book = load_workbook(io.BytesIO(officer.get(f"{place}layout.xlsx?{query}").content))
    assert book.sheetnames == ["Annual report", "About"]
    found = list(csv.DictReader(io.StringIO(officer.get(f"{place}findings.csv?{query}").content.decode())))
    assert {"rule", "severity", "row", "message", "remedy"} <= set(found[0])
    assert any(row["rule"] == "rejected" for row in found)
    assert officer.get(f"{place}other.csv?{query}").status_code == 404


def test_a_missing_column_is_asked_for_and_then_known(officer: Client):
    body = (HEADER + ROWS).replace("Taxon,", "Taxon of item,")
    place, _, query = hand_in(officer, body)["Location"].partition("?")
    page = text(officer.get(f"{place}?{query}"))
    assert "There is no column for: taxon." in page
    assert '<option value="taxon=Taxon of item" selected>' in page
    assert "report-checks" not in page
    page = text(officer.get(f"{place}?{query}&map=&map=taxon%3DTaxon%20of%20item"))
    assert "<dt>rows read</dt><dd>4</dd>" in page
    assert "findings.csv?country=KH&year=2025&map=taxon%3DTaxon+of+item" in page


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"country": ""}, "not the code of a country"),
        ({"year": "then"}, "not a year"),
        ({"map": "colour=x"}, "does not map a field"),
        ({"body": ""}, "No file was chosen, or it is empty."),
        ({"body": "no table at all"}, "No row with the names of columns was found"),
        ({"body": "PK\x03\x04 broken", "name": "report.xlsx"}, "no workbook that can be read"),
    ],
)
def test_what_cannot_be_used_says_so(officer: Client, changed: dict, said: str):
    response = hand_in(officer, **changed)
    if response.status_code == 302:
        response = officer.get(response["Location"])
    assert said in text(response)
    assert "report-checks" not in text(response)


def test_a_file_that_is_too_large_is_refused(officer: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(report_files, "LARGEST", 100)
    response = hand_in(officer)
    assert response.status_code == 400
    assert "takes at most" in text(response)
    assert files(tmp_path) == []


def test_a_name_cannot_leave_its_folder(officer: Client, tmp_path: Path):
    address = hand_in(officer, name="..%2f..\\<b>exports 2025.csv")["Location"]
    [kept] = files(tmp_path)
    assert kept.parent.parent.parent == tmp_path / "cache" / "report-checks"
    assert "<b>" not in officer.get(address).content.decode()


def test_many_findings_are_paged(officer: Client):
    body = HEADER + "II,Naja atra,LIV,5,,CN,KH,,T,W,2024,\n" * 60
    address = hand_in(officer, body)["Location"]
    first = text(officer.get(address))
    assert "60 rows to look at" in first
    assert "Page 1 of 2" in first
    assert "Row 61" in text(officer.get(address + "&page=2"))
