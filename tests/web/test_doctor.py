"""The doctor names what is wrong with a node, and says nothing of what is right but that it is right."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from kouprey.kernel.clock import now
from web.nodes import OwnNode, own_node

READY = """
from kouprey.web.config.serve import _set_up, enrol
enrol(username="sokha", full_name="Sok Sokha")
from kouprey.web.config.prepare import prepare
prepare()
"""
LATE = """
import sys
from datetime import timedelta
from kouprey.web.config.serve import _set_up
_set_up()
from django.db import transaction
from kouprey.kernel.clock import now
from kouprey.web.core.actions import record
from kouprey.web.core.audit import SHELL, Act
at = now() + timedelta(days=float(sys.argv[1]))
with transaction.atomic():
    record(act=Act.BACKUP_MADE, kind="backup", id=1, label="", by=SHELL, at=at)
"""


@pytest.fixture
def node(tmp_path: Path) -> Iterator[OwnNode]:
    with own_node(tmp_path / "home") as made:
        yield made


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[OwnNode]:
    """Never started."""
    with own_node(tmp_path / "home", fresh=True) as made:
        yield made


def examined(node: OwnNode, code: int = 1) -> dict[str, str]:
    """What is wrong: check and words."""
    answer = json.loads(node.shell("doctor", "--format", "json", code=code).stdout)
    assert answer["healthy"] is (code == 0)
    assert all(said["remedy"] for said in answer["checks"] if said["state"] == "wrong")
    return {said["check"]: said["what"] for said in answer["checks"] if said["state"] == "wrong"}


@pytest.mark.database
def test_an_empty_home_lacks_what_the_first_start_makes(fresh: OwnNode):
    found = examined(fresh)
    assert set(found) == ({"migrations", "static"} if fresh.database else {"database", "static"})


def test_unsafe_settings_in_production_are_named(fresh: OwnNode, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(OwnNode, "environment", fresh.environment | {"KOUPREY_PRODUCTION": "yes"})
    assert "settings" in examined(fresh)


@pytest.mark.long
def test_a_node_that_is_well_and_what_befalls_it(node: OwnNode, tmp_path: Path):
    node.python(READY)
    assert set(examined(node)) == {"backup"}
    (tmp_path / "passphrase").write_text("correct horse\n", encoding="utf-8")
    node.shell("backup", tmp_path / "a", "--passphrase-file", tmp_path / "passphrase")
    assert examined(node, code=0) == {}

    (node.home / "secret-key").chmod(0o644)
    (node.home / "audit-heads").mkdir()
    (node.home / "audit-heads" / "2026-01-01.txt").write_text("torn", encoding="ascii")
    (node.home / "static" / "staticfiles.json").unlink()
    (node.home / ".restore").mkdir()
    (node.home / ".restore" / "journal.json").write_text("[]", encoding="ascii")
    bad = node.home / "trade" / "bulk" / "releases" / "x"
    bad.mkdir(parents=True)
    (bad / "manifest.json").write_text('{"format": 0}', encoding="ascii")
    (bad.parents[1] / "current").write_text("x\n", encoding="ascii")
    (node.home / "serving").mkdir(exist_ok=True)
    with FileLock(node.home / "serving" / "pages-1.lock"):
        found = examined(node)
    assert set(found) == {"keys", "audit", "static", "home", "trade", "worker"}
    assert "no worker" in found["worker"]
    assert "cut off" in found["home"]
    (node.home / "worker.beat").touch()
    os.utime(node.home / "worker.beat", ((now() - timedelta(minutes=5)).timestamp(),) * 2)
    assert "worker" not in examined(node)  # nobody serves: a note


@pytest.mark.long
def test_a_lost_key_an_old_backup_and_a_wrong_clock(node: OwnNode):
    node.python(READY)
    node.python(LATE, "-30")
    assert "30 days ago" in examined(node)["backup"]
    node.python(LATE, "1")
    (node.home / "keys" / "content-0001.key").unlink()
    found = examined(node)
    assert "later than the clock" in found["clock"]
    assert "not at hand" in found["keys"]
    assert "audit" in found


@pytest.mark.database
def test_a_database_that_is_damaged_or_not_there(node: OwnNode):
    if node.database:
        monkeyed = OwnNode(node.home, node.database.replace("/kouprey_", "/nowhere_"))
        node.home.mkdir()
        assert "does not answer" in examined(monkeyed)["database"]
        return
    node.python(READY)
    file = node.home / "kouprey.sqlite3"
    with sqlite3.connect(file) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    with file.open("r+b") as raw:
        raw.seek(4096 * 4)
        raw.write(b"\xff" * 4096 * 8)
    assert "database" in examined(node)
