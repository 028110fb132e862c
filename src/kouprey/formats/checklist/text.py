"""From what a user hands over (plain, gzip, any usual encoding) to records with the number of their first line."""

from __future__ import annotations

import codecs
import csv
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from kouprey.formats.checklist.headers import EXPECTED
from kouprey.kernel.errors import UnusableFile
from kouprey.kernel.words import said

REMEDY = said("Download it again from the Checklist of CITES Species or from Species+, as CSV.")
_CHUNK = 1 << 22


class Given(NamedTuple):
    """A file as given: whether it is packed, how it is encoded, and the digest of its text."""

    path: Path
    packed: bool
    encoding: str
    sha256: str


def examine(path: Path) -> Given:
    """Pass once over the bytes. Raises UnusableFile for what is no file, empty or damaged."""
    if not path.is_file():
        found = said("a folder") if path.is_dir() else said("nothing there")
        raise UnusableFile(str(path), expected=EXPECTED, found=found, remedy=said("Name a file that exists."))
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    digest = hashlib.sha256()
    decoder = codecs.getincrementaldecoder("utf-8")()
    sound, start = True, b""
    try:
        with _bytes(path, packed) as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                start = start or chunk[:4]
                sound = sound and _decodes(decoder, chunk)
    except (OSError, EOFError, zlib.error) as error:
        raise UnusableFile(
            str(path), expected=EXPECTED, found=said("a damaged file (%(error)s)", error=error), remedy=REMEDY
        ) from error
    if not start.strip(b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise UnusableFile(str(path), expected=EXPECTED, found=said("an empty file"), remedy=REMEDY)
    if start.startswith(b"PK"):
        raise UnusableFile(
            str(path), expected=EXPECTED, found=said("a zip or a workbook"), remedy=said("Unpack it first.")
        )
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    return Given(path, packed, "utf-16" if wide else "utf-8-sig" if sound else "latin-1", digest.hexdigest())


def records(given: Given, delimiter: str = ",") -> Iterator[tuple[int, list[str] | str]]:
    """Each record with the line it begins on; in place of one that cannot be read, the reason."""
    with io.TextIOWrapper(_bytes(given.path, given.packed), encoding=given.encoding, newline="") as text:
        reader = csv.reader(text, delimiter=delimiter, strict=True)
        while True:
            line = reader.line_num + 1
            try:
                yield line, next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield (
                    line,
                    said("not a CSV record, up to line %(line)s: %(error)s", line=reader.line_num, error=error),
                )


def delimiter(given: Given) -> str:
    """Comma, semicolon or tab: whichever parts the header most."""
    with io.TextIOWrapper(_bytes(given.path, given.packed), encoding=given.encoding, newline="") as text:
        head = text.readline()
    return max((",", ";", "\t"), key=head.count)


def _bytes(path: Path, packed: bool) -> IO[bytes]:
    return gzip.open(path, "rb") if packed else path.open("rb")  # type: ignore[return-value]


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes) -> bool:
    try:
        decoder.decode(chunk)
    except UnicodeDecodeError:
        return False
    return True
