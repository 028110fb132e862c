"""Which files can be attached to a record: an allow-list by content, never by name, and limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.words import said

MB: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: its media type, the endings it may bear, how large it may be.

    `redrawn`: a picture that is drawn anew, so that place, device and anything hidden in it stay behind. `shown`:
    whether a browser may show it in a page; everything else is only saved.
    """

    media: str
    endings: tuple[str, ...]
    largest: int
    redrawn: bool = False
    shown: bool = False


KINDS: Final = (
    Kind("image/jpeg", (".jpg", ".jpeg"), 30 * MB, redrawn=True, shown=True),
    Kind("image/png", (".png",), 30 * MB, redrawn=True, shown=True),
    Kind("image/webp", (".webp",), 30 * MB, redrawn=True, shown=True),
    Kind("application/pdf", (".pdf",), 30 * MB),
    Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (".xlsx",), 20 * MB),
    Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx",), 20 * MB),
    Kind("text/plain", (".txt", ".csv"), 10 * MB),
)
MOST: Final = 40
"""Files of one record."""
LOOKED_AT: Final = 4096
"""Bytes from the start of a file that say its kind."""
PIXELS: Final = 60_000_000
"""A larger picture is refused before it is opened: small files can unfold to fill a memory."""
_START: Final = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"%PDF-": "application/pdf",
}


def kind_of(name: str, start: bytes, inside: frozenset[str] = frozenset()) -> Kind:
    """The kind of a file by its first bytes (LOOKED_AT of them) and, for a zip, the names inside it.

    Raises UnusableInput for what is not on the list, and for a name whose ending belongs to another kind.
    """
    media = _sniffed(start, inside)
    found = next((kind for kind in KINDS if kind.media == media), None)
    ending = f".{name.rpartition('.')[2].lower()}" if "." in name else ""
    if found is None:
        endings = ", ".join(ending for kind in KINDS for ending in kind.endings)
        raise UnusableInput(
            said("%(name)s is no kind of file that can be attached.", name=name),
            kept=said("Nothing of it was kept."),
            remedy=said("Attach one of: %(endings)s. Save other kinds as PDF first.", endings=endings),
        )
    if ending not in found.endings:
        raise UnusableInput(
            said("%(name)s is in truth a file of the kind %(ending)s.", name=name, ending=found.endings[0]),
            kept=said("Nothing of it was kept."),
            remedy=said("Give it the ending %(ending)s, then attach it again.", ending=found.endings[0]),
        )
    return found


def check_size(name: str, size: int, kind: Kind) -> None:
    """Raise UnusableInput for a file that is empty or too large."""
    if not 0 < size <= kind.largest:
        what = said("%(name)s is larger than %(most)s MB.", name=name, most=kind.largest // MB)
        what = what if size else said("%(name)s is empty.", name=name)
        raise UnusableInput(
            what, kept=said("Nothing of it was kept."), remedy=said("Attach a smaller file, or a part of it.")
        )


def _sniffed(start: bytes, inside: frozenset[str]) -> str:
    for mark, media in _START.items():
        if start.startswith(mark):
            return media
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "image/webp"
    if start.startswith(b"PK\x03\x04"):
        if any("vbaProject" in name for name in inside):
            return "macros"
        main = {"xl/workbook.xml": "spreadsheetml.sheet", "word/document.xml": "wordprocessingml.document"}
        found = [kind for name, kind in main.items() if name in inside and "[Content_Types].xml" in inside]
        return f"application/vnd.openxmlformats-officedocument.{found[0]}" if found else "zip"
    return "text/plain" if _is_text(start) else ""


def _is_text(start: bytes) -> bool:
    """Text of any language: UTF-8 (a longer one is cut anywhere), no control characters but line ends and tabs, no
    markup first.
    """
    try:
        text = start.decode("utf-8-sig", errors="strict")
    except UnicodeDecodeError as error:
        if len(start) < LOOKED_AT or error.start < len(start) - 4:
            return False
        text = start[: error.start].decode("utf-8-sig")
    plain = all(character >= " " or character in "\r\n\t" for character in text)
    return plain and not text.lstrip().startswith("<")
