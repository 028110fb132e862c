"""Imports by officers: a file is received whole or not at all, loaded by the worker, and every row accounted for."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kouprey import trade
from kouprey.domain.access import Role
from kouprey.kernel.clock import now
from kouprey.kernel.errors import Refused, UnusableInput
from kouprey.kernel.ids import new_id
from kouprey.trade import loading
from kouprey.web.accounts.actions import deactivate_officer, enrol_officer
from kouprey.web.accounts.models import Officer
from kouprey.web.core import queue, worker
from kouprey.web.core.audit import SHELL, Act
from kouprey.web.core.jobs import Cancelled
from kouprey.web.core.models import AuditEvent
from kouprey.web.trade import actions
from kouprey.web.trade.models import TradeImport
from kouprey.web.trade.uploads import safe
from kouprey.web.ui.import_words import size
from web.conftest import AT
from web.stores import HEADER, rows
from web.work import put_to_work

pytestmark = pytest.mark.django_db
GOOD = "\n".join([HEADER, *rows(more=3), ""]).encode()
BAD_ROW = rows(more=0)[0].replace("2010", "20x0")
FAULTY = "\n".join([HEADER, *rows(more=3), BAD_ROW, ""]).encode()


@pytest.fixture(autouse=True)
def home(settings, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def sokha() -> Officer:
    return put_to_work(enrol_officer(username="sokha", full_name="Sok Sokha", by=SHELL, at=AT), Role.RECORDER)


@pytest.fixture
def inside(client: Client, sokha: Officer) -> Client:
    """Sokha, signed in."""
    client.force_login(sokha)
    return client


def upload(client: Client, body: bytes, name: str = "comptab.csv") -> Any:
    return client.post("/trade/import/", {"file": SimpleUploadedFile(name, body)})


def imported(client: Client, body: bytes = GOOD, **chosen: str) -> str:
    """The address of an import that was uploaded and started."""
    address = upload(client, body)["Location"]
    started = client.post(address + "start", {"dataset": "comptab", "way": "replace"} | chosen)
    assert started["Location"] == address
    return str(address)


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def kept(home: Path) -> list[Path]:
    return [path for path in (home / "uploads").rglob("*") if path.is_file()]


def test_only_officers_come_in(client: Client, home: Path):
    for address in ("/trade/import/", "/trade/import/01990000-0000-7000-8000-000000000000/"):
        response = client.get(address)
        assert response.status_code == 302
        assert "/officers/sign-in/" in response["Location"]
    assert upload(client, GOOD).status_code == 302
    assert not kept(home)


def test_a_closed_account_imports_nothing(inside: Client, sokha: Officer, home: Path):
    deactivate_officer(officer=sokha, reason="left", by=SHELL, at=AT)
    assert upload(inside, GOOD).status_code == 302
    assert not kept(home)


def test_a_file_is_shown_before_anything_is_loaded(inside: Client, home: Path):
    response = inside.get(upload(inside, GOOD, "C:\\data\\trade of 2010.csv")["Location"])
    body = text(response)
    assert "trade of 2010.csv" in body
    assert "comparative tabulation (comptab-16)" in body
    assert "Ptyas mucosus" in body
    assert "Start import" in body
    assert "http-equiv" not in body
    assert not (home / "trade").exists()
    (event,) = AuditEvent.objects.filter(act=Act.TRADE_UPLOAD_RECEIVED)
    assert event.details["size"] == len(GOOD)
    assert len(kept(home)) == 1


def test_an_import_from_start_to_account(inside: Client, home: Path):
    address = imported(inside, FAULTY)
    waiting = inside.get(address)
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in text(waiting)
    assert "Stop this import" in text(waiting)
    assert worker.run_next("w1")
    response = inside.get(address)
    body = text(response)
    assert "http-equiv" not in body
    assert "read" in body.lower()
    assert "20x0" in body
    item = TradeImport.objects.get()
    (account,) = item.report["files"]
    assert (account["read"], account["loaded"], account["rejected"]) == (13, 12, 1)
    assert account["path"] == "comptab.csv"
    rejected = b"".join(inside.get(address + "rejects/1.csv").streaming_content).decode()
    assert [row["value"] for row in csv.DictReader(io.StringIO(rejected))] == ["20x0"]
    assert inside.get(address + "rejects/2.csv").status_code == 404
    assert trade.open(home).release.manifest["rows"] == 12
    assert "comptab.csv" in text(inside.get("/trade/import/"))
    assert str(home) not in body


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("notes.txt", b"this is a letter\nnot a table\n", "cannot be used"),
        ("empty.csv", b"", "empty.csv is empty"),
        ("broken.zip", b"PK\x03\x04 and then nothing", "cannot be used"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(200), "cannot be used"),
    ],
)
def test_a_file_that_is_none_of_ours_is_not_kept(inside: Client, home: Path, name: str, body: bytes, said: str):
    response = upload(inside, body, name)
    assert response.status_code == 400
    assert said in text(response)
    assert name in text(response)
    assert str(home) not in text(response)
    assert not kept(home)
    assert not TradeImport.objects.exists()


def test_a_file_that_is_too_large_is_not_kept(inside: Client, settings, home: Path):
    settings.UPLOAD_LIMIT = 1000
    response = upload(inside, GOOD)
    assert response.status_code == 400
    assert "larger than this node takes (1 kB)" in text(response)
    assert not kept(home)


def test_an_upload_that_breaks_off_leaves_nothing(sokha: Officer, home: Path):
    class Broken:
        def read(self, _size: int) -> bytes:
            raise OSError("the line broke")

    with pytest.raises(OSError, match="line broke"):
        actions.receive_upload(upload=Broken(), name="x.csv", by=sokha.actor, at=AT)  # type: ignore[arg-type]
    assert not list((home / "uploads").iterdir())
    assert not TradeImport.objects.exists()


def test_what_a_crash_left_behind_is_swept_away(inside: Client, home: Path):
    upload(inside, GOOD)
    old, fresh = (home / "uploads" / str(new_id(at_ms=ms)) for ms in (10**12, int(now().timestamp() * 1000)))
    for folder in (old, fresh):
        folder.mkdir()
        (folder / ".part").write_text("half")
    upload(inside, GOOD)
    assert (old.exists(), fresh.exists()) == (False, True)
    assert TradeImport.objects.count() == 2


def test_no_file_says_so(inside: Client):
    response = inside.post("/trade/import/", {})
    assert response.status_code == 400
    assert "No file arrived" in text(response)


def test_three_officers_at_once_wait_for_each_other(home: Path):
    addresses = []
    for name in ("sokha", "dara", "bopha"):
        client = Client()
        officer = enrol_officer(username=name, full_name=name.title(), by=SHELL, at=AT)
        client.force_login(put_to_work(officer, Role.RECORDER))
        addresses.append(imported(client, GOOD.replace(b"Naja spp.", f"Naja {name}".encode())))
    assert "2 imports are before this one" in text(client.get(addresses[2]))
    assert "2 imports are before this one" in client.get(addresses[2] + "progress.json").json()["says"]
    assert [worker.run_next("w1") for _ in range(4)] == [True, True, True, False]
    items = TradeImport.objects.order_by("received_at")
    assert [(item.received_by_label, item.job.asked_by_label, item.job.state) for item in items] == [
        (name, name, "done") for name in ("sokha", "dara", "bopha")
    ]
    assert len(list((home / "trade" / "comptab" / "releases").iterdir())) == 3


def test_the_page_and_its_script_say_the_same_of_a_load(inside: Client):
    address = imported(inside)
    job = queue.claim(worker="w1", at=now())
    assert job is not None
    for step, done, says in (
        ("reading", 26, "26 per cent"),
        ("building", 60, "60 per cent of the work is done. Within"),
    ):
        queue.note(job, step=step, done=done, total=100)
        found = inside.get(address + "progress.json").json()
        assert (found["open"], found["percent"], found["word"]) == (True, done, "being loaded")
        assert says in found["says"]
        page = text(inside.get(address))
        assert found["says"] in page
        assert found["title"] in page
        assert f'value="{done}" max="100"' in page
    inside.post(address + "stop")
    assert inside.get(address + "progress.json").json()["word"] == "being stopped"
    with pytest.raises(Cancelled):
        queue.note(job, step="building", done=60, total=100)
    queue.stopped(job, at=now())
    assert inside.get(address + "progress.json").json() == {"open": False, "word": "stopped"}


def test_a_load_is_stopped_in_the_middle_of_a_step(inside: Client, home: Path, monkeypatch: pytest.MonkeyPatch):
    """The stop is asked for while the engine builds, and the engine would take for ever."""
    address, steps = imported(inside), []

    def endless(connection: Any, _stage: Any, _plan: Any) -> None:
        connection.execute(
            "SELECT count(*) FROM range(1000000000) a, range(1000000000) b WHERE a.range + b.range = 3"
        )

    def note(job: Any, *, step: str, **more: Any) -> None:
        steps.append(step)
        if step == "building":
            inside.post(address + "stop")
        written(job, step=step, **more)

    written = queue.note
    monkeypatch.setattr(loading, "build", endless)
    monkeypatch.setattr(queue, "note", note)
    assert worker.run_next("w1")
    assert TradeImport.objects.get().job.state == "cancelled"
    assert steps[-1] == "building"
    assert not list((home / "trade").glob("*/current"))
    assert "you can start it again" in text(inside.get(address))


def test_a_stopped_import_can_be_started_again(inside: Client):
    address = imported(inside)
    assert inside.post(address + "start", {"dataset": "comptab"}).status_code == 400
    inside.post(address + "stop")
    assert "This import was stopped" in text(inside.get(address))
    inside.post(address + "start", {"dataset": "comptab"})
    assert worker.run_next("w1")
    assert "Account of the rows" in text(inside.get(address))


def test_an_import_that_fails_says_what_was_kept(inside: Client, home: Path):
    address = imported(inside, dataset="mine")
    worker.run_next("w1")
    bulk = (
        b"Id,Year,Appendix,Taxon,Class,Order,Family,Genus,Term,Quantity,Unit,Importer,Exporter,Origin,Purpose,Source,"
    )
    bulk += b"Reporter.type,Import.permit.RandomID,Export.permit.RandomID,Origin.permit.RandomID\n"
    bulk += b"1,2010,II,Naja spp.,,,,Naja,live,1,,CN,TH,,T,W,I,,,\n"
    address = imported(inside, bulk, dataset="mine", way="add")
    worker.run_next("w1")
    body = text(inside.get(address))
    assert "holds comptab data" in body
    assert "Start import" in body
    assert str(home) not in body


def test_who_left_meanwhile_does_not_import(inside: Client, sokha: Officer, home: Path):
    imported(inside)
    deactivate_officer(officer=sokha, reason="left", by=SHELL, at=AT)
    worker.run_next("w1")
    assert TradeImport.objects.get().job.state == "failed"
    assert not (home / "trade").exists()


def test_a_name_that_is_none_is_refused_on_the_page(inside: Client):
    address = upload(inside, GOOD)["Location"]
    response = inside.post(address + "start", {"dataset": "../etc"})
    assert response.status_code == 400
    assert "cannot name a dataset" in text(response)
    assert TradeImport.objects.get().job is None


def test_an_act_needs_somebody(home: Path):
    with pytest.raises(Refused):
        actions.receive_upload(upload=io.BytesIO(GOOD), name="x.csv", by=SHELL, at=AT)
    assert not kept(home)


def test_a_zip_is_recognised_by_its_first_file(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("a.csv", GOOD)
        archive.writestr("b.csv", GOOD)
    found = trade.recognise(tmp_path / "all.zip")
    assert (found.files, found.shape, len(found.rows)) == (2, "comptab-16", 5)
    assert found.columns[0] == "Year"


@pytest.mark.parametrize(
    ("given", "kept_as"),
    [
        ("a/b/c.csv", "c.csv"),
        ("..", "upload"),
        ("ñ x (1).csv", "ñ x (1).csv"),
        ("a\x00b.csv", "a-b.csv"),
        ("", "upload"),
    ],
)
def test_names_are_made_safe(given: str, kept_as: str):
    assert safe(given) == kept_as


def test_sizes_are_read(monkeypatch: pytest.MonkeyPatch):
    from kouprey.web.config import environment

    assert environment.size("KOUPREY_UPLOAD_LIMIT") == 10**9
    monkeypatch.setenv("KOUPREY_UPLOAD_LIMIT", "much")
    with pytest.raises(UnusableInput, match="much"):
        environment.size("KOUPREY_UPLOAD_LIMIT")


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 B"), (999, "999 B"), (1000, "1 kB"), (1500, "1.5 kB"), (25 * 10**6, "25 MB"), (10**9, "1 GB")],
)
def test_a_size_is_said_in_its_largest_unit(count: int, said: str):
    assert size(count) == said


def test_times_of_the_list_name_their_zone(inside: Client, home: Path):
    upload(inside, GOOD)
    assert re.search(r"\d\d:\d\d UTC", text(inside.get("/trade/import/")))
