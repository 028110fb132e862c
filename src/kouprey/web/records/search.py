"""Search by pieces of words: our own table, the same on SQLite and PostgreSQL, useful in every script of the region.

What a record says and what was released of it are indexed apart, so that nobody finds a record by words they may not
read. Hits are in order of time; how often a word occurs anywhere plays no part, since that would tell of hidden
records.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Final

from django.db.models import Lookup, TextField

from kouprey.domain.records.schema import Kind
from kouprey.web.records.models import Findable, Record
from kouprey.web.records.tenancy import Protected

SIZE = 2
"""Characters in a piece: two find words of Chinese, Khmer, Lao, Thai and Burmese, which no space parts."""
RARE: Final = 5
"""So many words of a search are looked up in PostgreSQL's index: beyond, a long list is read to find the same."""
_ASCII: Final = re.compile("[0-9a-z]+")
_COMMON: Final = "qxjzwfvbykgpmhcudlsrntoiae9876543210"
"""Letters and digits from the seldom to the frequent; none of other scripts, which are rarer still."""
_SIGN: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
"""A sign of Chinese, which is a word by itself."""
SHORT: Final = 40
"""Characters of a text whose pieces are remembered: longer ones are seldom said twice."""
GROUP: Final = 100
"""Conditions that stand side by side in a question to the database."""
MOST = 20_000
"""Pieces of one record that are kept."""


def pieces(text: str) -> frozenset[str]:
    """The pieces of a text, in lower case, compatible forms made one, spaces and marks of punctuation left out."""
    return _pieces(_words(text))


def kept_pieces(text: str) -> frozenset[str]:
    """The pieces by which a text is found: those of its words, and each sign of Chinese."""
    return pieces(text) if text.isascii() else pieces(text).union(_SIGN.findall(unicodedata.normalize("NFKC", text)))


def _pieces(words: Iterable[str]) -> frozenset[str]:
    none: frozenset[str] = frozenset()
    return none.union(*map(_of_word, words))


def _words(text: str) -> list[str]:
    """The words of a text. What is ASCII, as most is, needs no look at each character."""
    if text.isascii():
        return _ASCII.findall(text.lower())
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in plain).split()


@lru_cache(maxsize=16_384)
def _of_word(word: str) -> frozenset[str]:
    return frozenset(word[at : at + SIZE] for at in range(max(1, len(word) - SIZE + 1)))


def index_record(record: Record, kind: Kind, values: Mapping[str, Any]) -> None:
    """Index what the newest version of a record says."""
    held, made = Findable.objects.of(record=record, release=None), pieces_of(kind, record.number, values)
    if not held.update(pieces=made):
        Findable.objects.create(record=record, pieces=made)


def pieces_of(kind: Kind, number: str, values: Mapping[str, Any]) -> str:
    """By what a record is found, as it is kept."""
    return _written([number, *(value for name, value in values.items() if name not in kind.made)])


def pieces_of_release(number: str, values: Mapping[str, Any]) -> str:
    """By what a release is found, as it is kept."""
    return _written([number, *values.values()])


def matching_records(found: Protected, words: str) -> Protected:
    """Of these records, those that hold every piece of the words."""
    return _matching(found, words, "record", release=None)


def matching_releases(found: Protected, words: str) -> Protected:
    """Of these releases, those that hold every piece of the words."""
    return _matching(found, words, "release", release__isnull=False)


def _matching(found: Protected, words: str, whose: str, **which: Any) -> Protected:
    wanted = rare_first(words)
    if not wanted:
        return found
    rows = Findable.objects.of(**which).filter(pieces__holds_all=wanted)
    return found.filter(pk__in=rows.values(whose))


def rare_first(words: str) -> list[str]:
    """The pieces of some words, those first that few texts hold."""
    return sorted(pieces(words), key=lambda piece: (sum(map(_COMMON.find, piece)), piece))


def every(one: str, count: int) -> str:
    """The same condition for each of so many words, in groups: SQLite takes no thousand side by side."""
    groups = (" AND ".join([one] * min(GROUP, count - at)) for at in range(0, count, GROUP))
    return " AND ".join(f"({group})" for group in groups) or "0 = 0"


@TextField.register_lookup
class HoldsAll(Lookup):
    """Whether a text holds every one of some words, the rarest first, with a space around each.

    PostgreSQL asks its index of words (`migrations/0005`) for the rarest and looks for the others in what it finds;
    SQLite reads the rows, which is quick for the tens of thousands that it keeps.
    """

    lookup_name = "holds_all"

    def get_prep_lookup(self) -> tuple[str, ...]:
        """The words as they are."""
        return tuple(self.rhs)

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Each word by itself."""
        column, before = self.process_lhs(compiler, connection)
        holds = every(f"instr({column}, %s) > 0", len(self.rhs))
        return f"({holds})", [given for word in self.rhs for given in (*before, f" {word} ")]

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        """The rarest words at once, the others one by one."""
        column, before = self.process_lhs(compiler, connection)
        rare, others = list(self.rhs[:RARE]), self.rhs[RARE:]
        words = f"(string_to_array({column}, ' ') COLLATE \"C\")"  # as the index has them
        parts = [f"{words} @> %s::text[]", *[f"strpos({column}, %s) > 0"] * len(others)]
        given = [*before, rare, *(one for word in others for one in (*before, f" {word} "))]
        return f"({' AND '.join(parts)})", given


def _written(said: Iterable[Any]) -> str:
    none: frozenset[str] = frozenset()
    texts = _texts_of(said)
    found = none.union(*[_of_short(text) if len(text) < SHORT else kept_pieces(text) for text in texts])
    return f" {' '.join(sorted(found)[:MOST] if len(found) > MOST else found)} "


def _texts_of(said: Iterable[Any]) -> set[str]:
    """The texts of values, and of whatever they hold, but for ids."""
    texts, waiting = set[str](), list(said)
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            texts.add(value)
        elif isinstance(value, dict):
            waiting += [part for name, part in value.items() if name != "id"]
        elif isinstance(value, list | tuple):
            waiting += value
        else:
            texts.add(str(value))
    return texts


@lru_cache(maxsize=8_192)
def _of_short(text: str) -> frozenset[str]:
    """Codes, places and names of taxa, which records say over and over."""
    return kept_pieces(text)
