"""Names of persons in free text, noticed before anything is stored (reporting.md 3.2: nationality, never names).

A heuristic over marks of the list `name-marks`: titles before capitals, family names that stand before two more
words, links such as bin, roles such as suspect, and numbers of passports, telephones and mail. It asks; it never
removes. `CANNOT_SEE` says what goes past it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from kouprey.domain.lists import edition, load

NAME = "name-marks"
CANNOT_SEE = (
    "A name without title, link or known family name, such as a single given name.",
    "Names in Thai, Lao, Khmer, Burmese or Chinese without one of the listed titles or family names.",
    "Names written all in small letters, or split over several fields.",
    "Companies that bear the name of a person.",
    "Places and species that look like names are sometimes noticed: an officer says that they are none.",
)
"""What the heuristic is known to miss, or to notice wrongly."""

REASONS = (
    "an address of electronic mail",
    "a telephone number",
    "a number of a passport or identity card",
    "a Chinese name with its given name hidden",
    "a title before a name",
    "a title after a name",
    "a link within a name",
    "a family name with given names",
    "a role before a name",
)
"""What can make words noticed."""

SHORT = 60
"""Characters of a text of which it is remembered what was found."""
_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-ỹ][\w’'-]*"
_PATTERNS = (
    ("an address of electronic mail", re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")),
    ("a telephone number", re.compile(r"\+\d[\d ()-]{7,}\d|(?<![\d.,])0\d{1,3}[ -]\d{3}[ -]?\d{3,4}(?!\d)")),
    ("a number of a passport or identity card", re.compile(
        r"(?i:passport|identity card|id card|ID no\.?|hộ chiếu|护照)[^\w\n]{0,4}(?:no\.?\s*)?[A-Z]{0,2}\d{6,}")),
    ("a Chinese name with its given name hidden", re.compile(r"[\u4e00-\u9fff]某[某\u4e00-\u9fff]?")),
)  # fmt: skip


class Noticed(NamedTuple):
    """Words that look like a person: where they begin, and what made them noticed."""

    text: str
    start: int
    why: str


def personal_names(text: str) -> tuple[Noticed, ...]:
    """Everything in a text that looks like a person, in order; overlapping findings once."""
    if not text:
        return ()
    marks = edition(NAME)
    return _of_short(text, *marks) if len(text) < SHORT else _noticed(text, *marks)


@lru_cache(maxsize=8_192)
def _of_short(text: str, home: str, stamp: int) -> tuple[Noticed, ...]:
    """Places and offices, which a table says over and over."""
    return _noticed(text, home, stamp)


def _noticed(text: str, home: str, stamp: int) -> tuple[Noticed, ...]:
    plain = unicodedata.normalize("NFC", text)
    found = sorted(_found(plain, _marked(home, stamp)), key=lambda one: (one.start, -len(one.text)))
    kept: list[Noticed] = []
    for one in found:
        if not kept or one.start >= kept[-1].start + len(kept[-1].text):
            kept.append(one)
    return tuple(kept)


def _found(text: str, marks: Iterable[tuple[str, re.Pattern[str]]]) -> Iterator[Noticed]:
    for why, pattern in (*_PATTERNS, *marks):
        for match in pattern.finditer(text):
            yield Noticed(match.group(), match.start(), why)


@lru_cache(maxsize=4)
def _marked(home: str, stamp: int) -> tuple[tuple[str, re.Pattern[str]], ...]:
    marks: dict[str, list[str]] = {}
    for row in load(NAME).rows:
        marks.setdefault(row["kind"], []).append(row["mark"])

    def any_of(kind: str) -> str:
        words = sorted(marks.get(kind, ["(?!)"]), key=len, reverse=True)
        return "|".join(word if word == "(?!)" else re.escape(word) for word in words)

    name = rf"{_CAPITAL}(?:\s+{_CAPITAL}){{0,3}}"
    return (
        ("a title before a name", re.compile(rf"(?<!\w)(?:{any_of('title')})\.?\s+{name}")),
        ("a title before a name", re.compile(rf"(?:{any_of('title-local')})\s?[^\s\d.,;:()]{{2,}}")),
        ("a title after a name", re.compile(rf"[\u4e00-\u9fff]{{1,3}}(?:{any_of('title-after')})")),
        ("a link within a name", re.compile(rf"{_CAPITAL}(?:\s+{_CAPITAL})*\s+(?:{any_of('link')})\s+{name}")),
        ("a family name with given names", re.compile(rf"(?<!\w)(?:{any_of('family')})(?:\s+{_CAPITAL}){{1,3}}")),
        ("a family name with given names", re.compile(rf"(?:{any_of('family-local')})")),
        ("a role before a name", re.compile(
            rf"(?<!\w)(?i:{any_of('role')})(?:\s+(?:is|was|as))?[:,]?\s+{_CAPITAL}(?:\s+{_CAPITAL}){{1,3}}")),
    )  # fmt: skip
