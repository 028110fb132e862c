"""Homes as a first start leaves them, without waiting for one: made once for all tests, copied for each."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from filelock import FileLock

DATABASE = "kouprey.sqlite3"
PREPARE = """
from kouprey.web.config.serve import set_up
set_up()
from kouprey.web.config.prepare import prepare
prepare()
"""


def ready(home: Path) -> Path:
    """Give a home that has no database one of the newest edition, nobody in it, and static files. Gives the home."""
    home.mkdir(parents=True, exist_ok=True)
    if not (home / DATABASE).exists():
        first = _first()
        shutil.copyfile(first / DATABASE, home / DATABASE)
        if not (home / "static").exists():
            shutil.copytree(first / "static", home / "static")
    return home


def _first() -> Path:
    kept = Path(os.environ["KOUPREY_TEST_READY"])
    with FileLock(kept / "making.lock"):
        if not (kept / "made").exists():
            environment = {name: value for name, value in os.environ.items() if not name.startswith("KOUPREY_")}
            environment["KOUPREY_HOME"] = str(kept / "home")
            subprocess.run([sys.executable, "-c", PREPARE], env=environment, check=True, capture_output=True)
            (kept / "made").touch()
    return kept / "home"
