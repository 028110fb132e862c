"""Names of taxa: how they are compared, and how old and new ones meet.

Trade data write a genus or a higher taxon as “Manis spp.” (trade.md 3.5); lists of taxa write “Manis”.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

SPP = " spp."


class Book(NamedTuple):
    """The names one source knows: its own taxa, and its synonyms with the taxa they may stand for; all folded."""

    source: str
    own: Mapping[str, str]
    synonyms: Mapping[str, tuple[str, ...]]


class Meant(NamedTuple):
    """What a name stands for: `how` is accepted, synonym, ambiguous or absent. The last two keep it as given."""

    name: str
    how: str
    source: str = ""
    candidates: tuple[str, ...] = ()


def fold(name: str) -> str:
    """A name as it is compared: one spelling of accents, single blanks, no case."""
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()


def stem(name: str) -> tuple[str, str]:
    """A name without “spp.”, and what was taken off."""
    plain = " ".join(name.split())
    return (plain[: -len(SPP)], SPP) if plain.casefold().endswith(SPP) else (plain, "")


def key(name: str) -> str:
    """Under what a name is kept in a Book: folded, without “spp.”."""
    return fold(stem(name)[0])


def meant(name: str, books: Sequence[Book]) -> Meant:
    """What `name` stands for in the first book that knows it.

    If only a later book knows it, and an earlier one knows its taxon by another name of the later book, the earlier
    one rules: so old and new names meet whichever list is newer.
    """
    plain, suffix = stem(name)
    found = _first(plain, books)
    if found.how in ("accepted", "synonym"):
        found = _earlier(found, books) or found
    if found.how not in ("accepted", "synonym"):
        return found._replace(name=name)
    if suffix and " " in found.name:
        # “spp.” belongs to a taxon above the species; a name with a blank in it is none.
        return Meant(name, "absent")
    return found._replace(name=found.name + suffix)


def _earlier(found: Meant, books: Sequence[Book]) -> Meant | None:
    place = next(i for i, book in enumerate(books) if book.source == found.source)
    if not place:
        return None
    same = [fold(found.name), *(word for word, taxa in books[place].synonyms.items() if found.name in taxa)]
    others = {_first(word, books[:place]) for word in same}
    known = {other.name: other.source for other in others if other.how in ("accepted", "synonym")}
    # Several taxa: the earlier list parts what the later one lumps, and none of them is the one.
    return next((Meant(name, "synonym", source) for name, source in known.items()), None) if len(known) == 1 else None


def _first(plain: str, books: Sequence[Book]) -> Meant:
    wanted = fold(plain)
    for book in books:
        if wanted in book.own:
            return Meant(book.own[wanted], "accepted", book.source)
        candidates = book.synonyms.get(wanted, ())
        if len(candidates) == 1:
            return Meant(candidates[0], "synonym", book.source)
        if candidates:
            return Meant(plain, "ambiguous", book.source, candidates)
    return Meant(plain, "absent")
