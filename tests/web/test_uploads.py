"""Uploads in pieces: each piece sound or not taken, one import at the end or none, each officer's own."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kouprey.domain.access import Role
from kouprey.kernel.clock import now
from kouprey.kernel.errors import NothingThere
from kouprey.web.accounts.actions import deactivate_officer, enrol_officer
from kouprey.web.accounts.models import Officer
from kouprey.web.core.audit import SHELL, Act
from kouprey.web.core.models import AuditEvent
from kouprey.web.trade import actions, uploads
from kouprey.web.trade.models import TradeImport, UnfinishedUpload
from web.conftest import AT
from web.stores import HEADER, rows
from web.work import put_to_work

pytestmark = pytest.mark.django_db
GOOD = "\n".join([HEADER, *rows(more=60), ""]).encode()
BEGIN = "/trade/import/uploads/"
PIECE = 1500


@pytest.fixture(autouse=True)
def home(settings, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def sokha() -> Officer:
    return put_to_work(enrol_officer(username="sokha", full_name="Sok Sokha", by=SHELL, at=AT), Role.RECORDER)


@pytest.fixture
def inside(sokha: Officer) -> Client:
    """Sokha, signed in."""
    return signed_in(sokha)


@pytest.fixture
def other() -> Client:
    """Another officer of the same node."""
    return signed_in(put_to_work(enrol_officer(username="dara", full_name="Dara", by=SHELL, at=AT), Role.RECORDER))


def signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def begin(client: Client, body: bytes = GOOD, name: str = "comptab.csv", **also: Any) -> Any:
    return client.post(BEGIN, {"name": name, "size": len(body), "first": sha(body[:PIECE])} | also)


def begun(client: Client, body: bytes = GOOD, name: str = "comptab.csv") -> str:
    return str(begin(client, body, name).json()["address"])


def put(client: Client, address: str, offset: int, piece: bytes, digest: str = "") -> Any:
    headers = {"Upload-Offset": str(offset), "Upload-Digest": digest or sha(piece)}
    return client.put(address, piece, content_type="application/octet-stream", headers=headers)


def send(client: Client, address: str, body: bytes = GOOD, upto: int | None = None) -> int:
    arrived = client.get(address).json()["arrived"]
    while arrived < (len(body) if upto is None else upto):
        arrived = put(client, address, arrived, body[arrived : arrived + PIECE]).json()["arrived"]
    return int(arrived)


def finish(client: Client, address: str, body: bytes = GOOD) -> Any:
    return client.post(address + "finish", {"sha256": sha(body)})


def lying(home: Path) -> list[Path]:
    return [path for path in (home / "uploads").rglob("*") if path.is_file() and ".locks" not in path.parts]


def test_a_file_arrives_in_pieces_and_is_one_import(inside: Client, home: Path):
    address = begun(inside)
    send(inside, address)
    assert not TradeImport.objects.exists()
    made = finish(inside, address).json()["address"]
    item = TradeImport.objects.get()
    assert made == f"/trade/import/{item.id}/"
    assert (item.sha256, item.size, item.received_by_label) == (sha(GOOD), len(GOOD), "sokha")
    assert (home / "uploads" / item.stored).read_bytes() == GOOD
    assert not UnfinishedUpload.objects.exists()
    acts = list(AuditEvent.objects.filter(act__startswith="trade.").values_list("act", flat=True))
    assert sorted(acts) == [Act.TRADE_UPLOAD_BEGUN, Act.TRADE_UPLOAD_RECEIVED]
    assert "Start import" in inside.get(made).content.decode()


def test_a_lost_answer_makes_no_second_import(inside: Client):
    address = begun(inside)
    send(inside, address)
    assert finish(inside, address).json() == finish(inside, address).json()
    assert TradeImport.objects.count() == 1


def test_the_same_file_goes_on_where_it_stood(inside: Client):
    address = begun(inside)
    arrived = send(inside, address, upto=4000)
    again = begin(inside)
    assert (again.status_code, again.json()["address"]) == (200, address)
    assert (again.json()["arrived"], again.json()["sha256"]) == (arrived, sha(GOOD[:arrived]))
    send(inside, address)
    assert finish(inside, address).status_code == 200


@pytest.mark.parametrize("different", ["name", "size", "first", "officer"])
def test_another_file_or_officer_begins_anew(inside: Client, other: Client, different: str):
    address = begun(inside)
    send(inside, address, upto=4000)
    also: dict[str, Any] = {"name": {"name": "b.csv"}, "size": {"size": 5}, "first": {"first": sha(b"x")}}.get(
        different, {}
    )
    found = begin(other if different == "officer" else inside, **also)
    assert found.status_code == 201
    assert (found.json()["address"] != address, found.json()["arrived"]) == (True, 0)


def test_an_upload_is_its_officers_own(inside: Client, other: Client):
    address = begun(inside)
    send(inside, address)
    assert other.get(address).status_code == 404
    assert put(other, address, 0, GOOD[:PIECE]).status_code == 404
    assert finish(other, address).status_code == 404
    assert other.post(address + "drop").status_code == 404
    assert "comptab.csv" not in other.get("/trade/import/").content.decode()
    assert finish(inside, address).status_code == 200
    assert finish(other, address).status_code == 200  # the import that was made is the node's
    assert TradeImport.objects.get().received_by_label == "sokha"


def test_nobody_without_an_open_account_sends_anything(client: Client, inside: Client, sokha: Officer, home: Path):
    address = begun(inside)
    assert begin(client).status_code == 401
    assert put(client, address, 0, GOOD[:PIECE]).status_code == 401
    deactivate_officer(officer=sokha, reason="left", by=SHELL, at=AT)
    refused = put(inside, address, 0, GOOD[:PIECE])
    assert refused.status_code == 401
    assert "not signed in" in refused.json()["what"]
    assert not lying(home)


@pytest.mark.parametrize(
    ("offset", "piece", "digest"),
    [
        (0, GOOD[:PIECE], ""),
        (PIECE * 2, GOOD[PIECE * 2 : PIECE * 3], ""),
        (PIECE, GOOD[PIECE : PIECE * 2], sha(b"damaged on its way")),
        (PIECE, b"", ""),
        (PIECE, GOOD, ""),
    ],
    ids=["again", "too far", "damaged", "empty", "past the end"],
)
def test_a_piece_that_is_not_the_next_one_is_not_taken(
    inside: Client, home: Path, offset: int, piece: bytes, digest: str
):
    address = begun(inside)
    put(inside, address, 0, GOOD[:PIECE])
    refused = put(inside, address, offset, piece, digest)
    assert (refused.status_code, refused.json()["arrived"]) == (409, PIECE)
    assert [path.read_bytes() for path in lying(home)] == [GOOD[:PIECE]]


def test_a_piece_larger_than_the_node_takes_is_not_read(inside: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(uploads, "PIECE", PIECE)
    address = begun(inside)
    assert put(inside, address, 0, GOOD[: PIECE + 1]).status_code == 409
    assert put(inside, address, 0, GOOD[:PIECE]).status_code == 200


def test_what_a_crash_left_behind_the_sound_part_is_written_over(inside: Client, home: Path):
    address = begun(inside)
    send(inside, address, upto=PIECE)
    (part,) = lying(home)
    with part.open("ab") as file:  # as if the node died between the write and the row
        file.write(b"half a piece" * 300)
    assert begin(inside).json()["sha256"] == sha(GOOD[:PIECE])
    send(inside, address)
    assert finish(inside, address).status_code == 200
    assert [path.read_bytes() for path in lying(home)] == [GOOD]


def test_a_crash_between_the_name_and_the_row_is_finished_later(inside: Client, home: Path):
    address = begun(inside)
    send(inside, address)
    upload = UnfinishedUpload.objects.get()
    uploads.whole(upload.id, upload.file_name)
    assert not TradeImport.objects.exists()
    assert finish(inside, address).status_code == 200
    assert [path.read_bytes() for path in lying(home)] == [GOOD]


def test_a_half_file_cannot_be_finished(inside: Client):
    address = begun(inside)
    arrived = send(inside, address, upto=4000)
    refused = finish(inside, address)
    assert (refused.status_code, refused.json()["arrived"]) == (409, arrived)
    assert not TradeImport.objects.exists()
    page = inside.get("/trade/import/").content.decode()
    assert "No file was uploaded yet" in page
    assert "Your unfinished uploads" in page
    assert inside.get(address.replace("uploads/", "")).status_code == 404


def test_another_digest_keeps_nothing(inside: Client, home: Path):
    address = begun(inside)
    send(inside, address)
    refused = finish(inside, address, b"another file")
    assert refused.status_code == 400
    assert "comptab.csv did not arrive as it was sent" in refused.json()["what"]
    assert not lying(home)
    assert not TradeImport.objects.exists()
    assert not UnfinishedUpload.objects.exists()


def test_a_file_that_is_none_of_ours_is_refused_at_its_beginning(inside: Client, home: Path):
    letter = b"Dear colleague,\nplease find attached\n" * 500
    address = begun(inside, letter, "letter.csv")
    refused = put(inside, address, 0, letter[:PIECE])
    assert refused.status_code == 400
    assert "letter.csv cannot be used" in refused.json()["what"]
    assert str(home) not in refused.content.decode()
    assert not lying(home)
    assert not UnfinishedUpload.objects.exists()
    assert AuditEvent.objects.get(act=Act.TRADE_UPLOAD_DROPPED).details["why"] == "cannot be used"


def test_a_packed_file_is_refused_when_it_is_whole(inside: Client, home: Path):
    broken = b"PK\x03\x04" + bytes(3000)
    address = begun(inside, broken, "all.zip")
    send(inside, address, broken)
    refused = finish(inside, address, broken)
    assert "all.zip cannot be used" in refused.json()["what"]
    assert refused.json()["kept"] == "The file was not kept; the store is as it was."
    assert not lying(home)


@pytest.mark.parametrize(
    ("also", "said"),
    [
        ({"size": 2000}, "larger than this node takes"),
        ({"size": 0}, "empty"),
        ({"size": "much"}, "empty"),
        ({"first": "../x"}, "not described in full"),
        ({"name": ""}, "not described in full"),
    ],
)
def test_what_is_not_begun(inside: Client, settings, also: dict[str, Any], said: str):
    settings.UPLOAD_LIMIT = 1000
    refused = begin(inside, GOOD[:500], **also)
    assert refused.status_code == 400
    assert said in refused.json()["what"]
    assert not UnfinishedUpload.objects.exists()


def test_an_officer_has_three_unfinished_uploads_at_most(inside: Client, other: Client):
    for number in range(3):
        begun(inside, name=f"{number}.csv")
    assert "3 unfinished uploads" in begin(inside, name="4.csv").json()["what"]
    assert begin(other, name="4.csv").status_code == 201
    assert begin(inside, name="0.csv").status_code == 201  # it goes on; nothing had arrived


def test_what_waits_has_room_for_so_much(inside: Client, other: Client, settings):
    settings.UPLOADS_WAITING = 2 * len(GOOD)
    address = begun(inside, name="a.csv")
    send(inside, address)
    made = finish(inside, address).json()["address"]
    begun(inside, name="b.csv")
    assert "more room" in begin(inside, name="c.csv").json()["what"]
    assert begin(other, name="c.csv").status_code == 201
    inside.post(made + "start", {"dataset": "comptab"})
    assert begin(inside, name="c.csv").status_code == 201


def test_an_upload_is_dropped(inside: Client, home: Path):
    address = begun(inside)
    send(inside, address, upto=4000)
    assert inside.post(address + "drop", headers={"Accept": "application/json"}).status_code == 204
    assert not lying(home)
    assert not UnfinishedUpload.objects.exists()
    assert put(inside, address, 4500, GOOD[4500:6000]).status_code == 404
    assert finish(inside, address).status_code == 404
    assert not lying(home)
    assert inside.post(begun(inside) + "drop", headers={"Accept": "text/html"}).status_code == 302


def test_an_upload_that_falls_silent_goes_after_a_day(inside: Client, home: Path):
    silent, alive = begun(inside, name="a.csv"), begun(inside, name="b.csv")
    for address in (silent, alive):
        send(inside, address, upto=PIECE)
    UnfinishedUpload.objects.filter(file_name="a.csv").update(touched_at=now() - timedelta(days=1))
    assert actions.apply_retention(now()) == 1
    assert UnfinishedUpload.objects.get().file_name == "b.csv"
    assert len(lying(home)) == 1
    (event,) = AuditEvent.objects.filter(act=Act.TRADE_UPLOAD_DROPPED)
    assert (event.by, event.by_label, event.details["why"]) == (None, "worker", "silent for a day")


def test_an_upload_that_is_gone_takes_no_piece(sokha: Officer, home: Path):
    upload = actions.begin_upload(name="a.csv", size=9, first=sha(b""), by=sokha.actor, at=now())
    actions.drop_upload(upload=upload, by=sokha.actor, at=now())
    with pytest.raises(NothingThere):
        actions.take_piece(upload=upload, offset=0, piece=b"x", sha256=sha(b"x"), by=sokha.actor, at=now())
    assert not lying(home)


def test_tokens_are_asked_for(sokha: Officer):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(sokha)
    assert begin(strict).status_code == 403


def test_the_form_without_scripts_has_the_same_room(inside: Client, settings, home: Path):
    settings.UPLOADS_WAITING = len(GOOD) + 5
    for status in (302, 403):
        response = inside.post("/trade/import/", {"file": SimpleUploadedFile("comptab.csv", GOOD)})
        assert response.status_code == status
    assert "more room" in response.content.decode()
    assert len(lying(home)) == 1
