"""A document as PDF, in the fonts of the machine, with the scripts of the region shaped as they are read.

What no font of the machine can show is named at the head of the document; the .docx has every character.
"""

from __future__ import annotations

import io
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as Grid

from kouprey.formats.documents.fonts import missing
from kouprey.formats.documents.lines import Lines, RisingText
from kouprey.formats.documents.text import Block, Document, Heading, Line, Paragraph, Table

_SIZES = {1: 13, 2: 11, 3: 10}
_WIDE = A4[0] - 4 * cm


class _Sheets(Canvas):  # type: ignore[misc]
    """Sheets that know how many there are: each is kept until the last is there."""

    document: Document

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **(kwargs | {"invariant": 1}))  # the same document is the same file
        self._kept: list[dict[str, Any]] = []

    def beginText(self, x: float = 0, y: float = 0, direction: str | None = None) -> Any:
        return RisingText(self, x, y, direction=direction)

    def showPage(self) -> None:
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, sheet in enumerate(self._kept, start=1):
            self.__dict__.update(sheet)
            self._framed(number, len(self._kept))
            super().showPage()
        super().save()

    def _framed(self, number: int, of: int) -> None:
        about = self.document
        head, foot = Lines(about.marks, 8), Lines(f"{about.foot}  {about.page} {number} / {of}", 8)
        _wide, high = head.wrap(_WIDE, cm)
        head.drawOn(self, 2 * cm, A4[1] - cm - high)
        foot.wrap(_WIDE, cm)
        foot.drawOn(self, 2 * cm, 0.8 * cm)


def written(document: Document, cannot: str) -> bytes:
    """The file. `cannot` is the sentence that names what it cannot show, with a place `%(scripts)s`."""
    out = io.BytesIO()
    made = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=2 * cm, rightMargin=2 * cm, topMargin=2.2 * cm, bottomMargin=2 * cm,
        title=document.title, author="", lang=document.language,
    )  # fmt: skip
    parts: list[Flowable] = [Lines(document.title, 16, after=8)]
    lost = missing(_all(document))
    if lost:
        parts.append(Lines(cannot % {"scripts": ", ".join(lost)}, 10, after=8, strong=True))
    parts += [part for block in document.blocks for part in _set(block)]
    made.build(parts, canvasmaker=type("Sheets", (_Sheets,), {"document": document}))
    return out.getvalue()


def _all(document: Document) -> str:
    texts = [document.title, document.marks, document.foot]
    for block in document.blocks:
        if isinstance(block, Table):
            texts += [*block.head, *(cell for row in block.rows for cell in row)]
        else:
            texts.append(block.text)
    return "".join(texts)


def _set(block: Block) -> list[Flowable]:
    if isinstance(block, Heading):  # never alone at the end of a sheet
        return [CondPageBreak(2 * cm), Spacer(1, 5), Lines(block.text, _SIZES[block.rank], after=3)]
    if isinstance(block, Paragraph):
        return [Lines(block.text, 9.5, after=4, strong=block.strong)]
    if isinstance(block, Line):
        return [Lines(block.text, 9, indent=block.depth * 0.55 * cm, strong=block.strong)]
    rows = [[Lines(words, 8.5, strong=True) for words in block.head]]
    rows += [[Lines(words, 8.5) for words in row] for row in block.rows]
    style = [("GRID", (0, 0), (-1, -1), 0.4, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    return [
        Grid(rows, style=style, repeatRows=1, colWidths=[_WIDE / len(block.head)] * len(block.head)),
        Spacer(1, 6),
    ]
