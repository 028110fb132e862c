"""Files of imports go by the rule, on record, once; the account of what was loaded stays. On both databases."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from kouprey.domain.access import Role
from kouprey.domain.retention import Periods
from kouprey.kernel.errors import Refused
from kouprey.web.accounts.actions import enrol_officer
from kouprey.web.accounts.models import Officer
from kouprey.web.core import jobs, worker
from kouprey.web.core.actions import cancel_job
from kouprey.web.core.audit import SHELL, Act
from kouprey.web.core.models import AuditEvent
from kouprey.web.trade import actions
from kouprey.web.trade.models import TradeImport
from web.stores import HEADER, rows
from web.work import put_to_work

pytestmark = [pytest.mark.database, pytest.mark.django_db]
GOOD = "\n".join([HEADER, *rows(more=3), ""]).encode()
START = datetime.now().astimezone()


@pytest.fixture(autouse=True)
def home(settings, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    settings.KEEP_FILES = Periods(loaded=30, not_started=7, not_loaded=14)
    return tmp_path


@pytest.fixture
def sokha() -> Officer:
    return put_to_work(enrol_officer(username="sokha", full_name="Sok Sokha", by=SHELL, at=START), Role.RECORDER)


@pytest.fixture
def inside(client: Client, sokha: Officer) -> Client:
    client.force_login(sokha)
    return client


def received(by: Officer) -> TradeImport:
    return actions.receive_upload(upload=io.BytesIO(GOOD), name="comptab.csv", by=by.actor, at=START)


def started(by: Officer) -> TradeImport:
    item = received(by)
    actions.start_import(item=item, dataset="comptab", add=False, by=by.actor, at=START)
    return item


def place(home: Path, item: TradeImport) -> Path:
    return home / "uploads" / item.stored


def after(days: float) -> int:
    """How many files go when the rule is applied so many days later."""
    return actions.apply_retention(datetime.now().astimezone() + timedelta(days=days))


def page(client: Client, item: TradeImport) -> str:
    return " ".join(client.get(f"/trade/import/{item.id}/").content.decode().split())


def test_what_was_loaded_goes_after_its_days_and_its_account_stays(inside: Client, sokha: Officer, home: Path):
    item = started(sokha)
    assert after(100) == 0  # it waits to be loaded
    worker.run_next("w1")
    assert (after(29.9), place(home, item).is_file()) == (0, True)
    assert (after(30), place(home, item).exists()) == (1, False)
    assert after(31) == 0
    (event,) = AuditEvent.objects.filter(act=Act.TRADE_FILE_REMOVED)
    assert (event.by, event.by_label, event.target_id) == (None, "worker", str(item.id))
    assert event.details == {"why": "loaded", "sha256": item.sha256, "after days": 30}
    body = page(inside, item)
    assert "The file was removed from this node on" in body
    assert "kept for 30 days after that. Its account stays." in body
    assert "Account of the rows" in body
    assert "Start import" not in body


def test_the_page_says_the_days_of_then(inside: Client, sokha: Officer, settings):
    item = received(sokha)
    assert after(7) == 1
    settings.KEEP_FILES = Periods(1, 1, 1)
    body = page(inside, item)
    assert "never started, and such a file is kept for 7 days" in body
    assert "removed, not started" in body
    assert "Delete this file" not in body
    assert inside.post(f"/trade/import/{item.id}/start", {"dataset": "comptab"}).status_code == 400


@pytest.mark.parametrize("how", ["failed", "stopped"])
def test_what_was_not_loaded_goes_after_its_days(inside: Client, sokha: Officer, home: Path, how: str):
    item = started(sokha)
    item.refresh_from_db()
    if how == "stopped":
        cancel_job(job=item.job, by=sokha.actor, at=datetime.now().astimezone())
    else:
        place(home, item).write_bytes(b"no table any more")
        worker.run_next("w1")
    assert (after(13.9), after(14)) == (0, 1)
    assert "It was not loaded, and such a file is kept for 14 days" in page(inside, item)


def test_the_officer_deletes_a_file_that_was_not_started(inside: Client, sokha: Officer, home: Path):
    item = received(sokha)
    assert "Delete this file" in page(inside, item)
    assert inside.post(f"/trade/import/{item.id}/delete").status_code == 302
    assert not place(home, item).exists()
    assert "sokha deleted it" in page(inside, item)
    (event,) = AuditEvent.objects.filter(act=Act.TRADE_FILE_REMOVED)
    assert (event.by, event.details["why"]) == (sokha.id, "deleted")
    assert inside.post(f"/trade/import/{item.id}/delete").status_code == 403


def test_what_was_started_is_not_deleted(inside: Client, sokha: Officer, home: Path):
    item = started(sokha)
    assert "Delete this file" not in page(inside, item)
    assert inside.post(f"/trade/import/{item.id}/delete").status_code == 403
    assert place(home, item).is_file()


def test_another_officer_deletes_nothing(client: Client, sokha: Officer, home: Path):
    item = received(sokha)
    dara = enrol_officer(username="dara", full_name="Dara", by=SHELL, at=START)
    client.force_login(put_to_work(dara, Role.RECORDER))
    assert "Delete this file" not in page(client, item)
    response = client.post(f"/trade/import/{item.id}/delete")
    assert response.status_code == 403
    assert "Only the officer who uploaded" in response.content.decode()
    assert place(home, item).is_file()


def test_a_deleted_file_is_not_started(sokha: Officer):
    item = received(sokha)
    actions.delete_file(item=item, by=sokha.actor, at=START)
    with pytest.raises(Refused, match="no longer on this node"):
        actions.start_import(item=item, dataset="comptab", add=False, by=sokha.actor, at=START)


def test_a_crash_after_the_record_leaves_no_file_for_long(sokha: Officer, home: Path):
    item = received(sokha)
    actions.delete_file(item=item, by=sokha.actor, at=START)
    place(home, item).parent.mkdir()
    place(home, item).write_bytes(GOOD)  # as if the node had died before it removed the file
    assert after(0) == 0
    assert not place(home, item).exists()


def test_a_file_is_never_gone_without_a_reason(sokha: Officer):
    item = received(sokha)
    with pytest.raises(IntegrityError), transaction.atomic():
        TradeImport.objects.filter(pk=item.pk).update(removed_at=START)


def test_the_worker_applies_the_rule_and_outlives_a_chore_that_fails(
    sokha: Officer, home: Path, settings, monkeypatch: pytest.MonkeyPatch
):
    def broken(_at: datetime) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(jobs, "_CHORES", {"test.broken": broken} | jobs.chores())
    item = received(sokha)
    settings.KEEP_FILES = Periods(0, 0, 0)
    worker.do_chores()
    assert not place(home, item).exists()
