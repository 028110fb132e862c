"""The text of a document before it has a format: headings, paragraphs, lines that lie under each other, tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Heading(NamedTuple):
    """A heading of the first, second or third rank."""

    text: str
    rank: int = 1


class Paragraph(NamedTuple):
    """A paragraph; `strong` for what must not be overlooked."""

    text: str
    strong: bool = False


class Line(NamedTuple):
    """One line of a tree, so many steps deep."""

    text: str
    depth: int = 0
    strong: bool = False


class Table(NamedTuple):
    """A table with a head."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]


Block = Heading | Paragraph | Line | Table


class Document(NamedTuple):
    """A whole document. `marks` stand at the head of every sheet, `foot` at its end, with the number of the page."""

    title: str
    marks: str
    foot: str
    blocks: Sequence[Block]
    language: str = "en"
    page: str = "Page"
    """The word before the number of a page."""
