"""Reading “Boa phrygia Shaw, 1802, Broghammerus reticulatus (Schneider, 1801)”: names with their authors.

The Checklist index gives synonyms as one text; commas part the names, and stand inside authors as well. A name
begins with a capitalised word and, below the genus, an epithet in small letters. What cannot be told apart is
handed back as text, not guessed.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_LOWER = "a-zäáâåçèéêëíïñöóøúü"
_EPITHET = rf"[{_LOWER}][{_LOWER}-]+"
_GENUS = rf"[A-Z][{_LOWER}-]+"
# Small words of authors' names, and of their sentences, which look like epithets.
_NOT_EPITHETS = (
    "auct", "and", "apud", "da", "das", "de", "del", "den", "der", "des", "di", "do", "dos", "du", "emend", "et",
    "ex", "hort", "in", "la", "le", "nec", "non", "of", "partim", "pro", "sensu", "ter", "van", "von", "zu", "zur",
)  # fmt: skip
_NO = "|".join(_NOT_EPITHETS)
_BEGINNING = re.compile(rf"{_GENUS} (?:x )?(?!(?:{_NO})\b){_EPITHET}(?![\w.&'’])")
_BELOW = re.compile(rf"\s+(?:(?:var|subsp|ssp|f|subvar)\.\s*{_EPITHET}|(?!(?:{_NO})\b){_EPITHET}(?![\w.&'’]))")
_PARTS = re.compile(r",\s+")


class Synonym(NamedTuple):
    """A name and its author; `text` is what the source wrote, `name` "" where it could not be read."""

    name: str
    author: str
    text: str


def read(text: str) -> list[Synonym]:
    """The synonyms in one cell, in its order."""
    return [_one(part) for part in _parted(" ".join(text.split()))]


def _parted(text: str) -> list[str]:
    """The cell cut where a comma is followed by the beginning of a name, outside brackets."""
    parts: list[str] = []
    start = 0
    for comma in _PARTS.finditer(text):
        inside = text.count("(", start, comma.start()) > text.count(")", start, comma.start())
        if not inside and _BEGINNING.match(text, comma.end()):
            parts.append(text[start : comma.start()])
            start = comma.end()
    return [part for part in [*parts, text[start:]] if part.strip()]


def _one(text: str) -> Synonym:
    found = _BEGINNING.match(text)
    if not found:
        return Synonym("", "", text.strip())
    end = found.end()
    while below := _BELOW.match(text, end):
        end = below.end()
    return Synonym(text[:end], text[end:].strip(" ,"), text.strip())
