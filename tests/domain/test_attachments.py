"""What may be attached: known by its content, held to its ending and its size."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouprey.domain.attachments import KINDS, LOOKED_AT, check_size, kind_of
from kouprey.kernel.errors import UnusableInput

SHEET = frozenset({"[Content_Types].xml", "xl/workbook.xml"})
LETTER = frozenset({"[Content_Types].xml", "word/document.xml"})
ZIP = b"PK\x03\x04"


@pytest.mark.parametrize(
    ("name", "start", "inside", "media"),
    [
        ("a.jpg", b"\xff\xd8\xff\xe0", (), "image/jpeg"),
        ("a.JPEG", b"\xff\xd8\xff\xe0", (), "image/jpeg"),
        ("a.png", b"\x89PNG\r\n\x1a\n", (), "image/png"),
        ("a.webp", b"RIFF\x10\x00\x00\x00WEBPVP8 ", (), "image/webp"),
        ("a.pdf", b"%PDF-1.7", (), "application/pdf"),
        ("a.xlsx", ZIP, SHEET, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("a.docx", ZIP, LETTER, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.txt", "ស្រកា 12 គីឡូ".encode(), (), "text/plain"),
        ("a.csv", b"\xef\xbb\xbfdate,weight\r\n", (), "text/plain"),
    ],
)
def test_a_file_is_known_by_its_content(name: str, start: bytes, inside: tuple[str, ...], media: str):
    assert kind_of(name, start, frozenset(inside)).media == media


@pytest.mark.parametrize(
    ("name", "start", "inside"),
    [
        ("a.txt", b"<html><script>", ()),
        ("a.txt", b"  <svg onload=", ()),
        ("a.txt", b"MZ\x90\x00", ()),
        ("a.txt", b"words\x00words", ()),
        ("a.txt", b"\xff\xfe words", ()),
        ("a.zip", ZIP, ("a.txt",)),
        ("a.xlsx", ZIP, (*SHEET, "xl/vbaProject.bin")),
        ("a.xlsx", ZIP, ("xl/workbook.xml",)),
        ("a.gif", b"GIF89a\x01\x00\x01\x00", ()),
        ("a.webp", b"RIFF\x10\x00\x00\x00WAVEfmt ", ()),
    ],
)
def test_anything_else_is_refused_and_what_can_be_attached_is_named(name: str, start: bytes, inside: tuple[str, ...]):
    with pytest.raises(UnusableInput) as refused:
        kind_of(name, start, frozenset(inside))
    assert "no kind of file that can be attached" in refused.value.what
    assert ".pdf" in refused.value.remedy


@pytest.mark.parametrize("name", ["a.pdf", "a", "a.png.exe", "jpg"])
def test_a_name_that_belongs_to_another_kind_is_refused(name: str):
    with pytest.raises(UnusableInput, match=r"in truth a file of the kind \.png") as refused:
        kind_of(name, b"\x89PNG\r\n\x1a\n")
    assert refused.value.remedy == "Give it the ending .png, then attach it again."


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=2000, max_size=6000))
def test_text_that_is_cut_within_a_character_is_text(text: str):
    start = ("x" + text).encode()[:LOOKED_AT]
    assert kind_of("a.txt", start).media == "text/plain"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.endings[0])
def test_a_file_has_a_size_and_not_too_much_of_it(kind):
    check_size("a", 1, kind)
    check_size("a", kind.largest, kind)
    with pytest.raises(UnusableInput, match="is empty"):
        check_size("a", 0, kind)
    with pytest.raises(UnusableInput, match=f"larger than {kind.largest // 1_000_000} MB"):
        check_size("a", kind.largest + 1, kind)
