"""The quotas of this node: a file loaded as a new edition beside the old ones, and one pointer to the one in use.

KOUPREY_HOME/quotas/current            the id of the edition in use
KOUPREY_HOME/quotas/ID.csv             the file as it was given
KOUPREY_HOME/quotas/ID.rejects.csv     its rejected rows, if there are some
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kouprey.analytics.releases import sync_file, sync_folder
from kouprey.domain.trade.quota_rows import COLUMNS, REQUIRED, Fault, quota
from kouprey.domain.trade.quotas import Quota
from kouprey.formats.cites import quotas as files
from kouprey.formats.cites.careful import Reject
from kouprey.kernel.errors import NothingThere, UnusableFile
from kouprey.kernel.jsontext import dumps
from kouprey.kernel.words import said, several
from kouprey.trade.accounting import write_rejects


@dataclass(frozen=True, slots=True)
class QuotaReport:
    """The account of a quota file: read = loaded + rejected."""

    path: str
    edition: str
    read: int
    loaded: int
    rejected: int
    rejects_file: str | None
    unchanged: bool
    warnings: tuple[str, ...]

    def to_json(self) -> str:
        """The account as one JSON object."""
        told: dict[str, Any] = {
            "edition": self.edition, "unchanged": self.unchanged, "path": self.path, "read": self.read,
            "loaded": self.loaded, "rejected": self.rejected, "rejects_file": self.rejects_file,
            "warnings": list(self.warnings),
        }  # fmt: skip
        return dumps(told)


@dataclass(frozen=True, slots=True)
class QuotaBook:
    """One edition of the quotas, as it is asked."""

    edition: str
    quotas: tuple[Quota, ...]
    rejected: int


def load_quotas(path: Path | str, home: Path) -> QuotaReport:
    """Load a quota file as the edition in use, in one step; the same bytes again change nothing.

    Raises UnusableFile if it cannot be read or none of its rows can be used; then nothing changes.
    """
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise UnusableFile(
            str(path), expected=said("a CSV file of quotas"), found=error.strerror or said("nothing")
        ) from error
    quotas, rejects, unknown = _read(str(path), content)
    if not quotas:
        found = said("no row")
        if rejects:
            found = said(
                "%(number)s rows, of which none can be used (%(reason)s)",
                number=len(rejects),
                reason=rejects[0].reason,
            )
        raise UnusableFile(str(path), expected=said("at least one quota"), found=found, remedy=files.REMEDY)
    folder = home / "quotas"
    edition = hashlib.sha256(content).hexdigest()[:12]
    unchanged = _in_use(folder) == edition
    rejects_file = folder / f"{edition}.rejects.csv" if rejects else None
    if not unchanged:
        _place(folder, edition, content, rejects)
    columns = several(unknown, ", ")
    left_out = said("Columns that Kouprey does not know were left out: %(columns)s.", columns=columns)
    warnings = (left_out,) if unknown else ()
    return QuotaReport(
        str(path), edition, len(quotas) + len(rejects), len(quotas), len(rejects),
        str(rejects_file) if rejects_file else None, unchanged, warnings,
    )  # fmt: skip


def quotas_in_use(home: Path) -> QuotaBook:
    """The edition in use. Raises NothingThere if no quotas were loaded."""
    folder = home / "quotas"
    edition = _in_use(folder)
    if edition is None:
        raise NothingThere(
            said("There are no quotas under %(folder)s yet.", folder=folder),
            remedy=said("Load a file with: kouprey trade load-quotas FILE"),
        )
    file = folder / f"{edition}.csv"
    quotas, rejects, _ = _read(str(file), file.read_bytes())
    return QuotaBook(edition, tuple(quotas), len(rejects))


def _read(name: str, content: bytes) -> tuple[list[Quota], list[Reject], list[str]]:
    records = files.read(name, content, COLUMNS, REQUIRED)
    rejects = list(records.rejects)
    quotas = []
    for line, record in records.rows:
        try:
            quotas.append(quota(line, record))
        except Fault as fault:
            rejects.append(Reject(line, fault.field, fault.value, fault.reason))
    return quotas, rejects, [cell.strip() or said("(no name)") for cell in records.unknown]


def _in_use(folder: Path) -> str | None:
    try:
        return (folder / "current").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None


def _place(folder: Path, edition: str, content: bytes, rejects: list[Reject]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if rejects:
        write_rejects(folder / f"{edition}.rejects.csv", ((r.line, r.field, r.value, r.reason) for r in rejects))
    for name, written in ((f"{edition}.csv", content), ("current", f"{edition}\n".encode("ascii"))):
        fresh = folder / f"{name}.{os.getpid()}"
        fresh.write_bytes(written)
        sync_file(fresh)
        fresh.replace(folder / name)
    sync_folder(folder)
