"""What an entry page offers next: terms that fit the taxon, units that fit the term, the preferred one first."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kouprey.domain.lists import load
from kouprey.domain.marking import Word
from kouprey.domain.seizures.book import Book
from kouprey.domain.seizures.taxa import ranks_of

_USUAL = ("LIV", "BOD", "SKI", "SKP", "SCA", "TUS", "IVP", "IVC", "HOR", "MEA", "BON", "LOG", "SAW", "CHP")
"""Terms that are common in enforcement (reporting.md 3.3): they stand first."""


def terms_for(taxon: str, book: Book) -> tuple[Word, ...]:
    """The terms that such a taxon can give, common ones first; every term for a taxon that no list knows."""
    ranks = ranks_of(taxon)
    groups = {name for name in ranks.values() if name} | (
        {"animals" if ranks["class"] else "plants"} if ranks else set()
    )
    rows = [row for row in load("terms").rows if row["code"] and row["retired"] != "yes"]
    fits = [row for row in rows if not groups or _allowed(book, row["code"], groups)]
    fits.sort(key=lambda row: _USUAL.index(row["code"]) if row["code"] in _USUAL else len(_USUAL))
    return tuple(Word(row["code"], row["name"], row["explanation"]) for row in fits)


def seldom_for(taxon: str, book: Book) -> tuple[str, ...]:
    """The other terms, by code: what such a taxon does not give. None for a taxon that no list knows."""
    fits = {word.code for word in terms_for(taxon, book)}
    return tuple(word.code for word in terms_for("", book) if word.code not in fits)


def units_for(term: str, book: Book) -> tuple[Word, ...]:
    """The units of the guidelines for a term, the preferred first; every unit for a term without any."""
    names = {row["code"]: row["name"] or "number" for row in load("units").rows}
    row = next((row for row in load("terms").rows if row["code"] == term), None)
    allowed = book.trade.term_units.get(term, frozenset())
    if row is None or not allowed:
        return tuple(Word(code, name, "") for code, name in names.items())
    found = [code for cell in ("preferred_unit", "alternative_unit") for code in _codes(row, cell, book)]
    ordered = dict.fromkeys([*found, *sorted(allowed)])
    return tuple(Word(code, names.get(code, code), "") for code in ordered if code in allowed)


def _codes(row: Mapping[str, str], cell: str, book: Book) -> list[str]:
    words = re.split(r",| or ", re.sub(r"\(.*?\)", "", row[cell]))
    spelled = (re.sub(r"^number\b.*", "number", word.strip()) for word in words if word.strip())
    return [book.trade.words.units[word] for word in spelled if word in book.trade.words.units]


def _allowed(book: Book, term: str, groups: set[str]) -> bool:
    allowed = book.trade.term_taxa.get(term)
    return allowed is None or bool(allowed & groups)
