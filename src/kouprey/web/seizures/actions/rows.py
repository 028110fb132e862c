"""What of an observation stands in columns: of itself, of its lines and legs, and under which words it is found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from kouprey.domain import seizures as sz
from kouprey.domain.seizures.taxa import ranks_of
from kouprey.domain.taxa.names import fold
from kouprey.web.seizures.models import LEG, SPAN, TAXON, TERM, word_of

Row = dict[str, Any]
Values = Mapping[str, Any]


class Rows(NamedTuple):
    """The rows of observations, table by table."""

    incidents: list[Row]
    lines: list[Row]
    legs: list[Row]
    headings: list[Row]


def rows_of(several: Iterable[tuple[UUID, sz.Incident, Values]], recorded: date) -> Rows:
    """The rows of observations by the ids of their records; whose they are, all of them say alike."""
    rows = Rows([], [], [], [])
    for id, incident, values in several:
        columns = columns_of(incident, recorded)
        lines, legs = lines_of(id, incident, values), legs_of(id, incident, values)
        rows.incidents.append({"record_id": id, **columns})
        rows.lines.extend(lines)
        rows.legs.extend(legs)
        rows.headings.extend(headings_of(id, columns["day"], lines, legs))
    rows.headings.sort(key=itemgetter("sort", "word", "day"))  # as their index has them: they are added more quickly
    return rows


def columns_of(incident: sz.Incident, recorded: date) -> Row:
    """The columns of an observation; `recorded` orders one whose date nobody knows."""
    place, listed = incident.place, sz.place(incident.place.code) if incident.place.code else None
    point: sz.Place | sz.ListedPlace | None = (
        place if place.latitude is not None and place.longitude is not None else listed
    )
    first = incident.when.first if incident.when else None
    return {
        "kind": str(incident.kind),
        "country": place.country,
        "admin1": place.admin1[:200],
        "post": place.code[:60],
        "latitude": _on_globe(point, "latitude", 90),
        "longitude": _on_globe(point, "longitude", 180),
        "precision_m": point.precision_m if point is not None else None,
        "first": first,
        "last": incident.when.last if incident.when else None,
        "day": first or recorded,
        "wide": incident.when is not None and incident.when.last - incident.when.first > SPAN,
        "agency_kind": incident.agency[:40],
        "entry_way": incident.entry_way[:40],
        "synthetic": incident.synthetic,
    }


def lines_of(id: UUID, incident: sz.Incident, values: Values) -> list[Row]:
    """The columns of lines of specimens, in their order, with the ids that they have in the values."""
    return [
        {
            "id": UUID(kept["id"]), "incident_id": id, "place": place, "reported": line.reported, "taxon": line.taxon,
            **_ranks(line.name), "known_as": fold(line.reported)[:500], "appendix": line.appendix, "term": line.term,
            "amount": str(line.quantity.amount), "number": line.quantity.known, "unit": line.quantity.unit,
            "kilograms": line.kilograms,
        }
        for place, (line, kept) in enumerate(zip(incident.specimens, values.get("specimens", ()), strict=True))
    ]  # fmt: skip


def legs_of(id: UUID, incident: sz.Incident, values: Values) -> list[Row]:
    """The columns of the countries of a route, likewise."""
    return [
        {
            "id": UUID(kept["id"]), "incident_id": id, "order": leg.order, "role": str(leg.role),
            "country": leg.country, "share": leg.share, "custody": leg.custody, "certainty": str(leg.certainty),
        }
        for leg, kept in zip(incident.legs, values.get("legs", ()), strict=True)
    ]  # fmt: skip


def headings_of(id: UUID, day: date, lines: Iterable[Row], legs: Iterable[Row]) -> list[Row]:
    """Under what an observation with these lines and legs is found, each word once."""
    found = {(TERM, line["term"]) for line in lines} | {(LEG, leg["country"]) for leg in legs}
    found |= {(TAXON, _word(line[name])) for line in lines for name in _NAMES}
    return [{"incident_id": id, "sort": sort, "word": word, "day": day} for sort, word in sorted(found) if word]


def _ranks(name: str) -> dict[str, str]:
    ranks = ranks_of(name) if name else {}
    return {
        "genus": ranks.get("genus", ""), "family": ranks.get("family", ""), "order": ranks.get("order", ""),
        "taxon_class": ranks.get("class", ""),
    }  # fmt: skip


_word = lru_cache(maxsize=8_192)(word_of)
_NAMES = ("reported", "taxon", "genus", "family", "order", "taxon_class")


def _on_globe(point: sz.Place | sz.ListedPlace | None, name: str, most: int) -> Any:
    """A coordinate for the map; one that is none stays in the record and is a fault of the rules."""
    found = getattr(point, name) if point is not None else None
    return found if found is not None and abs(found) <= most else None
