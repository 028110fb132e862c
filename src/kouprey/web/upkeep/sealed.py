"""The archive as it lies on a disk: a plain tar of a README, the key (under a passphrase) and the sealed content.

The content is sealed in the age format, to a key made for this archive alone and to the recipients that were named.
That key is kept under the passphrase, or forgotten when there is none. `tar` and `age` open it without Kouprey.
"""

from __future__ import annotations

import hashlib
import io
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tarfile import BLOCKSIZE, TarError
from tarfile import open as tar_open
from typing import IO, Any, Final

import pyrage

from kouprey.kernel.errors import UnusableInput
from kouprey.web.upkeep.packing import PIECE, header

README: Final = """\
This is a backup of a Kouprey node. With Kouprey: kouprey restore FILE

Without it, with tar and age (https://age-encryption.org), if it was made with a passphrase:
  tar -xf FILE
  age -d -o key.txt key.age
  age -d -i key.txt content.tar.gz.age | tar -xz
and if it was made for a recipient, the last line with the recipient's own key instead of key.txt.
"""
_KEY, _CONTENT = "key.age", "content.tar.gz.age"


@dataclass(frozen=True, slots=True)
class Opener:
    """What opens an archive: a passphrase, or the secret key of a recipient."""

    passphrase: str = ""
    identities: Sequence[str] = field(default=())


def recipients(given: Sequence[str]) -> list[Any]:
    """Public keys as they are written (age1…). Raises UnusableInput."""
    try:
        return [pyrage.x25519.Recipient.from_str(text.strip()) for text in given]
    except pyrage.RecipientError:
        raise UnusableInput(
            "A recipient is not the public key of age.", remedy="Give a key that begins with age1."
        ) from None


def seal(place: Path, content: Iterator[bytes], *, passphrase: str, to: Sequence[str]) -> Opener:
    """Write an archive. What was made here opens it, for reading it back."""
    own = pyrage.x25519.Identity.generate()
    everybody = [own.to_public(), *recipients(to)]
    with place.open("xb") as file:
        place.chmod(0o600)
        _add(file, "README.txt", README.encode())
        if passphrase:
            _add(file, _KEY, pyrage.passphrase.encrypt(str(own).encode(), passphrase))
        start = file.tell()
        file.write(header(_CONTENT, 0))
        source = _Source(content)
        try:
            pyrage.encrypt_io(source, file, everybody)
        except pyrage.EncryptError as error:
            raise source.error or OSError(str(error)) from None
        size = file.tell() - start - BLOCKSIZE
        file.write(bytes(-size % BLOCKSIZE + 2 * BLOCKSIZE))
        file.seek(start)
        file.write(header(_CONTENT, size))
        file.flush()
        os.fsync(file.fileno())
    return Opener(identities=[str(own)])


def digest(place: Path) -> str:
    """SHA-256 of an archive as it lies there."""
    with place.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def unsealed(place: Path, opener: Opener) -> Iterator[IO[bytes]]:
    """The content of an archive, as it is opened piece by piece. Raises UnusableInput for one that does not open.

    At the end of the block the whole of it was authenticated, or damage was said.
    """
    identities, offset, size = _found(place, opener)
    reading, writing = os.pipe()
    failed: list[str] = []

    def decrypt() -> None:
        with os.fdopen(writing, "wb", buffering=0) as out, place.open("rb") as file:
            file.seek(offset)
            try:
                pyrage.decrypt_io(_Window(file, size), out, identities)
            except BrokenPipeError:
                pass
            except Exception as error:  # noqa: BLE001 - said below, in the thread that reads
                failed.append(str(error))

    thread = threading.Thread(target=decrypt, daemon=True)
    thread.start()
    try:
        with os.fdopen(reading, "rb") as stream:
            yield stream
            while stream.read(PIECE):
                pass
    except (OSError, EOFError, ValueError) as error:
        thread.join()
        raise damaged(place, failed[0] if failed else str(error)) from error
    thread.join()
    if failed:
        raise damaged(place, failed[0])


def damaged(place: Path, why: str) -> UnusableInput:
    """What is said of an archive that cannot be trusted."""
    return UnusableInput(
        f"{place} is damaged, was cut off, or does not open with this key ({why}).",
        remedy="Give the passphrase or the key it was made with, or use another copy.",
    )


def _found(place: Path, opener: Opener) -> tuple[list[Any], int, int]:
    """The keys that may open the content, and where it lies in the file."""
    try:
        with tar_open(place, "r:") as archive:
            members = {member.name: member for member in archive}
            content, kept = members[_CONTENT], members.get(_KEY)
            secret = archive.extractfile(kept).read() if kept else b""  # type: ignore[union-attr]
    except FileNotFoundError:
        raise UnusableInput(f"There is no file {place}.", remedy="Check the path.") from None
    except (TarError, KeyError, OSError, ValueError) as error:
        raise damaged(place, "it is no backup of Kouprey") from error
    return _keys(place, opener, secret), content.offset_data, content.size


def _keys(place: Path, opener: Opener, secret: bytes) -> list[Any]:
    texts = [line for text in opener.identities for line in text.split() if line.startswith("AGE-SECRET-KEY-")]
    if opener.passphrase and secret:
        try:
            texts.append(pyrage.passphrase.decrypt(secret, opener.passphrase).decode())
        except pyrage.DecryptError:
            raise UnusableInput(
                f"{place} does not open with this passphrase.", remedy="Give the one it was made with."
            ) from None
    if not texts:
        how = "a passphrase: --passphrase-file FILE" if secret else "its recipient's key: --identity FILE"
        raise UnusableInput(f"{place} opens with {how}.", remedy="Add that.")
    try:
        return [pyrage.x25519.Identity.from_str(text) for text in texts]
    except pyrage.IdentityError:
        raise UnusableInput("The key given is no secret key of age.", remedy="Give the file that age made.") from None


def _add(file: IO[bytes], name: str, data: bytes) -> None:
    file.write(header(name, len(data)) + data + bytes(-len(data) % BLOCKSIZE))


class _Source(io.RawIOBase):
    """Pieces as a file to read from; keeps what went wrong while they were made."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces, self.rest = pieces, memoryview(b"")
        self.error: Exception | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            while not self.rest:
                self.rest = memoryview(next(self.pieces))
        except StopIteration:
            return 0
        except Exception as error:
            self.error = error
            raise
        count = min(len(buffer), len(self.rest))
        buffer[:count], self.rest = self.rest[:count], self.rest[count:]
        return count


class _Window(io.RawIOBase):
    """So many bytes of a file and no more."""

    def __init__(self, file: IO[bytes], size: int) -> None:
        self.file, self.left = file, size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self.file.read(min(len(buffer), self.left))
        buffer[: len(piece)] = piece
        self.left -= len(piece)
        return len(piece)
