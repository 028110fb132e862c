"""What each rule of an observation looks at, as pure functions: the faults of one incident, part by part.

A check speaks only of what it can know: a value that is missing or in no list is the business of the rule that asks
for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, NamedTuple

from kouprey.domain.seizures.book import Book
from kouprey.domain.seizures.lifecycle import COUNTED
from kouprey.domain.seizures.naming import Noticed, personal_names
from kouprey.domain.seizures.places import place
from kouprey.domain.seizures.values import Incident, Kind, Stage
from kouprey.domain.trade.codes import country_name
from kouprey.kernel.quantity import plain
from kouprey.kernel.words import declared


class Fault(NamedTuple):
    """What is wrong: the value, the id of the part (a line, a leg), words for the sentence, the field if another."""

    value: str = ""
    part: str = ""
    words: Mapping[str, str] = MappingProxyType({})
    field: str = ""


Check = Callable[[Incident, Book], Iterator[Fault]]
FREE_TEXT = (
    "note", "concealment_text", "sanction_text", "contraband", "source", "law", "reference", "court", "cause",
    "platform", "agency_name", "entered_for",
)  # fmt: skip
"""Fields in which somebody may have written the name of a person, beside that of the place in words."""
_CODED = {
    "activities": "activity",
    "offences": "offence",
    "transport": "transport",
    "detection": "detection",
    "concealment": "concealment",
    "sanctions": "sanction",
}


def date_given(incident: Incident, book: Book) -> Iterator[Fault]:
    """A date, as far as it is known."""
    if incident.when is None:
        yield Fault()


def date_not_future(incident: Incident, book: Book) -> Iterator[Fault]:
    """It must not lie after today."""
    if incident.when and incident.when.first > book.today:
        yield Fault(str(incident.when), words={"today": book.today.isoformat()})


def date_not_ancient(incident: Incident, book: Book) -> Iterator[Fault]:
    """CITES entered into force in 1975: an earlier date is nearly always a slip."""
    if incident.when and incident.when.last.year < 1975:
        yield Fault(str(incident.when))


def date_in_one_year(incident: Incident, book: Book) -> Iterator[Fault]:
    """A range over two years counts in its first."""
    if incident.when and incident.when.first.year != incident.when.last.year:
        yield Fault(str(incident.when), words={"year": str(incident.when.first.year)})


def country_given(incident: Incident, book: Book) -> Iterator[Fault]:
    """The country where it was."""
    if not incident.place.country:
        yield Fault()


def country_listed(incident: Incident, book: Book) -> Iterator[Fault]:
    """A code of the list."""
    if incident.place.country and incident.place.country not in book.trade.countries:
        yield Fault(incident.place.country)


def place_given(incident: Incident, book: Book) -> Iterator[Fault]:
    """More than the country: a listed place, a name, a point or a province."""
    where = incident.place
    if incident.kind is Kind.SEIZURE and not (where.code or where.name or where.admin1 or where.latitude):
        yield Fault()


def place_listed(incident: Incident, book: Book) -> Iterator[Fault]:
    """The code of a listed place must be one."""
    where = incident.place
    if where.code and place(where.code) is None:
        yield Fault(where.code)


def place_in_country(incident: Incident, book: Book) -> Iterator[Fault]:
    """A listed place lies in the country that is given."""
    where = incident.place
    found = place(where.code) if where.code else None
    if found is not None and where.country not in ("", found.country):
        names = {"there": country_name(found.country), "country": country_name(where.country)}
        yield Fault(where.code, words={"place": found.name} | names)


def point_on_earth(incident: Incident, book: Book) -> Iterator[Fault]:
    """Latitude and longitude come together and lie on the globe."""
    latitude, longitude = incident.place.latitude, incident.place.longitude
    if (latitude is None) != (longitude is None) or (
        latitude is not None and longitude is not None and (abs(latitude) > 90 or abs(longitude) > 180)
    ):
        yield Fault(f"{plain(latitude)}, {plain(longitude)}")


def agency_given(incident: Incident, book: Book) -> Iterator[Fault]:
    """Seizures name the kind of agency."""
    if incident.kind is Kind.SEIZURE and not incident.agency:
        yield Fault()


def offence_given(incident: Incident, book: Book) -> Iterator[Fault]:
    """Seizures name a reason."""
    if incident.kind is Kind.SEIZURE and not incident.offences:
        yield Fault()


def codes_listed(incident: Incident, book: Book) -> Iterator[Fault]:
    """Every code must be one of its list."""
    if incident.agency and incident.agency not in book.codes["agency"]:
        yield Fault(incident.agency, field="agency")
    for field, vocabulary in _CODED.items():
        for code in getattr(incident, field):
            if code not in book.codes[vocabulary]:
                yield Fault(code, field=field)
    for line in incident.specimens:
        if line.disposal and line.disposal not in book.codes["disposal"]:
            yield Fault(line.disposal, line.id, field="disposal")


def open_and_hidden(incident: Incident, book: Book) -> Iterator[Fault]:
    """What was not hidden has no other concealment."""
    if "none" in incident.concealment and len(incident.concealment) > 1:
        yield Fault(", ".join(incident.concealment))


def people_counted(incident: Incident, book: Book) -> Iterator[Fault]:
    """Nationalities are countries, and a group of people has at least one."""
    for group in incident.people:
        if group.country and group.country not in book.trade.countries:
            yield Fault(group.country)
        elif group.number == 0:
            yield Fault("0")


def people_once(incident: Incident, book: Book) -> Iterator[Fault]:
    """Each nationality stands once."""
    named = [group.country for group in incident.people]
    for country in sorted({country for country in named if named.count(country) > 1}):
        yield Fault(country)


def names_in_text(incident: Incident, book: Book) -> Iterator[Fault]:
    """Free text must not name persons."""
    for field, text in free_texts(incident):
        for found in personal_names(text):
            yield Fault(found.text, words={"why": declared(found.why)}, field=field)


def free_texts(incident: Incident) -> Iterator[tuple[str, str]]:
    """What somebody wrote in words of their own, by field; `place` is the place in words."""
    texts = ((field, getattr(incident, field)) for field in FREE_TEXT)
    yield from ((field, text) for field, text in (*texts, ("place", incident.place.name)) if text)


def persons_said(values: Mapping[str, Any]) -> list[Noticed]:
    """What looks like names of persons in values that need not be an observation yet: asked about before anything is
    kept."""
    place = values.get("place")
    texts = [*(values.get(field) for field in FREE_TEXT), place.get("name") if isinstance(place, Mapping) else ""]
    return [found for text in texts if isinstance(text, str) for found in personal_names(text)]


def with_text(incident: Incident, field: str, text: str) -> Incident:
    """The observation with another text in one of these fields."""
    changed: dict[str, Any] = {field: replace(incident.place, name=text) if field == "place" else text}
    return replace(incident, **changed)


def media_graded(incident: Incident, book: Book) -> Iterator[Fault]:
    """A media report or a tip carries the grade of its source."""
    if incident.kind in (Kind.MEDIA, Kind.TIP) and not incident.grade.source:
        yield Fault()


def withdrawal_explained(incident: Incident, book: Book) -> Iterator[Fault]:
    """A withdrawn observation says why."""
    if incident.stage is Stage.WITHDRAWN and not incident.withdrawn_because:
        yield Fault()


def live_animals_housed(incident: Incident, book: Book) -> Iterator[Fault]:
    """Where live animals go tonight."""
    if incident.kind is not Kind.SEIZURE or incident.first_hour.live_tonight:
        return
    for line in incident.specimens:
        if line.term == "LIV" and not line.disposal:
            yield Fault(line.name, line.id, {"taxon": line.name})


def quarantine_told(incident: Incident, book: Book) -> Iterator[Fault]:
    """A health risk and no word to quarantine."""
    hour = incident.first_hour
    if hour.health_risk in ("suspected", "known") and hour.quarantine_informed is not True:
        yield Fault(hour.health_risk)


def matter_known(incident: Incident, book: Book) -> Iterator[Fault]:
    """The first hour's matter and risk are words of their lists."""
    hour = incident.first_hour
    if hour.matter not in ("", "crime", "administrative"):
        yield Fault(hour.matter)
    if hour.health_risk not in ("", "none", "suspected", "known"):
        yield Fault(hour.health_risk)


def counted(incident: Incident) -> bool:
    """Whether it enters statistics of seizures and official reports."""
    return incident.kind is Kind.SEIZURE and incident.stage in COUNTED
