"""Lists of taxa small enough to read in a test, under the headers of the real ones."""

from __future__ import annotations

import csv
import io

INDEX = (
    "TaxonId", "Kingdom", "Phylum", "Class", "Order", "Family", "Genus", "Species", "Subspecies", "FullName",
    "AuthorYear", "RankName", "CurrentListing", "FullAnnotationEnglish", "AnnotationEnglish", "AnnotationSpanish",
    "AnnotationFrench", "#AnnotationSymbol", "#Annotation", "SynonymsWithAuthors", "EnglishNames", "SpanishNames",
    "FrenchNames", "CitesAccepted", "All_DistributionISOCodes", "All_DistributionFullNames",
    "NativeDistributionFullNames", "Introduced_Distribution", "Introduced(?)_Distribution",
    "Reintroduced_Distribution", "Extinct_Distribution", "Extinct(?)_Distribution", "Distribution_Uncertain",
)  # fmt: skip
LISTINGS = (
    "Id", "Kingdom", "Phylum", "Class", "Order", "Family", "Genus", "Species", "Subspecies", "Scientific Name",
    "Author", "Rank", "Listing", "Party", "Listed under", "Full note", "# Full note", "All_DistributionFullNames",
    "All_DistributionISOCodes", "NativeDistributionFullNames", "Introduced_Distribution",
    "Introduced(?)_Distribution", "Reintroduced_Distribution", "Extinct_Distribution", "Extinct(?)_Distribution",
    "Distribution_Uncertain",
)  # fmt: skip
HISTORY = (
    "TaxonId", "Kingdom", "Phylum", "Class", "Order", "Family", "Genus", "Species", "Subspecies", "FullName",
    "AuthorYear", "RankName", "Appendix", "PartyIsoCode", "PartyFullName", "ChangeType", "EffectiveAt", "IsCurrent",
    "#AnnotationSymbol", "#Annotation", "FullAnnotationEnglish", "AnnotationEnglish", "AnnotationSpanish",
    "AnnotationFrench",
)  # fmt: skip


def table(header: tuple[str, ...], *rows: dict[str, str]) -> str:
    """A file with this header; a row gives its cells by column, the others are blank."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n").writerow
    write(header)
    for row in rows:
        assert set(row) <= set(header), set(row) - set(header)
        write([row.get(column, "") for column in header])
    return out.getvalue()


def species(name: str, listing: str = "II", **cells: str) -> dict[str, str]:
    """A row of the index; `cells` are further columns, by name."""
    genus, _, epithet = name.partition(" ")
    usual = {
        "FullName": name, "Genus": genus, "Species": epithet, "RankName": "SPECIES" if epithet else "GENUS",
        "CurrentListing": listing, "CitesAccepted": "true",
    }  # fmt: skip
    return usual | cells
