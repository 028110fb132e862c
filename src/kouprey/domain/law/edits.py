"""Edits of the register: a new version of one row for this node's own edition, never a change of the paper's.

A row of both editions is parted: the paper keeps the row as it was, the current edition has the new one. Two legal
officers stand behind each edit, and sign for it (web/law).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from kouprey.domain.law import reading
from kouprey.domain.law.register import rows
from kouprey.domain.law.unverified import KEYS
from kouprey.domain.law.values import CURRENT, PAPER_EDITION
from kouprey.domain.lists import columns, load
from kouprey.kernel.errors import KoupreyError, NothingThere, UnusableInput
from kouprey.kernel.words import said

Row = Mapping[str, str]
EDITABLE: Final[dict[str, tuple[str, ...]]] = {
    **KEYS,
    "law-conduct": ("provision", "verbs", "categories"),
    "law-questions": ("id",),
}
"""Lists that legal officers edit, and the columns that name a row."""
SIGNED: Final = ("verified_on", "verified_by")
FIXED: Final = frozenset({*SIGNED, "edition"})
"""Columns that nobody types: who signed when, and which edition a row belongs to."""
_READERS: Final[dict[str, Callable[[Row], Any]]] = {
    "law-instruments": reading.instrument,
    "law-parties": reading.party,
    "law-bilateral": reading.bilateral,
    "law-positions": reading.position,
    "law-groups": reading.group,
    "law-thresholds": reading.threshold,
    "law-species": reading.listed,
    "law-authorities": reading.authority,
}
_REFERENCES: Final = {
    "law-provisions": (("instrument", "law-instruments", "id"),),
    "law-conduct": (("provision", "law-provisions", "id"),),
    "law-thresholds": (("provision", "law-provisions", "id"),),
    "law-species": (("category", "law-categories", "id"),),
}


def typed_columns(name: str) -> tuple[str, ...]:
    """The columns of a list that an officer fills in. Raises NothingThere for a list that is not edited."""
    if name not in EDITABLE:
        raise NothingThere(said("There is no such list of law that can be edited."), remedy=said("Choose another."))
    return tuple(column for column in columns(name) if column not in FIXED)


def named(name: str, row: Row) -> str:
    """How a row is named: by its key."""
    return "-".join(row[column] for column in EDITABLE[name])


def stamp(row: Row | None) -> str:
    """What a row was, as a digest; blank for one that is not there."""
    if row is None:
        return ""
    return hashlib.sha256(json.dumps(dict(row), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def found(name: str, entry: str) -> dict[str, str]:
    """The row of that name in the current edition, one that nobody signed first. Raises NothingThere."""
    typed_columns(name)
    held = [row for row in rows(name, CURRENT) if named(name, row) == entry]
    if not held:
        raise NothingThere(said("The register has no such entry."), remedy=said("Choose one of the list."))
    return dict(next((row for row in held if not row.get("verified_by")), held[-1]))


def proposed(name: str, given: Mapping[str, Any], before: Row | None) -> dict[str, str]:
    """The row that would stand there, checked as the register reads it. Raises UnusableInput."""
    after = dict.fromkeys(columns(name), "") | dict(before or {})
    after |= {column: " ".join(str(given.get(column, "")).split()) for column in typed_columns(name)}
    if "edition" in after:
        after["edition"] = CURRENT
    blank = [column for column in EDITABLE[name] if not after[column]]
    if blank:
        raise UnusableInput(
            said("These columns are missing: %(columns)s.", columns=", ".join(blank)), remedy=said("Fill them in.")
        )
    if before is None and any(named(name, row) == named(name, after) for row in rows(name, CURRENT)):
        raise UnusableInput(
            said("The register has an entry “%(entry)s” already.", entry=named(name, after)),
            remedy=said("Propose a change of that entry, or name this one otherwise."),
        )
    _refer(name, after)
    _read(name, after)
    return after


def laid(name: str, before: Row | None, after: Row) -> list[dict[str, str]]:
    """The rows of the node's edition of a list with this edit. Raises UnusableInput if the row has changed since."""
    kept: list[dict[str, str]] = []
    there = before is None
    for row in load(name).rows:
        if before is None or dict(row) != dict(before) or there:
            kept.append(dict(row))
            continue
        there = True
        if row.get("edition") == "both":
            kept.append({**row, "edition": PAPER_EDITION})
        kept.append(dict(after))
    if not there:
        raise UnusableInput(
            said("The entry was changed after this was proposed."), remedy=said("Propose the change again.")
        )
    return kept if before is not None else [*kept, dict(after)]


def signed(row: Row, by: str, on: date) -> dict[str, str]:
    """The row with who signed for it, where the list has a place for that."""
    if not set(SIGNED) <= set(row):
        return dict(row)
    return {**row, "verified_on": on.isoformat(), "verified_by": by}


def _refer(name: str, after: Row) -> None:
    for column, listed, key in _REFERENCES.get(name, ()):
        if after[column] not in {row[key] for row in load(listed).rows}:
            raise UnusableInput(
                said("“%(value)s” in the column %(column)s names no entry.", value=after[column], column=column),
                remedy=said("Enter that first, or correct the name."),
            )


def _read(name: str, after: Row) -> None:
    try:
        if name == "law-provisions":
            law = next(row for row in rows("law-instruments", CURRENT) if row["id"] == after["instrument"])
            reading.provision(after, reading.instrument(law), [])
        elif name in _READERS:
            _READERS[name](after)
    except (KoupreyError, ValueError, KeyError, StopIteration) as error:
        raise UnusableInput(
            said("The register cannot read this entry."),
            remedy=said("Write dates as 2021-01-29, numbers as digits, and codes as in the other entries."),
        ) from error
