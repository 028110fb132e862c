"""The first administrator of a new node comes from its shell, and from nowhere else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

LOOK = """
import json
from kouprey.web.config.serve import _set_up
_set_up()
from kouprey.web.accounts.models import Agency, Appointment, Officer
print(json.dumps([
    [(str(one.officer), one.role, str(one.agency), one.given_by_label) for one in Appointment.objects.all()],
    Officer.objects.count(), Agency.objects.count(),
]))
"""


@pytest.mark.long
def test_from_an_empty_home_to_the_first_administrator(tmp_path: Path):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KOUPREY_")}
    environment = kept | {"KOUPREY_HOME": str(tmp_path)}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "kouprey", "officers", *words], env=environment, input="nine green turtles\n",
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    place = ("--authority", "Kiri (invented)", "--agency", "Kiri Customs (invented)", "--role", "node_administrator")
    early = run("enrol", "anan", "--full-name", "Anan (invented)", *place)
    assert (early.returncode, "no open entry called" in early.stderr) == (2, True)
    assert run("authority", "Kiri (invented)", "--country", "kh").returncode == 0
    agency = ("agency", "Kiri Customs (invented)", "--authority", "Kiri (invented)", "--kind")
    wrong = run(*agency, "circus")
    assert (wrong.returncode, "no kind of agency" in wrong.stderr) == (2, True)
    assert run(*agency, "customs").returncode == 0
    unknown = run("enrol", "anan", "--full-name", "Anan (invented)", *place[:-1], "king")
    assert (unknown.returncode, "There is no role “king”" in unknown.stderr) == (2, True)
    assert run("enrol", "anan", "--full-name", "Anan (invented)", *place).returncode == 0
    again = run("role", "anan", "--agency", "Kiri Customs (invented)", "--role", "auditor")
    assert "auditor in Kiri Customs (invented)" in again.stderr
    assert "0 agencies" not in run("directory").stderr
    assert "0 agencies" in run("directory").stderr
    held, officers, agencies = json.loads(
        subprocess.check_output([sys.executable, "-c", LOOK], env=environment, text=True)
    )
    assert held == [
        ["Anan (invented)", role, "Kiri Customs (invented)", "shell"] for role in ("node_administrator", "auditor")
    ]
    assert officers == 1, "nobody was enrolled by the attempts that were refused"
    assert agencies > 50
