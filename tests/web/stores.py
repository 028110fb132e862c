"""A comparative tabulation small enough to count by hand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kouprey.trade.quotas import load_quotas

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


TEN_YEARS = range(2000, 2014)


def ten_years() -> list[str]:
    """Fourteen years of trade of a few taxa: a rising series, captive sources, both reporters, re-exports, units."""
    lines = []
    for year in TEN_YEARS:
        grown = 40 + 30 * (year - 2000)
        for exporter, importer, origin, bought, sold, term, unit, source in (
            ("ID", "CN", "", grown, grown + year % 3, "live", "", "W"),
            ("ID", "SG", "", 15, 12, "skins", "", "W"),
            ("VN", "CN", "", "", 20 if year < 2009 else 400, "live", "", "C"),
            ("SG", "CN", "ID", 9, 11, "skins", "", "W"),
            ("LA", "CN", "", 5, "", "live", "", "R" if year < 2006 else "C"),
            ("MY", "CN", "", "12.5", "12.5", "meat", "kg", "W"),
        ):
            lines.append(
                f"{year},II,Naja naja,Reptilia,Serpentes,Elapidae,Naja,{importer},{exporter},{origin},"
                f"{bought},{sold},{term},{unit},T,{source}"
            )
    return lines


def quotas(home: Path, *, suffix: str = "") -> None:
    """Quotas for that trade: kept, exceeded, suspended, and two that overlap."""
    rows = [
        "taxon,country,year,from,to,quantity,term,basis,document",
        *(f"Naja naja{suffix},ID,{year},,,200,live,national,Notice {year}" for year in (2001, 2005, 2010)),
        f"Naja{suffix},LA,,2002,2003,suspension,live,Standing Committee,",
        f"Naja naja{suffix},VN,2008,,,10,live,,",
        f"Naja naja{suffix},VN,2008,,,12,live,,",
    ]
    file = home / "quotas-given.csv"
    file.write_text("\n".join([*rows, ""]), encoding="utf-8")
    load_quotas(file, home)
