"""The node's shell for officers: first passwords, letting somebody try again, lost factors."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from web.ready import ready

PASSWORD, ANOTHER = "nine green turtles", "eleven blue herons"
LOOK = """
import sys
from kouprey.web.config.serve import _set_up
_set_up()
from kouprey.web.accounts.models import Officer
for officer in Officer.objects.all():
    print(officer.username, officer.must_change_password, officer.check_password(sys.argv[1]))
"""


def run(home: Path, *words: str, typed: str = "") -> tuple[int, str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KOUPREY_")}
    environment["KOUPREY_HOME"] = str(home)
    done = subprocess.run(
        [sys.executable, *words], env=environment, input=typed, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_first_passwords_and_what_is_refused(tmp_path: Path):
    officers = ("-m", "kouprey", "officers")
    ready(tmp_path)
    assert run(tmp_path, *officers, "enrol", "sokha", "--full-name", "Sok Sokha", typed=PASSWORD)[0] == 0
    own = ("enrol", "thao", "--full-name", "Nguyen Thao", "--own-password")
    assert run(tmp_path, *officers, *own, typed=PASSWORD)[0] == 0
    assert run(tmp_path, "-c", LOOK, PASSWORD)[1].split("\n")[:2] == ["sokha True True", "thao False True"]
    assert run(tmp_path, *officers, "password", "thao", typed=ANOTHER)[0] == 0
    assert "thao True True" in run(tmp_path, "-c", LOOK, ANOTHER)[1]
    code, said = run(tmp_path, *officers, "release", "thao")
    assert (code, "is not locked out" in said) == (2, True)
    code, said = run(tmp_path, *officers, "reset-second-factor", "thao", "--reason", "telephone lost")
    assert (code, "has no second factor" in said) == (2, True)
