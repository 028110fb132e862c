"""A language that nobody speaks: every message in brackets, with accents, a third longer, its placeholders kept.

A page in it shows at a glance what was never translated, what is glued together of fragments, and what has no room.
Messages of Django and allauth are in it too, as they are in every real language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import NamedTuple

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from web.catalogue import gathered

CODE, LOCALE = "en-xa", "en_XA"
OPEN, CLOSE = "⟦", "⟧"
VALUE, END = "⟨", "⟩"
"""Round a message; round what a placeholder is filled with."""
ACCENTS = str.maketrans("AEIOUYaeiouyncs", "ÁÉÍÓÚÝáéíóúýñçš")
KEPT = re.compile(r"%\(\w+\)[sdf]|%[sdf]|%%|\{\w*\}|<[^>]+>|&#?\w+;")
"""What is no word: placeholders, markup, entities."""
INLINE = frozenset({"b", "em", "i", "strong"})
"""Tags that leave a sentence whole; every other one parts what stands before it from what follows."""
SPOKEN = ("alt", "aria-label", "placeholder", "title")
"""Attributes that a person reads or hears."""
VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})
STOPS = re.compile(r"[.:?…]\W*$")


def worded(text: str) -> str:
    """A message in the language."""
    words, at = [], 0
    for found in KEPT.finditer(text):
        words.append(text[at : found.start()].translate(ACCENTS))
        hole = found.group()
        words.append(f"{VALUE}{hole}{END}" if hole[0] in "%{" and hole != "%%" else hole)
        at = found.end()
    words.append(text[at:].translate(ACCENTS))
    return f"{OPEN}{''.join(words)}{'~' * ceil(0.3 * len(text))}{CLOSE}"


def catalogue() -> Catalog:
    """Every message of the pages, of Django and of allauth."""
    found = Catalog("en", fuzzy=False)
    for message in (*gathered(), *_others()):
        if not message.id:
            continue
        once, *more = message.id if isinstance(message.id, tuple) else (message.id,)
        said = tuple(map(worded, (once, *more)))
        found.add(message.id, said if more else said[0], context=message.context)
    return found


def compiled(folder: Path) -> Path:
    """Write the catalogue for gettext into a folder that LOCALE_PATHS can name."""
    place = folder / LOCALE / "LC_MESSAGES"
    place.mkdir(parents=True)
    with (place / "django.mo").open("wb") as file:
        write_mo(file, catalogue())
    return folder


def _others() -> Iterator[Message]:
    for package in ("django.conf", "django.contrib.auth", "allauth"):
        path = Path(str(files(package))) / "locale" / "en" / "LC_MESSAGES" / "django.po"
        with path.open("rb") as file:
            yield from read_po(file, locale="en")


class Run(NamedTuple):
    """Text that is read in one go, and the elements round it, each as tag, class and language."""

    text: str
    around: tuple[str, ...]


class Part(NamedTuple):
    """A piece of a run: a message, or something that was put beside or into one."""

    text: str
    translated: bool


class Reader(HTMLParser):
    """What a person reads on a page, run by run."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[Run] = []
        self._open: list[tuple[str, str]] = []
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in INLINE:
            self._finish()
        around = (*self._around(), _seen(tag, given))
        spoken = [given[name] for name in SPOKEN if given.get(name)]
        if tag == "input" and given.get("type") == "submit":
            spoken.append(given.get("value", ""))
        self.runs += [Run(text, around) for text in spoken]
        if tag not in VOID:
            self._open.append((tag, _seen(tag, given)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in INLINE:
            self._finish()
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not any(tag in ("script", "style") for tag, _ in self._open):
            self._words.append(data)

    def close(self) -> None:
        super().close()
        self._finish()

    def _finish(self) -> None:
        text = " ".join("".join(self._words).split())
        self._words = []
        if text:
            self.runs.append(Run(text, self._around()))

    def _around(self) -> tuple[str, ...]:
        return tuple(seen for _, seen in self._open)


def _seen(tag: str, given: dict[str, str]) -> str:
    classes = "".join(f".{name}" for name in given.get("class", "").split())
    column = f"[{given['data-column']}]" if "data-column" in given else ""
    return tag + classes + column + (":lang" if "lang" in given and tag != "html" else "")


def read(page: str) -> list[Run]:
    """All runs of a page, or of a picture (SVG)."""
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader.runs


def parts(text: str) -> list[Part]:
    """A run parted into messages and what stands beside them."""
    found, depth, start = [], 0, 0
    for at, sign in enumerate(text):
        if sign == OPEN:
            if not depth:
                found.append(Part(text[start:at], False))
                start = at
            depth += 1
        elif sign == CLOSE and depth:
            depth -= 1
            if not depth:
                found.append(Part(text[start : at + 1], True))
                start = at + 1
    found.append(Part(text[start:], depth > 0))  # an open bracket: a message that was cut short
    return [part for part in found if part.text.strip()]


def values(text: str) -> Iterator[str]:
    """Everything in a run that is no message: beside messages, and in their placeholders."""
    for part in parts(text):
        if not part.translated:
            yield part.text
            continue
        for hole in _holes(part.text):
            yield from values(hole)


def _holes(message: str) -> Iterator[str]:
    """What the placeholders of one message are filled with; a value may hold messages of its own."""
    depth = start = 0
    for at, sign in enumerate(message):
        if sign == VALUE:
            depth += 1
            start = start if depth > 1 else at + 1
        elif sign == END and depth:
            depth -= 1
            if not depth:
                yield message[start:at]


def glued(text: str) -> bool:
    """Whether a sentence is put together of a message and something beside it that has no placeholder.

    A full stop, a colon, a dot or a comma between them makes them a list of wholes.
    """
    found = parts(text)
    return any(_joined(left, right) for left, right in pairwise(found))


def _joined(left: Part, right: Part) -> bool:
    if not (left.translated or right.translated):
        return False
    before, after = _bare(left), _bare(right)
    if not (re.search(r"\w", before) and re.search(r"\w", after)):
        return False
    return (
        not STOPS.search(before)
        and not re.search(r"[·,;|/–(]\s*$", before)
        and not re.match(r"\s*[·:,;|/–()]", after)
    )


def _bare(part: Part) -> str:
    """The words of a message without its brackets and padding."""
    return re.sub(rf"~*{CLOSE}$", "", part.text).removeprefix(OPEN) if part.translated else part.text
