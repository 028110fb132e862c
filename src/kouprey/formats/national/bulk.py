"""Rows of a national report in the shape of the bulk download, which the trade store loads.

Permit numbers are left out: the trade database itself publishes only random identifiers for them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from kouprey.domain.reports.known import Known
from kouprey.domain.reports.rows import ReportRow

HEADER = (
    "Year", "Appendix", "Taxon", "Class", "Order", "Family", "Genus", "Term", "Quantity", "Unit", "Importer",
    "Exporter", "Origin", "Purpose", "Source", "Reporter.type",
)  # fmt: skip
_RANKS = ("class", "order", "family", "genus")


def as_bulk(rows: Iterable[ReportRow], known: Known) -> str:
    """CSV with the words of the trade database for terms and units, and the ranks of taxa that the list knows."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n")
    write.writerow(HEADER)
    for row in rows:
        taxon = known.taxa.ranks(row.taxon)
        ranks = [taxon.get(rank, "") for rank in _RANKS]
        term, unit = known.terms.get(row.term, row.term), known.units.get(row.unit, row.unit)
        sides = (row.importer, row.exporter, row.origin, row.purpose, row.source, row.direction)
        write.writerow([row.year, row.appendix, row.taxon, *ranks, term, row.quantity, unit, *sides])
    return out.getvalue()


def without_ranks(rows: Iterable[ReportRow], known: Known) -> list[str]:
    """Taxa whose class is not known; in the trade database a blank class means a plant."""
    return sorted({row.taxon for row in rows if not known.taxa.knows(row.taxon)})
