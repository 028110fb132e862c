"""`kouprey demo` gives a new node somebody to sign in as: once, at random, and never in production."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

OFFICERS = """
import sys
from kouprey.web.config.serve import _set_up
_set_up()
from kouprey.web.accounts.models import Officer
print(*[(officer.username, officer.check_password(sys.argv[1])) for officer in Officer.objects.all()])
"""


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KOUPREY_")}
    return kept | {"KOUPREY_HOME": str(home)} | more


def demo(home: Path, **more: str) -> str:
    command = [sys.executable, "-m", "kouprey", "demo", "--rows", "3000"]
    done = subprocess.run(command, env=environment(home, **more), capture_output=True, text=True, check=True)
    assert "user name" not in done.stdout
    return done.stderr


CAST = ["admin", "auditor", "demo", "desk", "investigator", "neighbour", "recorder", "verifier"]


def test_a_new_node_gets_its_cast_with_one_random_password(tmp_path: Path):
    told = re.search(r"user name demo, password (\S+) ", demo(tmp_path))
    assert told
    assert "user name" not in demo(tmp_path)
    command = [sys.executable, "-c", OFFICERS, told[1]]
    told_officers = subprocess.check_output(command, env=environment(tmp_path), text=True).strip()
    assert told_officers == " ".join(f"('{name}', True)" for name in CAST)


def test_a_node_in_service_gets_none(tmp_path: Path):
    assert "user name" not in demo(tmp_path, KOUPREY_PRODUCTION="yes")
    assert not (tmp_path / "kouprey.sqlite3").exists()
