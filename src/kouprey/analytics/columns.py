"""The columns of the trade table, declared once for the builder, the measures and the checks."""

from __future__ import annotations

FORMAT = 1
"""Raised when the table changes so that stores of before must be loaded again."""

CODED = {
    "appendix": "code_appendix",
    "taxon": "code_taxon",
    "class": "code_class",
    "order": "code_order",
    "family": "code_family",
    "genus": "code_genus",
    "importer": "code_country",
    "exporter": "code_country",
    "origin": "code_country",
    "source_country": "code_country",
    "term": "code_term",
    "unit": "code_unit",
    "purpose": "code_purpose",
    "source": "code_source",
    "reporter": "code_reporter",
}
"""Text columns kept as ENUM, and the type of each. The three country columns share one, so that they compare."""

TEN_KEYS = (
    "year", "appendix", "taxon", "importer", "exporter", "origin", "unit", "term", "purpose", "source",
)  # fmt: skip
"""The ten fields of a tabulation line (SAPI, comptab query)."""

RANKS = ("class", "order", "family", "genus")
LINE_COLUMNS = (*TEN_KEYS, *RANKS, "source_country")
LINE_AMOUNTS = ("importer_quantity", "exporter_quantity")
PERMITS = ("import_permit", "export_permit", "origin_permit")
SORTED_BY = ("exporter", "importer", "year", "taxon")

SIMPLE_QUANTITY = "DECIMAL(18,9)"
"""Holds every value seen so far; a release with a longer one gets the narrowest wider type that is exact."""


def ibis_types(quantity: str = SIMPLE_QUANTITY) -> dict[str, str]:
    """The table `lines` as Ibis declares it: column to type."""
    kinds = {column: "int16" if column == "year" else "string" for column in LINE_COLUMNS}
    return kinds | dict.fromkeys(LINE_AMOUNTS, quantity.lower())
