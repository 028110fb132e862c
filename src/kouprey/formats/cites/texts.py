"""Any text as UTF-8: which encoding a file has, how many lines, and the digest of its bytes."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import NamedTuple

from kouprey.kernel.errors import UnusableFile
from kouprey.kernel.words import said

EXPECTED = said("a CITES bulk download or comparative tabulation (CSV, gzip or zip)")
REMEDY = said("Download it again from the CITES Trade Database, as bulk zip or as comptab CSV.")
_CHUNK = 1 << 22
_START = 1 << 16


class Text(NamedTuple):
    """A file as UTF-8 on disk. `encoding` is what was found, `content` the digest of the bytes as given."""

    plain: Path
    encoding: str
    content: str
    lines: int


def as_utf8(name: str, given: Path, work: Path) -> Text:
    """Find the encoding of `given` and write it again as UTF-8 into the folder `work` where needed.

    Raises UnusableFile for an empty file, or for UTF-16 that is damaged.
    """
    with given.open("rb") as file:
        start = file.read(_START)
    if not start.strip(b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise UnusableFile(name, expected=EXPECTED, found=said("an empty file"), remedy=REMEDY)
    encoding = _encoding(start)
    content, lines, sound = _scan(given)
    if encoding == "utf-8" and sound:
        return Text(given, encoding, content, lines)
    plain = work / f"{content[:16]}.utf-8.csv"
    if encoding == "utf-8":
        encoding = "windows-1252"
        _mend_lines(given, plain)
    else:
        _transcode(name, given, plain, encoding)
    return Text(plain, encoding, content, _scan(plain)[1])


def _encoding(start: bytes) -> str:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    nulls = start[:2000].count(0)
    if nulls * 3 > len(start[:2000]):
        return "utf-16-le" if start[1:2] == b"\x00" else "utf-16-be"
    return "utf-8"


def _scan(path: Path) -> tuple[str, int, bool]:
    """One pass over the bytes: sha256, number of lines, and whether it is sound UTF-8."""
    digest, newlines, sound, rest, last = hashlib.sha256(), 0, True, b"", b"\n"
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            newlines += chunk.count(b"\n")
            last = chunk[-1:]
            if sound and (rest or not chunk.isascii()):
                rest, sound = _rest(rest + chunk)
    return digest.hexdigest(), newlines + (last != b"\n"), sound and not rest


def _rest(chunk: bytes) -> tuple[bytes, bool]:
    """What is left of a character that goes on in the next chunk, and whether all before it is sound."""
    try:
        chunk.decode("utf-8")
    except UnicodeDecodeError as error:
        rest = chunk[error.start :]
        return rest, len(rest) < 4 and error.reason == "unexpected end of data"
    return b"", True


def _mend_lines(given: Path, plain: Path) -> None:
    """Write each line that is no UTF-8 as Western European (Windows-1252, else Latin-1); the others stay."""
    with given.open("rb") as lines, plain.open("wb") as out:
        for line in lines:
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                line = _western(line).encode("utf-8")
            out.write(line)


def _western(line: bytes) -> str:
    try:
        return line.decode("cp1252")
    except UnicodeDecodeError:
        return line.decode("latin-1")


def _transcode(name: str, given: Path, plain: Path, encoding: str) -> None:
    try:
        with (
            given.open(encoding=encoding, newline="") as text,
            plain.open("w", encoding="utf-8", newline="") as out,
        ):
            shutil.copyfileobj(text, out, _CHUNK)
    except UnicodeError as error:
        raise UnusableFile(
            name,
            expected=said("text in UTF-8, UTF-16 or Latin-1"),
            found=said("damaged UTF-16 (%(error)s)", error=error),
            remedy=REMEDY,
        ) from error
