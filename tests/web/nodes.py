"""Nodes of their own, with a home and a database that a test may commit to, break and throw away."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

from web.ready import ready, ready_database


@dataclass(frozen=True)
class OwnNode:
    """A home, and the database that goes with it (an SQLite file in the home, when there is no address)."""

    home: Path
    database: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """For a process that works on this node."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("KOUPREY_")}
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        given = {"KOUPREY_HOME": str(self.home)} | ({"KOUPREY_DATABASE_URL": self.database} if self.database else {})
        return kept | given

    def python(self, code: str, *words: object) -> str:
        """Run a piece of Python on this node; what it printed."""
        command = [sys.executable, "-c", code, *map(str, words)]
        return subprocess.check_output(command, env=self.environment, text=True)

    def start(self, code: str, *words: object) -> subprocess.Popen[str]:
        """Start a piece of Python on this node."""
        command = [sys.executable, "-c", code, *map(str, words)]
        return subprocess.Popen(command, env=self.environment, text=True, stdout=subprocess.PIPE)

    def shell(self, *words: object, code: int = 0) -> subprocess.CompletedProcess[str]:
        """Run `kouprey WORDS` on this node; it must end with `code`."""
        command = [sys.executable, "-m", "kouprey", *map(str, words)]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stdout + done.stderr
        return done


@contextmanager
def own_node(home: Path, *, fresh: bool = False) -> Iterator[OwnNode]:
    """A node on the database that the session tests: SQLite, or a database of its own on the PostgreSQL server.

    It is ready to be worked on, unless it is to be `fresh`.
    """
    server = os.environ.get("KOUPREY_TEST_POSTGRES_URL")
    if os.environ.get("KOUPREY_TEST_DATABASE", "sqlite") != "postgresql" or not server:
        yield OwnNode(home if fresh else ready(home))
        return
    import psycopg

    name = f"kouprey_{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        template = "" if fresh else f" TEMPLATE {ready_database(server)}"
        connection.execute(f"CREATE DATABASE {name}{template}")  # type: ignore[arg-type]
    try:
        yield OwnNode(home, urlunsplit(urlsplit(server)._replace(path=f"/{name}")))
    finally:
        _drop(server, name)


def _drop(server: str, name: str) -> None:
    """Throw a database away, whatever of ours is still connected to it.

    Not WITH (FORCE): it asks for the right to end everybody there, and the server's own vacuum, which may be at work
    in a database that was just filled, belongs to its superuser. A plain DROP stops the vacuum by itself.
    """
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        ours = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = current_user"
        connection.execute(ours, [name])
        connection.execute(f"DROP DATABASE {name}")
