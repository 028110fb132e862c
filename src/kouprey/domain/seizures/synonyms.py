"""Words of other people's tables, and the codes they stand for: a table that learns, given in and given back.

The shipped words are the list `seizure-synonyms`; what an officer confirms is added for the source it came from. A
suggestion is never applied by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple

from kouprey.domain.lists import changed, load, overrides
from kouprey.domain.reports.words import words
from kouprey.domain.seizures.taxa import identify
from kouprey.domain.seizures.vocabulary import LISTS, fold, spellings
from kouprey.domain.taxa import builtin
from kouprey.domain.taxa.names import fold as fold_taxon

_CLOSE = 0.75


class Learned(NamedTuple):
    """A word that an officer said stands for a code."""

    vocabulary: str
    word: str
    code: str


@dataclass(frozen=True, slots=True)
class Synonyms:
    """The spellings of every vocabulary, folded: those of the lists, then those that were learned."""

    known: Mapping[str, Mapping[str, str]]
    learned: Mapping[str, Mapping[str, str]]

    def code(self, vocabulary: str, word: str) -> str | None:
        """The code of a word; None for a word that nothing explains. A blank code (number) is a code."""
        wanted = fold(word)
        if vocabulary == "species":
            told = self.learned.get(vocabulary, {}).get(wanted) or self.known[vocabulary].get(wanted)
            return told or identify(word).taxon or None
        told = self.learned.get(vocabulary, {}).get(wanted)
        return told if told is not None else self.known[vocabulary].get(wanted)

    def suggest(self, vocabulary: str, word: str, most: int = 3) -> tuple[str, ...]:
        """Codes whose spellings come closest to a word, the closest first."""
        book = {**self.known[vocabulary], **self.learned.get(vocabulary, {})}
        if vocabulary == "species":
            book |= {fold_taxon(taxon.name): taxon.name for taxon in builtin.taxa().values()}
        close = get_close_matches(fold(word), list(book), n=most * 2, cutoff=_CLOSE)
        return tuple(dict.fromkeys(book[match] for match in close))[:most]

    def learn(self, vocabulary: str, word: str, code: str) -> Synonyms:
        """The same table with one word more, or with another code for it."""
        own = {**self.learned.get(vocabulary, {}), fold(word): code}
        return Synonyms(self.known, {**self.learned, vocabulary: own})

    def as_learned(self) -> tuple[Learned, ...]:
        """What was learned, for keeping."""
        return tuple(
            Learned(vocabulary, word, code)
            for vocabulary, book in sorted(self.learned.items())
            for word, code in sorted(book.items())
        )


def synonyms(learned: Iterable[Learned] = ()) -> Synonyms:
    """The table of the lists in force, with what was learned before."""
    own: dict[str, dict[str, str]] = {}
    for vocabulary, word, code in learned:
        own.setdefault(vocabulary, {})[fold(word)] = code
    names = (*LISTS.values(), "seizure-synonyms", "terms", "units", "countries")
    return Synonyms(_known(str(overrides()), tuple(map(changed, names))), own)


@lru_cache(maxsize=2)
def _known(home: str, stamp: tuple[int, ...]) -> dict[str, dict[str, str]]:
    trade = words()
    found: dict[str, dict[str, str]] = {name: dict(spellings(name)) for name in LISTS}
    found |= {
        "term": {fold(word): code for word, code in trade.terms.items()},
        "unit": {fold(word): code for word, code in trade.units.items()},
        "country": {fold(word): code for word, code in trade.countries.items()},
        "species": {},
    }
    for row in load("seizure-synonyms").rows:
        found[row["list"]].setdefault(fold(row["word"]), row["code"])
    return found
