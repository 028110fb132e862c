"""Making a backup while the node is served, and checking one."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.db import transaction

import kouprey
from kouprey.domain.audit.chain import moment
from kouprey.kernel.errors import KoupreyError, UnusableInput
from kouprey.web.core.actions import record
from kouprey.web.core.audit import Act, Actor
from kouprey.web.upkeep import folders
from kouprey.web.upkeep.database import Snapshot, migrations_applied, snapshot
from kouprey.web.upkeep.packing import Packed, Part, of_bytes, packed, unpacked
from kouprey.web.upkeep.sealed import Opener, damaged, digest, seal, unsealed

FORMAT: Final = 1
"""Of the archive. A newer edition that writes another form counts on."""
ABOUT, MANIFEST = "about.json", "manifest.json"


@dataclass(frozen=True, slots=True)
class Account:
    """What an archive holds, as it was verified by reading it."""

    sha256: str
    size: int
    about: dict[str, Any]
    files: int
    tables: dict[str, int]

    def as_json(self) -> dict[str, Any]:
        """As an answer shows it."""
        return {
            "sha256": self.sha256,
            "size": self.size,
            "edition": self.about["edition"],
            "made_at": self.about["made_at"],
            "database": self.about["database"],
            "files": self.files,
            "rows": sum(self.tables.values()),
            "tables": self.tables,
        }


def make(
    place: Path, home: Path, *, passphrase: str = "", to: Sequence[str] = (), by: Actor, at: datetime
) -> Account:
    """Write a backup of this node, read it back, bring it to its name, and put it on record."""
    if not passphrase and not to:
        raise UnusableInput(
            "A backup is always sealed.",
            remedy="Add --passphrase-file FILE, or --recipient KEY (a public key of age).",
        )
    place, home = place.absolute(), home.absolute()
    fresh = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        with tempfile.TemporaryDirectory(dir=home, prefix=".backup-") as work, snapshot(Path(work)) as moment_:
            opener = seal(fresh, _content(moment_, home, place, at), passphrase=passphrase, to=to)
        account = check(fresh, opener)
        fresh.replace(place)
    except OSError as error:
        raise KoupreyError(
            f"The backup could not be written: {error}.", kept="No backup was made.", remedy="Check space and rights."
        ) from error
    finally:
        fresh.unlink(missing_ok=True)
    details = {"size": account.size, "rows": sum(account.tables.values())}
    with transaction.atomic():
        record(act=Act.BACKUP_MADE, kind="backup", id=account.sha256, label=place.name, by=by, at=at, details=details)
    return account


def check(place: Path, opener: Opener, into: Callable[[str], Path | None] = lambda _name: None) -> Account:
    """Read a whole archive and hold it against its manifest; with `into`, write the parts. Raises UnusableInput."""
    found: dict[str, Packed] = {}
    about: dict[str, Any] = {}
    manifest: dict[str, Any] = {}
    with unsealed(place, opener) as stream:
        for part, data in unpacked(stream, into, (ABOUT, MANIFEST)):
            if part.name == ABOUT:
                about = _loaded(place, data)
                refuse_newer(about)
            elif part.name == MANIFEST:
                manifest = _loaded(place, data)
                continue
            found[part.name] = part
    told = {part["name"]: Packed(**part) for part in manifest.get("parts", ())}
    if not manifest or not about or told != found:
        raise damaged(place, "its parts are not those of its manifest")
    files = sum(name.startswith("home/") for name in found)
    return Account(digest(place), place.stat().st_size, about, files, manifest["tables"])


def refuse_newer(about: dict[str, Any]) -> None:
    """Raises UnusableInput for an archive of a newer edition."""
    ours = kouprey.__version__
    if about["format"] > FORMAT or _version(about["edition"]) > _version(ours):
        raise UnusableInput(
            f"The archive was made by Kouprey {about['edition']}, which is newer than this one ({ours}).",
            remedy="Bring this node to that edition first, then restore.",
        )


def _content(found: Snapshot, home: Path, place: Path, at: datetime) -> Iterator[bytes]:
    """The stream of everything: what it is, the database, the files, and last the manifest of what was packed."""
    told: list[Packed] = []

    def parts() -> Iterator[Part]:
        yield of_bytes(ABOUT, _json(_about(found, at)))
        yield from found.parts
        yield from folders.parts(home, place)
        yield of_bytes(MANIFEST, _json({"tables": found.rows, "parts": [asdict(part) for part in told]}))

    return packed(parts(), told.append)


def _about(found: Snapshot, at: datetime) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "edition": kouprey.__version__,
        "made_at": moment(at),
        "database": found.vendor,
        "columns": found.columns,
        "migrations": migrations_applied(),
    }


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _loaded(place: Path, data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(data)
    except ValueError as error:
        raise damaged(place, "its manifest cannot be read") from error
    return dict(found)


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split(".") if number.isdecimal())
