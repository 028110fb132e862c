"""While somebody's long act is written, pages are read, and what cannot be saved is told so."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.urls import reverse

from kouprey.domain.access import Role
from kouprey.kernel.ids import new_id
from kouprey.web.core import jobs, worker
from kouprey.web.core.actions import queue_job
from kouprey.web.core.audit import SHELL, Actor
from kouprey.web.core.busy import Busy, busy
from kouprey.web.records.tenancy import acting
from kouprey.web.seizures import access
from web.cast import AT, build
from web.incidents import written
from web.nodes import OwnNode, own_node
from web.seizures.test_incident_pages import MARKS, TYPED, picture
from web.sessions import signed_in, text

HELD = """
import sys
from kouprey.web.config.serve import set_up; set_up()
from django.db import transaction
with transaction.atomic():
    print("held", flush=True)
    sys.stdin.readline()
"""


ASKS = """
import json, time
from kouprey.web.config.serve import set_up; set_up()
from django.conf import settings
from django.db import connection
from django.test import Client
from kouprey.web.accounts.models import Officer, OfficerSession
from kouprey.web.accounts.sessions import STEP
client = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)
client.force_login(Officer.objects.get(username="sokha"))
client.get("/people/roles/")
OfficerSession.objects.update(seen_at=(before := OfficerSession.objects.get().seen_at - 2 * STEP))
settings.DATABASES["default"]["OPTIONS"]["timeout"] = 0.3  # what it waits for once it did without
print("ready", flush=True)
input()
start = time.monotonic()
read = client.get("/people/roles/").status_code
took = time.monotonic() - start
left_out = OfficerSession.objects.get().seen_at == before
with connection.cursor() as cursor:
    cursor.execute("PRAGMA busy_timeout")
    waits = cursor.fetchone()[0]
locked = client.post("/officers/lock/").status_code
print(json.dumps([read, took, left_out, waits, locked]), flush=True)
input()
OfficerSession.objects.update(seen_at=before)
print(json.dumps([client.get("/people/roles/").status_code, OfficerSession.objects.get().seen_at == before]))
"""


class Deadlock(Exception):
    sqlstate = "40P01"


def raised(cause: BaseException) -> OperationalError:
    """As Django raises what a driver raised."""
    try:
        raise OperationalError(*cause.args) from cause
    except OperationalError as error:
        return error


def locked() -> sqlite3.OperationalError:
    """What SQLite says to the second of two that write."""
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode = sqlite3.SQLITE_BUSY_SNAPSHOT
    return error


def test_what_is_busy_is_told_from_what_is_broken():
    assert isinstance(busy(locked()), Busy)
    assert isinstance(busy(raised(locked())), Busy)
    assert isinstance(busy(raised(Deadlock("deadlock detected"))), Busy)
    broken = sqlite3.OperationalError("no such table: x")
    broken.sqlite_errorcode = sqlite3.SQLITE_ERROR
    for other in (broken, raised(broken), OperationalError("the connection was lost"), ValueError(), None):
        assert busy(other) is None


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let the next act on a record meet this error."""

    def meets(error: BaseException) -> None:
        def fails(*_args: Any, **_words: Any) -> Any:
            raise error

        monkeypatch.setattr("kouprey.web.records.actions.withdrawing.held_all", fails)

    return meets


@pytest.mark.django_db
def test_a_page_says_that_the_node_is_busy_and_what_to_do(failing: Any):
    cast = build(Role.RECORDER)
    record, client = written(cast.actor(Role.RECORDER)), signed_in(cast, Role.RECORDER)
    client.raise_request_exception = False
    address = reverse("incidents-step", args=[record.id, "withdraw"])
    failing(raised(locked()))
    answer = client.post(address, {"reason": "twice"})
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    for words in ("The node is busy", "What you sent may not be saved. Wait a minute", "reload this page"):
        assert words in text(answer)
    failing(ValueError("broken"))
    answer = client.post(address, {"reason": "twice"})
    assert (answer.status_code, "The page could not be made" in text(answer)) == (500, True)
    record.refresh_from_db()
    assert record.state == "draft"


@pytest.mark.django_db
def test_a_photograph_that_cannot_be_kept_now_leaves_the_record(monkeypatch: pytest.MonkeyPatch):
    cast = build(Role.RECORDER)
    by, client = cast.actor(Role.RECORDER), signed_in(cast, Role.RECORDER)

    def fails(**_words: Any) -> Any:
        raise raised(locked())

    monkeypatch.setattr("kouprey.web.ui.incident_files.attach", fails)
    answer = client.post("/incidents/new/", TYPED | MARKS | {"token": str(new_id()), "photo": picture()})
    assert (answer.status_code, "failed" in answer["Location"]) == (302, True)
    with acting(by):
        assert access.incidents(by).count() == 1


@pytest.mark.database
@pytest.mark.django_db
def test_of_a_request_that_ended_in_an_accident_nothing_stays_on_postgresql(monkeypatch: pytest.MonkeyPatch):
    cast = build(Role.RECORDER)
    by, client = cast.actor(Role.RECORDER), signed_in(cast, Role.RECORDER)
    client.raise_request_exception = False

    def fails(*_given: Any, **_words: Any) -> Any:
        raise ValueError

    with monkeypatch.context() as broken:
        broken.setattr("kouprey.web.ui.incident_files.attach", fails)
        form = TYPED | MARKS | {"token": str(new_id()), "photo": picture()}
        answer = client.post("/incidents/new/", form)
    assert (answer.status_code, "look whether it is there" in text(answer)) == (500, True)
    with acting(by):  # on SQLite the record was an act of its own
        assert access.incidents(by).count() == (0 if connection.vendor == "postgresql" else 1)
    assert client.get("/incidents/").status_code == 200


@pytest.mark.django_db
def test_a_job_that_met_a_busy_database_says_so(monkeypatch: pytest.MonkeyPatch):
    job = queue_job(kind="busy", arguments={}, by=Actor(new_id(), "sokha"), at=AT)

    def fails(*_given: Any) -> Any:
        raise raised(locked())

    jobs.register("busy", fails, lambda _officer: SHELL)
    assert worker.run_next("a worker")
    job.refresh_from_db()
    assert (job.state, job.error["what"]) == (jobs.State.FAILED, Busy().what)


@pytest.mark.django_db
def test_the_shell_says_so_and_ends_with_two(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    shell = import_module("kouprey.cli.main")

    def meets(error: Exception) -> None:
        def fails(_words: list[str]) -> int:
            raise error

        monkeypatch.setattr(shell, "_run", fails)

    meets(raised(locked()))
    assert shell.main(["audit", "verify"]) == 2
    assert "The node is busy" in capsys.readouterr().err
    meets(OperationalError("the connection was lost"))
    with pytest.raises(OperationalError):
        shell.main(["audit", "verify"])


def test_while_a_table_comes_in_pages_are_read_and_what_is_sent_is_told_to_wait(tmp_path: Path):
    """On SQLite, two real processes: one has begun to write, the other is an officer's page."""
    with own_node(tmp_path / "home") as node:
        if node.database:
            pytest.skip("PostgreSQL locks rows, not the database.")
        node.python("from kouprey.web.config.serve import enrol; enrol(username='sokha', full_name='Name')")
        with speaking(node, ASKS) as asks:
            assert said(asks) == "ready"
            with speaking(node, HELD) as writes:
                assert said(writes) == "held"
                read, took, left_out, waits, locked = json.loads(answered(asks))
                answered(writes)
            assert (read, took < 5, left_out, waits, locked) == (200, True, True, 300, 503)
            assert json.loads(answered(asks)) == [200, False]  # now that it can be written, it is


def speaking(node: OwnNode, code: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-W", "ignore", "-c", code]
    return subprocess.Popen(command, env=node.environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def answered(process: subprocess.Popen[str]) -> str:
    """What it says when it is let go on."""
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()
    return said(process)
