"""Drafts of a device: taken in whole or not at all, once however often they come; the page that a device keeps."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as node
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from kouprey.domain.access import Role
from kouprey.kernel.ids import new_id
from kouprey.web.accounts.models import OfficerSession
from kouprey.web.records.models import Record
from kouprey.web.records.queries import attachments_of
from kouprey.web.records.tenancy import acting
from kouprey.web.seizures.actions.tips import leave_tip
from kouprey.web.seizures.models import Tip
from web.cast import AT, Cast, build
from web.seizures.test_incident_pages import MARKS, TYPED
from web.sessions import signed_in, text

pytestmark = [pytest.mark.database, pytest.mark.django_db]
SEND, DEVICE = "/incidents/new/send", "/officers/device/"


@pytest.fixture
def cast() -> Cast:
    return build(Role.RECORDER, Role.INVESTIGATOR)


def photograph(colour: str) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(out, "PNG")
    return SimpleUploadedFile(f"{colour}.png", out.getvalue(), "image/png")


def records(by) -> list[Record]:
    with acting(by):
        return list(Record.objects.of(authority=by.authority))


@pytest.fixture(autouse=True)
def own_home(settings: Any, tmp_path: Path) -> None:
    """Files are counted: nobody else's lie here."""
    settings.HOME = tmp_path


def files_on_disk() -> list[Path]:
    return [path for path in (Path(node.HOME) / "attachments").rglob("*") if path.is_file()]


def test_a_draft_arrives_whole_and_once(cast: Cast):
    by, client = cast.actor(Role.RECORDER), signed_in(cast, Role.RECORDER)
    before, token = len(files_on_disk()), str(new_id())
    for _again in range(3):
        draft = TYPED | MARKS | {"token": token, "act": "report", "photo": [photograph("green"), photograph("red")]}
        answer = client.post(SEND, draft)
        assert answer.status_code == 201, text(answer)
    (record,) = records(by)
    assert answer.json() == {"address": f"/incidents/{record.id}/?done=reported", "number": record.number}
    with acting(by):
        assert (record.state, len(attachments_of(record))) == ("reported", 2)
    assert len(files_on_disk()) == before + 4  # each as given out, and sealed as it came


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"photo": SimpleUploadedFile("scales.png", b"GIF89a\0")}, "no kind of file that can be attached"),
        ({"when": "last week"}, "is no date. Write a day"),
        ({"when": "", "act": "report"}, "The date is missing"),
        ({"m-tlp": "TLP:PINK"}, "TLP:PINK"),
        ({"note": "The driver was Mr Invented Person"}, "Mr Invented Person"),
        ({"token": "none"}, "not whole"),
    ],
)
def test_what_is_refused_leaves_nothing_and_says_what_to_do(cast: Cast, changed: dict, says: str):
    by, client, before = cast.actor(Role.RECORDER), signed_in(cast, Role.RECORDER), len(files_on_disk())
    photographs = [photograph("green"), *([changed["photo"]] if "photo" in changed else [])]
    answer = client.post(SEND, TYPED | MARKS | {"token": str(new_id())} | changed | {"photo": photographs})
    assert answer.status_code == 400
    assert says in json.dumps(answer.json(), ensure_ascii=False)
    assert records(by) == []
    assert len(files_on_disk()) == before


def test_a_rule_that_stands_in_the_way_says_where_on_the_page(cast: Cast):
    client = signed_in(cast, Role.RECORDER)
    answer = client.post(SEND, MARKS | {"kind": "seizure", "act": "report", "token": str(new_id())})
    faults = answer.json()["faults"]
    assert {"f-when", "specimens"} <= {fault["anchor"] for fault in faults}
    assert all(fault["says"] and fault["remedy"] for fault in faults)
    assert client.post(SEND, MARKS | {"kind": "seizure", "token": str(new_id())}).status_code == 201


def test_a_tip_is_taken_up_once(cast: Cast, settings):
    settings.TIPS_AGENCY = cast.customs.name
    by, client = cast.actor(Role.RECORDER), signed_in(cast, Role.RECORDER)
    leave_tip(given={"text": "Cages behind a shop."}, at=AT)
    with acting(by):
        tip = Tip.objects.of(agency=cast.customs.id).get()
    draft = TYPED | MARKS | {"token": str(new_id()), "tip": str(tip.id)}
    assert [client.post(SEND, draft).status_code for _again in range(2)] == [201, 201]
    (record,) = records(by)
    with acting(by):
        assert Tip.objects.of(agency=cast.customs.id).get().record == record.id
    assert client.post(SEND, draft | {"token": str(new_id())}).status_code == 403
    assert len(records(by)) == 1


def test_the_device_is_told_whose_it_is_and_what_has_to_go(cast: Cast):
    client, other = signed_in(cast, Role.RECORDER), signed_in(cast, Role.INVESTIGATOR)
    told = client.get(DEVICE)
    assert "no-store" in told["Cache-Control"]
    first, second = told.json(), other.get(DEVICE).json()
    assert (first["state"], first["ended"]) == ("open", False)
    assert first["secret"] != second["secret"]
    assert signed_in(cast, Role.RECORDER).get(DEVICE).json()["secret"] == first["secret"]
    OfficerSession.objects.filter(pk=first["session"]).update(seen_at=AT - timedelta(days=1))
    locked = client.get(DEVICE, {"session": first["session"]}).json()
    assert locked == {"state": "locked", "ended": False, "officer": first["officer"], "session": first["session"]}
    assert Client().get(DEVICE, {"session": second["session"]}).json() == {"state": "none", "ended": False}
    other.post("/officers/sign-out/")
    for known in (second["session"], "no-session"):
        assert other.get(DEVICE, {"session": known}).json() == {"state": "none", "ended": True}


def test_no_secret_before_the_second_factor(cast: Cast):
    told = signed_in(cast, Role.RECORDER, strong=False).get(DEVICE).json()
    assert told["state"] == "locked"
    assert "secret" not in told


def test_what_a_device_keeps_holds_nothing_of_officers_and_changes_its_mark(cast: Cast):
    client = signed_in(cast, Role.RECORDER)
    page, script = text(client.get("/incidents/new/shell/")), client.get("/incidents/new/worker.js")
    assert 'name="specimen-0-taxon"' in page
    assert 'name="m-tlp"' in page
    assert 'id="listed-places"' in page
    assert '"vn-mong-cai": ["VN", "Quang Ninh"]' in page
    named = {cast.police.name, *(str(one.full_name) for one in cast.officers.values())}
    assert not any(word in page for word in (*named, "csrfmiddlewaretoken", "kouprey-idle", "m-audience"))
    kept = json.loads(script.content.decode().removeprefix("self.KoupreyShell = ").partition(";\n")[0])
    assert script["Content-Type"].startswith("text/javascript")
    assert all(address.startswith(("/static/", "/incidents/new/")) for address in kept["now"])
    mark = kept["version"]
    assert mark in text(client.get("/incidents/new/worker.js"))
    assert mark not in text(signed_in(cast, Role.RECORDER, cast.police).get("/incidents/new/worker.js"))
    assert ["Sunda pangolin", "Manis javanica"] in client.get("/incidents/new/names.json").json()["names"]
