"""Where attached files lie: encrypted, each under its own key, which the database keeps wrapped under the node's.

A picture is drawn anew, so that place, device and what hides in its data stay behind. A scanner for viruses may be
hooked in by a setting; without one nothing is claimed.
"""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import IO, NamedTuple
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from kouprey.domain.attachments import LOOKED_AT, PIXELS, Kind, check_size, kind_of
from kouprey.kernel.errors import NothingThere, Refused, UnusableInput
from kouprey.web.core.keyring import keyring
from kouprey.web.core.sealing import Unsealable, new_key, seal, unseal

_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
SCAN_SECONDS = 120


class Taken(NamedTuple):
    """A file that was looked at: its kind, what it was, and what is given out of it."""

    kind: Kind
    received: bytes
    kept: bytes


def take(name: str, file: IO[bytes]) -> Taken:
    """Look at a file: kind by content, size, scanner; pictures drawn anew. Raises UnusableInput, Refused."""
    largest = 31_000_000
    received = file.read(largest + 1)
    kind = kind_of(name, received[:LOOKED_AT], _inside(received))
    check_size(name, len(received), kind)
    scan(name, received)
    return Taken(kind, received, _redrawn(name, kind, received) if kind.redrawn else received)


def store(id: UUID, taken: Taken, *, with_original: bool) -> tuple[str, bytes]:
    """Write it down encrypted: the id of the node's key and the file's own key under it."""
    secret, current = new_key(), keyring().current()
    _write(_place(id, "kept"), seal(secret, taken.kept, _about(id, "kept")))
    if with_original:
        _write(_place(id, "original"), seal(secret, taken.received, _about(id, "original")))
    return current.id, seal(current.secret, secret, _about(id, "key"))


def store_bytes(id: UUID, content: bytes) -> tuple[str, bytes]:
    """Write bytes that hang on no record down encrypted: the id of the node's key and the file's own key under it."""
    secret, current = new_key(), keyring().current()
    _write(_place(id, "kept"), seal(secret, content, _about(id, "kept")))
    return current.id, seal(current.secret, secret, _about(id, "key"))


def read(id: UUID, node_key: str, wrapped: bytes, *, part: str = "kept") -> bytes:
    """The file. Raises NothingThere when it, or its key, is not at hand or was changed."""
    holder = keyring().get(node_key)
    try:
        if holder is None:
            raise Unsealable
        secret = unseal(holder, bytes(wrapped), _about(id, "key"))
        return unseal(secret, _place(id, part).read_bytes(), _about(id, part))
    except (OSError, Unsealable) as error:
        raise NothingThere(
            _("The file cannot be opened: it is missing, was changed, or its key is not on this node."),
            remedy=_("Tell whoever looks after the node; a backup may hold it."),
        ) from error


def forget(id: UUID) -> None:
    """Remove whatever is kept under this id."""
    for part in ("kept", "original"):
        _place(id, part).unlink(missing_ok=True)


def digest(content: bytes) -> str:
    """SHA-256."""
    return hashlib.sha256(content).hexdigest()


def _place(id: UUID, part: str) -> Path:
    return Path(settings.HOME) / "attachments" / id.hex[-2:] / f"{id}.{part}"


def _about(id: UUID, part: str) -> bytes:
    return f"kouprey attachment 1 {id} {part}".encode()


def _write(place: Path, sealed: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".part-")
    with os.fdopen(handle, "wb") as out:
        out.write(sealed)
        out.flush()
        os.fsync(out.fileno())
    Path(temporary).rename(place)


def _inside(content: bytes) -> frozenset[str]:
    if not content.startswith(b"PK\x03\x04"):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return frozenset(packed.namelist())
    except zipfile.BadZipFile:
        return frozenset()


def _redrawn(name: str, kind: Kind, content: bytes) -> bytes:
    """The same picture, upright, without anything but its pixels. Raises UnusableInput for what is no picture."""
    try:
        with Image.open(io.BytesIO(content), formats=[_FORMATS[kind.media]]) as picture:
            if picture.width * picture.height > PIXELS:
                raise UnusableInput(
                    _("%(name)s has too many pixels.") % {"name": name},
                    kept=_("Nothing of it was kept."),
                    remedy=_("Make it smaller, then attach it again."),
                )
            upright = ImageOps.exif_transpose(picture)
            mode = "RGB" if kind.media == "image/jpeg" else "RGBA"
            plain = Image.new(mode, upright.size)
            plain.paste(upright.convert(mode))
            out = io.BytesIO()
            plain.save(out, format=_FORMATS[kind.media], quality=88)
            return out.getvalue()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise UnusableInput(
            _("%(name)s is damaged, or no picture.") % {"name": name},
            kept=_("Nothing of it was kept."),
            remedy=_("Save it again with another program, then attach it again."),
        ) from error


def scan(name: str, content: bytes) -> None:
    """Ask the scanner that the node was given (KOUPREY_SCAN_COMMAND): 0 lets pass, anything else refuses.

    Raises Refused.
    """
    command = settings.SCAN_COMMAND
    if not command:
        return
    with tempfile.NamedTemporaryFile(prefix="kouprey-scan-") as file:
        file.write(content)
        file.flush()
        try:
            done = subprocess.run(  # noqa: S603 - the operator's own command
                [*command, file.name], capture_output=True, timeout=SCAN_SECONDS, check=False
            )
            code = done.returncode
        except (OSError, subprocess.TimeoutExpired):
            code = -1
    if code:
        found = _("The scanner refused %(name)s.") if code > 0 else _("%(name)s could not be scanned.")
        raise Refused(
            found % {"name": name},
            kept=_("Nothing of it was kept."),
            remedy=_("Do not open it again. Tell whoever looks after the node."),
        )
