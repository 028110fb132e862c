"""The cells of an observation in the words of a form: what `rows` reads back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from kouprey.domain import seizures as sz
from kouprey.domain.lists import load
from kouprey.kernel.quantity import plain

_NUMBER = "no."
_AITR_AGENCIES = {"Customs": "customs", "Police": "police", "Wildlife agency": "wildlife", "Other": "other"}


def words(vocabulary: str, codes: Iterable[str]) -> str:
    """Names of codes, side by side."""
    return "; ".join(sz.name(vocabulary, code) for code in codes)


def countries(legs: Iterable[sz.Leg]) -> str:
    """Codes of countries in order, with their shares."""
    return "; ".join(leg.country if leg.share is None else f"{leg.country} {plain(leg.share)}%" for leg in legs)


def people(groups: Iterable[sz.People]) -> str:
    """Nationalities with numbers; XX for one that is not known."""
    return "; ".join(f"{one.country or 'XX'} {one.number}" if one.number else one.country or "XX" for one in groups)


def agency(code: str) -> str:
    """The agency as the form has it: Customs, Police, Wildlife agency or Other, and its name where that says more."""
    found = _agencies().get(code)
    if not code or found is None:
        return code
    kind, name = found
    return kind if _AITR_AGENCIES.get(kind) == code else f"{kind}: {name}"


def unit(quantity: sz.Quantity) -> str:
    """The unit in words; a number of specimens as no."""
    if quantity.unit == "":
        return _NUMBER if quantity.known is not None else ""
    return _units().get(quantity.unit, quantity.unit)


def measure(line: sz.Specimen) -> sz.Quantity:
    """The one measure that a form with one quantity carries: that of the line, else its weight."""
    if line.quantity.known is None and line.weight is not None and line.weight.known is not None:
        return line.weight
    return line.quantity


def place_of(incident: sz.Incident) -> str:
    """Where it was, in words: as somebody wrote it, else by the name of the listed place."""
    listed = sz.place(incident.place.code) if incident.place.code else None
    return incident.place.name or (listed.name if listed else "")


def one_line(text: str) -> str:
    """A text without line ends, which tables trip over."""
    return " ".join(text.split())


def note(incident: sz.Incident) -> str:
    """The additional information; invented observations say so first."""
    return " ".join(filter(None, (sz.MARK if incident.synthetic else "", one_line(incident.note))))


def rows_of(incident: sz.Incident) -> Iterator[dict[str, str]]:
    """One row for each line of specimens (one for none), by field. The value of the whole stands on the first."""
    whole = _whole(incident)
    for place, line in enumerate(incident.specimens or (None,)):
        row = whole | (_line(line) if line is not None else {})
        if place == 0 and incident.value is not None:
            row |= {"seizure_value": plain(incident.value.amount), "seizure_currency": incident.value.currency}
        yield row


def _whole(incident: sz.Incident) -> dict[str, str]:
    return {
        "incident_id": incident.id,
        "date": str(incident.when or ""),
        "country": incident.place.country,
        "admin1": incident.place.admin1,
        "place": place_of(incident),
        "agency": agency(incident.agency),
        "agency_name": incident.agency_name,
        "offence": words("offence", incident.offences),
        "transport": words("transport", incident.transport),
        "detection": words("detection", incident.detection),
        "concealment": words("concealment", incident.concealment),
        "concealment_text": one_line(incident.concealment_text),
        "origin": countries(incident.of_role(sz.Role.ORIGIN)),
        "transit": countries(incident.of_role(sz.Role.TRANSIT)),
        "export": countries(incident.of_role(sz.Role.EXPORT)),
        "destination": countries(incident.of_role(sz.Role.DESTINATION)),
        "people": people(incident.people),
        "law": incident.law,
        "sanction": words("sanction", incident.sanctions),
        "sanction_text": one_line(incident.sanction_text),
        "note": note(incident),
    }


def _line(line: sz.Specimen) -> dict[str, str]:
    quantity = measure(line)
    return {
        "species": line.name,
        "term": line.term,
        "quantity": plain(quantity.known),
        "unit": unit(quantity),
        "value": plain(line.value.amount) if line.value else "",
        "currency": line.value.currency if line.value else "",
        "disposal": sz.name("disposal", line.disposal) if line.disposal else "",
    }


@lru_cache(maxsize=1)
def _units() -> dict[str, str]:
    return {row["code"]: row["name"] for row in load("units").rows}


@lru_cache(maxsize=1)
def _agencies() -> dict[str, tuple[str, str]]:
    return {row["code"]: (row["aitr"], row["name"]) for row in load("seizure-agencies").rows}
