"""A document as .docx. Fonts are the reader's own: a word processor chooses one for each script."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from kouprey.formats.documents.text import Document, Heading, Line, Paragraph, Table

FONT = "Noto Sans"
_STEP = Cm(0.6)
_FIELDS = ("PAGE", "NUMPAGES")


def written(document: Document) -> bytes:
    """The file."""
    made = docx.Document()
    _styled(made, document)
    _framed(made.sections[0], document)
    made.add_heading(document.title, level=0)
    for block in document.blocks:
        _add(made, block)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _styled(made: Any, document: Document) -> None:
    made.core_properties.title = document.title
    made.core_properties.author = ""
    made.core_properties.language = document.language
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(10)
    normal.paragraph_format.space_after = Pt(3)
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)


def _framed(section: Any, document: Document) -> None:
    section.header.paragraphs[0].add_run(document.marks).bold = True
    foot = section.footer.paragraphs[0]
    foot.add_run(f"{document.foot}  {document.page} ").font.size = Pt(8)
    for place, name in enumerate(_FIELDS):
        if place:
            foot.add_run(" / ").font.size = Pt(8)
        _field(foot.add_run(), name)


def _field(run: Any, name: str) -> None:
    """A field that the word processor fills: the page, or how many there are."""
    run.font.size = Pt(8)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run._r.append(field)


def _add(made: Any, block: Any) -> None:
    if isinstance(block, Heading):
        made.add_heading(block.text, level=block.rank)
    elif isinstance(block, Table):
        _table(made, block)
    elif isinstance(block, Line):
        line = made.add_paragraph()
        line.paragraph_format.left_indent = _STEP * block.depth
        line.paragraph_format.space_after = Pt(1)
        line.add_run(block.text).bold = block.strong
    elif isinstance(block, Paragraph):
        made.add_paragraph().add_run(block.text).bold = block.strong


def _table(made: Any, block: Table) -> None:
    table = made.add_table(rows=1, cols=len(block.head), style="Table Grid")
    for cell, words in zip(table.rows[0].cells, block.head, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    for row in block.rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
