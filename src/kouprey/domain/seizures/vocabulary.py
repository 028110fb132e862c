"""The words of an observation: which codes there are, what they are called, and which spellings stand for them.

Each vocabulary is a versioned list. What no list knows is never turned into a code; `synonyms` suggests.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from kouprey.domain.lists import Edition, edition, load
from kouprey.domain.marking import Word

LISTS: Mapping[str, str] = {
    "kind": "observation-kinds",
    "agency": "seizure-agencies",
    "activity": "seizure-activities",
    "offence": "seizure-reasons",
    "transport": "seizure-transport",
    "detection": "seizure-detection",
    "concealment": "seizure-concealment",
    "sanction": "seizure-sanctions",
    "disposal": "seizure-disposal",
    "role": "route-roles",
    "certainty": "route-certainty",
    "entry_way": "entry-ways",
}
"""Each vocabulary and the list that holds it."""


def words(vocabulary: str) -> tuple[Word, ...]:
    """The codes of a vocabulary with name and meaning, in the order of the list. Raises KeyError."""
    return tuple(Word(row["code"], row["name"], row.get("meaning", "")) for row in load(LISTS[vocabulary]).rows)


def codes(vocabulary: str) -> frozenset[str]:
    """The codes of a vocabulary. Raises KeyError."""
    return frozenset(spellings(vocabulary).values())


def name(vocabulary: str, code: str) -> str:
    """What a code is called; a code that the list does not have is its own name."""
    return _names(vocabulary, edition(LISTS[vocabulary])).get(code, code)


def spellings(vocabulary: str) -> Mapping[str, str]:
    """Every spelling that is understood, folded, and its code."""
    return _spellings(vocabulary, edition(LISTS[vocabulary]))


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """A word as it is looked up: one spelling of accents, single blanks, no case, no full stop at its end."""
    return " ".join(unicodedata.normalize("NFKC", word).split()).casefold().rstrip(".")


def currencies() -> frozenset[str]:
    """Codes of currencies (ISO 4217)."""
    return frozenset(row["code"] for row in load("currencies").rows)


@lru_cache(maxsize=64)
def _names(vocabulary: str, stamp: Edition) -> dict[str, str]:
    return {row["code"]: row["name"] for row in load(LISTS[vocabulary]).rows}


@lru_cache(maxsize=64)
def _spellings(vocabulary: str, stamp: Edition) -> dict[str, str]:
    found: dict[str, str] = {}
    rows = load(LISTS[vocabulary]).rows
    for row in rows:
        for word in filter(None, row.get("other_words", "").split("|")):
            found.setdefault(fold(word), row["code"])
    # A name or a code always wins over another row's spelling.
    return found | {fold(row["name"]): row["code"] for row in rows} | {fold(row["code"]): row["code"] for row in rows}
