"""Officers who sign in, for tests: an invented cast, a browser each, and an app that shows codes."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time
from datetime import timedelta
from html import unescape
from typing import Any

from django.test import Client

from kouprey.web.accounts import actions
from kouprey.web.accounts.models import Officer, OfficerSession
from kouprey.web.core.audit import SHELL
from kouprey.web.core.queries import events_about
from web.conftest import AT

PASSWORD = "nine green turtles"  # noqa: S105
NEW = "seven slow pangolins"
WRONG = "ten red turtles"
NAMES = {"sokha": "Sok Sokha", "thao": "Nguyen Thao"}


def enrol(username: str = "sokha", **more: Any) -> Officer:
    """One of the cast."""
    name = NAMES[username]
    return actions.enrol_officer(
        username=username, full_name=name, **({"password": PASSWORD, "by": SHELL, "at": AT} | more)
    )  # fmt: skip


def sign_in(client: Client, username: str = "sokha", password: str = PASSWORD, **more: str) -> Any:
    """The first step of signing in."""
    return client.post("/officers/sign-in/", {"login": username, "password": password} | more)


def signed_in(username: str = "sokha") -> Client:
    """A browser in which an officer has signed in."""
    client = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0"})
    assert sign_in(client, username).status_code == 302
    return client


def body(response: Any) -> str:
    """A page's text, as it is read."""
    return unescape(response.content.decode())


def acts(officer: Officer) -> list[str]:
    """What is on record about an officer."""
    return [event.act for event in events_about("officer", officer.id)]


def age(officer: Officer, **passed: float) -> None:
    """Let time pass for the sessions of an officer: nobody did anything in it."""
    for row in OfficerSession.objects.filter(officer=officer):
        row.seen_at, row.began_at = row.seen_at - timedelta(**passed), row.began_at - timedelta(**passed)
        row.save()


def code(secret: str, step: int = 0) -> str:
    """What the app shows now, or a step later (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30 + step)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def set_up_app(client: Client) -> str:
    """Set up the app in a browser that is signed in. Returns its secret."""
    found = re.search(r'k-secret"><code>(\w+)</code>', body(client.get("/officers/second-factor/app/")))
    assert found
    answer = client.post("/officers/second-factor/app/", {"code": code(found[1])})
    assert answer["Location"] == "/officers/second-factor/codes/", body(answer)
    return found[1]


def sheet(client: Client) -> list[str]:
    """The recovery codes, as they are shown the one time."""
    return re.findall(r"<li><code>([\d-]+)</code></li>", body(client.get("/officers/second-factor/codes/")))
