"""A stream of files in the tar format, made and read in parts, so that a backup never stands in memory."""

from __future__ import annotations

import gzip
import hashlib
import io
import tarfile
import zlib
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

PIECE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the archive: its name, its size, and its bytes in pieces."""

    name: str
    size: int
    pieces: Iterator[bytes]


@dataclass(frozen=True, slots=True)
class Packed:
    """What was packed of one part."""

    name: str
    size: int
    sha256: str


def of_bytes(name: str, data: bytes) -> Part:
    """A part that is at hand."""
    return Part(name, len(data), iter([data]))


def of_file(name: str, file: IO[bytes], size: int) -> Part:
    """A part read from an open file: exactly `size` bytes, whatever is added to the file meanwhile."""

    def pieces() -> Iterator[bytes]:
        left = size
        with file:
            while left:
                piece = file.read(min(PIECE, left))
                if not piece:
                    raise OSError(f"{name} became shorter while it was read")
                left -= len(piece)
                yield piece

    return Part(name, size, pieces())


def packed(parts: Iterator[Part], note: Callable[[Packed], None]) -> Iterator[bytes]:
    """The tar stream of these parts, compressed. `note` hears of each part when it is packed."""
    compress = zlib.compressobj(1, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    for piece in _tar(parts, note):
        small = compress.compress(piece)
        if small:
            yield small
    yield compress.flush()


def _tar(parts: Iterator[Part], note: Callable[[Packed], None]) -> Iterator[bytes]:
    for part in parts:
        yield header(part.name, part.size)
        digest = hashlib.sha256()
        for piece in part.pieces:
            digest.update(piece)
            yield piece
        yield bytes(-part.size % tarfile.BLOCKSIZE)
        note(Packed(part.name, part.size, digest.hexdigest()))
    yield bytes(2 * tarfile.BLOCKSIZE)


def header(name: str, size: int) -> bytes:
    """The tar header of one file, readable by its owner only."""
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(tarfile.GNU_FORMAT, "utf-8")


def unpacked(
    stream: IO[bytes], into: Callable[[str], Path | None], whole: Container[str] = ()
) -> Iterator[tuple[Packed, bytes]]:
    """Read the parts one after another, writing each to the place that `into` names (None: nowhere).

    Each part's digest, and for those named in `whole` their bytes. Raises OSError, EOFError or ValueError for a
    stream that is damaged.
    """
    try:
        with gzip.open(stream, "rb") as plain, tarfile.open(fileobj=plain, mode="r|", encoding="utf-8") as archive:
            for member in archive:
                source = archive.extractfile(member)
                if source is None or not _is_safe(member.name):
                    raise ValueError(f"{member.name} is no file of a backup")
                yield _unpack(source, member, into(member.name), member.name in whole)
            while plain.read(PIECE):  # to the very end: only there is the last piece authenticated
                pass
    except (tarfile.TarError, zlib.error) as error:
        raise ValueError(str(error)) from error


def _unpack(source: IO[bytes], member: tarfile.TarInfo, place: Path | None, keep: bool) -> tuple[Packed, bytes]:
    digest, size, kept = hashlib.sha256(), 0, bytearray()
    with _writing(place) as out:
        while piece := source.read(PIECE):
            digest.update(piece)
            size += len(piece)
            out.write(piece)
            kept += piece if keep else b""
    if size != member.size:
        raise EOFError(f"{member.name} ends too early")
    return Packed(member.name, size, digest.hexdigest()), bytes(kept)


def _writing(place: Path | None) -> IO[bytes]:
    if place is None:
        return _Nowhere()
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = place.open("xb")
    place.chmod(0o600)
    return file


class _Nowhere(io.BytesIO):
    def write(self, data: object, /) -> int:
        return len(data)  # type: ignore[arg-type]


def _is_safe(name: str) -> bool:
    return not name.startswith("/") and not {"", ".", ".."} & set(name.split("/")) and "\\" not in name
