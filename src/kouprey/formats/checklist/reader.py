"""Read a list of taxa: every record is loaded or rejected with its line, field, value and reason."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import NamedTuple

from kouprey.domain.taxa.names import fold
from kouprey.domain.taxa.values import RANKS, Occurrence
from kouprey.formats.checklist import text
from kouprey.formats.checklist.cells import date_in, day, note, parts, truth
from kouprey.formats.checklist.distribution import STATUSES, codes_by_name, occurrences
from kouprey.formats.checklist.headers import EXPECTED, Shape, explain, recognise
from kouprey.formats.checklist.synonyms import Synonym
from kouprey.formats.checklist.synonyms import read as read_synonyms
from kouprey.kernel.errors import UnusableFile
from kouprey.kernel.words import said

LANGUAGES = ("en", "es", "fr")
CHANGES = ("ADDITION", "DELETION", "RESERVATION", "RESERVATION_WITHDRAWAL", "EXCEPTION")
_APPENDIX = re.compile(r"((I|II|III|N|NC)(/(I|II|III|N|NC))*)?")


class Reject(NamedTuple):
    """A record that was not loaded: the line it begins on, the field, its value and what is wrong."""

    line: int
    field: str
    value: str
    reason: str


class Entry(NamedTuple):
    """One record of a list. `change`, `effective` and `current` stand in a history only."""

    line: int
    name: str
    rank: str
    ranks: dict[str, str]
    author: str
    appendix: str
    note: str
    under: str
    party: str
    accepted: bool | None
    change: str
    effective: date | None
    current: bool | None
    synonyms: tuple[Synonym, ...]
    common: tuple[tuple[str, str], ...]
    distribution: tuple[Occurrence, ...]


class Reading(NamedTuple):
    """What a file held; `read` = len(entries) + len(rejects). `as_of` is the day it speaks of, if that is known."""

    path: str
    kind: str
    sha256: str
    encoding: str
    as_of: date | None
    read: int
    entries: tuple[Entry, ...]
    rejects: tuple[Reject, ...]
    notices: tuple[str, ...]


def read(path: Path, as_of: date | None = None) -> Reading:
    """Read `path`, told by its columns. `as_of` is the day the list was drawn up, else the day in the file's name.

    Raises UnusableFile if the columns are those of none of the lists that are understood.
    """
    given = text.examine(path)
    found = text.records(given, text.delimiter(given))
    shape, width = _shape(path, next(found, (1, []))[1])
    rows: list[tuple[int, dict[str, str]]] = []
    rejects: list[Reject] = []
    seen: dict[str, int] = {}
    for line, record in found:
        if record == []:
            continue  # an empty line holds no record
        row = _row(record, shape, width)
        fault = Reject(line, *row) if isinstance(row, tuple) else _fault(line, row, shape, seen)
        if fault:
            rejects.append(fault)
        elif isinstance(row, dict):
            rows.append((line, row))
    codes = codes_by_name((row.get("codes", ""), row.get("countries", "")) for _, row in rows)
    entries = tuple(_entry(line, row, codes) for line, row in rows)
    dated = as_of or date_in(path.name)
    return Reading(
        str(path), shape.kind, given.sha256, given.encoding, dated, len(entries) + len(rejects), entries,
        tuple(rejects), _notices(path, shape, dated, entries),
    )  # fmt: skip


def _shape(path: Path, header: list[str] | str) -> tuple[Shape, int]:
    shape = recognise(header) if isinstance(header, list) else None
    if shape is None:
        found = explain(header) if isinstance(header, list) else header
        raise UnusableFile(str(path), expected=EXPECTED, found=found, remedy=text.REMEDY)
    return shape, len(header)


def _row(record: list[str] | str, shape: Shape, width: int) -> dict[str, str] | tuple[str, str, str]:
    if isinstance(record, str):
        return "", "", record
    if len(record) != width:
        why = said("the record has %(found)s fields where the header has %(width)s", found=len(record), width=width)
        return "", ",".join(record)[:200], why
    return {
        column: (value if value.isascii() else unicodedata.normalize("NFC", value)).strip()
        for column, value in zip(shape.columns, record, strict=True)
        if column
    }


def _fault(line: int, row: dict[str, str], shape: Shape, seen: dict[str, int]) -> Reject | None:
    if not row["name"]:
        return Reject(line, "name", "", said("the record names no taxon"))
    if not _APPENDIX.fullmatch(row["appendix"]):
        why = said("the listing is none of I, II, III, N, NC and their parts")
        return Reject(line, "appendix", row["appendix"], why)
    if row.get("accepted", "").casefold() not in ("", "true", "false"):
        return Reject(line, "accepted", row["accepted"], said("neither true nor false"))
    if shape.kind == "history":
        if row["change"].upper() not in CHANGES:
            why = said("the change is none of %(changes)s", changes=", ".join(CHANGES))
            return Reject(line, "change", row["change"], why)
        if day(row["effective"]) is None:
            why = said("the date is not a day written as 31/12/2016")
            return Reject(line, "effective", row["effective"], why)
        return None
    if shape.kind == "listings":
        return None  # a split listing may take several records
    first = seen.setdefault(fold(row["name"]), line)
    twice = said("the name stands in line %(line)s already", line=first)
    return None if first == line else Reject(line, "name", row["name"], twice)


def _entry(line: int, row: dict[str, str], codes: dict[str, str]) -> Entry:
    return Entry(
        line=line,
        name=" ".join(row["name"].split()),
        rank=row["rank"].casefold(),
        ranks={rank: row.get(rank, "") for rank in RANKS},
        author=row.get("author", ""),
        appendix=row["appendix"],
        note=note(row.get("note") or row.get("full_note", "")),
        under=row.get("under", ""),
        party=row.get("party", ""),
        accepted=truth(row.get("accepted", "")),
        change=row.get("change", "").upper(),
        effective=day(row.get("effective", "")),
        current=truth(row.get("current", "")),
        synonyms=tuple(read_synonyms(row.get("synonyms", ""))) if " " in row["name"] else _genera(row),
        common=tuple((lang, name) for lang in LANGUAGES for name in parts(row.get(lang, ""))),
        distribution=occurrences({c: row.get(c, "") for c in ("codes", *STATUSES)}, codes),
    )


def _genera(row: dict[str, str]) -> tuple[Synonym, ...]:
    """The synonym of a genus or higher taxon is one word; with several of them the commas are ambiguous."""
    cell = " ".join(row.get("synonyms", "").split())
    if not cell:
        return ()
    name, _, author = cell.partition(" ")
    return (Synonym(name if "," not in name else "", author, cell),)


def _notices(path: Path, shape: Shape, as_of: date | None, entries: tuple[Entry, ...]) -> tuple[str, ...]:
    found = []
    if shape.unknown:
        columns = ", ".join(shape.unknown)
        found.append(
            said(
                "%(path)s: columns that Kouprey does not know were left out: %(columns)s.", path=path, columns=columns
            )
        )
    if as_of is None:
        found.append(
            said(
                "%(path)s does not say of which day it is: its listings answer for no date. "
                "Load it again with --as-of DATE.",
                path=path,
            )
        )
    unread = sum(not synonym.name for entry in entries for synonym in entry.synonyms)
    if unread:
        found.append(
            said(
                "%(number)s synonyms could not be told from their authors and are not used as names.",
                number=f"{unread:,}",
            )
        )
    return tuple(found)
