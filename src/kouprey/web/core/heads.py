"""Heads of the chain, filed day by day under KOUPREY_HOME/audit-heads, and by hand wherever else they are kept."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.conf import settings

from kouprey.domain.audit.heads import Head, parse
from kouprey.kernel.errors import UnusableInput
from kouprey.web.core.queries import head_on


def folder() -> Path:
    """Where the node files its heads. Copy them elsewhere: whoever holds the node holds them too."""
    return Path(settings.HOME) / "audit-heads"


def file_head(*, at: datetime) -> Path | None:
    """File the head of the day before, once; a file that is there stays. None when there is nothing to file."""
    day = at.astimezone(UTC).date() - timedelta(days=1)
    place = folder() / f"{day}.txt"
    if place.exists():
        return None
    head = head_on(day)
    if head is None:
        return None
    folder().mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=folder(), prefix=".head-")
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(head.text())
        os.link(temporary, place)
    except FileExistsError:
        return None  # another worker was quicker
    finally:
        Path(temporary).unlink()
    return place


def filed() -> list[tuple[str, Head | None]]:
    """Every head that the node filed, the oldest first, with the name of its file. None: it cannot be read."""
    return [(path.name, _read(path)) for path in sorted(folder().glob("????-??-??.txt"))]


def given(path: Path) -> Head:
    """A head that was kept elsewhere. Raises UnusableInput."""
    head = _read(path)
    if head is None:
        raise UnusableInput(
            f"{path} holds no head of an audit.", remedy="Give a file as `kouprey audit head` prints it."
        )
    return head


def last_filed_day() -> date | None:
    """The day of the newest head that was filed here."""
    days = [head.date for _, head in filed() if head]
    return max(days, default=None)


def _read(path: Path) -> Head | None:
    try:
        return parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return None
