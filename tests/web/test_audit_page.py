"""The record of acts on its pages: searched, paged, printed, taken away on record. On both databases."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from kouprey.domain.access import Role
from kouprey.kernel.ids import new_id
from kouprey.web.accounts.actions import enrol_officer
from kouprey.web.accounts.models import Officer
from kouprey.web.core.actions import destroy_contents, record
from kouprey.web.core.audit import SHELL, Act
from kouprey.web.core.contents import SEALED, Contents
from kouprey.web.core.models import AuditEvent
from kouprey.web.core.sentences import WORDS, name, sentence
from web.conftest import AT
from web.work import put_to_work

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def sokha() -> Officer:
    return put_to_work(enrol_officer(username="sokha", full_name="Sok Sokha", by=SHELL, at=AT), Role.AUDITOR)


@pytest.fixture
def inside(client: Client, sokha: Officer) -> Client:
    client.force_login(sokha)
    return client


def done(number: int, by: Any = SHELL, kind: str = "job", id: Any = "7") -> AuditEvent:
    at = AT + timedelta(minutes=number)
    details = {"n": number, "before": None, "sure": True, "names": ["a", "b"]}
    return record(act=Act.JOB_DONE, kind=kind, id=id, label=f"work-{number:03}.", by=by, at=at, details=details)


def text(response: Any) -> str:
    return response.content.decode()


def shown(response: Any) -> list[str]:
    body = text(response)
    return [part.split(".")[0] for part in body.split("work-")[1:]]


@pytest.mark.parametrize("address", ["/audit/", "/audit/print/"])
def test_nobody_reads_it_without_signing_in(client: Client, address: str):
    assert client.get(address)["Location"].startswith("/officers/sign-in/")
    assert client.post("/audit/acts.csv")["Location"].startswith("/officers/sign-in/")


def test_who_may_not_read_it_is_told_so(client: Client):
    inside, dara = client, enrol_officer(username="dara", full_name="Dara", by=SHELL, at=AT)
    inside.force_login(put_to_work(dara, Role.RECORDER))
    assert inside.get("/audit/").status_code == 403
    assert inside.post("/audit/acts.json").status_code == 403
    assert "/audit/" not in text(inside.get("/"))
    assert AuditEvent.objects.filter(act=Act.AUDIT_EXPORTED).count() == 0


def test_an_act_is_said_in_a_sentence_with_what_it_held(inside: Client, sokha: Officer):
    done(1, by=sokha.actor)
    connection.check_constraints()
    body = text(inside.get("/audit/"))
    assert "sokha finished the work work-001." in body
    assert "shell enrolled the officer sokha." in body
    assert "<dt>before</dt><dd>–</dd>" in body
    assert "<dt>sure</dt><dd>yes</dd>" in body
    assert "<dt>names</dt><dd>a, b</dd>" in body


def test_every_act_has_a_name_and_a_sentence():
    assert set(WORDS) == set(Act)
    holds = Contents("sokha", "the thing", {})
    for act in Act:
        said = sentence(act, holds)
        assert said.startswith("sokha ")
        assert said.endswith(".")
        assert "%" not in said
        assert name(act)[0].isupper()
    assert len({name(act) for act in Act}) == len(Act)


def test_an_act_of_a_newer_edition_or_without_content_is_named():
    assert "core.moon.landed" in sentence("core.moon.landed", Contents("sokha"))
    assert sentence(Act.JOB_DONE, Contents(state=SEALED)).startswith("Work done.")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("since=2026-11-21", ["3"]),
        ("until=2026-11-20", ["2", "1"]),
        ("since=2026-11-21&until=2026-11-20", []),
        ("officer=node", ["3", "1"]),
        ("officer=SOKHA", ["2"]),
        ("act=core.job.done", ["3", "2", "1"]),
        ("act=core.job.failed", []),
        ("kind=officer", []),
        ("kind=job&id=7", ["3", "2", "1"]),
        ("id=8", []),
    ],
)
def test_filters(inside: Client, sokha: Officer, asked: str, found: list[str]):
    done(1)
    done(2, by=sokha.actor)
    done(24 * 60)
    numbers = {f"{24 * 60:03}": "3"}
    rows = shown(inside.get(f"/audit/?{asked.replace('SOKHA', str(sokha.pk))}"))
    assert [numbers.get(row, row.lstrip("0")) for row in dict.fromkeys(rows)] == found


@pytest.mark.parametrize("asked", ["since=yesterday", "officer=sokha", "before=7", "after=x"])
def test_what_cannot_be_looked_for_is_said(inside: Client, asked: str):
    response = inside.get(f"/audit/?{asked}")
    assert response.status_code == 400
    assert "This could not be done" in text(response)


def links(response: Any) -> dict[str, str]:
    """The ways to the pages beside this one."""
    body = text(response).replace("&amp;", "&")
    return {
        word: body.split(f'" rel="{word}"')[0].rpartition('href="')[2]
        for word in ("prev", "next")
        if f'rel="{word}"' in body
    }


def test_pages_keep_their_place_while_acts_come_in(inside: Client):
    for number in range(120):
        done(number)
    first = inside.get("/audit/?kind=job")
    assert list(dict.fromkeys(shown(first))) == [f"{n:03}" for n in range(119, 69, -1)]
    assert set(links(first)) == {"next"}
    done(500)
    second = inside.get("/audit/" + links(first)["next"])
    assert list(dict.fromkeys(shown(second))) == [f"{n:03}" for n in range(69, 19, -1)]
    third = inside.get("/audit/" + links(second)["next"])
    assert list(dict.fromkeys(shown(third))) == [f"{n:03}" for n in range(19, -1, -1)]
    assert set(links(third)) == {"prev"}
    back = inside.get("/audit/" + links(second)["prev"])
    assert list(dict.fromkeys(shown(back))) == list(dict.fromkeys(shown(first)))
    assert set(links(back)) == {"prev", "next"}
    assert "page=" not in text(second)


def test_contents_that_were_destroyed_say_when_and_why(inside: Client):
    done(1, id="9")
    destroy_contents(kind="job", id="9", reason="retention rule 7", by=SHELL, at=AT + timedelta(days=3))
    body = text(inside.get("/audit/?kind=job"))
    assert "Content destroyed on 2026-11-23 under retention rule 7." in body
    assert "Work done. The content of this act cannot be shown." in body
    assert "shell destroyed what the audit held about one record, under the rule: retention rule 7." in body
    assert "work-001" not in body


def test_contents_without_a_key_say_so_and_the_page_stands(inside: Client, settings, tmp_path: Path):
    done(1)
    settings.HOME = tmp_path / "elsewhere"
    assert "cannot be opened on this node" in text(inside.get("/audit/"))


def test_the_print_view_carries_the_head_and_the_filters(inside: Client, sokha: Officer):
    done(1)
    connection.check_constraints()
    body = text(inside.get(f"/audit/print/?officer={sokha.pk}&kind=job"))
    assert "Sok Sokha" in body
    assert "No act on record fits" in body
    body = text(inside.get("/audit/print/"))
    assert "none: all acts" in body
    assert "Head of the record" in body
    assert "work-001" in body


def taken(inside: Client, form: str, **filters: str) -> str:
    response = inside.post(f"/audit/acts.{form}", filters)
    assert response.status_code == 200
    assert response["Content-Disposition"].endswith(f'.{form}"')
    return b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]


def test_a_file_holds_what_is_looked_for_and_is_an_act(inside: Client, sokha: Officer):
    for number in range(3):
        done(number)
    rows = list(csv.DictReader(io.StringIO(taken(inside, "csv", kind="job"))))
    assert [row["label"] for row in rows] == ["work-002.", "work-001.", "work-000."]
    assert json.loads(rows[0]["details"])["n"] == 2
    assert len(rows[0]["link"]) == 64
    assert "sequence" not in rows[0], "a number would tell how many acts of others there are"
    assert rows[0]["sentence"] == "shell finished the work work-002.."
    acts = json.loads(taken(inside, "json"))["acts"]
    assert [act["act"] for act in acts[:1]] == [Act.AUDIT_EXPORTED]
    event = AuditEvent.objects.filter(act=Act.AUDIT_EXPORTED).first()
    assert event is not None
    assert (event.by, event.details) == (sokha.pk, {"format": "csv", "rows": 3, "filters": {"kind": "job"}})
    assert inside.get("/audit/acts.csv").status_code == 405
    assert json.loads(taken(inside, "json", kind="nothing")) == {"acts": []}


def test_a_spreadsheet_takes_no_label_for_a_formula(inside: Client):
    record(act=Act.JOB_DONE, kind="job", id=new_id(), label="=1+1", by=SHELL, at=AT)
    (row,) = csv.DictReader(io.StringIO(taken(inside, "csv", kind="job")))
    assert row["label"] == "'=1+1"
