"""CITES files small enough to read in a test: rows by canonical name, under any of the known headers."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

Row = Mapping[str, str]
Header = Sequence[tuple[str, str]]
"""Pairs of the word in the file and the canonical name behind it."""

BULK: Header = (
    ("Id", "id"), ("Year", "year"), ("Appendix", "appendix"), ("Taxon", "taxon"), ("Class", "class"),
    ("Order", "order"), ("Family", "family"), ("Genus", "genus"), ("Term", "term"), ("Quantity", "quantity"),
    ("Unit", "unit"), ("Importer", "importer"), ("Exporter", "exporter"), ("Origin", "origin"),
    ("Purpose", "purpose"), ("Source", "source"), ("Reporter.type", "reporter"),
    ("Import.permit.RandomID", "import_permit"), ("Export.permit.RandomID", "export_permit"),
    ("Origin.permit.RandomID", "origin_permit"),
)  # fmt: skip
COMPTAB: Header = (
    ("Year", "year"), ("App.", "appendix"), ("Taxon", "taxon"), ("Class", "class"), ("Order", "order"),
    ("Family", "family"), ("Genus", "genus"), ("Importer", "importer"), ("Exporter", "exporter"),
    ("Origin", "origin"), ("Importer reported quantity", "importer_quantity"),
    ("Exporter reported quantity", "exporter_quantity"), ("Term", "term"), ("Unit", "unit"),
    ("Purpose", "purpose"), ("Source", "source"),
)  # fmt: skip
USUAL = {
    "id": "1", "year": "2013", "appendix": "II", "taxon": "Naja naja", "class": "Reptilia", "order": "Serpentes",
    "family": "Elapidae", "genus": "Naja", "term": "live", "quantity": "1", "unit": "", "importer": "CN",
    "exporter": "TH", "origin": "", "purpose": "T", "source": "W", "reporter": "I", "importer_quantity": "1",
    "exporter_quantity": "",
}  # fmt: skip


def row(**values: str) -> Row:
    """A row like any other but for `values`; write class as class_."""
    return USUAL | {name.rstrip("_"): value for name, value in values.items()}


def write(header: Header, *rows: Row, delimiter: str = ",", end: str = "\n") -> str:
    """The text of a file."""
    out = io.StringIO()
    line = csv.writer(out, delimiter=delimiter, lineterminator=end).writerow
    line([word for word, _ in header])
    for values in rows:
        line([values.get(name, "") for _, name in header])
    return out.getvalue()


def bulk(*rows: Row) -> str:
    """A bulk download of these rows."""
    return write(BULK, *rows)


def comptab(*rows: Row) -> str:
    """A comparative tabulation of these lines."""
    return write(COMPTAB, *rows)
