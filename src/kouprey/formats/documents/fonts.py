"""Fonts that a PDF is set in: those of the machine, one for each script; and which scripts it therefore cannot show.

A PDF carries its fonts. Noto covers the scripts of the region and is free (OFL); it is not shipped, being larger than
all the rest. Chinese is set in a font that readers of PDF bring, as Noto's own outlines cannot be embedded here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFError, TTFont

FOLDERS: Final = tuple(
    map(
        Path,
        ("/usr/share/fonts/truetype/noto", "/usr/share/fonts/noto", "/usr/share/fonts/google-noto", "/Library/Fonts"),
    )
)
FAMILIES: Final = (
    "NotoSans", "NotoSansKhmer", "NotoSansLao", "NotoSansThai", "NotoSansMyanmar", "NotoSansMath", "NotoSansSymbols2",
)  # fmt: skip
"""Of these the first that has a character sets it."""
SHAPED: Final = frozenset({"NotoSansKhmer", "NotoSansLao", "NotoSansThai", "NotoSansMyanmar"})
"""Scripts whose signs change their form by what stands beside them."""
CHINESE: Final = "STSong-Light"
PLAIN: Final = "Helvetica"
LOST: Final = "□"


@lru_cache(maxsize=1)
def families() -> tuple[TTFont, ...]:
    """The fonts that this machine has, registered once."""
    found = []
    for name in FAMILIES:
        path = next((at for at in (folder / f"{name}-Regular.ttf" for folder in FOLDERS) if at.is_file()), None)
        if path is None:
            continue
        try:
            font = TTFont(name, str(path), shapable=name in SHAPED)
        except TTFError:
            continue
        pdfmetrics.registerFont(font)
        found.append(font)
    pdfmetrics.registerFont(UnicodeCIDFont(CHINESE))
    return tuple(found)


def font_of(sign: str) -> str:
    """The font that sets a character; blank where this machine has none."""
    code = ord(sign)
    for font in families():
        if code in font.face.charToGlyph:
            return str(font.fontName)
    if "CJK" in unicodedata.name(sign, "") or "\u3000" <= sign <= "\u303f" or "\uff00" <= sign <= "\uffef":
        return CHINESE
    return PLAIN if code < 0x100 else ""


def runs(text: str) -> Iterator[tuple[str, str]]:
    """A text in pieces of one font each; characters that no font has become a box, in the font before them."""
    before = families()[0].fontName if families() else PLAIN
    marked = []
    for sign in text:
        font = before if sign == " " or unicodedata.combining(sign) else font_of(sign)
        before = font or before
        marked.append((before, sign if font else LOST))
    for font, signs in groupby(marked, key=lambda one: one[0]):
        yield font, "".join(sign for _, sign in signs)


def missing(text: str) -> tuple[str, ...]:
    """The scripts of which this machine has no font, as Unicode calls them."""
    lost = {sign for sign in text if not sign.isspace() and not font_of(sign)}
    return tuple(sorted({unicodedata.name(sign, "UNKNOWN").split()[0] for sign in lost}))
