"""Rows that bear the same incident id become one observation; what only the lists know is added afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kouprey.domain import seizures as sz
from kouprey.domain.handling import Grade
from kouprey.formats.seizures.rows import Fault, Row, id_of, point
from kouprey.kernel.partialdate import PartialDate
from kouprey.kernel.words import said

_ONLY_ONCE = ("seizure_value",)
"""Stands on the first row of a seizure only: elsewhere it would be counted twice."""
_LATER = said("differs from an earlier row of the same seizure")
_AGREE = said("Make the rows agree, or give the other seizure an id of its own.")


@dataclass(frozen=True, slots=True)
class Gathered:
    """One observation and the rows it was read from."""

    incident: sz.Incident
    rows: tuple[Row, ...]


def gather(
    rows: Iterable[Row], *, resolve: bool = False
) -> tuple[list[Gathered], list[tuple[Row, tuple[Fault, ...]]]]:
    """Join rows of one incident; a row that contradicts an earlier one is refused alone. `resolve`: as `resolved`."""
    groups: dict[str, list[Row]] = {}
    wholes: dict[str, dict[str, Any]] = {}
    refused: list[tuple[Row, tuple[Fault, ...]]] = []
    for row in rows:
        whole = wholes.setdefault(row.incident, {})
        faults = _clashing(row.whole, whole) if whole else ()
        if faults:
            refused.append((row, faults))
            continue
        whole.update(row.whole)
        groups.setdefault(row.incident, []).append(row)
    made = [Gathered(incident_of(id, wholes[id], found, resolve), tuple(found)) for id, found in groups.items()]
    return made, refused


def _clashing(said: Mapping[str, Any], before: Mapping[str, Any]) -> tuple[Fault, ...]:
    return tuple(
        Fault(name, _words(value), _LATER, _AGREE)
        for name, value in said.items()
        if name in before and before[name] != value
    )


def resolved(incident: sz.Incident) -> sz.Incident:
    """With the accepted taxon, the Appendix on the day, and the listed place, as far as the lists know them."""
    lines = tuple(_known_line(line, incident.when) for line in incident.specimens)
    return replace(incident, specimens=lines, place=_known_place(incident.place))


def _known_line(line: sz.Specimen, when: PartialDate | None) -> sz.Specimen:
    taxon = line.taxon or sz.identify(line.reported).taxon
    appendix = line.appendix or sz.appendix_on(taxon or line.reported, when)
    same = (taxon, appendix) == (line.taxon, line.appendix)
    return line if same else replace(line, taxon=taxon, appendix=appendix)


def _known_place(where: sz.Place) -> sz.Place:
    listed = sz.place_named(where.country, where.name) if where.name and not where.code else None
    if listed is None:
        return where
    return replace(where, code=listed.code, admin1=where.admin1 or listed.admin1)


def incident_of(id: str, whole: Mapping[str, Any], rows: Sequence[Row], resolve: bool = False) -> sz.Incident:
    """The observation that the values of the whole and the lines of its rows make up."""
    latitude, longitude = point(whole)
    note = whole.get("note", "")
    synthetic = note.startswith(sz.MARK)
    get = whole.get
    place = sz.Place(get("country", ""), get("admin1", ""), "", get("place", ""), latitude, longitude)
    lines = tuple(line for row in rows for line in row.specimens)
    if resolve:
        place, lines = _known_place(place), tuple(_known_line(line, get("date")) for line in lines)
    return sz.Incident(
        id=id,
        kind=get("kind", sz.Kind.SEIZURE),
        when=get("date"),
        place=place,
        agency=get("agency", ""),
        agency_name=get("agency_name", ""),
        activities=get("activities", ()),
        offences=get("offence", ()),
        transport=get("transport", ()),
        detection=get("detection", ()),
        concealment=get("concealment", ()),
        concealment_text=get("concealment_text", ""),
        specimens=lines,
        legs=_legs(id, get("origin", ())),
        people=get("people", ()),
        value=get("seizure_value"),
        law=get("law", ""),
        sanctions=get("sanction", ()),
        sanction_text=get("sanction_text", ""),
        contraband=get("contraband", ""),
        source=get("source", ""),
        grade=get("grade", Grade()),
        entry_way=get("entry_way", ""),
        reference=get("reference", "") or next((row.reference for row in rows if row.reference), ""),
        note=note.removeprefix(sz.MARK).strip() if synthetic else note,
        synthetic=synthetic,
    )  # fmt: skip


def _legs(id: str, found: Sequence[tuple[sz.Role, Any, sz.Certainty]]) -> tuple[sz.Leg, ...]:
    order = [sz.Role.ORIGIN, sz.Role.EXPORT, sz.Role.TRANSIT, sz.Role.DESTINATION]
    ranked = sorted(found, key=lambda one: order.index(one[0]))
    return tuple(
        sz.Leg(id_of(id, "leg", place), place, role, share.country, share.share, None, certainty)
        for place, (role, share, certainty) in enumerate(ranked, start=1)
    )


def _words(value: Any) -> str:
    return str(value)[:200]
