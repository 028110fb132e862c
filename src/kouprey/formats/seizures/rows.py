"""From the cells of one row to the parts of an observation, or to the reasons why not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha1
from typing import Any, NamedTuple
from uuid import UUID

from kouprey.domain import seizures as sz
from kouprey.domain.seizures.parts import text as line_of
from kouprey.formats.seizures import dirt
from kouprey.formats.seizures.dirt import Dirt, Share
from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.words import said

SPACE = UUID("6f4d8f0a-4a57-5b0c-9a43-5f0f6b6b7a11")
"""The name space of ids that are made from a table: the same row always gives the same id."""
OF_LINE = ("species", "local_name", "term", "quantity", "unit", "weight", "value", "currency", "disposal")
"""Fields of a row that are about its line of specimens; all others are about the whole."""
_VARIANT = {f"{digit:x}": f"{digit & 3 | 8:x}" for digit in range(16)}
_UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_ROLES = {"origin": sz.Role.ORIGIN, "export": sz.Role.EXPORT, "transit": sz.Role.TRANSIT,
          "destination": sz.Role.DESTINATION}  # fmt: skip
_FREE = {
    "admin1": 200, "place": 500, "agency_name": 500, "concealment_text": 5000, "sanction_text": 5000, "law": 500,
    "note": 20_000, "reference": 500, "source": 5000,
}  # fmt: skip


class Fault(NamedTuple):
    """What is wrong with one cell: the field, the value as found, why, and what to do. `vocabulary` and `word` name a
    word without a meaning, which somebody can give it."""

    field: str
    value: str
    reason: str
    remedy: str
    vocabulary: str = ""
    word: str = ""

    @classmethod
    def of(cls, field: str, value: str, found: Dirt) -> Fault:
        """What a cell's reader said of it."""
        return cls(field, value, found.reason, found.remedy, found.vocabulary, found.word)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a table is read: the synonyms in force, whether the day stands first, what holds where cells are blank."""

    synonyms: sz.Synonyms
    day_first: bool | None = None
    country: str = ""
    kind: sz.Kind = sz.Kind.SEIZURE
    seed: str = ""
    """What the ids of rows without an id of their own are made from, such as the digest of the file."""
    memo: dict[tuple[str, ...], Any] = field(default_factory=dict, compare=False)
    """Cells that were read already: tables say the same things over and over."""

    def once(self, what: str, cell: str, read: Callable[[], Any]) -> Any:
        """What a cell says, read the first time it is met. A fault is found anew each time."""
        key = (what, cell)
        if key not in self.memo:
            self.memo[key] = read()
        return self.memo[key]


@dataclass(slots=True)
class Row:
    """One row, read: values of the whole by field, and its line of specimens (several in a table of ETIS)."""

    sheet: str
    line: int
    incident: str
    whole: dict[str, Any] = field(default_factory=dict)
    specimens: tuple[sz.Specimen, ...] = ()
    reference: str = ""


def id_of(*parts: object) -> str:
    """An id that is the same whenever the same thing is read."""
    name = "\x1f".join(map(str, parts)).encode()
    text = sha1(SPACE.bytes + name, usedforsecurity=False).hexdigest()  # what `uuid5` does, without an object of it
    return f"{text[:8]}-{text[8:12]}-5{text[13:16]}-{_VARIANT[text[16]]}{text[17:20]}-{text[20:32]}"


def read_row(cells: Mapping[str, str], sheet: str, line: int, how: Reading) -> Row | tuple[Fault, ...]:
    """The parts of a row, or everything that is wrong with it."""
    faults: list[Fault] = []
    given = cells.get("incident_id", "").strip()
    incident = uuid_of(given) or (id_of("incident", given) if given else id_of(how.seed, sheet, line))
    row = Row(sheet, line, incident)
    try:
        row.reference = "" if uuid_of(given) else line_of(given[:500], "The id")
    except UnusableInput as error:
        faults.append(Fault("incident_id", given[:200], error.what, error.remedy))
    for name, reader in _WHOLE.items():
        if name not in _SEVERAL and not cells.get(name):
            continue
        try:
            value = reader(cells, how)
        except Dirt as fault:
            faults.append(Fault.of(name, _shown(cells, name), fault))
            continue
        except UnusableInput as error:
            faults.append(Fault(name, _shown(cells, name), error.what, error.remedy))
            continue
        if value not in ("", None, ()):
            row.whole[name] = value
    try:
        found = _specimen(cells, row, how)
        row.specimens = (found,) if found else ()
    except _At as at:
        faults.append(Fault.of(at.field, cells.get(at.field, "")[:200], at.fault))
    return tuple(faults) if faults else row


class _At(Exception):
    """A fault of a line, and the field that it lies in."""

    def __init__(self, name: str, fault: Dirt) -> None:
        super().__init__(name)
        self.field, self.fault = name, fault


def _specimen(cells: Mapping[str, str], row: Row, how: Reading) -> sz.Specimen | None:
    if all(dirt.is_blank(cells.get(name, "")) for name in OF_LINE if name != "currency"):
        return None
    at, word = "species", cells.get("term", "")
    try:
        reported, taxon = _taxon(cells, how)
        at = "term"
        term = how.once("term", word, lambda: dirt.read_code("term", word, how.synonyms))
        at = "unit"
        unit = _unit(cells.get("unit", ""), how)
        at = "quantity"
        quantity = _quantity(cells, unit, how)
        at = "weight"
        weight = _weight(cells, how)
        if weight and (quantity.known is None or quantity.kilograms is not None):
            quantity, weight = (weight, None) if quantity.known is None else (quantity, None)
        at = "value"
        value = dirt.read_money(cells.get("value", ""), cells.get("currency", ""))
        at = "disposal"
        disposal = dirt.read_code("disposal", cells.get("disposal", ""), how.synonyms)
    except Dirt as fault:
        raise _At(at, fault) from fault
    except UnusableInput as error:
        raise _At(at, Dirt(error.what, error.remedy)) from error
    id = id_of(row.incident, row.sheet, row.line, "specimen")
    return sz.Specimen(id, reported, taxon, "", term, quantity, weight, value, disposal)


def _taxon(cells: Mapping[str, str], how: Reading) -> tuple[str, str]:
    """The name as reported, and the taxon that a synonym of a table stands for; lists of taxa come later."""
    reported = line_of(cells.get("species", "") or cells.get("local_name", ""), "The taxon")
    if dirt.is_blank(reported):
        reported = line_of(cells.get("local_name", ""), "The taxon")
    told = how.synonyms.learned.get("species", {}).get(sz.fold(reported))
    told = told or how.synonyms.known["species"].get(sz.fold(reported), "")
    return reported, told


def _quantity(cells: Mapping[str, str], unit: str, how: Reading) -> sz.Quantity:
    amount, number, rest = dirt.read_quantity(cells.get("quantity", ""))
    if rest:
        own = _unit(rest, how)
        if not dirt.is_blank(cells.get("unit", "")) and own != unit:
            raise Dirt(
                said("“%(text)s” and the unit “%(unit)s” differ", text=rest, unit=cells["unit"].strip()),
                said("Keep one of them."),
            )
        unit = own
    return sz.Quantity(amount, number, unit)


def _weight(cells: Mapping[str, str], how: Reading) -> sz.Quantity | None:
    if dirt.is_blank(cells.get("weight", "")):
        return None
    amount, number, rest = dirt.read_quantity(cells["weight"])
    unit = _unit(rest, how) if rest else "KGM"
    return sz.Quantity(amount, number, unit)


def _unit(word: str, how: Reading) -> str:
    code = "" if dirt.is_blank(word) else how.synonyms.code("unit", word)
    if code is None:
        near = ", ".join(filter(None, how.synonyms.suggest("unit", word)))
        remedy = (
            said("Say what it means; closest: %(names)s.", names=near) if near else said("Write a unit of the list.")
        )
        raise Dirt(said("“%(text)s” is no unit", text=word.strip()), remedy, vocabulary="unit", word=word.strip())
    return "" if code == "NAR" else code


def _when(cells: Mapping[str, str], how: Reading) -> Any:
    cell = cells.get("date", "")
    found = how.once("date", cell, lambda: dirt.read_date(cell, day_first=how.day_first)) if cell else None
    return found or dirt.read_parts(cells.get("year", ""), cells.get("month", ""), cells.get("day", ""))


def _country(cells: Mapping[str, str], how: Reading) -> str:
    cell = cells.get("country", "")
    found = how.once("countries", cell, lambda: dirt.read_countries(cell, how.synonyms))
    if len(found) > 1:
        raise Dirt(said("several countries of seizure stand in one cell"), said("Write the one where it was found."))
    return found[0].country if found else how.country


def _legs(cells: Mapping[str, str], how: Reading) -> tuple[tuple[sz.Role, Share, sz.Certainty], ...]:
    found: list[tuple[sz.Role, Share, sz.Certainty]] = []
    for name, role in _ROLES.items():
        cell = cells.get(name, "")
        if not cell:
            continue
        sure = dirt.read_code("certainty", cells.get(f"{name}_certainty", ""), how.synonyms)
        certainty = sz.Certainty(sure or "unknown")
        shares = how.once("countries", cell, lambda cell=cell: dirt.read_countries(cell, how.synonyms))  # type: ignore[misc]
        found += [(role, share, certainty) for share in shares]
    return tuple(found)


def _words(name: str, vocabulary: str) -> Callable[[Mapping[str, str], Reading], Any]:
    def read(cells: Mapping[str, str], how: Reading) -> Any:
        cell = cells.get(name, "")
        return how.once(vocabulary, cell, lambda: dirt.read_codes(vocabulary, cell, how.synonyms)) if cell else ()

    return read


def _agency(cells: Mapping[str, str], how: Reading) -> str:
    text = cells.get("agency", "")
    return str(how.once("agency", text, lambda: _agency_of(text, how)))


def _agency_of(text: str, how: Reading) -> str:
    known = how.synonyms.code("agency", text)
    after = text.partition(":")[2].strip()
    return known or dirt.read_code("agency", after or text, how.synonyms)


def _free(name: str, longest: int) -> Callable[[Mapping[str, str], Reading], Any]:
    return lambda cells, how: line_of(cells[name], name, longest) if cells.get(name) else ""


def _kind(cells: Mapping[str, str], how: Reading) -> Any:
    code = dirt.read_code("kind", cells.get("kind", ""), how.synonyms)
    return sz.Kind(code) if code else how.kind


_WHOLE: Mapping[str, Callable[[Mapping[str, str], Reading], Any]] = {
    "kind": _kind,
    "date": _when,
    "country": _country,
    "latitude": lambda cells, how: dirt.read_degrees(cells.get("latitude", "")),
    "longitude": lambda cells, how: dirt.read_degrees(cells.get("longitude", "")),
    "agency": _agency,
    "activities": _words("activities", "activity"),
    "offence": _words("offence", "offence"),
    "transport": _words("transport", "transport"),
    "detection": _words("detection", "detection"),
    "concealment": _words("concealment", "concealment"),
    "sanction": _words("sanction", "sanction"),
    "origin": _legs,
    "people": lambda cells, how: dirt.read_people(cells.get("people", ""), cells.get("people_number", ""),
                                                  how.synonyms),
    "seizure_value": lambda cells, how: dirt.read_money(cells.get("seizure_value", ""),
                                                        cells.get("seizure_currency", "")),
    **{name: _free(name, longest) for name, longest in _FREE.items()},
}  # fmt: skip


_SEVERAL = frozenset({"kind", "date", "country", "origin", "people"})
"""Fields that are read from several columns, or have a value where their cell is blank."""


def _shown(cells: Mapping[str, str], name: str) -> str:
    if name == "origin":
        return "; ".join(filter(None, (cells.get(role, "") for role in _ROLES)))[:200]
    if name == "date":
        return (cells.get("date") or cells.get("year", ""))[:200]
    return cells.get(name, "")[:200]


def uuid_of(text: str) -> str:
    """A UUID as it is kept; blank for what is none."""
    if _UUID.fullmatch(text):
        return text
    try:
        return str(UUID(text)) if len(text) == 36 else ""
    except ValueError:
        return ""


def point(whole: Mapping[str, Any]) -> tuple[Decimal | None, Decimal | None]:
    """Latitude and longitude of a row, both or none."""
    latitude, longitude = whole.get("latitude"), whole.get("longitude")
    return (latitude, longitude) if latitude is not None and longitude is not None else (None, None)
