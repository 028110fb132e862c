"""Small trade tables with the quirks of real ones, and random questions about them.

A table is the text of a CSV file, so that the product and the reference each read it for themselves.
Values come from small pools on purpose: keys must collide, filters must hit, groups must be split.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

BULK = (
    *("Id", "Year", "Appendix", "Taxon", "Class", "Order", "Family", "Genus", "Term", "Quantity", "Unit"),
    *("Importer", "Exporter", "Origin", "Purpose", "Source", "Reporter.type"),
    *("Import.permit.RandomID", "Export.permit.RandomID", "Origin.permit.RandomID"),
)
COMPTAB = (
    *("Year", "App.", "Taxon", "Class", "Order", "Family", "Genus", "Importer", "Exporter", "Origin"),
    *("Importer reported quantity", "Exporter reported quantity", "Term", "Unit", "Purpose", "Source"),
)
OLD_COMPTAB = (
    *("Year", "App.", "Family", "Taxon", "Importer", "Exporter", "Origin"),
    *("Importer reported quantity", "Exporter reported quantity", "Term", "Unit", "Purpose", "Source"),
)

TAXA = (
    ("Manis javanica", "Mammalia", "Pholidota", "Manidae", "Manis"),
    ("Manis spp.", "Mammalia", "Pholidota", "Manidae", "Manis"),
    ("Manidae spp.", "Mammalia", "Pholidota", "Manidae", ""),
    ("Ateles hybridus", "Mammalia", "Primates", "Cebidae", "Ateles"),
    ("Falco hybrid", "Aves", "Falconiformes", "Falconidae", "Falco"),
    ("Falconiformes spp.", "Aves", "Falconiformes", "", ""),
    ("Naja naja", "Reptilia", "Serpentes", "Elapidae", "Naja"),
    ("Naja spp.", "Reptilia", "Serpentes", "Elapidae", "Naja"),
    ("Python reticulatus", "Reptilia", "Serpentes", "Pythonidae", "Python"),
    ("Dendrobium spp.", "", "Orchidales", "Orchidaceae", "Dendrobium"),
)
GROUP_NAMES = ("Manis", "Naja", "Manidae", "Serpentes", "Reptilia", "Falconiformes", "Orchidaceae")
TERMS = ("live", "skins", "leather products (small)", "jewellery - ivory", "skins, salted", 'horn "pieces"')
UNITS = ("", "", "", "", "Number of specimens", "kg", "g", "hornback skins")
IMPORTERS = ("CN", "CN", "NA", "US", "VN", "HK", "XX")
EXPORTERS = ("VN", "ID", "SG", "NA", "KH", "TL", "ZZ", "XX", "CN")
ORIGINS = ("", "", "", "VN", "ID", "LA", "NA", "ZZ", "XX")
YEARS = ("1983", "1984", "1994", "1995", "1997", "1998", "1999", "2016", "2024", "2025")
PURPOSES = ("T", "P", "Z", "")
SOURCES = ("W", "R", "C", "D", "F", "A", "I", "O", "U", "X", "")

BY = ("year", "appendix", "taxon", "class", "order", "family", "genus", "importer", "exporter", "origin")
BY = (*BY, "term", "purpose", "source")


def row(year: int, taxon: str, quantity: str, **other: str) -> dict[str, str]:
    """A bulk row and a comptab row in one, with every column that either has."""
    reporter = other.get("Reporter.type", "I")
    common = {
        **{"Year": str(year), "Taxon": taxon, "Term": "live", "Unit": "", "Purpose": "T", "Source": "W"},
        **{"Class": "Reptilia", "Order": "Serpentes", "Family": "Elapidae", "Genus": taxon.split()[0]},
        **{"Importer": "CN", "Exporter": "NA", "Origin": "", "Appendix": "II", "App.": "II"},
        **{"Quantity": quantity, "Reporter.type": reporter},
        "Importer reported quantity": quantity if reporter == "I" else "",
        "Exporter reported quantity": quantity if reporter == "E" else "",
        **{
            "Import.permit.RandomID": "e85fb541b7",
            "Export.permit.RandomID": "",
            "Origin.permit.RandomID": "",
        },
    }
    return common | other


ROWS = [
    row(2010, "Naja naja", "3"),
    row(2010, "Naja naja", "5.5", **{"Reporter.type": "E"}),
    row(2010, "Naja naja", "3"),
    row(2011, "Naja naja", "2", Term="leather products (small), dyed", Importer="NA"),
    row(2012, "Naja benín", "0.000000001", Unit="Number of specimens"),
    row(2012, "Naja benín", "1000000000", Term='the "best" skins; salted', Exporter="ZZ"),
    row(2013, "Ateles hybridus", "7", Term="jewellery - ivory ", Source=""),
]


@dataclass(frozen=True)
class Table:
    """One generated file."""

    kind: str
    text: str


def quantities() -> st.SearchStrategy[str]:
    """Figures as text: small and whole, large, and with up to nine decimals, some with trailing zeros."""
    return st.one_of(
        st.integers(0, 20).map(str),
        st.integers(0, 10**9).map(str),
        st.decimals(0, 100, places=2).map("{:f}".format),
        st.integers(0, 9).flatmap(lambda n: st.decimals(0, 10**9, places=n)).map("{:f}".format),
    )


@st.composite
def raw_rows(draw: st.DrawFn, kind: str) -> dict[str, str]:
    """One row as the file writes it, by the official titles of the columns."""
    taxon, class_, order, family, genus = draw(st.sampled_from(TAXA))
    trailing = draw(st.sampled_from(("", "", "", " ")))
    row = {
        "Year": draw(st.sampled_from(YEARS)),
        "Taxon": taxon + trailing,
        **{"Class": class_, "Order": order, "Family": family, "Genus": genus},
        "Importer": draw(st.sampled_from(IMPORTERS)),
        "Exporter": draw(st.sampled_from(EXPORTERS)),
        "Origin": draw(st.sampled_from(ORIGINS)),
        "Term": draw(st.sampled_from(TERMS)) + trailing,
        "Unit": draw(st.sampled_from(UNITS)),
        "Purpose": draw(st.sampled_from(PURPOSES)),
        "Source": draw(st.sampled_from(SOURCES)),
    }
    appendix = draw(st.sampled_from(("I", "II", "II", "III", "N")))
    if kind == "bulk":
        row |= {"Appendix": appendix, "Quantity": draw(quantities())}
        row |= {"Reporter.type": draw(st.sampled_from("IE"))}
        return row
    sides = draw(st.sampled_from(("I", "E", "IE")))
    row |= {"App.": appendix}
    row |= {"Importer reported quantity": draw(quantities()) if "I" in sides else ""}
    row |= {"Exporter reported quantity": draw(quantities()) if "E" in sides else ""}
    return row


@st.composite
def tables(draw: st.DrawFn, kinds: Sequence[str] = ("bulk", "comptab", "comptab-old")) -> Table:
    """A file of one of the shapes in use, with repeated rows, quotes as the writer likes, LF or CRLF."""
    shape = draw(st.sampled_from(kinds))
    kind = shape.partition("-")[0]
    rows = draw(st.lists(raw_rows(kind), min_size=4, max_size=16))
    rows += draw(st.lists(st.sampled_from(rows), max_size=8))
    nearly = draw(st.lists(st.tuples(st.sampled_from(rows), quantities(), st.sampled_from("IE")), max_size=6))
    rows += [same_key(row, kind, quantity, side) for row, quantity, side in nearly]
    header: Sequence[str] = {"bulk": BULK, "comptab": COMPTAB, "comptab-old": OLD_COMPTAB}[shape]
    if shape == "bulk":
        header = draw(st.sampled_from((BULK, BULK[1:], ("", *BULK))))
    newline = draw(st.sampled_from(("\n", "\r\n")))
    return Table(kind, csv_text(header, rows, newline=newline, quote_all=draw(st.booleans())))


def same_key(row: dict[str, str], kind: str, quantity: str, side: str) -> dict[str, str]:
    """Another row with the key of this one: the other reporter, or another figure."""
    if kind == "bulk":
        return {**row, "Quantity": quantity, "Reporter.type": side}
    title = "Importer reported quantity" if side == "I" else "Exporter reported quantity"
    return {**row, title: quantity}


def csv_text(
    header: Sequence[str],
    rows: Iterable[dict[str, str]],
    *,
    newline: str = "\n",
    quote_all: bool = False,
    delimiter: str = ",",
    titles: Sequence[str] | None = None,
) -> str:
    """Rows as CSV under that header, titled otherwise if `titles` are given; Id and index count from one."""
    out = io.StringIO()
    quoting = csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    writer = csv.writer(out, lineterminator=newline, quoting=quoting, delimiter=delimiter)
    writer.writerow(titles or header)
    for number, row in enumerate(rows, 1):
        counted = {"Id": str(number), "": str(number), **row}
        writer.writerow([counted.get(title, "") for title in header])
    return out.getvalue()


@st.composite
def questions(draw: st.DrawFn) -> dict[str, Any]:
    """Arguments of a study, as both sides take them; few filters, or nothing is left."""
    countries = st.sampled_from(("CN", "NA", "SEA", "ASEAN", "ASEAN", "VN,ID", "XX,ZZ,NA", "ID,SG,VN,KH,CN"))
    names = st.sampled_from((*(taxon[0] for taxon in TAXA), *GROUP_NAMES))
    filters = {
        "importer": (None, countries),
        "exporter": (None, countries),
        "years": (
            None,
            st.tuples(st.sampled_from((1983, 1995, 1997)), st.sampled_from((1997, 1999, 2016, 2025))),
        ),
        "taxon": (None, names),
        "class_": (None, st.sampled_from(("Mammalia", "Reptilia"))),
        "terms": ((), st.lists(st.sampled_from(TERMS), min_size=1, max_size=4, unique=True).map(tuple)),
        "sources": ((), st.lists(st.sampled_from("WRCDFI"), min_size=1, unique=True).map(tuple)),
        "purposes": ((), st.lists(st.sampled_from("TPZ"), min_size=1, unique=True).map(tuple)),
        "unit": ("", st.sampled_from(("kg", "g"))),
    }
    chosen = draw(st.lists(st.sampled_from(sorted(filters)), max_size=3, unique=True))
    return {
        **{name: draw(some) if name in chosen else none for name, (none, some) in filters.items()},
        "geography": draw(st.sampled_from(("exporter", "origin"))),
        "quantity": draw(st.sampled_from(("importer", "exporter", "max", "importer-first", "exporter-first"))),
        "rank": draw(st.sampled_from((None, None, None, "genus", "family", "order", "class"))),
        "by": tuple(draw(st.lists(st.sampled_from(BY), max_size=3, unique=True))),
        "top": draw(st.sampled_from((None, None, None, 1, 2))),
    }
