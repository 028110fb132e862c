"""Search by pieces of words: our own table, the same on SQLite and PostgreSQL, useful in every script of the region.

What a record says and what was released of it are indexed apart, so that nobody finds a record by words they may not
read. Hits are in order of time; how often a word occurs anywhere plays no part, since that would tell of hidden
records.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from kouprey.domain.records.schema import Kind
from kouprey.web.records.models import Gram, Record, Release
from kouprey.web.records.tenancy import Protected

SIZE = 2
"""Characters in a piece: two find words of Chinese, Khmer, Lao, Thai and Burmese, which no space parts."""
MOST = 20_000
"""Pieces of one record that are kept."""


def pieces(text: str) -> frozenset[str]:
    """The pieces of a text, in lower case, compatible forms made one, spaces and marks of punctuation left out."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    words = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in plain).split()
    return frozenset(word[at : at + SIZE] for word in words for at in range(max(1, len(word) - SIZE + 1)))


def index_record(record: Record, kind: Kind, values: Mapping[str, Any]) -> None:
    """Index what the newest version of a record says."""
    Gram.objects.filter(record=record, release=None).delete()
    _index(
        record, None, [record.number, *(_text(values.get(field.name, "")) for field in kind.fields if not field.made)]
    )


def index_release(record: Record, left: Release, values: Mapping[str, Any]) -> None:
    """Index what was released of a record, and only that."""
    _index(record, left, [left.number, *map(_text, values.values())])


def matching_records(found: Protected, words: str) -> Protected:
    """Of these records, those that hold every piece of the words."""
    for piece in sorted(pieces(words)):
        found = found.filter(pk__in=Gram.objects.filter(release=None, piece=piece).values("record"))
    return found


def matching_releases(found: Protected, words: str) -> Protected:
    """Of these releases, those that hold every piece of the words."""
    for piece in sorted(pieces(words)):
        found = found.filter(pk__in=Gram.objects.filter(release__isnull=False, piece=piece).values("release"))
    return found


def _index(record: Record, left: Release | None, texts: list[str]) -> None:
    found = sorted(frozenset().union(*map(pieces, texts)))[:MOST]
    Gram.objects.bulk_create([Gram(record=record, release=left, piece=piece) for piece in found], batch_size=2000)


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        return " ".join(_text(part) for name, part in value.items() if name != "id")
    return " ".join(map(_text, value)) if isinstance(value, list | tuple) else str(value)
