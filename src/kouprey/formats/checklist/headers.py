"""Which list of taxa a file is, told by the names of its columns.

`index` is the Checklist index (33 columns; development sample of 21 April 2017), `listings` the Species+ export of
CITES listings (26 columns; unepwcmc/SAPI, cites_listings_export.rb), `history` the Checklist's history of listings
(24 columns; SAPI, checklist/csv/history.rb and column_display_name_mapping.rb). Other exports are not understood.
"""

from __future__ import annotations

from typing import NamedTuple

from kouprey.kernel.words import said

_TAXON = {
    "taxonid": "id", "id": "id", "kingdom": "kingdom", "phylum": "phylum", "class": "class", "order": "order",
    "family": "family", "genus": "genus", "species": "species", "subspecies": "subspecies", "fullname": "name",
    "scientificname": "name", "authoryear": "author", "author": "author", "rankname": "rank", "rank": "rank",
}  # fmt: skip
_DISTRIBUTION = {
    "alldistributionisocodes": "codes", "alldistributionfullnames": "countries",
    "nativedistributionfullnames": "native", "introduceddistribution": "introduced",
    "introduced?distribution": "introduced, uncertain", "reintroduceddistribution": "reintroduced",
    "extinctdistribution": "extinct", "extinct?distribution": "extinct, uncertain",
    "distributionuncertain": "uncertain",
}  # fmt: skip
_OWN = {
    "index": {
        "currentlisting": "appendix", "fullannotationenglish": "full_note", "annotationenglish": "note",
        "annotationspanish": "", "annotationfrench": "", "#annotationsymbol": "symbol", "#annotation": "parts",
        "synonymswithauthors": "synonyms", "englishnames": "en", "spanishnames": "es", "frenchnames": "fr",
        "citesaccepted": "accepted",
    },
    "listings": {
        "listing": "appendix", "party": "party", "listedunder": "under", "fullnote": "note", "#fullnote": "parts",
    },
    "history": {
        "appendix": "appendix", "partyisocode": "party", "partyfullname": "", "changetype": "change",
        "effectiveat": "effective", "iscurrent": "current", "#annotationsymbol": "symbol", "#annotation": "parts",
        "fullannotationenglish": "full_note", "annotationenglish": "note", "annotationspanish": "",
        "annotationfrench": "",
    },
}  # fmt: skip
_REQUIRED = {
    "index": ("name", "rank", "appendix", "synonyms", "accepted"),
    "listings": ("name", "rank", "appendix", "under"),
    "history": ("name", "rank", "appendix", "change", "effective"),
}
EXPECTED = said(
    "the index or the history of the Checklist of CITES Species, or the CITES listings export of Species+ "
    "(CSV in English)"
)


class Shape(NamedTuple):
    """What a file is. `columns[i]` is what column i means, "" for one that is not used."""

    kind: str
    columns: tuple[str, ...]
    unknown: tuple[str, ...]


def fold(word: str) -> str:
    """A header cell without case, blanks and underscores; # and ? stay, for they tell columns apart."""
    return "".join(c for c in word.strip().lstrip("\ufeff").casefold() if c.isalnum() or c in "#?")


def recognise(header: list[str]) -> Shape | None:
    """Say which list a header belongs to, or None if it is none of ours."""
    words = [fold(cell) for cell in header]
    for kind, own in _OWN.items():
        known = _TAXON | _DISTRIBUTION | own
        columns = tuple(known.get(word, "") for word in words)
        named = [column for column in columns if column]
        if set(_REQUIRED[kind]) <= set(named) and len(named) == len(set(named)):
            unknown = tuple(cell for cell, word in zip(header, words, strict=True) if word not in known)
            return Shape(kind, columns, unknown)
    return None


def explain(header: list[str]) -> str:
    """Say of a header that was not recognised what it looks like."""
    words = {fold(cell) for cell in header}
    if {"eulisting", "annex"} & words or "cmslisting" in words:
        return said("a list of EU or CMS listings, not of CITES")
    if {"taxon", "importer", "exporter"} <= words:
        return said("a file of trade data (load it with: kouprey trade load FILE)")
    shown = ", ".join(cell.strip() for cell in header[:10])
    return said("the columns “%(columns)s”", columns=shown[:200])
