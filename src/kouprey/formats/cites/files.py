"""From what a user hands over (plain, gzip, zip; any encoding) to plain UTF-8 CSV with a known shape."""

from __future__ import annotations

import csv
import gzip
import hashlib
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kouprey.formats.cites.headers import Shape, explain, recognise
from kouprey.kernel.errors import UnusableFile

EXPECTED = "a CITES bulk download or comparative tabulation (CSV, gzip or zip)"
REMEDY = "Download it again from the CITES Trade Database, as bulk zip or as comptab CSV."
_CHUNK = 1 << 22
_START = 1 << 16


@dataclass(frozen=True, slots=True)
class Source:
    """One CSV ready to read: `plain` is UTF-8 text on disk, `path` what the user named.

    `sha256` is of the bytes as given (of the member, in a zip); `content` of the text once unpacked, so that the
    same data zipped and plain are known to be the same. `skip` lines stand before the header's own line.
    """

    path: str
    plain: Path
    shape: Shape
    delimiter: str
    encoding: str
    sha256: str
    content: str
    lines: int
    skip: int
    temporary: bool


def unpack(path: Path, work: Path) -> Iterator[Source]:
    """Yield each CSV that `path` holds, unpacking into the folder `work` where needed.

    Raises UnusableFile for a folder, an empty or damaged file, or a header that is none of ours.
    """
    if not path.is_file():
        found = "a folder" if path.is_dir() else "nothing there"
        raise UnusableFile(str(path), expected=EXPECTED, found=found, remedy="Name a file that exists.")
    with path.open("rb") as file:
        magic = file.read(4)
    try:
        if magic == b"PK\x03\x04" or magic == b"PK\x05\x06":
            yield from _members(path, work)
        elif magic[:2] == b"\x1f\x8b":
            plain = work / f"{path.name}.csv"
            with gzip.open(path, "rb") as packed, plain.open("wb") as out:
                shutil.copyfileobj(packed, out, _CHUNK)
            yield _source(str(path), plain, work, _digest(path))
        else:
            yield _source(str(path), path, work)
    except (zipfile.BadZipFile, zlib.error, EOFError, gzip.BadGzipFile) as error:
        raise UnusableFile(
            str(path), expected=EXPECTED, found=f"a damaged archive ({error})", remedy=REMEDY
        ) from error


def _members(path: Path, work: Path) -> Iterator[Source]:
    with zipfile.ZipFile(path) as archive:
        names = [n for n in archive.namelist() if n.lower().endswith(".csv") and "__MACOSX" not in n]
        if not names:
            inside = ", ".join(archive.namelist()[:5]) or "no files"
            found = "a workbook" if "[Content_Types].xml" in archive.namelist() else f"a zip with {inside}"
            raise UnusableFile(str(path), expected="a zip with CSV files in it", found=found, remedy=REMEDY)
        _check_room(path, archive, names, work)
        for number, name in enumerate(sorted(names, key=_natural)):
            plain = work / f"member-{number}.csv"
            with archive.open(name) as packed, plain.open("wb") as out:
                shutil.copyfileobj(packed, out, _CHUNK)
            yield _source(f"{path}/{name}", plain, work)


def _check_room(path: Path, archive: zipfile.ZipFile, names: list[str], work: Path) -> None:
    largest = max(archive.getinfo(name).file_size for name in names)
    free = shutil.disk_usage(work).free
    if largest > free:
        raise UnusableFile(
            str(path), expected=f"at most {free:,} bytes once unpacked", found=f"{largest:,} bytes",
            remedy="Free some disk space, or load fewer files at a time.",
        )  # fmt: skip


def _natural(name: str) -> tuple[tuple[int, int | str], ...]:
    """Sort trade_db_2 before trade_db_10."""
    digits = "".join(c if c.isdigit() else " " for c in name).split()
    return (*((0, int(d)) for d in digits), (1, name))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _source(name: str, plain: Path, work: Path, sha256: str | None = None) -> Source:
    with plain.open("rb") as file:
        start = file.read(_START)
    if not start.strip(b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise UnusableFile(name, expected=EXPECTED, found="an empty file", remedy=REMEDY)
    encoding = _encoding(start)
    with plain.open("rb") as file:
        content, lines, sound = _scan(file, utf8=encoding == "utf-8")
    if encoding != "utf-8" or not sound:
        encoding = encoding if encoding != "utf-8" else "latin-1"
        plain = _transcode(name, plain, work / f"{content[:16]}.utf-8.csv", encoding)
    with plain.open(encoding="utf-8", errors="replace", newline="") as text:
        shape, delimiter, skip = _header(name, text.read(_START))
    return Source(name, plain, shape, delimiter, encoding, sha256 or content, content, lines, skip,
                  work in plain.parents)  # fmt: skip


def _encoding(start: bytes) -> str:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    nulls = start[:2000].count(0)
    if nulls * 3 > len(start[:2000]):
        return "utf-16-le" if start[1:2] == b"\x00" else "utf-16-be"
    return "utf-8"


def _scan(file: BinaryIO, *, utf8: bool) -> tuple[str, int, bool]:
    """One pass over the bytes: sha256, number of lines, and whether it is sound UTF-8."""
    digest, newlines, sound, rest, last = hashlib.sha256(), 0, True, b"", b"\n"
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
        newlines += chunk.count(b"\n")
        last = chunk[-1:]
        if utf8 and sound and not (not rest and chunk.isascii()):
            whole = rest + chunk
            try:
                whole.decode("utf-8")
                rest = b""
            except UnicodeDecodeError as error:
                rest = whole[error.start :]
                sound = len(rest) < 4 and error.reason == "unexpected end of data"
    return digest.hexdigest(), newlines + (last != b"\n"), sound and not rest


def _transcode(name: str, given: Path, plain: Path, encoding: str) -> Path:
    """Write the text again as UTF-8; refuse what the encoding cannot read."""
    try:
        with (
            given.open(encoding=encoding, newline="") as text,
            plain.open("w", encoding="utf-8", newline="") as out,
        ):
            shutil.copyfileobj(text, out, _CHUNK)
    except UnicodeError as error:
        raise UnusableFile(
            name, expected="text in UTF-8, UTF-16 or Latin-1", found=f"bytes that are none of these ({error})",
            remedy=REMEDY,
        ) from error  # fmt: skip
    return plain


def _header(name: str, start: str) -> tuple[Shape, str, int]:
    lines = start.lstrip("\ufeff").splitlines()
    skip = 0
    while skip < len(lines) and (not lines[skip].strip() or lines[skip].lower().startswith("sep=")):
        skip += 1
    line = lines[skip] if skip < len(lines) else ""
    for delimiter in (",", ";", "\t"):
        header = next(csv.reader([line], delimiter=delimiter), [])
        shape = recognise(header)
        if shape:
            return shape, delimiter, skip
    best = max((",", ";", "\t"), key=line.count)
    header = next(csv.reader([line], delimiter=best), [])
    raise UnusableFile(name, expected=EXPECTED, found=explain(header), remedy=REMEDY)
