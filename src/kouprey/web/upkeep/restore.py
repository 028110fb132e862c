"""Bringing a node back from a backup: nothing changes before the whole archive was read; all of it or nothing."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import connection, connections, transaction

from kouprey.kernel.errors import KoupreyError, Refused, UnusableInput
from kouprey.web.accounts.queries import is_anybody_enrolled
from kouprey.web.core import heads
from kouprey.web.core.actions import record
from kouprey.web.core.audit import Act, Actor
from kouprey.web.core.verify import Report, verify
from kouprey.web.upkeep import backup, folders, loading
from kouprey.web.upkeep.backup import Account
from kouprey.web.upkeep.database import SQLITE_PART, migrations_applied, migrations_known, rows_now, sqlite_rows
from kouprey.web.upkeep.sealed import Opener, digest
from kouprey.web.upkeep.serving import JOURNAL, alone

WORK: Final = ".restore"
Approved = Callable[[str], None]
"""Looks whether a second officer approved the restore of the archive with this SHA-256. Raises Refused."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back, and the proof of its record."""

    account: Account
    proof: Report


def restore(
    place: Path,
    home: Path,
    opener: Opener,
    *,
    migrate: Callable[[], None],
    approved: Approved | None = None,
    by: Actor,
    at: datetime,
) -> Restored:
    """Replace this node by what the archive holds. Raises Refused or UnusableInput, and then nothing was changed.

    `migrate` brings the database up to date. The account and all counts are compared before what was here before is
    let go. The audit is proven last; what is found there was in the backup already, and is reported, not hidden.
    """
    place, home = place.absolute(), home.absolute()
    with alone(home):
        put_back(home)
        sha256 = digest(place) if place.is_file() else ""
        _refuse_unapproved(sha256, approved)
        work = home / WORK
        work.mkdir(mode=0o700)
        try:
            account = backup.check(place, opener, lambda name: work / "fresh" / name)
            _refuse_misfit(account, sha256, work / "fresh", migrate)
            proof = _exchange(account, home, migrate)
        finally:
            put_back(home)  # all that is left to do when it went well: remove the folder of work
        details = {"made_at": account.about["made_at"], "edition": account.about["edition"]}
        with transaction.atomic():
            record(act=Act.BACKUP_RESTORED, kind="backup", id=sha256, label=place.name, by=by, at=at, details=details)
    return Restored(account, proof)


def put_back(home: Path) -> bool:
    """Undo a restore that was cut off in the middle, if there is one. Whether there was."""
    journal = home / JOURNAL
    cut_off = journal.exists()
    if cut_off:
        connections.close_all()
        for move in (_Move(**move) for move in json.loads(journal.read_text(encoding="utf-8"))):
            move.undo()
        journal.unlink()
    shutil.rmtree(home / WORK, ignore_errors=True)
    return cut_off


def is_in_use() -> bool:
    """Whether anybody is enrolled on this node."""
    file = folders.sqlite_file()
    if file is not None and not Path(file).exists():
        return False
    return "accounts_officer" in connection.introspection.table_names() and is_anybody_enrolled()


def _refuse_unapproved(sha256: str, approved: Approved | None) -> None:
    if not sha256 or not is_in_use():
        return
    if approved is None:
        raise Refused(
            "This node is in use: officers are enrolled here. To restore over it, a second officer has to approve.",
            remedy=f"Have the restore of the archive {sha256} approved, or restore into an empty home.",
        )
    approved(sha256)


def _refuse_misfit(account: Account, sha256: str, fresh: Path, migrate: Callable[[], None]) -> None:
    """Refuse what cannot be loaded here, before anything is changed."""
    if account.sha256 != sha256:
        raise Refused("The archive was changed while it was read.", remedy="Try again.")
    if account.about["database"] != connection.vendor:
        raise UnusableInput(
            f"The archive holds a {account.about['database']} database, and this node is set to {connection.vendor}.",
            remedy="Set KOUPREY_DATABASE_URL to a database of that kind.",
        )
    theirs = set(account.about["migrations"])
    if not theirs <= migrations_known():
        raise UnusableInput(
            "The archive holds tables of a newer edition of Kouprey.", remedy="Bring this node to that edition first."
        )
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(fresh / SQLITE_PART)) as database:
            _compare(account, sqlite_rows(database))
        return
    loading.refuse_company()
    migrate()
    if theirs != set(migrations_applied()):
        raise UnusableInput(
            f"The archive was made by an older edition of Kouprey ({account.about['edition']}).",
            remedy="Restore it with that edition, then bring the node to this one.",
        )


def _exchange(account: Account, home: Path, migrate: Callable[[], None]) -> Report:
    """Put what is fresh in the place of what was there; if anything fails, all is put back."""
    connections.close_all()
    moves = _moves(home)
    journal = home / JOURNAL
    journal.write_text(json.dumps([asdict(move) for move in moves]), encoding="utf-8")
    for move in moves:
        move.do()
    if connection.vendor == "sqlite":
        migrate()
        proof = verify(heads=heads.filed())
    else:
        with transaction.atomic():
            loading.fill(home / WORK / "fresh" / "database", account.about["columns"])
            _compare(account, rows_now())
            proof = verify(heads=heads.filed())
    journal.unlink()  # from here on the fresh one counts
    for move in moves:
        _remove(Path(move.aside))
    return proof


def _compare(account: Account, rows: dict[str, int]) -> None:
    wrong = {table for table in account.tables.keys() | rows.keys() if account.tables.get(table) != rows.get(table)}
    if wrong:
        raise KoupreyError(
            f"The rows of {', '.join(sorted(wrong))} are not as many as in the archive.",
            kept="What was here before is kept.",
            remedy="Use another copy of the backup, and report this.",
        )


@dataclass(frozen=True, slots=True)
class _Move:
    """One file or folder: where it belongs, where the old one waits, the fresh one, whether there is an old one."""

    target: str
    aside: str
    fresh: str
    had: bool

    def do(self) -> None:
        """Set the old one aside and bring the fresh one in."""
        if self.had:
            Path(self.aside).parent.mkdir(parents=True, exist_ok=True)
            Path(self.target).rename(self.aside)
        if Path(self.fresh).exists():
            Path(self.target).parent.mkdir(parents=True, exist_ok=True)
            shutil.move(self.fresh, self.target)

    def undo(self) -> None:
        """Bring the old one back. Safe to run twice, and after a half-done `do`."""
        if Path(self.aside).exists():
            _remove(Path(self.target))
            Path(self.aside).rename(self.target)
        elif not self.had:
            _remove(Path(self.target))


def _moves(home: Path) -> list[_Move]:
    """Everything that a backup holds, here or fresh, and the database file with its two companions."""
    fresh, aside = home / WORK / "fresh", home / WORK / "aside"
    names = {path.name for path in folders.entries(home)}
    names |= {path.name for path in (fresh / "home").iterdir()} if (fresh / "home").is_dir() else set()
    moves = [_move(home / name, aside / name, fresh / "home" / name) for name in sorted(names)]
    file = folders.sqlite_file()
    for end in ("", "-wal", "-shm") if file else ():
        target = Path(f"{file}{end}")
        moves.append(_move(target, target.with_name(f".{target.name}.aside"), Path(f"{fresh / SQLITE_PART}{end}")))
    return moves


def _move(target: Path, aside: Path, fresh: Path) -> _Move:
    return _Move(str(target), str(aside), str(fresh), target.exists())


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
