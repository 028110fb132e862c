"""From what a user hands over (plain, gzip, zip; any encoding) to plain UTF-8 CSV with a known shape."""

from __future__ import annotations

import csv
import gzip
import hashlib
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from kouprey.formats.cites.headers import Shape, explain, recognise
from kouprey.formats.cites.texts import EXPECTED, REMEDY, as_utf8
from kouprey.kernel.errors import UnusableFile
from kouprey.kernel.words import said

_CHUNK = 1 << 22
_START = 1 << 16
_LINE_END = re.compile(r"\r\n|\r|\n")


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


def unpack(path: Path, work: Path) -> Iterator[Source]:
    """Yield each CSV that `path` holds, unpacking into the folder `work` where needed.

    Raises UnusableFile for a folder, an empty or damaged file, or a header that is none of ours.
    """
    if not path.is_file():
        found = said("a folder") if path.is_dir() else said("nothing there")
        raise UnusableFile(str(path), expected=EXPECTED, found=found, remedy=said("Name a file that exists."))
    with path.open("rb") as file:
        magic = file.read(4)
    try:
        if magic == b"PK\x03\x04" or magic == b"PK\x05\x06":
            yield from _members(path, work)
        elif magic[:2] == b"\x1f\x8b":
            with gzip.open(path, "rb") as packed:
                plain = _unpacked(packed, work)
            yield _source(str(path), plain, work, _digest(path))
        else:
            yield _source(str(path), path, work)
    except (zipfile.BadZipFile, zlib.error, EOFError, gzip.BadGzipFile) as error:
        raise UnusableFile(
            str(path), expected=EXPECTED, found=said("a damaged archive (%(error)s)", error=error), remedy=REMEDY
        ) from error
    except RuntimeError as error:
        found = said("an archive with a password, or packed in an unknown way (%(error)s)", error=error)
        raise UnusableFile(str(path), expected=EXPECTED, found=found, remedy=said("Unpack it first.")) from error


def _members(path: Path, work: Path) -> Iterator[Source]:
    with zipfile.ZipFile(path) as archive:
        names = [n for n in archive.namelist() if n.lower().endswith(".csv") and "__MACOSX" not in n]
        if not names:
            inside = ", ".join(archive.namelist()[:5]) or said("no files")
            zipped = said("a zip with %(inside)s", inside=inside)
            found = said("a workbook") if "[Content_Types].xml" in archive.namelist() else zipped
            raise UnusableFile(str(path), expected=said("a zip with CSV files in it"), found=found, remedy=REMEDY)
        _check_room(path, archive, names, work)
        for name in sorted(names, key=_natural):
            with archive.open(name) as packed:
                plain = _unpacked(packed, work)
            yield _source(f"{path}/{name}", plain, work)


def _check_room(path: Path, archive: zipfile.ZipFile, names: list[str], work: Path) -> None:
    largest = sum(archive.getinfo(name).file_size for name in names)
    free = shutil.disk_usage(work).free
    if largest > free:
        raise UnusableFile(
            str(path),
            expected=said("at most %(free)s bytes once unpacked", free=f"{free:,}"),
            found=said("%(largest)s bytes", largest=f"{largest:,}"),
            remedy=said("Free some disk space, or load fewer files at a time."),
        )


def _natural(name: str) -> tuple[tuple[int, int | str], ...]:
    """Sort trade_db_2 before trade_db_10."""
    digits = re.findall("[0-9]+", name)
    return (*((0, int(d)) for d in digits), (1, name))


def _unpacked(packed: IO[bytes] | gzip.GzipFile, work: Path) -> Path:
    """Write what is packed to a new file of its own: archives may hold files of the same name."""
    with NamedTemporaryFile(dir=work, suffix=".csv", delete=False) as out:
        shutil.copyfileobj(packed, out, _CHUNK)
    return Path(out.name)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _source(name: str, given: Path, work: Path, sha256: str | None = None) -> Source:
    text = as_utf8(name, given, work)
    with text.plain.open(encoding="utf-8", errors="replace", newline="") as file:
        shape, delimiter, skip = _header(name, file.read(_START))
    return Source(
        name, text.plain, shape, delimiter, text.encoding, sha256 or text.content, text.content, text.lines, skip
    )


def _header(name: str, start: str) -> tuple[Shape, str, int]:
    lines = _LINE_END.split(start.lstrip("\ufeff"))
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
