"""Making a home ready to serve from: checks, database, static files. Safe to run twice, or twice at once."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core import checks
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from filelock import FileLock

from kouprey.kernel.errors import Refused
from kouprey.web.core import statistics


def prepare() -> None:
    """Refuse what is unsafe, then bring database and static files up to date, saying so on stderr."""
    refuse_errors()
    with FileLock(Path(settings.HOME) / "prepare.lock"):
        migrate()
        collect_static()


_OF_PAGES = {checks.Tags.urls, checks.Tags.templates, checks.Tags.staticfiles}


def refuse_errors(*, pages: bool = True) -> None:
    """Run the system checks. Raises Refused with everything that has to be mended.

    A worker gives out no `pages`: what only they need is not loaded there.
    """
    tags = None if pages else sorted(checks.registry.registry.tags_available() - _OF_PAGES)
    found = [message for message in checks.run_checks(tags=tags) if message.level >= checks.ERROR]
    if found:
        raise Refused(
            " ".join(f"[{error.id}] {error.msg}" for error in found),
            kept="The node did not start.",
            remedy=" ".join(str(error.hint) for error in found if error.hint),
        )


def migrate() -> None:
    """Apply the migrations that the database lacks."""
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        say(f"Preparing the database: {len(missing)} migrations.")
        call_command("migrate", interactive=False, verbosity=0)
        statistics.gather()  # of indexes that are new
    connection.close()


def collect_static() -> None:
    """Gather, hash and compress the static files, if they are not those gathered last."""
    root = Path(settings.STATIC_ROOT)
    stamp, now = root / ".gathered", _fingerprint()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == now:
        return
    say("Gathering static files.")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(now, encoding="ascii")


def say(line: str) -> None:
    """One line for whoever watches; stdout belongs to answers."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def _fingerprint() -> str:
    """A digest of every static file there is: name, size, time."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for name, path in sorted(_static_files()):
        status = path.stat()
        digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _static_files() -> Iterator[tuple[str, Path]]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield name, Path(storage.path(name))
