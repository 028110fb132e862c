"""The node's keys, which lie outside the database: they wrap the keys of records.

Files `KOUPREY_HOME/keys/content-NNNN.key`, the newest wraps; or KOUPREY_CONTENT_KEY, one key a line, the first wraps.
Each key has an id made of itself, and whatever it wrapped names it: after a change of keys the old one still opens.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from kouprey.kernel.errors import UnusableInput
from kouprey.web.core.sealing import KEY_BYTES, new_key

_PATTERN = "content-[0-9][0-9][0-9][0-9].key"


@dataclass(frozen=True, slots=True)
class NodeKey:
    """One key of the node, and where it came from (for words; never the key itself)."""

    secret: bytes
    source: str

    @property
    def id(self) -> str:
        """Names the key without telling it."""
        return hashlib.sha256(b"kouprey node key id 1\n" + self.secret).hexdigest()[:16]


class Keyring:
    """The keys at hand, the one that wraps first."""

    def __init__(self, folder: Path, given: str = "") -> None:
        self.folder = folder
        self.from_setting = bool(given.strip())
        named = [_parsed(line, "KOUPREY_CONTENT_KEY") for line in given.split()]
        kept = [_parsed(_text(path), str(path)) for path in reversed(self.files())]
        self.keys = {key.id: key for key in [*named, *kept]}

    def files(self) -> list[Path]:
        """The files of keys, the oldest first."""
        return sorted(self.folder.glob(_PATTERN))

    def current(self) -> NodeKey:
        """The key that wraps; at first need it is made."""
        if not self.keys:
            self.add()
        return next(iter(self.keys.values()))

    def get(self, id: str) -> bytes | None:
        """The key of that id, if it is at hand."""
        found = self.keys.get(id)
        return found.secret if found else None

    def add(self) -> NodeKey:
        """Make a new key file, which wraps from now on. Of two processes at once, both use the first one's."""
        number = max((int(path.stem.removeprefix("content-")) for path in self.files()), default=0) + 1
        path = self.folder / f"content-{number:04}.key"
        _keep(path, base64.b64encode(new_key()).decode() + "\n")
        fresh = _parsed(_text(path), str(path))
        self.keys = {fresh.id: fresh} | self.keys
        return fresh


def keyring() -> Keyring:
    """The keys of this node as they are now."""
    return Keyring(Path(settings.HOME) / "keys", settings.CONTENT_KEY)


def _keep(path: Path, text: str) -> None:
    """Write a file for the owner's eyes only, once: a file that is there already stays."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".key-")  # mode 0600
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.link(temporary, path)
    except FileExistsError:
        pass
    finally:
        Path(temporary).unlink()


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise _unusable(str(path), "it cannot be read") from error


def _parsed(text: str, source: str) -> NodeKey:
    try:
        secret = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise _unusable(source, "it is no base64") from error
    if len(secret) != KEY_BYTES:
        raise _unusable(source, f"it has {len(secret)} bytes instead of {KEY_BYTES}")
    return NodeKey(secret, source)


def _unusable(source: str, why: str) -> UnusableInput:
    return UnusableInput(
        f"The key of the node in {source} cannot be used: {why}.",
        kept="No act was done; without its key no act can be put on record.",
        remedy="Put the key back from the backup or the safe, and check the rights of the file.",
    )
