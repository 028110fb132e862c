"""Which column holds what: headers matched by name in any order and case; a source's own words are told once.

Known words are the headers of the forms, three generations of ETIS among them, and the list `seizure-headers`
(CEN-like, TWIX-like and national exports). What a source calls its columns is a plain table, kept by whoever asks.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import count

from kouprey.domain.layouts import layout_of
from kouprey.domain.lists import changed, load, overrides
from kouprey.formats.seizures.layouts import AITR, etis_layout

OWN, ETIS = "own", "etis"
GENERATIONS = (1, 2, 3)
_ETIS_AT_LEAST = 12
_CLOSE = 0.6
LEFT_OUT = "leave-out-"
"""Before a number: not a field, but a column of which nothing is read. A mapping may name several."""
_DATES = frozenset({"date", "year"})


@dataclass(frozen=True, slots=True)
class Heading:
    """What each column holds ("" for nothing). `shape` is own or etis, with its generation."""

    shape: str
    generation: int
    fields: tuple[str, ...]
    header: tuple[str, ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """Columns with a name that hold nothing Kouprey reads."""
        pairs = zip(self.header, self.fields, strict=True)
        return tuple(cell.strip() for cell, field in pairs if not field and cell.strip())

    @property
    def found(self) -> int:
        """How many columns are understood."""
        return sum(1 for field in self.fields if field)

    @property
    def missing(self) -> tuple[str, ...]:
        """Without these the table is none of observations: a date, and a country or what was found."""
        lost = [] if _DATES & set(self.fields) else ["date"]
        if self.shape == ETIS:
            return tuple(lost + ([] if "country" in self.fields else ["country"]))
        return tuple(lost + ([] if {"species", "local_name", "term"} & set(self.fields) else ["species"]))

    def as_mapping(self) -> dict[str, str]:
        """Field to header, for keeping."""
        return {field: cell.strip() for cell, field in zip(self.header, self.fields, strict=True) if field}


def fold(word: str) -> str:
    """A header without case, accents of Latin letters, blanks and punctuation; marks of other scripts stay."""
    letters = unicodedata.normalize("NFKC", word.strip().lstrip("\ufeff")).casefold()
    latin = all(ord(c) < 0x370 for c in letters)
    if latin:
        letters = unicodedata.normalize("NFKD", letters)
    kept = (c for c in letters if c.isalnum() or (not latin and unicodedata.category(c).startswith("M")))
    return "".join(kept)


def recognise(header: Sequence[str], told: Mapping[str, str] | None = None) -> Heading:
    """Match a header row; `told` (field to header as the source writes it) comes before the known words. Under
    the name LEFT_OUT with a number it names a column of which nothing is read."""
    own = {fold(cell): field for field, cell in (told or {}).items()}
    names = told_apart(header)
    words = [fold(cell) for cell in names]
    shape, generation, known = _shape(words) if not own else (OWN, 0, _known(*_stamp()))
    taken: set[str] = set()
    fields = []
    for word in words:
        field = own.get(word) or ("" if known.get(word, "") in (told or {}) else known.get(word, ""))
        field = "" if field in taken or field.startswith(LEFT_OUT) else field
        taken |= {field} - {""}
        fields.append(field)
    return Heading(shape, generation, tuple(fields), names)


def told_apart(header: Sequence[str]) -> tuple[str, ...]:
    """The names of columns; where several have the same name, the second is called (2): each can be said to hold
    something of its own."""
    taken, words, names = set[str](), {fold(cell) for cell in header}, []
    for cell in header:
        name = cell
        if fold(cell) in taken - {""}:
            calls = (f"{cell.strip()} ({number})" for number in count(2))
            name = next(one for one in calls if fold(one) not in taken | words)
        taken.add(fold(name))
        names.append(name)
    return tuple(names)


def suggestions(heading: Heading, field: str, most: int = 3) -> tuple[str, ...]:
    """Columns without a field whose names come closest to one, the closest first."""
    words = [word for word, known in _known(*_stamp()).items() if known == field]

    def alike(cell: str) -> float:
        return max((SequenceMatcher(None, fold(cell), word).ratio() for word in words), default=0.0)

    close = sorted((cell for cell in heading.unknown if alike(cell) >= _CLOSE), key=alike, reverse=True)
    return tuple(close[:most])


def fields() -> tuple[str, ...]:
    """Everything that a column of a plain table may hold."""
    return tuple(dict.fromkeys(_known(*_stamp()).values()))


def _shape(words: Sequence[str]) -> tuple[str, int, Mapping[str, str]]:
    """ETIS if one of its generations names most of the header, else a plain table."""
    given = set(words)
    books = {generation: _etis(generation, *_stamp()) for generation in GENERATIONS}
    best = max(GENERATIONS, key=lambda generation: (len(given & books[generation].keys()), -generation))
    if len(given & books[best].keys()) >= _ETIS_AT_LEAST and "incidentid" not in given:
        return ETIS, best, books[best]
    return OWN, 0, _known(*_stamp())


def _stamp() -> tuple[str, int]:
    return str(overrides()), max(map(changed, ("seizure-headers", "form-aitr", "form-etis")))


@lru_cache(maxsize=4)
def _known(home: str, stamp: int) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for column in layout_of(AITR).columns:
        found.setdefault(fold(column.header), column.field)
    for row in load("seizure-headers").rows:
        found.setdefault(fold(row["header"]), row["field"])
    return found


@lru_cache(maxsize=12)
def _etis(generation: int, home: str, stamp: int) -> Mapping[str, str]:
    return {fold(column.header): column.field for column in etis_layout(generation).columns}
