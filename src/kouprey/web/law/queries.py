"""Released editions of the register on this node: files under KOUPREY_HOME/law/editions, the newest first."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from kouprey.domain.law import CURRENT, EDITIONS, editions, register
from kouprey.domain.lists import overrides
from kouprey.kernel.errors import NothingThere

WRITTEN = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Released:
    """One edition that can be taken away: its digest, since when, and whether it is in use."""

    name: str
    digest: str
    at: datetime | None
    in_use: bool


def folder() -> Path:
    """Where released editions lie: beside the node's own lists."""
    return overrides().parent / "law" / "editions"


def release(*, at: datetime) -> None:
    """Keep the current edition as a file, if it is not kept yet. In one step."""
    held = register(CURRENT)
    place = folder()
    if any(held.digest in path.name for path in place.glob("*.json")):
        return
    place.mkdir(parents=True, exist_ok=True)
    written = place / f".{held.digest}.{os.getpid()}.new"
    written.write_text(editions.as_file(editions.released(CURRENT)), encoding="utf-8")
    written.replace(place / f"{at.astimezone(UTC).strftime(WRITTEN)}-{held.digest}.json")


def released() -> list[Released]:
    """The editions in use, and all that were released before, the newest first."""
    now = {name: register(name).digest for name in EDITIONS}
    kept = [_kept(path, now[CURRENT]) for path in sorted(folder().glob("*.json"), reverse=True)]
    found = [one for one in kept if one is not None]
    live = [
        Released(name, digest, None, True)
        for name, digest in now.items()
        if digest not in {one.digest for one in found}
    ]
    return [*live, *found]


def edition_with(digest: str) -> dict[str, Any]:
    """A released edition by its digest. Raises NothingThere, UnusableFile if the file was changed."""
    for name in EDITIONS:
        if register(name).digest == digest:
            return editions.released(name)
    path = next(iter(folder().glob(f"*-{digest}.json")), None) if digest.isalnum() else None
    if path is None:
        raise NothingThere(_("There is no such edition here."), remedy=_("Choose one of the list of editions."))
    return editions.checked(json.loads(path.read_text(encoding="utf-8")), path.name)


def _kept(path: Path, now: str) -> Released | None:
    written, _dash, digest = path.stem.partition("-")
    try:
        at = datetime.strptime(written, WRITTEN).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Released(CURRENT, digest, at, digest == now)
