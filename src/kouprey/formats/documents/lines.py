"""Lines of text in a PDF, each word in the font of its script.

The library's own paragraphs shape a word of two scripts by the first font alone: lines are broken and set here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from reportlab.lib.rl_accel import fp_str
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import ShapedStr, shapeStr
from reportlab.pdfgen.textobject import PDFTextObject
from reportlab.platypus import Flowable

from kouprey.formats.documents.fonts import CHINESE, SHAPED, runs

_WORDS = re.compile(r"\S+\s*|\s+")
_LEADING = 1.5


class Word(NamedTuple):
    """What is never parted, in one font, with its width."""

    font: str
    text: str
    width: float


class RisingText(PDFTextObject):  # type: ignore[misc]
    """Text whose marks above and below the line go back to it: the library forgets the second of two steps."""

    def setRise(self, rise: float) -> None:
        """Move the line up or down."""
        self._rise = rise
        self._code.append(f"{fp_str(rise)} Ts")


class Lines(Flowable):  # type: ignore[misc]
    """A paragraph: broken into lines as wide as there is room, parted between lines at the end of a sheet."""

    def __init__(
        self, text: str, size: float, *, after: float = 1.5, indent: float = 0, strong: bool = False,
        lines: list[list[Word]] | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.text, self.size, self.indent, self.strong = text, size, indent, strong
        self.spaceAfter = after
        self._lines = lines

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """How much room it takes."""
        if self._lines is None:
            self._lines = list(broken(self.text, self.size, width - self.indent))
        return width, len(self._lines) * self.size * _LEADING

    def split(self, width: float, height: float) -> list[Lines]:
        """What still fits on this sheet, and the rest."""
        self.wrap(width, height)
        lines = self._lines or []
        room = int(height // (self.size * _LEADING))
        if room < 1 or len(lines) < 2:
            return []
        return [self._part(lines[:room]), self._part(lines[room:])]

    def draw(self) -> None:
        """Set the lines."""
        lines = self._lines or []
        for number, line in enumerate(lines):
            self._set(line, (len(lines) - number - 1) * self.size * _LEADING + self.size * 0.4)

    def _part(self, lines: list[list[Word]]) -> Lines:
        return Lines("", self.size, after=self.spaceAfter, indent=self.indent, strong=self.strong, lines=lines)

    def _set(self, line: list[Word], y: float) -> None:
        x, canvas = self.indent, self.canv
        for font, words in groupby(line, key=lambda word: word.font):
            held = list(words)
            canvas.setFont(font, self.size)
            text = canvas.beginText(x, y)
            text.textOut(_shaped(font, "".join(word.text for word in held), self.size))
            canvas.drawText(text)
            x += sum(word.width for word in held)
        if self.strong:  # not every script has a bold cut
            canvas.setLineWidth(0.5)
            canvas.line(self.indent, y - 1.5, x, y - 1.5)


def broken(text: str, size: float, width: float) -> Iterator[list[Word]]:
    """The lines of a text in so much room."""
    line: list[Word] = []
    used = 0.0
    for word in _words(text, size, width):
        if line and used + word.width > width:
            yield line
            line, used = [], 0.0
        line.append(word)
        used += word.width
    yield line


def _words(text: str, size: float, width: float) -> Iterator[Word]:
    for font, piece in runs(text):
        for words in _WORDS.findall(piece):
            parts = list(words) if font == CHINESE else [words]
            for part in parts:
                wide = _wide(font, part, size)
                if wide <= width:
                    yield Word(font, part, wide)
                else:
                    yield from (Word(font, one, _wide(font, one, size)) for one in _clusters(part))


def _wide(font: str, text: str, size: float) -> float:
    found = _shaped(font, text, size)
    if isinstance(found, ShapedStr):
        return float(sum(sign.x_advance for sign in found.__shapeData__) * size / 1000)
    return float(pdfmetrics.stringWidth(found, font, size))


def _shaped(font: str, text: str, size: float) -> str:
    return shapeStr(text, font, size) if font in SHAPED else text


def _clusters(text: str) -> Iterator[str]:
    """Signs with the marks that belong to them: where a script without spaces may be parted."""
    held = ""
    for sign in text:
        if held and unicodedata.category(sign)[0] != "M" and not _joins(held[-1]):
            yield held
            held = ""
        held += sign
    yield held


def _joins(sign: str) -> Any:
    """Signs that put the next one under the line: the Khmer coeng, the Burmese virama."""
    return sign in "\u17d2\u1039"
