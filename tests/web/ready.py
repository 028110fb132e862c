"""Homes as a first start leaves them, without waiting for one: made once for all tests, copied for each."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

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


def ready_database(server: str) -> str:
    """The name of a database of the newest edition on a PostgreSQL server, to be copied as a template."""
    import psycopg

    name = "kouprey_ready"
    with FileLock(_kept() / "making.lock"):
        if not (_kept() / "made-postgresql").exists():
            with psycopg.connect(server, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
            _prepare(KOUPREY_DATABASE_URL=urlunsplit(urlsplit(server)._replace(path=f"/{name}")))
            (_kept() / "made-postgresql").touch()
    return name


def _first() -> Path:
    with FileLock(_kept() / "making.lock"):
        if not (_kept() / "made").exists():
            _prepare()
            (_kept() / "made").touch()
    return _kept() / "home"


def _kept() -> Path:
    return Path(os.environ["KOUPREY_TEST_READY"])


def _prepare(**more: str) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KOUPREY_")}
    environment |= {"KOUPREY_HOME": str(_kept() / "home"), **more}
    subprocess.run([sys.executable, "-c", PREPARE], env=environment, check=True, capture_output=True)
