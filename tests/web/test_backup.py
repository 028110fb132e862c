"""Backups of whole nodes, made while others write, and the way back: all of it or nothing. On both databases."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from kouprey import trade
from web.nodes import OwnNode, own_node
from web.stores import rows, write

ENROL = "from kouprey.web.config.serve import enrol; enrol(username='sokha', full_name='Sok Sokha')"
WRITE = """
import itertools, pathlib, sys
from kouprey.web.config.serve import _set_up
_set_up()
from django.conf import settings
from kouprey.kernel.clock import now
from kouprey.web.accounts.actions import change_name
from kouprey.web.accounts.queries import officer_named
officer = officer_named("sokha")
folder = pathlib.Path(settings.HOME) / "attachments"
folder.mkdir(exist_ok=True)
for n in itertools.count():
    (folder / f"{n:06}").write_bytes(b"attachment %d" % n)
    change_name(officer=officer, full_name=f"Sok {n}", by=officer.actor, at=now())
    print(n, flush=True)
"""
OVER = """
import pathlib, sys
from kouprey.web.config.serve import _set_up
_set_up()
from django.conf import settings
from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError, Refused
from kouprey.web.config.prepare import migrate
from kouprey.web.core.audit import SHELL
from kouprey.web.upkeep.restore import restore
from kouprey.web.upkeep.sealed import Opener
def no(digest):
    raise Refused("Nobody approved it.")
def die():
    import os
    os._exit(9)
ways = {"approved": (print, migrate), "refused": (no, migrate), "nobody": (None, migrate), "dies": (print, die)}
approved, migrating = ways[sys.argv[2]]
try:
    restore(pathlib.Path(sys.argv[1]), pathlib.Path(settings.HOME), Opener("correct horse"), migrate=migrating,
            approved=approved, by=SHELL, at=now())
except KoupreyError as error:
    print(error.what)
"""
NAMES = """
from kouprey.web.config.serve import set_up
set_up()
from kouprey.web.accounts.queries import everybody_enrolled
print([officer.full_name for officer in everybody_enrolled(None)])
"""


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    (tmp_path / "passphrase").write_text("correct horse\n", encoding="utf-8")
    return tmp_path / "passphrase"


@pytest.fixture
def node(tmp_path: Path) -> Iterator[OwnNode]:
    with own_node(tmp_path / "home") as made:
        made.python(ENROL)
        yield made


@pytest.fixture
def other(tmp_path: Path) -> Iterator[OwnNode]:
    """An empty node to restore into."""
    with own_node(tmp_path / "elsewhere" / "home", fresh=True) as made:
        yield made


def answer(done: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def tree(home: Path) -> dict[str, bytes]:
    """Every file of a home that is not of one process, of a database or made again."""
    kept = (path for path in home.rglob("*") if path.is_file() and not path.name.endswith("lock"))
    return {
        str(path.relative_to(home)): path.read_bytes()
        for path in kept
        if not path.name.startswith("kouprey.sqlite3") and path.relative_to(home).parts[0] not in ("static", "cache")
    }


@pytest.mark.database
def test_a_backup_under_load_comes_back_whole(node: OwnNode, other: OwnNode, passphrase: Path, tmp_path: Path):
    trade.load([write(tmp_path / "old.csv", rows(more=2))], home=node.home)
    trade.load([write(tmp_path / "comptab.csv", rows())], home=node.home)
    (node.home / "lists").mkdir()
    (node.home / "lists" / "own.csv").write_text("code,name\n", encoding="utf-8")
    writer = node.start(WRITE)
    assert writer.stdout is not None
    with writer.stdout as said:
        said.readline()
        place = tmp_path / "node.backup"
        made = answer(node.shell("backup", place, "--passphrase-file", passphrase, "--format", "json"))
        first = int(said.readline())
        for _ in range(20):
            last = int(said.readline())  # it went on writing all the time
        writer.terminate()
        writer.wait()
    assert last > first
    checked = answer(node.shell("backup", "--check", place, "--passphrase-file", passphrase, "--format", "json"))
    assert checked == made
    done = answer(other.shell("restore", place, "--passphrase-file", passphrase, "--format", "json"))
    assert done["audit"]["proven"], done["audit"]["findings"]
    assert done["audit"]["acts"] == made["tables"]["core_auditlink"] == made["tables"]["core_auditevent"] > 1
    assert done["tables"] == made["tables"]
    proof = answer(other.shell("audit", "verify", "--format", "json"))
    assert (proof["proven"], proof["acts"]) == (True, made["tables"]["core_auditlink"] + 1)
    before, after = tree(node.home), tree(other.home)
    assert after.items() <= before.items()
    assert len([name for name in after if name.startswith("attachments/")]) >= made["tables"]["core_auditlink"] - 1
    missing = {name for name in before.keys() - after.keys() if not name.startswith("attachments/")}
    assert missing  # the release that is not in use
    assert [name for name in missing if not name.startswith("trade/comptab/releases/")] == []
    assert trade.open(other.home).release.manifest["rows"] == trade.open(node.home).release.manifest["rows"]
    assert not [path for path in [*node.home.iterdir(), *tmp_path.iterdir()] if path.name.startswith(".")]
    assert "Sok " in other.python(NAMES)
    other.python("from kouprey.web.config.serve import enrol; enrol(username='thao', full_name='Thao')")
    assert answer(other.shell("audit", "verify", "--format", "json"))["proven"]


@pytest.fixture
def archive(node: OwnNode, passphrase: Path, tmp_path: Path) -> Path:
    (node.home / "attachments").mkdir()
    (node.home / "attachments" / "one").write_bytes(os.urandom(300_000))
    node.shell("backup", tmp_path / "a.backup", "--passphrase-file", passphrase)
    return tmp_path / "a.backup"


@pytest.mark.long
def test_a_damaged_archive_changes_nothing(archive: Path, other: OwnNode, passphrase: Path):
    whole = archive.read_bytes()
    place = archive.with_name("damaged")
    for damaged in (whole[:-2048], whole[: len(whole) // 2], whole[:200_000] + b"?" + whole[200_001:]):
        place.write_bytes(damaged)
        said = other.shell("restore", place, "--passphrase-file", passphrase, code=2).stderr
        assert "damaged" in said
        assert "Nothing was changed" in said
        assert set(tree(other.home)) <= {"secret-key"}  # made when the settings are read


@pytest.mark.long
def test_a_node_in_use_is_restored_only_with_a_second_person(node: OwnNode, archive: Path):
    node.python("from kouprey.web.config.serve import enrol; enrol(username='thao', full_name='Thao')")
    (node.home / "attachments" / "later").write_bytes(b"later")
    before = tree(node.home)
    assert "second officer" in node.python(OVER, archive, "nobody")
    assert "Nobody approved" in node.python(OVER, archive, "refused")
    assert tree(node.home) == before
    assert "Thao" in node.python(NAMES)
    digest = node.python(OVER, archive, "approved").strip()
    assert len(digest) == 64
    assert node.python(NAMES).strip() == "['Sok Sokha']"
    assert {name for name in tree(node.home) if name.startswith("attachments")} == {"attachments/one"}
    assert answer(node.shell("audit", "verify", "--format", "json"))["proven"]


@pytest.mark.long
@pytest.mark.database
def test_a_restore_that_is_cut_off_is_put_back(node: OwnNode, archive: Path, passphrase: Path):
    if node.database:
        return  # PostgreSQL loads in one transaction, and brings the tables up to date before anything is moved
    (node.home / "attachments" / "later").write_bytes(b"later")
    before = tree(node.home)
    with pytest.raises(Exception, match="exit status 9"):
        node.python(OVER, archive, "dies")
    assert "cut off in the middle" in node.shell("work", code=2).stderr
    assert "Nobody approved" in node.python(OVER, archive, "refused")
    assert tree(node.home) == before
    assert node.python(NAMES).strip() == "['Sok Sokha']"
    assert not (node.home / ".restore").exists()


@pytest.mark.long
def test_a_node_in_service_is_left_alone(archive: Path, other: OwnNode, passphrase: Path):
    (other.home / "serving").mkdir(parents=True)
    with FileLock(other.home / "serving" / "pages-1.lock"):
        said = other.shell("restore", archive, "--passphrase-file", passphrase, code=2).stderr
    assert "in service (pages-1)" in said
    assert set(tree(other.home)) <= {"secret-key"}  # made when the settings are read
    with FileLock(other.home / "restore.lock"):
        assert "being restored" in other.shell("work", code=2).stderr


@pytest.mark.long
def test_an_archive_of_a_newer_edition_is_refused(node: OwnNode, other: OwnNode, passphrase: Path, tmp_path: Path):
    newer = "import kouprey, sys; kouprey.__version__ = '99.1'; from kouprey.cli.main import main; main(sys.argv[1:])"
    node.python(newer, "backup", tmp_path / "a", "--passphrase-file", passphrase)
    said = other.shell("restore", tmp_path / "a", "--passphrase-file", passphrase, code=2).stderr
    assert "99.1, which is newer than this one" in said
    assert set(tree(other.home)) <= {"secret-key"}  # made when the settings are read


@pytest.mark.long
def test_a_backup_is_always_sealed(node: OwnNode, tmp_path: Path):
    assert "always sealed" in node.shell("backup", tmp_path / "a", code=2).stderr
    (tmp_path / "empty").write_text("\n", encoding="utf-8")
    assert (
        "no passphrase"
        in node.shell("backup", tmp_path / "a", "--passphrase-file", tmp_path / "empty", code=2).stderr
    )
    assert not (tmp_path / "a").exists()
