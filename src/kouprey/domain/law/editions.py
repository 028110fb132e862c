"""Released editions of the register: a file with all its rows and their digest, and how two of them differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from kouprey.domain.law.edits import EDITABLE
from kouprey.domain.law.register import LISTS, digest_of, register, rows
from kouprey.domain.law.values import CURRENT
from kouprey.kernel.errors import UnusableFile
from kouprey.kernel.jsontext import dumps
from kouprey.kernel.words import said

Lists = Mapping[str, Iterable[Mapping[str, str]]]


class Difference(NamedTuple):
    """One cell that differs, or a whole entry that came or is gone (`column` is blank then)."""

    list: str
    entry: str
    column: str
    before: str
    after: str


def released(edition: str = CURRENT) -> dict[str, Any]:
    """An edition as it is released: who reads the file can make the digest again."""
    held = register(edition)
    lists = {name: [dict(row) for row in rows(name, edition)] for name in LISTS}
    return {**held.named(), "lists": lists}


def as_file(edition: Mapping[str, Any]) -> str:
    """The bytes of the file."""
    return dumps(dict(edition)) + "\n"


def checked(edition: Mapping[str, Any], name: str) -> dict[str, Any]:
    """An edition that was read from a file. Raises UnusableFile if it is none, or not what its digest says."""
    lists = edition.get("lists")
    if not isinstance(lists, Mapping) or digest_of(lists) != edition.get("digest"):
        raise UnusableFile(
            name, expected=said("a released edition of the register with its digest"), found=said("another content")
        )
    return dict(edition)


def differences(one: Lists, other: Lists) -> list[Difference]:
    """How a later edition differs from an earlier one, entry by entry."""
    found: list[Difference] = []
    for name in LISTS:
        old, new = _by_key(name, one.get(name, ())), _by_key(name, other.get(name, ()))
        for entry in dict.fromkeys([*old, *new]):
            found += _entry(name, entry, old.get(entry, []), new.get(entry, []))
    return found


def _entry(name: str, entry: str, old: list[Mapping[str, str]], new: list[Mapping[str, str]]) -> list[Difference]:
    gone, come = [row for row in old if row not in new], [row for row in new if row not in old]
    found: list[Difference] = []
    for before, after in zip(gone, come, strict=False):
        found += [
            Difference(name, entry, column, before.get(column, ""), after.get(column, ""))
            for column in dict.fromkeys([*before, *after])
            if column != "edition" and before.get(column, "") != after.get(column, "")
        ]
    found += [Difference(name, entry, "", entry, "") for _ in gone[len(come) :]]
    return found + [Difference(name, entry, "", "", entry) for _ in come[len(gone) :]]


def _by_key(name: str, held: Iterable[Mapping[str, str]]) -> dict[str, list[Mapping[str, str]]]:
    keyed: dict[str, list[Mapping[str, str]]] = {}
    for row in held:
        key = "-".join(row.get(column, "") for column in EDITABLE.get(name, ("id",))) or "-".join(row.values())[:60]
        keyed.setdefault(key, []).append(row)
    return keyed
