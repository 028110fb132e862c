"""A node killed in the middle of a piece: started again, the upload goes on, and half of it was never an import."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from web.ready import ready
from web.serving import START, Node, free_port, wait_until_it_answers

SIGN_IN = """
from importlib import import_module
from django.conf import settings
from kouprey.web.config.serve import enrol
enrol(username="sokha", full_name="Sok Sokha")
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from kouprey.domain.access import Role
from kouprey.web.accounts.queries import officer_named
from web.work import put_to_work
officer = put_to_work(officer_named("sokha"), Role.ANALYST)
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(officer.pk), settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = officer.get_session_auth_hash()
session.create()
print(session.session_key)
"""
STATE = """
from kouprey.web.config.serve import _set_up
_set_up()
from kouprey.web.trade.models import TradeImport, UnfinishedUpload
print(TradeImport.objects.count(), UnfinishedUpload.objects.count())
"""
TOKEN = "a" * 32
PIECE = 1 << 18
BODY = b"Year,App.,Taxon,Class,Order,Family,Genus,Importer,Exporter,Origin," + (
    b"Importer reported quantity,Exporter reported quantity,Term,Unit,Purpose,Source\n"
    + b"".join(
        b"2010,II,Naja naja,Reptilia,Serpentes,Elapidae,Naja,CN,TH,,%d,,live,,T,W\n" % n for n in range(99_000)
    )
)


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KOUPREY_")}
    return kept | {"KOUPREY_HOME": str(home), "PYTHONPATH": str(Path(__file__).parents[1])}


def run(home: Path, code: str) -> str:
    return subprocess.check_output([sys.executable, "-c", code], env=environment(home), text=True).strip()


class Killed:
    """A node that is started, spoken to by an officer, and killed."""

    def __init__(self, home: Path, log: Path) -> None:
        self.home, self.log, self.session = home, log, run(ready(home), SIGN_IN)

    def start(self) -> None:
        self.log.write_text("")
        port = free_port()
        self.node = Node(f"http://127.0.0.1:{port}", self.log)
        with self.log.open("a") as log:
            command = [sys.executable, "-c", START, str(port)]
            self.process = subprocess.Popen(command, env=environment(self.home), stderr=log, stdout=log)
        wait_until_it_answers(self.process, self.node)

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(20)

    def headers(self, **more: str) -> dict[str, str]:
        return {"Cookie": f"sessionid={self.session}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN, **more}

    def line(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(urlsplit(self.node.address).netloc, timeout=30)

    def ask(self, method: str, address: str, body: Any = None, **headers: str) -> tuple[int, dict[str, Any]]:
        if isinstance(body, dict):
            body, headers = urlencode(body), headers | {"Content-Type": "application/x-www-form-urlencoded"}
        with closing(self.line()) as line:
            line.request(method, address, body, self.headers(**headers))
            with closing(line.getresponse()) as answer:
                return answer.status, json.loads(answer.read() or b"{}")

    def begin(self) -> dict[str, Any]:
        about = {"name": "trade.csv", "size": len(BODY), "first": sha(BODY[:PIECE])}
        return self.ask("POST", "/trade/import/uploads/", about)[1]

    def put(self, address: str, offset: int) -> int:
        piece = BODY[offset : offset + PIECE]
        marks = {"Upload-Offset": str(offset), "Upload-Digest": sha(piece)}
        return int(self.ask("PUT", address, piece, **marks)[1]["arrived"])


@pytest.fixture
def killed(tmp_path: Path) -> Killed:
    return Killed(tmp_path / "home", tmp_path / "log")


def sound(found: dict[str, Any]) -> int:
    """What the node says has arrived is the beginning of the file, to the last byte."""
    assert found["sha256"] == sha(BODY[: found["arrived"]])
    return int(found["arrived"])


@pytest.mark.long
def test_a_node_killed_in_the_middle_of_pieces(killed: Killed):
    killed.start()
    address = killed.begin()["address"]
    half = killed.line()  # half a piece, then death
    half.putrequest("PUT", address)
    for name, value in killed.headers(**{"Upload-Offset": "0", "Upload-Digest": sha(BODY[:PIECE])}).items():
        half.putheader(name, value)
    half.putheader("Content-Length", str(PIECE))
    half.endheaders(BODY[: PIECE // 2])
    killed.kill()
    half.close()
    assert run(killed.home, STATE) == "0 1"
    for round_ in range(2):  # at whatever moment it is
        killed.start()
        arrived = sound(killed.begin())
        if not round_:
            assert arrived == 0
        sender = threading.Thread(target=stream, args=(killed, address, arrived))
        sender.start()
        while killed.begin()["arrived"] < arrived + PIECE * 4:
            time.sleep(0.01)
        killed.kill()
        sender.join(30)
        assert run(killed.home, STATE) == "0 1"
    killed.start()
    try:
        arrived = sound(killed.begin())
        assert arrived >= PIECE * 8
        while arrived < len(BODY):
            arrived = killed.put(address, arrived)
        status, made = killed.ask("POST", address + "finish", {"sha256": sha(BODY)})
        assert (status, run(killed.home, STATE)) == (200, "1 0")
        place = killed.home / "uploads" / made["address"].split("/")[-2] / "trade.csv"
        assert sha(place.read_bytes()) == sha(BODY)
        assert [path.name for path in place.parent.iterdir()] == ["trade.csv"]
    finally:
        killed.process.terminate()
        killed.process.wait(20)


def stream(killed: Killed, address: str, arrived: int) -> None:
    """Send piece after piece until the node is gone."""
    try:
        while arrived < len(BODY):
            arrived = killed.put(address, arrived)
    except (OSError, http.client.HTTPException, ValueError):
        return
