"""An observation as JSON and back: the values of a record of kind `incident`, and the canonical snapshot of it all.

Blank values are left out, keys are in order, numbers are exact text: the same observation gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from kouprey.domain.records.schema import Unfit, shareable_part
from kouprey.domain.records.schema import snapshot as canonical
from kouprey.domain.seizures import parts
from kouprey.domain.seizures.schema import INCIDENT
from kouprey.domain.seizures.values import Incident, Kind, Stage
from kouprey.kernel.errors import KoupreyError, UnusableInput
from kouprey.kernel.partialdate import partial_date
from kouprey.kernel.words import declared, said, several

_LINES = (
    "agency", "agency_name", "law", "contraband", "platform", "court", "cause", "reporter", "entry_way",
    "entered_for", "reference",
)  # fmt: skip
_TEXTS = ("concealment_text", "sanction_text", "source", "note")
_SAID = (*_LINES, *_TEXTS)
_WORDS = ("activities", "offences", "transport", "detection", "concealment", "sanctions")
_LIFE = ("schema", "id", "stage", "withdrawn_because")


def to_values(incident: Incident) -> dict[str, Any]:
    """The values of the record: every field of the schema that is not blank. Id and stage belong to the record."""
    found = {name: said for name in _SAID if (said := getattr(incident, name))}
    found |= {name: list(said) for name in _WORDS if (said := getattr(incident, name))}
    place = incident.place
    found |= {
        "kind": str(incident.kind),
        "when": str(incident.when or ""),
        "country": place.country,
        "admin1": place.admin1,
        "post": place.code,
        "place": parts.place(place),
        "specimens": [parts.specimen(one) for one in incident.specimens],
        "legs": [parts.leg(one) for one in incident.legs],
        "people": [parts.people(one) for one in incident.people],
        "value": parts.money(incident.value),
        "forensic": parts.said(incident.forensic),
        "first_hour": parts.first_hour(incident.first_hour),
        "outlets": "" if incident.outlets is None else str(incident.outlets),
        "grade": parts.grade(incident.grade),
        "synthetic": "yes" if incident.synthetic else "",
    }
    return {name: found[name] for name in sorted(found) if found[name]}


def of_values(values: Mapping[str, Any], *, id: str, stage: Stage = Stage.DRAFT, because: str = "") -> Incident:
    """The observation that a record holds. Raises Unfit with every problem at once."""
    problems: dict[str, str] = {}
    for name in values.keys() - _TITLES.keys():
        problems[name] = said("This kind of record has no field %(name)s.", name=name)
    read = dict(_BLANK)
    for name, given in values.items():
        reader = _READERS.get(name)
        try:
            if reader is not None:
                read[name] = reader(given)
        except KoupreyError as error:
            problems[name] = several((error.what, error.remedy))
    try:
        country, admin1, post = [
            parts.text(values.get(name), _TITLES[name]) for name in ("country", "admin1", "post")
        ]
        read["place"] = parts.to_place(values.get("place"), country.upper(), admin1, post)
    except KoupreyError as error:
        problems["place"] = several((error.what, error.remedy))
    if problems:
        raise Unfit(problems)
    return Incident(id=id, stage=stage, withdrawn_because=because, **read)


def unkept(incident: Incident) -> list[str]:
    """The fields whose text would be kept in another way than it stands, or not at all: what has to be known of an
    observation that was made of cells and not read by `of_values`."""
    said = ((name, getattr(incident, name), _READERS[name]) for name in _SAID)
    found = [name for name, text, read in said if text and not _stays(text, read)]
    place = incident.place
    if not all(_stays(text, _any_line) for text in (place.admin1, place.code, place.name)):
        found.append("place")
    if not all(_stays(text, _any_line) for line in incident.specimens for text in (line.reported, line.taxon)):
        found.append("specimens")
    return found


def as_json(incident: Incident) -> dict[str, Any]:
    """All of an observation, its life included: what `of_json` reads."""
    life = {"schema": INCIDENT.schema, "id": incident.id, "stage": str(incident.stage)}
    return life | parts.short(withdrawn_because=incident.withdrawn_because) | to_values(incident)


def of_json(given: Any) -> Incident:
    """Read what `as_json` wrote. Raises UnusableInput."""
    if not isinstance(given, Mapping) or given.get("schema") != INCIDENT.schema:
        raise UnusableInput(
            said("This is no observation of the form %(form)s.", form=INCIDENT.schema),
            remedy=said("Write it with Kouprey."),
        )
    values = {name: value for name, value in given.items() if name not in _LIFE}
    stage = parts.one_of(Stage, given.get("stage"), "Stage", Stage.DRAFT)
    because = parts.text(given.get("withdrawn_because"), "Reason", 5_000)
    return of_values(values, id=parts.text(given.get("id"), "Id", 64), stage=stage, because=because)


def snapshot(incident: Incident) -> str:
    """The canonical form: one line of JSON, the same for the same observation."""
    return canonical(as_json(incident))


def of_snapshot(text: str) -> Incident:
    """Read a snapshot. Raises UnusableInput."""
    try:
        return of_json(json.loads(text))
    except ValueError as error:
        raise UnusableInput(said("This is no JSON."), remedy=said("Send the snapshot as it was written.")) from error


def shared(incident: Incident) -> dict[str, Any]:
    """What of it can ever leave the State: the shareable fields alone."""
    return shareable_part(INCIDENT, to_values(incident), INCIDENT.shareable)


def _stays(text: str, read: Callable[[Any], str]) -> bool:
    try:
        return read(text) == text
    except KoupreyError:
        return False


def _any_line(given: Any) -> str:
    return parts.text(given, "")


def _when(given: Any) -> Any:
    text = parts.text(given, "Date")
    return partial_date(text) if text else None


def _words(title: str) -> Callable[[Any], tuple[str, ...]]:
    return lambda given: tuple(dict.fromkeys(filter(None, parts.each(given, title, parts.text))))


def _line(title: str) -> Callable[[Any], str]:
    return lambda given: parts.text(given, title)


def _long(name: str) -> Callable[[Any], str]:
    field = next(field for field in INCIDENT.fields if field.name == name)

    def read(given: Any) -> str:
        lines = given.replace("\r\n", "\n").split("\n") if isinstance(given, str) else [given]
        found = "\n".join(parts.text(line, field.title, field.longest) for line in lines).strip()
        if len(found) > field.longest:
            raise UnusableInput(
                said(
                    "%(what)s is longer than %(longest)s characters.",
                    what=declared(field.title),
                    longest=field.longest,
                ),
                remedy=said("Shorten it."),
            )
        return found

    return read


_READERS: dict[str, Callable[[Any], Any]] = {
    "kind": lambda given: parts.one_of(Kind, given, "Kind of observation", Kind.SEIZURE),
    "when": _when,
    "specimens": lambda given: parts.each(given, "Specimen", parts.to_specimen),
    "legs": lambda given: parts.each(given, "Leg", parts.to_leg),
    "people": lambda given: parts.each(given, "People", parts.to_people),
    "value": lambda given: parts.to_money(given, "Value of the whole case"),
    "forensic": lambda given: parts.flag(given, "Forensic examination"),
    "first_hour": parts.to_first_hour,
    "outlets": lambda given: parts.whole(given, "Outlets"),
    "grade": parts.to_grade,
    "synthetic": lambda given: bool(parts.flag(given, "Synthetic")),
    **{name: _words(INCIDENT.title_of(name)) for name in _WORDS},
    **{name: _line(INCIDENT.title_of(name)) for name in _LINES},
    **{name: _long(name) for name in _TEXTS},
}
_TITLES = {field.name: field.title for field in INCIDENT.fields}
_BLANK = {name: reader(None) for name, reader in _READERS.items()}
"""What a field says that is not there: most are not, and need not be read."""
