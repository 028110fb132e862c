"""Uploads on their way to disk: in one stream or in pieces, never larger than the node allows, only from officers."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from filelock import FileLock

TOO_LARGE, STRANGER = "too large", "stranger"
PIECE = 1 << 20
"""The largest piece that the node takes at once, in bytes."""
_CHUNK = 1 << 20


class ToDisk(TemporaryFileUploadHandler):
    """Writes an upload to a temporary file and stops at the limit; what is stopped leaves nothing behind.

    Why it stopped is kept on the request (`upload_stopped`), for the page to say.
    """

    written = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins: only an officer may send one, or a program with a token, which was looked at before."""
        request: Any = self.request
        if not (request.user.is_authenticated or getattr(request, "auth", None)):
            self._stop(STRANGER)
        self.written = 0
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """More of the file."""
        self.written += len(raw_data)
        if self.written > settings.UPLOAD_LIMIT:
            self.file.close()
            self._stop(TOO_LARGE)
        super().receive_data_chunk(raw_data, start)

    def _stop(self, why: str) -> None:
        request: Any = self.request
        request.upload_stopped = why
        raise StopUpload(connection_reset=False)


class Kept(NamedTuple):
    """A file that lies under KOUPREY_HOME/uploads: its path there, digest and size."""

    stored: str
    sha256: str
    size: int


def root() -> Path:
    """Where uploads lie."""
    return Path(settings.HOME) / "uploads"


def keep(id: UUID, upload: UploadedFile[Any] | IO[bytes], name: str) -> Kept:
    """Copy an upload to its place, digest on the way; the file appears whole or not at all."""
    folder = root() / str(id)
    folder.mkdir(parents=True)
    place, part = folder / safe(name), folder / ".part"
    digest, size = hashlib.sha256(), 0
    try:
        with part.open("wb") as out:
            while chunk := upload.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        part.rename(place)
    except BaseException:
        forget(id)
        raise
    return Kept(str(place.relative_to(root())), digest.hexdigest(), size)


@contextmanager
def held(id: UUID) -> Iterator[None]:
    """Let nobody else write to or end this upload meanwhile. The lock goes with a process that dies.

    One of sixteen locks, so that none is left behind for every upload that ever was.
    """
    locks = root() / ".locks"
    locks.mkdir(parents=True, exist_ok=True)
    with FileLock(locks / str(id)[-1]):
        yield


def write_piece(id: UUID, offset: int, piece: bytes) -> None:
    """Put a piece where it belongs, on disk for certain; what a broken piece left behind that place is cut off."""
    part = part_of(id)
    part.parent.mkdir(parents=True, exist_ok=True)
    with part.open("r+b" if part.exists() else "wb") as out:
        out.seek(offset)
        out.write(piece)
        out.truncate()
        out.flush()
        os.fsync(out.fileno())


def part_of(id: UUID) -> Path:
    """Where an unfinished upload lies."""
    return root() / str(id) / ".part"


def digest_of(id: UUID, size: int) -> str:
    """The digest of the first bytes of an unfinished upload."""
    digest, left = hashlib.sha256(), size
    if left:
        with part_of(id).open("rb") as file:
            while left and (chunk := file.read(min(_CHUNK, left))):
                digest.update(chunk)
                left -= len(chunk)
    return digest.hexdigest()


def whole(id: UUID, name: str) -> Kept:
    """Give an upload that has arrived its name, and say what lies there. Does no harm when it is done again."""
    part, place = part_of(id), root() / str(id) / safe(name)
    if part.exists():
        part.rename(place)
    with place.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Kept(str(place.relative_to(root())), digest, place.stat().st_size)


def forget(id: UUID) -> None:
    """Remove an upload."""
    shutil.rmtree(root() / str(id), ignore_errors=True)


def safe(name: str) -> str:
    """A file name that any disk takes, still like the one that was given."""
    plain = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    plain = re.sub(r"[^\w.() -]+", "-", plain).strip(" .-")
    while len(plain.encode()) > 120:
        plain = plain[1:]
    return plain or "upload"
