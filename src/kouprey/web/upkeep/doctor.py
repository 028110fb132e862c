"""What is wrong with an installation, in plain words, and what to do. Looks, and changes nothing."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.core import checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

import kouprey
from kouprey.kernel.errors import KoupreyError
from kouprey.web.core import heads, queries
from kouprey.web.core.keyring import keyring
from kouprey.web.core.verify import verify
from kouprey.web.core.worker import beat_file
from kouprey.web.upkeep import folders, serving
from kouprey.web.upkeep.database import sqlite_rows
from kouprey.web.upkeep.restore import WORK, is_in_use

GOOD, NOTE, WRONG = "good", "note", "wrong"
PYTHON: Final = (3, 11)
LEAST_SPACE: Final = 1 << 30
LONGEST_SILENCE: Final = timedelta(seconds=30)
LONGEST_WITHOUT_BACKUP: Final = timedelta(days=8)
TAIL: Final = 1000
WRITTEN: Final = date(2026, 11, 1)
"""No clock that is right shows a day before this edition was written."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one check says: good, a note, or wrong; in words, and what to do."""

    check: str
    state: str
    what: str
    remedy: str = ""


def examine(home: Path, *, at: datetime) -> list[Said]:
    """All checks, one after another. A check that cannot be made says why."""
    found: list[Said] = []
    for name, check in _CHECKS.items():
        if name in _NEED_TABLES and not _tables_are_there(found):
            continue
        try:
            found.extend(Said(name, *said) for said in check(home, at))
        except (KoupreyError, DatabaseError, OSError) as error:
            found.append(Said(name, WRONG, f"This could not be looked at: {error}", _LOG))
    return found


_LOG = "Mend what it says, then run kouprey doctor again."
Words = tuple[str, str] | tuple[str, str, str]


def _tables_are_there(found: list[Said]) -> bool:
    return not any(said.check in ("database", "migrations") and said.state == WRONG for said in found)


def _edition(_home: Path, _at: datetime) -> Iterator[Words]:
    here = sys.version_info[:2]
    words = f"Kouprey {kouprey.__version__} on Python {here[0]}.{here[1]}."
    yield (GOOD, words) if here >= PYTHON else (WRONG, words, "Install Python 3.11 or later, then run make setup.")


def _home(home: Path, _at: datetime) -> Iterator[Words]:
    if not home.is_dir():
        yield WRONG, f"The home {home} is not there.", "Start kouprey serve once, or set KOUPREY_HOME."
        return
    try:
        probe = home / ".doctor"
        probe.write_text("", encoding="ascii")
        probe.unlink()
    except OSError as error:
        yield WRONG, f"The home {home} cannot be written ({error.strerror}).", "Give its folder to the node's user."
        return
    yield GOOD, f"The home is {home.absolute()}."
    if (home / serving.JOURNAL).exists():
        yield WRONG, "A restore was cut off in the middle.", "Run the same kouprey restore again."
    elif (home / WORK).exists():
        yield NOTE, "A restore is going on, or left its folder behind."


def _space(home: Path, _at: datetime) -> Iterator[Words]:
    if not home.is_dir():
        return
    free = shutil.disk_usage(home).free
    words = f"{free / 10**9:.1f} GB are free where the home lies."
    yield (
        (GOOD, words)
        if free >= LEAST_SPACE
        else (WRONG, words, "Free some space: kouprey trade releases, old backups.")
    )


def _database(_home: Path, _at: datetime) -> Iterator[Words]:
    file = folders.sqlite_file()
    if file is not None and not Path(file).is_file():
        yield WRONG, "There is no database yet.", "Start kouprey serve once: it makes what it needs."
        return
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        yield WRONG, f"The database does not answer: {error}".strip(), "Start it, and check KOUPREY_DATABASE_URL."
        return
    if file is None:
        yield GOOD, "The PostgreSQL database answers."
        return
    connection.ensure_connection()
    sqlite_rows(connection.connection)
    yield GOOD, "The SQLite database is whole."


def _migrations(_home: Path, _at: datetime) -> Iterator[Words]:
    file = folders.sqlite_file()
    if file is not None and not Path(file).is_file():
        return
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if missing:
        yield WRONG, f"The database lacks {missing} migrations.", "Make a backup, then start kouprey serve."
        return
    yield GOOD, "The tables are those of this edition."


def _keys(home: Path, _at: datetime) -> Iterator[Words]:
    ring = keyring()
    for path in [*ring.files(), home / "secret-key"]:
        if path.is_file() and path.stat().st_mode & 0o077:
            yield WRONG, f"{path} can be read by others.", f"chmod 600 {path}"
    missing = sorted(queries.node_keys_needed() - ring.keys.keys())
    if missing:
        words = f"Keys of the node are not at hand: {', '.join(missing)}. Contents of the audit cannot be opened."
        yield WRONG, words, "Put them back under KOUPREY_HOME/keys from a backup, or into KOUPREY_CONTENT_KEY."
    else:
        yield GOOD, f"{len(ring.keys)} keys of the node are at hand, and no other is needed."


def _settings(_home: Path, _at: datetime) -> Iterator[Words]:
    from django.conf import settings  # noqa: PLC0415 - read when it is asked for

    found = [message for message in checks.run_checks() if message.level >= checks.ERROR]
    for message in found:
        yield WRONG, f"[{message.id}] {message.msg}", str(message.hint or "")
    if not found:
        yield GOOD, "The settings are safe for what the node is set to be."
    if not settings.PRODUCTION:
        yield NOTE, "The node is not set to production (KOUPREY_PRODUCTION): unsafe settings are not refused."


def _static(_home: Path, _at: datetime) -> Iterator[Words]:
    from django.conf import settings  # noqa: PLC0415 - read when it is asked for

    if (Path(settings.STATIC_ROOT) / "staticfiles.json").is_file():
        yield GOOD, "The static files are gathered."
    else:
        yield WRONG, "The static files are not gathered.", "Start kouprey serve once."


def _trade(home: Path, _at: datetime) -> Iterator[Words]:
    from kouprey import trade  # noqa: PLC0415 - takes its time
    from kouprey.analytics.releases import Shelf  # noqa: PLC0415 - with the rest

    names = Shelf(home).datasets()
    for name in names:
        try:
            trade.open(home, dataset=name).study(top=1)
        except Exception as error:  # noqa: BLE001 - whatever the engine says of a file that is not whole
            words = f"The trade dataset {name} cannot be read: {error}"
            yield WRONG, words, "Bring an older release into use with kouprey trade use, or load its files again."
        else:
            yield GOOD, f"The trade dataset {name} answers."
    if not names:
        yield NOTE, "There is no trade store. Load one with: kouprey trade load FILE"


def _worker(home: Path, at: datetime) -> Iterator[Words]:
    working = serving.at_work(home)
    beat = beat_file(home)
    silent = at - datetime.fromtimestamp(beat.stat().st_mtime, UTC) if beat.is_file() else None
    if silent is not None and silent <= LONGEST_SILENCE:
        yield GOOD, "A worker is alive."
    elif working:
        since = "ever" if silent is None else f"for {int(silent.total_seconds())} seconds"
        yield WRONG, f"The node is in service, and no worker gave a sign of life {since}.", "Start: kouprey work"
    else:
        yield NOTE, "The node is not in service now. Start it with: kouprey serve"


def _clock(_home: Path, at: datetime) -> Iterator[Words]:
    remedy = "Set the clock of this machine, and let it be kept by a time server."
    if at.date() < WRITTEN:
        yield WRONG, f"The clock shows {at:%Y-%m-%d}, a day before this edition was written.", remedy
        return
    last = queries.latest_act()
    if last is not None and last > at + timedelta(minutes=5):
        yield WRONG, f"The last act on record is of {last:%Y-%m-%d %H:%M} UTC, later than the clock shows.", remedy
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT CURRENT_TIMESTAMP")
        told = cursor.fetchone()[0]
    theirs = told if isinstance(told, datetime) else datetime.fromisoformat(str(told)).replace(tzinfo=UTC)
    apart = abs(theirs - at)
    if apart > timedelta(minutes=1):
        yield WRONG, f"The clocks of node and database are {int(apart.total_seconds())} seconds apart.", remedy
    else:
        yield GOOD, "The clock is plausible."


def _backup(_home: Path, at: datetime) -> Iterator[Words]:
    last = queries.last_backup()
    remedy = "Make one: kouprey backup FILE --passphrase-file FILE (docs/operations.md)"
    if last is None and not is_in_use():
        yield NOTE, "No backup was made yet, and nobody is enrolled."
    elif last is None:
        yield WRONG, "No backup was ever made of this node.", remedy
    elif at - last > LONGEST_WITHOUT_BACKUP:
        yield WRONG, f"The last backup is of {last:%Y-%m-%d}, {(at - last).days} days ago.", remedy
    else:
        yield GOOD, f"The last backup is of {last:%Y-%m-%d}."


def _audit(_home: Path, at: datetime) -> Iterator[Words]:
    last = queries.last_link()
    filed = heads.filed()
    report = verify(heads=filed, after=max(0, last.n - TAIL) if last else 0)
    for finding in report.findings[:5]:
        yield (
            WRONG,
            finding.what,
            "Run kouprey audit verify for the whole record, and tell whoever oversees the node.",
        )
    if report.proven:
        yield GOOD, f"The last {report.acts:,} acts on record are proven, and {len(filed)} filed heads fit."
    newest = heads.last_filed_day()
    if newest is not None and at.date() - newest > timedelta(days=3):
        yield NOTE, f"The newest filed head is of {newest}: the worker has not filed one since."


Check = Callable[[Path, datetime], Iterator[Any]]
_CHECKS: Final[dict[str, Check]] = {
    "edition": _edition,
    "home": _home,
    "space": _space,
    "settings": _settings,
    "database": _database,
    "migrations": _migrations,
    "keys": _keys,
    "static": _static,
    "trade": _trade,
    "worker": _worker,
    "clock": _clock,
    "backup": _backup,
    "audit": _audit,
}
_NEED_TABLES: Final = {"keys", "clock", "backup", "audit"}
