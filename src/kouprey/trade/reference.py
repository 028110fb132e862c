"""Load lists of CITES taxa and look names up in them, from Python: `from kouprey.trade import reference`."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from filelock import FileLock

from kouprey.analytics.reference.build import build
from kouprey.analytics.reference.editions import FORMAT, Editions
from kouprey.analytics.reference.library import Found, Library
from kouprey.domain.taxa.history import Change, listings
from kouprey.domain.taxa.names import key
from kouprey.domain.taxa.values import COMMON, RANKS, SYNONYM
from kouprey.formats.checklist.headers import EXPECTED
from kouprey.formats.checklist.reader import Entry, Reading, read
from kouprey.kernel.clock import now
from kouprey.kernel.errors import UnusableFile
from kouprey.kernel.jsontext import dumps
from kouprey.kernel.words import said
from kouprey.trade.accounting import write_rejects
from kouprey.trade.store import home_folder

_LASTING = {"ADDITION", "DELETION"}
_ORDER = ("I", "II", "III", "N", "NC")


@dataclass(frozen=True, slots=True)
class Report:
    """What a load did; read = loaded + rejected."""

    edition: str
    kind: str
    as_of: str | None
    unchanged: bool
    path: str
    sha256: str
    encoding: str
    read: int
    loaded: int
    rejected: int
    rejects_file: str | None
    taxa: int
    synonyms: int
    warnings: tuple[str, ...]

    def to_json(self) -> str:
        """The report as one JSON object (cli.md, reference load)."""
        return dumps(asdict(self))


def find(name: str, home: Path | str | None = None) -> Found:
    """What a name stands for and all that the lists at hand say of its taxon."""
    return Library(home_folder(home)).find(name)


def load(path: Path | str, home: Path | str | None = None, *, as_of: date | None = None) -> Report:
    """Load a list of taxa and bring it into use in place of the one of its kind.

    The same bytes for the same day change nothing. Raises UnusableFile if the file is none of the lists that are
    understood, or holds no record that can be used; then nothing changes.
    """
    reading = read(Path(path), as_of)
    if not reading.entries:
        raise UnusableFile(str(path), expected=EXPECTED, found=_nothing(reading))
    shelf = Editions(home_folder(home))
    edition = f"{reading.as_of or 'undated'}-{reading.kind}-{reading.sha256[:8]}"
    shelf.root.mkdir(parents=True, exist_ok=True)
    with FileLock(shelf.root / "lock"):
        in_use = [other.id for other in shelf.in_use()]
        fresh = not (shelf.root / edition / "manifest.json").is_file()
        if fresh:
            _write(shelf, edition, reading)
        shelf.point(edition)
    return _report(shelf.edition(edition).manifest, unchanged=not fresh and edition in in_use)


def _nothing(reading: Reading) -> str:
    if not reading.rejects:
        return said("a header and no record")
    first = reading.rejects[0]
    return said(
        "no record that can be used; the first, line %(line)s: %(reason)s", line=first.line, reason=first.reason
    )


def _write(shelf: Editions, edition: str, reading: Reading) -> None:
    for leftover in shelf.root.glob("building-*"):
        shutil.rmtree(leftover, ignore_errors=True)  # of a killed load: this one holds the lock
    work = Path(mkdtemp(prefix="building-", dir=shelf.root))
    try:
        fresh = work / "edition"
        fresh.mkdir()
        tables = _tables(reading)
        build(fresh / "taxa.duckdb", work / "scratch", tables)
        if reading.rejects:
            write_rejects(fresh / "rejects.csv", reading.rejects)
        manifest = _manifest(shelf, edition, reading, tables)
        text = json.dumps(manifest, ensure_ascii=False, indent=1)
        (fresh / "manifest.json").write_text(text, encoding="utf-8")
        shelf.put(fresh, edition)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _manifest(shelf: Editions, edition: str, reading: Reading, tables: dict[str, Any]) -> dict[str, Any]:
    rejects = str(shelf.root / edition / "rejects.csv") if reading.rejects else None
    return {
        "format": FORMAT,
        "edition": edition,
        "kind": reading.kind,
        "as_of": reading.as_of.isoformat() if reading.as_of else None,
        "loaded_at": now().isoformat(timespec="seconds"),
        "path": reading.path,
        "sha256": reading.sha256,
        "encoding": reading.encoding,
        "read": reading.read,
        "loaded": len(reading.entries),
        "rejected": len(reading.rejects),
        "rejects_file": rejects,
        "taxa": len(tables["taxa"]),
        "synonyms": sum(row[2] == SYNONYM for row in tables["names"]),
        "warnings": [*reading.notices, *_reservations(reading)],
    }


def _reservations(reading: Reading) -> list[str]:
    others = sum(bool(entry.change) and entry.change not in _LASTING for entry in reading.entries)
    notice = said("%(number)s reservations and the like were read; they change no listing.", number=f"{others:,}")
    return [notice] if others else []


def _report(manifest: dict[str, Any], *, unchanged: bool) -> Report:
    facts = {name: manifest[name] for name in Report.__slots__ if name in manifest}
    return Report(**facts | {"unchanged": unchanged, "warnings": tuple(manifest["warnings"])})


def _tables(reading: Reading) -> dict[str, list[tuple[Any, ...]]]:
    taxa: dict[str, tuple[Any, ...]] = {}
    for entry in reading.entries:
        taxa.setdefault(key(entry.name), _taxon(entry))
    names = [row for entry in reading.entries for row in _names(entry)]
    listed = _history(reading) if reading.kind == "history" else _snapshot(reading)
    return {"taxa": list(taxa.values()), "names": list(dict.fromkeys(names)), "listings": listed}


def _taxon(entry: Entry) -> tuple[Any, ...]:
    where = json.dumps([list(occurrence) for occurrence in entry.distribution], ensure_ascii=False)
    ranks = (entry.ranks[rank] for rank in RANKS)
    return (key(entry.name), entry.name, entry.rank, *ranks, entry.author, entry.accepted, where)


def _names(entry: Entry) -> list[tuple[str, ...]]:
    synonyms = [(s.name, SYNONYM, "", s.author) for s in entry.synonyms if s.name and key(s.name) != key(entry.name)]
    common = [(name, COMMON, language, "") for language, name in entry.common]
    return [(key(row[0]), *row, entry.name) for row in (*synonyms, *common)]


def _snapshot(reading: Reading) -> list[tuple[Any, ...]]:
    """A list of one day: each listing is said of that day, and of no other."""
    held: dict[str, list[Entry]] = {}
    for entry in reading.entries:
        if entry.appendix:
            held.setdefault(key(entry.name), []).append(entry)
    return [(taxon, *_as_one(entries)) for taxon, entries in held.items()]


def _as_one(entries: list[Entry]) -> tuple[Any, ...]:
    """The records of one taxon together: I in one and II in another is the split listing I/II."""
    appendices = {part for entry in entries for part in entry.appendix.split("/")}
    notes = dict.fromkeys(entry.note for entry in entries if entry.note)
    under = dict.fromkeys(entry.under for entry in entries if entry.under)
    return ("/".join(sorted(appendices, key=_ORDER.index)), None, None, "; ".join(notes), "; ".join(under))


def _history(reading: Reading) -> list[tuple[Any, ...]]:
    changes: dict[str, list[Change]] = {}
    for entry in reading.entries:
        if entry.effective is not None:
            change = Change(entry.effective, entry.change, entry.appendix, entry.party, entry.current, entry.note)
            changes.setdefault(key(entry.name), []).append(change)
    return [
        (taxon, listing.appendix, listing.since, listing.until, listing.annotation, "")
        for taxon, held in changes.items()
        for listing in listings(held, reading.as_of, "")
    ]
