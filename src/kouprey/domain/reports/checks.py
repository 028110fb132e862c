"""What each rule of the annual report looks at, as pure functions: a fault, or None.

A check speaks only of what it can know. A value that is missing or in no list is the business of the rule that
asks for it; every rule that builds on that value stays silent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from kouprey.domain.reports.known import APPENDICES, Known
from kouprey.domain.reports.rows import LABELS, ReportRow
from kouprey.domain.reports.taxa import ANIMALS, KINGDOMS, PLANTS
from kouprey.domain.trade.rows import exact
from kouprey.kernel.words import said, saying, several


class Fault(NamedTuple):
    """What is wrong with a row: the value, words for the sentences, and a better remedy or field where known."""

    value: str
    words: Mapping[str, str] = {}
    remedy: str = ""
    field: str = ""


Check = Callable[[ReportRow, Known], "Fault | None"]
UNKNOWN_COUNTRY = "XX"
NEAR = saying("Write %(near)s if that is meant, or another code of the list.")
_NUMBER = said("number (blank)")


def given(field: str) -> Check:
    """The field must not be blank."""

    def check(row: ReportRow, known: Known) -> Fault | None:
        return None if getattr(row, field) else Fault("", {"label": LABELS[field]})

    return check


def listed(field: str, codes: Callable[[Known], Mapping[str, str] | frozenset[str]]) -> Check:
    """The field, unless blank, must be a code of its list; a code that is nearly so is offered."""

    def check(row: ReportRow, known: Known) -> Fault | None:
        value, allowed = str(getattr(row, field)), codes(known)
        if not value or value in allowed:
            return None
        near = known.near(value, (code for code in allowed if len(code) > 2))
        words = {"label": LABELS[field], "near": near}
        return Fault(value, words, NEAR if near else "")

    return check


def appendix_listed(row: ReportRow, known: Known) -> Fault | None:
    """The Appendix must be I, II, III or N."""
    known_one = not row.appendix or row.appendix in APPENDICES
    return None if known_one else Fault(row.appendix, {"label": LABELS["appendix"]})


def quantity_is_number(row: ReportRow, known: Known) -> Fault | None:
    """The quantity must be a number that can be kept exactly."""
    number = exact(row.quantity) if row.quantity else None
    return Fault(row.quantity, {"why": number}) if isinstance(number, str) else None


def year_is_number(row: ReportRow, known: Known) -> Fault | None:
    """The year must be made of digits."""
    return Fault(row.year) if row.year and not _digits(row.year) else None


def year_has_four_digits(row: ReportRow, known: Known) -> Fault | None:
    """The year must have four digits."""
    return Fault(row.year) if _digits(row.year) and len(row.year) != 4 else None


def taxon_spelled(row: ReportRow, known: Known) -> Fault | None:
    """The taxon must not be nearly, but not quite, a name of the list of taxa; a name far from all is not judged."""
    if not row.taxon or known.taxa.knows(row.taxon):
        return None
    near = known.taxa.nearest(row.taxon)
    return Fault(row.taxon, {"near": near}) if near else None


def term_current(row: ReportRow, known: Known) -> Fault | None:
    """The term should not be a retired one."""
    return Fault(row.term, {"name": known.terms[row.term]}) if row.term in known.retired else None


def listing_in_force(row: ReportRow, known: Known) -> Fault | None:
    """Taxon and Appendix must be as listed in that year; what held then may be unknown, which is no fault."""
    if row.appendix not in APPENDICES or not row.taxon or not _year(row):
        return None
    held = known.taxa.listed(row.taxon, _year(row))
    if not held or any(row.appendix in listing.appendices for listing in held):
        return None
    return Fault(row.appendix, {"listing": _in_a_row([listing.words for listing in held]), "taxon": row.taxon})


def term_and_unit(row: ReportRow, known: Known) -> Fault | None:
    """The unit must be one that the guidelines name for the term."""
    allowed = known.term_units.get(row.term)
    if allowed is None or row.unit in allowed or row.unit not in known.units:
        return None
    named = _listed(known.units[unit] or _NUMBER for unit in allowed)
    return Fault(row.unit, {"allowed": named, "term": row.term, "unit": known.units[row.unit] or _NUMBER})


def term_and_purpose(row: ReportRow, known: Known) -> Fault | None:
    """The purpose must be one that goes with the term."""
    allowed = known.term_purposes.get(row.term)
    if allowed is None or row.purpose in allowed or row.purpose not in known.purposes:
        return None
    return Fault(row.purpose, {"allowed": _listed(allowed), "term": row.term})


def taxon_and_term(row: ReportRow, known: Known) -> Fault | None:
    """The term must be one that such a taxon can give."""
    allowed, groups = known.term_taxa.get(row.term), known.taxa.groups(row.taxon)
    if allowed is None or not groups or allowed & groups:
        return None
    return Fault(row.term, {"allowed": _listed(KINGDOMS.get(group, group) for group in allowed), "taxon": row.taxon})


def taxon_and_source(row: ReportRow, known: Known) -> Fault | None:
    """The source must be one that animals, or plants, can have."""
    kingdom = known.taxa.groups(row.taxon) & {ANIMALS, PLANTS}
    wrong = next((k for k in kingdom if row.source in known.never.get(k, ())), "")
    return Fault(row.source, {"kingdom": KINGDOMS[wrong], "taxon": row.taxon}) if wrong else None


def occurs_in_origin(row: ReportRow, known: Known) -> Fault | None:
    """A wild taxon must occur in its country of origin, where one is given; XX is exempt."""
    return _outside_range(row, known, row.origin)


def occurs_in_exporter(row: ReportRow, known: Known) -> Fault | None:
    """A wild taxon without a country of origin must occur in the exporting country; XX is exempt."""
    return None if row.origin else _outside_range(row, known, row.exporter)


def exporter_is_not_origin(row: ReportRow, known: Known) -> Fault | None:
    """The country of origin must be another one than the exporter."""
    return Fault(row.origin) if row.origin and row.origin == row.exporter else None


def exporter_is_not_importer(row: ReportRow, known: Known) -> Fault | None:
    """Exporter and importer must be two countries."""
    return Fault(row.partner) if row.partner and row.exporter == row.importer else None


def is_no_seizure(row: ReportRow, known: Known) -> Fault | None:
    """Confiscated specimens are for the illegal trade report."""
    return Fault(row.source) if row.source == "I" else None


def permit_readable(row: ReportRow, known: Known) -> Fault | None:
    """A permit number must not be what a spreadsheet leaves of a broken formula, nor signs alone."""
    for field in ("import_permit", "export_permit", "origin_permit"):
        value = str(getattr(row, field))
        broken = value.startswith(("#N", "#V", "#R", "#D", "~~"))
        if value and (broken or not any(c.isalnum() for c in value)):
            return Fault(value, {"label": LABELS[field]}, field=field)
    return None


def _outside_range(row: ReportRow, known: Known, country: str) -> Fault | None:
    occurs = known.taxa.occurs(row.taxon)
    place = country not in ("", UNKNOWN_COUNTRY) and country in known.countries
    if row.source != "W" or occurs is None or not place or country in occurs:
        return None
    return Fault(country, {"taxon": row.taxon})


def _year(row: ReportRow) -> int:
    return int(row.year) if _digits(row.year) and len(row.year) == 4 else 0


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _listed(words: Iterable[str]) -> str:
    return several(sorted(words), ", ")


def _in_a_row(listings: Sequence[str]) -> str:
    """Listings that held together: one, or two with “and” between."""
    words = listings[0]
    for more in listings[1:]:
        words = said("%(first)s and %(second)s", first=words, second=more)
    return words
