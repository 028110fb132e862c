"""Guessing is counted in the database, for every process, and costs more each time."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from kouprey.kernel.errors import Refused
from kouprey.web.accounts import actions, lockout
from kouprey.web.accounts.models import Tries
from kouprey.web.core.audit import SHELL, Act
from kouprey.web.core.models import AuditEvent
from web.conftest import AT
from web.officers import PASSWORD, WRONG, acts, body, enrol, sign_in

pytestmark = pytest.mark.django_db
TOO_MANY = "Too many tries failed. Wait 1 minute"


def guess(client: Client, times: int, username: str = "sokha") -> None:
    for _ in range(times):
        sign_in(client, username, WRONG)


def pass_time(**passed: float) -> None:
    for row in Tries.objects.all():
        row.last_at -= timedelta(**passed)
        row.wait_until = row.wait_until and row.wait_until - timedelta(**passed)
        row.save()


def test_five_wrong_passwords_shut_the_door_even_for_the_right_one(client: Client):
    officer = enrol()
    guess(client, 4)
    assert sign_in(client).status_code == 302
    other = Client()
    guess(other, 5)
    refused = sign_in(other)
    assert TOO_MANY in body(refused)
    assert acts(officer).count(Act.OFFICER_SIGN_IN_FAILED) == 9
    assert acts(officer).count(Act.OFFICER_LOCKED_OUT) == 1


def test_the_wait_ends_and_the_next_one_is_longer(client: Client):
    enrol()
    guess(client, 5)
    pass_time(minutes=1)
    guess(client, 1)
    assert "Wait 2 minutes" in body(sign_in(client))
    pass_time(minutes=2)
    assert sign_in(client).status_code == 302
    assert not Tries.objects.filter(kind="name").exists()


def test_a_name_that_nobody_has_is_treated_alike_and_not_written_down(client: Client):
    guess(client, 5, "my secret typed in the wrong box")
    assert TOO_MANY in body(sign_in(client, "My secret typed in the wrong box"))
    events = AuditEvent.objects.filter(target_kind="sign-in")
    assert [event.act for event in events].count(Act.OFFICER_SIGN_IN_FAILED) == 5
    assert len({event.target_id for event in events}) == 1
    assert "secret" not in str(list(AuditEvent.objects.values()) + list(Tries.objects.values()))


def test_one_address_cannot_try_name_after_name(client: Client):
    for number in range(20):
        sign_in(client, f"officer{number}", WRONG)
    assert TOO_MANY in body(sign_in(client, "somebody"))
    assert "do not belong together" in body(sign_in(Client(REMOTE_ADDR="192.0.2.7"), "somebody"))


def test_signing_in_oneself_does_not_clear_the_count_of_an_address(client: Client):
    enrol()
    for number in range(19):
        sign_in(client, f"officer{number}", WRONG)
    assert sign_in(client).status_code == 302
    assert Tries.objects.get(kind="address").failures == 19


def test_a_day_without_failures_forgets_them(client: Client):
    enrol()
    guess(client, 4)
    pass_time(hours=25)
    guess(client, 4)
    assert sign_in(client).status_code == 302


def test_an_administrator_lets_an_officer_try_again(client: Client):
    officer = enrol()
    guess(client, 5)
    actions.release_lockout(officer=officer, by=SHELL, at=AT)
    assert sign_in(client).status_code == 302
    assert Act.OFFICER_LOCKOUT_RELEASED in acts(officer)
    with pytest.raises(Refused, match="not locked out"):
        actions.release_lockout(officer=officer, by=SHELL, at=AT)


def test_a_try_is_counted_before_it_is_known_to_be_wrong():
    key = lockout.counted("name", "sokha")
    admitted = [lockout.admit(key, at=AT).is_open for _ in range(7)]
    assert admitted == [True] * 5 + [False] * 2


def test_ways_of_writing_a_name_are_one_name():
    assert lockout.counted("name", " SOKHA ") == lockout.counted("name", "ｓｏｋｈａ")
    assert lockout.counted("name", "sokha").digest != lockout.counted("code", "sokha").digest


PROCESS = f"""
import sys
from kouprey.web.config import serve
serve._set_up()
from django.conf import settings
from django.core.cache import cache
from django.test import Client
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if sys.argv[1] == "first":
    serve.enrol(username="sokha", full_name="Sok Sokha", password={PASSWORD!r})
    cache.set("seen", "yes", 3600)
for _ in range(int(sys.argv[2])):
    told = Client().post("/officers/sign-in/", {{"login": "sokha", "password": sys.argv[3]}}, headers={{"host": "localhost"}})
print(told.status_code, "Wait 1 minute" in told.content.decode(), cache.get("seen"))
"""  # noqa: E501


@pytest.mark.long
def test_another_process_knows_of_it(tmp_path: Path):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KOUPREY_")}
    environment["KOUPREY_HOME"] = str(tmp_path)

    def run(*words: str) -> str:
        command = [sys.executable, "-c", PROCESS, *words]
        return subprocess.check_output(command, env=environment, text=True, stderr=subprocess.DEVNULL).strip()

    import shutil

    from django.conf import settings

    shutil.copytree(settings.STATIC_ROOT, tmp_path / "static")
    assert run("first", "5", WRONG) == "200 False yes"
    assert run("second", "1", PASSWORD) == "200 True yes"
