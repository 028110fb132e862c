"""A comparative tabulation small enough to count by hand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

HEADER = (
    "Year,App.,Taxon,Class,Order,Family,Genus,Importer,Exporter,Origin,"
    "Importer reported quantity,Exporter reported quantity,Term,Unit,Purpose,Source"
)
# Taxon, exporter, importer-reported, exporter-reported, term, unit, source; one line each, all to China.
LINES = (
    ("Ptyas mucosus", "ID", "1200", "1000", "skins", "", "W"),
    ("Ptyas mucosus", "VN", "300", "", "skins", "", "C"),
    ("Ptyas mucosus", "TH", "100", "", "skins", "", "W"),
    ("Ptyas mucosus", "MY", "50", "", "skins", "", "W"),
    ("Naja spp.", "TH", "640", "", "live", "", "C"),
    ("Macaca fascicularis", "VN", "250", "", "live", "", "C"),
    ("Scleropages formosus", "MY", "12345.5", "", "live", "kg", "C"),
    ("Crocodylus siamensis", "KH", "", "99", "skins", "", "C"),
    ("<b>Bold</b> & co", "LA", "7", "", "live", "", "I"),
)


def rows(*, suffix: str = "", more: int = 60) -> list[str]:
    """The lines above, and `more` small ones so that a table has a second page."""
    lines = [*LINES, *((f"Varanus minor{n:02}", "SG", str(n + 1), "", "live", "", "W") for n in range(more))]
    return [
        f"{2010 + place % 4},II,{taxon}{suffix},Reptilia,Sauria,Familiidae,{taxon.split()[0]},CN,{exporter},,"
        f"{bought},{sold},{term},{unit},T,{source}"
        for place, (taxon, exporter, bought, sold, term, unit, source) in enumerate(lines)
    ]


def write(path: Path, lines: Iterable[str]) -> Path:
    """A file of these lines."""
    path.write_text("\n".join([HEADER, *lines, ""]), encoding="utf-8")
    return path
