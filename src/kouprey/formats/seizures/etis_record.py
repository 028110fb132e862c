"""A seizure as ETIS tables have it: one row, ivory added up to raw and worked, other elephant products by group.

From an observation (`record_of`) and back (`incident_of`); what gets lost on the way is data in `losses.ETIS`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, NamedTuple

from kouprey.domain import seizures as sz
from kouprey.domain.handling import Grade
from kouprey.domain.seizures.ivory import RAW, WORKED, total
from kouprey.formats.seizures.dirt import Share
from kouprey.formats.seizures.gathering import incident_of as made_of
from kouprey.formats.seizures.rows import Row, id_of
from kouprey.formats.seizures.writing import one_line, place_of
from kouprey.kernel.partialdate import PartialDate

ANY_ELEPHANT = "Elephantidae spp."
HIDE = frozenset({"SKI", "SKP", "SID", "PLA"})
PRODUCT = frozenset({"LPL", "LPS", "GAR", "RUG"})
GROUPS = ("raw", "worked", "hide", "product", "other")
STATUS = {sz.Stage.WITHDRAWN: "0", sz.Stage.DRAFT: "1", sz.Stage.REPORTED: "2", sz.Stage.VERIFIED: "3"}
"""Status 3 and above means validated (reporting.md 3.6)."""
_MIXED = {"product": "LPS", "other": "SPE"}


class Part(NamedTuple):
    """Pieces and weight of one group; `unknown`: it was there, and neither is known. Nothing of it: all are blank."""

    pieces: Decimal | None = None
    weight: Decimal | None = None
    unknown: bool = False

    @property
    def present(self) -> bool:
        """Whether there is any of it."""
        return self.pieces is not None or self.weight is not None or self.unknown


NOTHING = Part()
"""None of a group was there."""


@dataclass(frozen=True, slots=True)
class EtisRecord:
    """One row of an ETIS table. `kinds`: the term of hide products and of other products."""

    id: str
    status: str = ""
    when: PartialDate | None = None
    source: str = ""
    agency: str = ""
    grade: Grade = Grade()  # noqa: RUF009 - frozen
    activities: tuple[str, ...] = ()
    place: str = ""
    city: str = ""
    country: str = ""
    origin: tuple[Share, ...] = ()
    export: tuple[str, ...] = ()
    transit: tuple[str, ...] = ()
    destination: tuple[str, ...] = ()
    species: str = ""
    raw: Part = NOTHING
    worked: Part = NOTHING
    hide: Part = NOTHING
    product: Part = NOTHING
    other: Part = NOTHING
    kinds: tuple[str, str] = ("", "")
    contraband: str = ""
    value: sz.Money | None = None
    transport: tuple[str, ...] = ()
    concealment: tuple[str, ...] = ()
    detection: tuple[str, ...] = ()
    people: tuple[sz.People, ...] = ()
    note: str = ""
    mode: str = ""
    reference: str = ""
    synthetic: bool = False


def concerns(incident: sz.Incident) -> bool:
    """Whether ETIS asks for it: a seizure of elephant specimens that is reported or verified."""
    return sz.counted(incident) and any(_counts(line) for line in incident.specimens)


def record_of(incident: sz.Incident) -> EtisRecord:
    """A seizure as one row."""
    lines = [line for line in incident.specimens if _counts(line)]
    groups = {name: [line for line in lines if _group(line.term) == name] for name in GROUPS}
    names = {line.name for line in lines}
    species = next(iter(names)) if len(names) == 1 else ANY_ELEPHANT if names else ""
    parts = {name: _part(found) for name, found in groups.items()}
    kinds = tuple(_kind(name, groups[name]) for name in ("product", "other"))
    return EtisRecord(
        id=incident.id,
        status=STATUS[incident.stage],
        when=incident.when,
        source=one_line(incident.source),
        agency=incident.agency,
        grade=incident.grade,
        activities=incident.activities,
        place=place_of(incident),
        city=incident.place.admin1,
        country=incident.place.country,
        origin=tuple(Share(leg.country, leg.share) for leg in incident.of_role(sz.Role.ORIGIN)),
        export=_countries(incident, sz.Role.EXPORT),
        transit=_countries(incident, sz.Role.TRANSIT),
        destination=_countries(incident, sz.Role.DESTINATION),
        species=species,
        kinds=(kinds[0], kinds[1]),
        contraband=incident.contraband,
        value=incident.value,
        transport=incident.transport,
        concealment=incident.concealment,
        detection=incident.detection,
        people=tuple(sz.People(one.country or "XX", one.number) for one in incident.people),
        note=one_line(incident.note),
        mode=incident.entry_way,
        reference=incident.reference,
        synthetic=incident.synthetic,
        **parts,
    )


def incident_of(record: EtisRecord) -> sz.Incident:
    """The observation that a row tells of; lines are those of the groups."""
    row = row_of(record, "", 0)
    made = made_of(record.id, row.whole, [row])
    stage = next((stage for stage, status in STATUS.items() if status == record.status), sz.Stage.DRAFT)
    return replace(made, stage=stage, synthetic=record.synthetic, note=record.note)


def row_of(record: EtisRecord, sheet: str, line: int) -> Row:
    """A row of an import."""
    roles = ((sz.Role.EXPORT, record.export), (sz.Role.TRANSIT, record.transit),
             (sz.Role.DESTINATION, record.destination))  # fmt: skip
    legs = [(sz.Role.ORIGIN, share, sz.Certainty.UNKNOWN) for share in record.origin]
    legs += [(role, Share(code), sz.Certainty.UNKNOWN) for role, codes in roles for code in codes]
    mark = sz.MARK if record.synthetic else ""
    whole: dict[str, Any] = {
        "date": record.when, "country": record.country, "admin1": record.city, "place": record.place,
        "agency": record.agency, "activities": record.activities, "transport": record.transport,
        "concealment": record.concealment, "detection": record.detection, "people": record.people,
        "origin": tuple(legs), "seizure_value": record.value, "source": record.source, "grade": record.grade,
        "contraband": record.contraband, "entry_way": record.mode, "reference": record.reference,
        "note": " ".join(filter(None, (mark, record.note))),
    }  # fmt: skip
    row = Row(sheet, line, record.id, {name: value for name, value in whole.items() if value not in ("", None, ())})
    row.specimens = _specimens(record)
    return row


def _specimens(record: EtisRecord) -> tuple[sz.Specimen, ...]:
    name = record.species or ANY_ELEPHANT
    terms = {
        "raw": "IVP" if record.raw.pieces is None else "TUS",
        "worked": "IVC",
        "hide": "SKP" if record.hide.pieces is None else "SKI",
        "product": record.kinds[0] or _MIXED["product"],
        "other": record.kinds[1] or _MIXED["other"],
    }
    found = []
    for group, term in terms.items():
        part: Part = getattr(record, group)
        if part.present:
            quantity, weight = _quantities(part)
            found.append(sz.Specimen(id_of(record.id, group), name, "", "", term, quantity, weight))
    return tuple(found)


def _quantities(part: Part) -> tuple[sz.Quantity, sz.Quantity | None]:
    weight = None if part.weight is None else sz.Quantity(sz.Amount.EXACT, part.weight, "KGM")
    if part.pieces is not None:
        return sz.Quantity(sz.Amount.EXACT, part.pieces, ""), weight
    return (weight, None) if weight is not None else (sz.Quantity(), None)


def _counts(line: sz.Specimen) -> bool:
    return sz.elephant(line) and line.quantity.amount is not sz.Amount.NONE


def _group(term: str) -> str:
    for name, terms in (("raw", RAW), ("worked", WORKED), ("hide", HIDE), ("product", PRODUCT)):
        if term in terms:
            return name
    return "other"


def _part(lines: list[sz.Specimen]) -> Part:
    found = total(lines)
    pieces, weight = found.pieces or None, found.weight or None
    return Part(pieces, weight, found.present and pieces is None and weight is None)


def _kind(group: str, lines: list[sz.Specimen]) -> str:
    terms = {line.term for line in lines} - {""}
    if not lines:
        return ""
    return terms.pop() if len(terms) == 1 else _MIXED[group]


def _countries(incident: sz.Incident, role: sz.Role) -> tuple[str, ...]:
    return tuple(leg.country for leg in incident.of_role(role))
