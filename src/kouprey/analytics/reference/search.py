"""Names that contain some letters, in all lists of taxa at hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kouprey.analytics.engine import reading, text
from kouprey.analytics.reference.editions import Edition
from kouprey.analytics.reference.library import Library
from kouprey.domain.taxa import builtin
from kouprey.domain.taxa.names import fold, stem
from kouprey.domain.taxa.values import ACCEPTED


class Hit(NamedTuple):
    """A name that was found and the taxon it is given to; `language` and `script` are blank for scientific names."""

    taxon: str
    name: str
    kind: str
    language: str
    script: str
    source: str
    verified: bool


def search(home: Path, words: str, limit: int) -> list[Hit]:
    """Names with these letters, one hit a taxon: whole names first, then beginnings, then by name."""
    wanted = fold(stem(words)[0])
    if not wanted:
        return []
    library = Library(home)
    hits = [hit for edition in library.editions for hit in _loaded(library, edition, wanted, limit)]
    hits += _builtin(wanted)
    best: dict[str, Hit] = {}
    for hit in sorted(hits, key=lambda hit: _rank(hit, wanted)):
        best.setdefault(fold(hit.taxon), hit)
    return list(best.values())[:limit]


def _rank(hit: Hit, wanted: str) -> tuple[bool, bool, bool, str]:
    name = fold(hit.name)
    return (name != wanted, not name.startswith(wanted), hit.kind != ACCEPTED, name)


def _builtin(wanted: str) -> Iterator[Hit]:
    for taxon in builtin.taxa().values():
        for name in taxon.names:
            if wanted in fold(name.text):
                yield Hit(taxon.name, name.text, name.kind, name.language, name.script, name.source, name.verified)


def _loaded(library: Library, edition: Edition, wanted: str, limit: int) -> Iterator[Hit]:
    # Each order alone cuts off what the other would find: whole names and beginnings come before the rest.
    test = f"contains(key, {text(wanted)})"
    order = f"ORDER BY key <> {text(wanted)}, NOT starts_with(key, {text(wanted)}), key LIMIT {limit:d}"
    with reading(edition.database, library.scratch) as connection:
        for (name,) in connection.execute(f"SELECT name FROM taxa WHERE {test} {order}").fetchall():
            yield Hit(name, name, ACCEPTED, "", "", edition.title, False)
        found = connection.execute(f"SELECT taxon, name, kind, language FROM names WHERE {test} {order}").fetchall()
    for taxon, name, kind, language in found:
        yield Hit(taxon, name, kind, language, "Latn" if language else "", edition.title, False)
