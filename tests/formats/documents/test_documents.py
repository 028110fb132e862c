"""Documents to attach: the same text as .docx and as PDF, in the scripts of the region."""

from __future__ import annotations

import io
import re

import docx
import pytest

from kouprey.formats.documents import fonts, pdf, word
from kouprey.formats.documents.lines import broken
from kouprey.formats.documents.text import Document, Heading, Line, Paragraph, Table

SCRIPTS = "ក្រសួងយុត្តិធម៌ ສັດປ່າ พระราชบัญญัติ ကျွန်ုပ် 中华人民共和国 Việt Nam"
TREE = [Line(f"met: step {n} {SCRIPTS}", n % 6, strong=not n) for n in range(120)]
WHOLE = Document(
    "A case", "TLP:AMBER", "Taken out by nobody.",
    (Heading("Tools"), Table(("Tool", "Answer"), (("18", "open"), ("16", "closed"))), Paragraph("Support."), *TREE),
)  # fmt: skip
CANNOT = "Not shown: %(scripts)s."


def test_a_word_file_holds_every_sign_the_marks_and_the_number_of_pages():
    document = docx.Document(io.BytesIO(word.written(WHOLE)))
    assert [p.text for p in document.paragraphs if "step 7 " in p.text] == [f"met: step 7 {SCRIPTS}"]
    assert document.tables[0].rows[2].cells[1].text == "closed"
    assert document.sections[0].header.paragraphs[0].text == "TLP:AMBER"
    assert "NUMPAGES" in document.sections[0].footer.paragraphs[0]._p.xml


def test_a_pdf_is_the_same_bytes_again_over_several_sheets():
    made = pdf.written(WHOLE, CANNOT)
    assert made == pdf.written(WHOLE, CANNOT)
    assert len(re.findall(rb"/Type /Page\b", made)) >= 3


def test_each_sign_is_set_in_one_font_and_none_is_lost_on_the_way():
    assert "".join(piece for _font, piece in fonts.runs(SCRIPTS)).replace(fonts.LOST, "") in SCRIPTS
    assert fonts.font_of("中") == fonts.CHINESE
    for line in broken(SCRIPTS * 4, 9, 120):
        assert line


@pytest.mark.parametrize(("text", "lost"), [("plain", ()), ("\U00010380\U00010381 x", ("UGARITIC",))])
def test_a_script_without_a_font_is_named(text: str, lost: tuple[str, ...]):
    assert fonts.missing(text) == lost
    said = Document("", "", "", (Paragraph(text),))
    assert len(pdf.written(said, CANNOT)) > 0
