"""What the marks are called and which there are: codes, labels, purposes, classes and grades, as choices.

The marks themselves and what makes them wider are in `handling`; here are the words beside them, in English, which
pages translate. A grade stays in the scheme it was given in.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kouprey.domain.handling import Handling, Tlp
from kouprey.domain.lists import load
from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.words import said

LISTS = ("handling-codes", "tlp", "purposes-of-use", "secrecy", "grades")
"""The lists that the words are of."""
SCHEMES: dict[str, str] = {
    "europol-4x4": "Europol 4x4",
    "uk-5x5x5": "UK 5x5x5",
    "uk-3x5x2": "UK 3x5x2",
    "admiralty": "Admiralty scale",
}
"""How the schemes of the list `grades` are called; a scheme of a node's own edition goes by its code."""


class Word(NamedTuple):
    """One value of a mark, what it is called, and what it means."""

    code: str
    name: str
    meaning: str


def code_words() -> tuple[Word, ...]:
    """The handling codes."""
    return tuple(Word(row["code"], row["name"], row["meaning"]) for row in load("handling-codes").rows)


def tlp_words() -> tuple[Word, ...]:
    """The labels of the Traffic Light Protocol, the widest first."""
    meanings = {row["label"]: row["meaning"] for row in load("tlp").rows}
    return tuple(Word(tlp.label, tlp.label, meanings[tlp.label.removeprefix("TLP:")]) for tlp in Tlp)


def purpose_words() -> tuple[Word, ...]:
    """The purposes of use."""
    return tuple(Word(row["code"], row["name"], row["meaning"]) for row in load("purposes-of-use").rows)


def secrecy_words(country: str | None = None) -> tuple[Word, ...]:
    """The classes of secrecy of a country, or of all: the name in its own language, then in English."""
    rows = [row for row in load("secrecy").rows if country is None or row["country"] == country]
    return tuple(Word(row["code"], row["name"], row["name_en"]) for row in rows)


def grade_words(part: str) -> dict[str, tuple[Word, ...]]:
    """The grades of a part (source or information) by scheme."""
    found: dict[str, list[Word]] = {}
    for row in load("grades").rows:
        if row["part"] == part:
            found.setdefault(row["scheme"], []).append(Word(row["value"], row["value"], row["meaning"]))
    return {scheme: tuple(words) for scheme, words in found.items()}


def scheme_name(scheme: str) -> str:
    """What a scheme of grades is called."""
    return SCHEMES.get(scheme, scheme)


def known(marks: Handling) -> Handling:
    """The same, if its class and grade are of the lists. A mark that nobody can look up binds nobody. Raises
    UnusableInput."""
    if marks.secrecy and marks.secrecy not in {word.code for word in secrecy_words()}:
        raise UnusableInput(said("There is no such class of secrecy."), remedy=said("Choose one of the list."))
    grade = marks.grade
    for part, value in (("source", grade.source), ("information", grade.information)):
        if value and value not in {word.code for word in grade_words(part).get(grade.scheme, ())}:
            raise UnusableInput(
                said("The grade is none of its scheme."), remedy=said("Choose both grades from one scheme.")
            )
    return marks


def meaning(words: Iterable[Word], code: str) -> Word:
    """The words of one code; the code itself when a list does not have it."""
    return next((word for word in words if word.code == code), Word(code, code, ""))
