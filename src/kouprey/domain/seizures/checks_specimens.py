"""What the rules look at on lines of specimens: taxon, term, unit, quantity, value, and how they fit together."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kouprey.domain.seizures.book import Book
from kouprey.domain.seizures.checks import Fault
from kouprey.domain.seizures.taxa import appendices, appendix_on, identify
from kouprey.domain.seizures.values import NUMBER, Amount, Incident, Kind
from kouprey.kernel.quantity import plain
from kouprey.kernel.words import said, several

_NUMBER = said("number")
_WHOLE_UNITS = frozenset({NUMBER, "NAR", "PCS", "ITE", "PAI"})
_HEAVIEST_TUSK = Decimal(120)
_MOST_KILOGRAMS = Decimal(1_000_000)


def specimen_given(incident: Incident, book: Book) -> Iterator[Fault]:
    """A seizure, an offer or a carcass is of something."""
    if incident.kind in (Kind.SEIZURE, Kind.OFFER, Kind.POACHING) and not incident.specimens:
        yield Fault()


def taxon_given(incident: Incident, book: Book) -> Iterator[Fault]:
    """Each line names a taxon, a higher one if need be."""
    for line in incident.specimens:
        if not line.name:
            yield Fault("", line.id)


def taxon_known(incident: Incident, book: Book) -> Iterator[Fault]:
    """A name that no list has, and that resembles none."""
    for line in incident.specimens:
        known = not line.name or line.taxon or identify(line.name).how != "absent"
        if not known and not book.trade.taxa.nearest(line.name):
            yield Fault(line.name, line.id)


def taxon_spelled(incident: Incident, book: Book) -> Iterator[Fault]:
    """A name that is nearly one of the list."""
    for line in incident.specimens:
        known = not line.name or line.taxon or identify(line.name).how != "absent"
        near = "" if known else book.trade.taxa.nearest(line.name)
        if near:
            yield Fault(line.name, line.id, {"near": near})


def taxon_accepted(incident: Incident, book: Book) -> Iterator[Fault]:
    """A reported name that the list knows should have its accepted name beside it."""
    for line in incident.specimens:
        found = identify(line.reported) if line.reported and not line.taxon else None
        if found and found.taxon and found.taxon != line.reported:
            yield Fault(line.reported, line.id, {"taxon": found.taxon})


def appendix_listed(incident: Incident, book: Book) -> Iterator[Fault]:
    """I, II, III, N, or parts of a split listing."""
    for line in incident.specimens:
        if line.appendix and not appendices(line.appendix) <= {"I", "II", "III", "N"}:
            yield Fault(line.appendix, line.id)


def appendix_on_date(incident: Incident, book: Book) -> Iterator[Fault]:
    """The Appendix as the list has it for that day; what is not established is no fault."""
    for line in incident.specimens:
        held = appendix_on(line.name, incident.when) if line.appendix and line.name else ""
        if held and not appendices(line.appendix) & appendices(held):
            yield Fault(line.appendix, line.id, {"taxon": line.name, "held": held, "when": str(incident.when)})


def term_given(incident: Incident, book: Book) -> Iterator[Fault]:
    """Each line says what kind of specimen."""
    for line in incident.specimens:
        if not line.term:
            yield Fault("", line.id)


def term_listed(incident: Incident, book: Book) -> Iterator[Fault]:
    """A code of the list of terms."""
    for line in incident.specimens:
        if line.term and line.term not in book.trade.terms:
            yield Fault(line.term, line.id)


def term_current(incident: Incident, book: Book) -> Iterator[Fault]:
    """Retired terms are for old records."""
    for line in incident.specimens:
        if line.term in book.trade.retired:
            yield Fault(line.term, line.id)


def term_fits_taxon(incident: Incident, book: Book) -> Iterator[Fault]:
    """The term must be one that such a taxon can give."""
    for line in incident.specimens:
        allowed, groups = book.trade.term_taxa.get(line.term), book.trade.taxa.groups(line.name)
        if allowed is not None and groups and not allowed & groups:
            yield Fault(line.term, line.id, {"taxon": line.name, "allowed": ", ".join(sorted(allowed))})


def source_listed(incident: Incident, book: Book) -> Iterator[Fault]:
    """Codes of the list; some stand beside another one."""
    for line in incident.specimens:
        if line.source_code and not (line.sources and book.trade.sources.issuperset(line.sources)):
            yield Fault(line.source_code, line.id)


def unit_listed(incident: Incident, book: Book) -> Iterator[Fault]:
    """A unit of the list."""
    for line in incident.specimens:
        for measure in filter(None, (line.quantity, line.weight)):
            if measure.unit not in book.trade.units:
                yield Fault(measure.unit, line.id)


def unit_fits_term(incident: Incident, book: Book) -> Iterator[Fault]:
    """The preferred or the alternative unit of the guidelines."""
    for line in incident.specimens:
        allowed, unit = book.trade.term_units.get(line.term), line.quantity.unit
        known = line.quantity.number is not None and unit in book.trade.units
        if allowed is not None and known and unit not in allowed:
            named = several(sorted(book.trade.units[code] or _NUMBER for code in allowed), ", ")
            given = book.trade.units[unit] or _NUMBER
            yield Fault(unit, line.id, {"term": line.term, "unit": given, "allowed": named})


def quantity_said(incident: Incident, book: Book) -> Iterator[Fault]:
    """How much there was, even if only about."""
    for line in incident.specimens:
        unknown = line.quantity.amount is Amount.PRESENT
        if unknown and (line.weight is None or line.weight.known is None):
            yield Fault("", line.id, {"taxon": line.name})


def quantity_above_nought(incident: Incident, book: Book) -> Iterator[Fault]:
    """Nought is written as none."""
    for line in incident.specimens:
        for measure in filter(None, (line.quantity, line.weight)):
            if measure.number is not None and measure.number <= 0:
                yield Fault(plain(measure.number), line.id)


def quantity_whole(incident: Incident, book: Book) -> Iterator[Fault]:
    """Pieces are counted in whole numbers."""
    for line in incident.specimens:
        number = line.quantity.number
        if line.quantity.unit in _WHOLE_UNITS and number is not None and number != number.to_integral_value():
            yield Fault(plain(number), line.id)


def weight_is_one(incident: Incident, book: Book) -> Iterator[Fault]:
    """The second measure is a weight, beside a count."""
    for line in incident.specimens:
        if line.weight is None:
            continue
        known = line.weight.number is not None and line.weight.kilograms is None
        if known or line.quantity.kilograms is not None:
            yield Fault(line.weight.unit, line.id)


def quantity_plausible(incident: Incident, book: Book) -> Iterator[Fault]:
    """More than a thousand tonnes, or a tusk heavier than any: nearly always a wrong unit."""
    for line in incident.specimens:
        weight, count = line.kilograms, line.count
        heavy = line.term == "TUS" and weight and count and weight / count > _HEAVIEST_TUSK
        if weight is not None and (weight > _MOST_KILOGRAMS or heavy):
            yield Fault(plain(weight), line.id)


def value_has_currency(incident: Incident, book: Book) -> Iterator[Fault]:
    """A value is in a currency of ISO 4217."""
    values = [("", incident.value), *((line.id, line.value) for line in incident.specimens)]
    for part, value in values:
        if value is not None and value.currency not in book.currencies:
            yield Fault(value.currency, part)


def values_fit(incident: Incident, book: Book) -> Iterator[Fault]:
    """The lines of a case are not worth more than the whole of it."""
    if incident.value is None:
        return
    same = [one.value for one in incident.specimens if one.value and one.value.currency == incident.value.currency]
    total = sum((value.amount for value in same), Decimal(0))
    if total > incident.value.amount:
        yield Fault(plain(incident.value.amount), words={"sum": plain(total), "currency": incident.value.currency})


def disposal_fits(incident: Incident, book: Book) -> Iterator[Fault]:
    """What happens to live animals does not happen to dead parts, and the reverse."""
    for line in incident.specimens:
        wrong = book.dead_disposals if line.term == "LIV" else book.live_disposals
        if line.term and line.disposal in wrong:
            yield Fault(line.disposal, line.id, {"term": line.term})


def sold_not_from_appendix_one(incident: Incident, book: Book) -> Iterator[Fault]:
    """Only specimens of Appendix II and III may be sold (Res. Conf. 17.8)."""
    for line in incident.specimens:
        if line.disposal == "sold" and "I" in appendices(line.appendix):
            yield Fault(line.appendix, line.id, {"taxon": line.name})


def ids_unique(incident: Incident, book: Book) -> Iterator[Fault]:
    """Lines and legs keep their own ids over all versions."""
    ids = [line.id for line in incident.specimens] + [leg.id for leg in incident.legs]
    for id in sorted({id for id in ids if ids.count(id) > 1}):
        yield Fault(id, id)
