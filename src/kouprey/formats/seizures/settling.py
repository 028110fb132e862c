"""What an officer settles before a table is taken in: names of persons in free text, and words without a meaning.

Both are told by what was read and given back as plain answers, so that the same file is read the same way again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from kouprey.domain import seizures as sz
from kouprey.domain.seizures.checks import free_texts, with_text
from kouprey.formats.seizures.importing import Imported
from kouprey.formats.seizures.taking import Loaded

RULE: Final = "names-in-text"
KEEP, TAKE_OUT = "none", "out"
"""Answers: it is no name of a person; take it out."""
IN_ITS_PLACE: Final = "[…]"
"""Stands where a name was taken out."""


@dataclass(frozen=True, slots=True)
class Named:
    """Words of a free text that seem to name a person. `key` stands for them in an answer and holds nothing of them;
    `around` is the text on both sides."""

    key: str
    sheet: str
    line: int
    field: str
    text: str
    around: str
    why: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word that no list knows: of which list, in how many rows, and codes that come closest."""

    vocabulary: str
    word: str
    rows: int
    near: tuple[str, ...]


def named(found: Imported) -> tuple[Named, ...]:
    """What seems to name persons in what was read, each once, in the order of the table."""
    seen: dict[str, Named] = {}
    for one in found.loaded:
        for notice in one.notices:
            if notice.rule == RULE:
                key = key_of(one.incident.id, notice.field, notice.value)
                text = dict(free_texts(one.incident)).get(notice.field, "")
                seen.setdefault(
                    key,
                    Named(
                        key, one.sheet, one.lines[0], notice.field, notice.value, _around(text, notice.value),
                        notice.words["why"],
                    ),
                )  # fmt: skip
    return tuple(seen.values())


def settled(found: Imported, answers: Mapping[str, str]) -> Imported:
    """The same with each answer carried out: what is no name is asked about no more, what is one is taken out."""
    return replace(found, loaded=tuple(_settled(one, answers) for one in found.loaded)) if answers else found


def unknown_words(found: Imported, synonyms: sz.Synonyms) -> tuple[Unknown, ...]:
    """Words that stood in the way of rows and can be given a meaning, the most frequent first."""
    counts: dict[tuple[str, str], int] = {}
    for one in found.rejected:
        words = {(fault.vocabulary, sz.fold(fault.word)): fault.word for fault in one.faults if fault.vocabulary}
        for (vocabulary, _folded), word in words.items():
            counts[vocabulary, word] = counts.get((vocabulary, word), 0) + 1
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(
        Unknown(vocabulary, word, rows, synonyms.suggest(vocabulary, word))
        for (vocabulary, word), rows in ordered
    )  # fmt: skip


def key_of(incident: str, field: str, text: str) -> str:
    """What stands for words of a text: a digest, which tells nobody the name."""
    return hashlib.sha256("\x1f".join((incident, field, text)).encode()).hexdigest()[:24]


def _settled(one: Loaded, answers: Mapping[str, str]) -> Loaded:
    incident, notices = one.incident, []
    for notice in one.notices:
        answer = answers.get(key_of(incident.id, notice.field, notice.value), "") if notice.rule == RULE else ""
        if answer == TAKE_OUT:
            text = dict(free_texts(incident)).get(notice.field, "").replace(notice.value, IN_ITS_PLACE)
            incident = with_text(incident, notice.field, text)
        elif answer != KEEP:
            notices.append(notice)
    return one._replace(incident=incident, notices=tuple(notices))


def _around(text: str, words: str, most: int = 40) -> str:
    place = max(text.find(words), 0)
    first, last = max(place - most, 0), place + len(words) + most
    return f"{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}"
