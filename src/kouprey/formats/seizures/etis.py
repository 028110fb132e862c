"""ETIS tables: written in three generations of headers and as the tables of analysis code, and read from all of them.

After the columns of the form stands one of our own, the raw ivory equivalent: raw kg + worked kg / 0.7; blank while a
weight is missing, unless the factors of `ivory-rules` are asked for.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from kouprey.domain import seizures as sz
from kouprey.domain.handling import Grade
from kouprey.domain.seizures.parts import text as line_of
from kouprey.formats.seizures import dirt
from kouprey.formats.seizures.dirt import Dirt
from kouprey.formats.seizures.etis_record import GROUPS, EtisRecord, Part, concerns, record_of, row_of
from kouprey.formats.seizures.layouts import etis_layout
from kouprey.formats.seizures.rows import Fault, Reading, Row, id_of
from kouprey.formats.seizures.rows import uuid_of as same_id
from kouprey.formats.seizures.tables import guarded
from kouprey.formats.seizures.writing import people, words
from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.quantity import plain
from kouprey.kernel.words import said

EQUIVALENT = "Raw ivory equivalent (kg)"
_UNKNOWN = {
    "raw": "Raw ivory present, amount unknown.",
    "worked": "Worked ivory present, amount unknown.",
    "hide": "Hide present, amount unknown.",
    "product": "Hide products present, amount unknown.",
    "other": "Other products present, amount unknown.",
}
_COLUMNS = {"raw": "raw", "worked": "worked", "hide": "hide", "product": "hide_product", "other": "other"}


def report(incidents: Iterable[sz.Incident], country: str, year: int) -> tuple[sz.Incident, ...]:
    """The seizures of elephant specimens of a State and year; a range over two years counts in its first."""
    found = (one for one in incidents if concerns(one) and one.place.country == country and one.year == year)
    return tuple(sorted(found, key=lambda one: (str(one.when), one.id)))


def as_csv(incidents: Iterable[sz.Incident], *, generation: int = 1, fill: bool = False) -> str:
    """CSV in the headers of a generation, with the raw ivory equivalent after them. `fill`: by the factors."""
    form = etis_layout(generation)
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n")
    write.writerow([*form.headers, EQUIVALENT])
    for incident in incidents:
        cells = cells_of(record_of(incident))
        found = sz.ivory_of(incident, fill=fill)
        own = plain(found.equivalent) if found.present else ""
        write.writerow([*(guarded(cells.get(name, "")) for name in form.fields), own])
    return out.getvalue()


def cells_of(record: EtisRecord) -> dict[str, str]:
    """The cells of a row, by field of the layout."""
    cells = {
        "id": record.id,
        "status": record.status,
        "year": str(record.when.first.year) if record.when else "",
        "date": str(record.when or ""),
        "source": record.source,
        "agency": sz.name("agency", record.agency) if record.agency else "",
        "grade": _grade(record.grade),
        "activities": words("activity", record.activities),
        "place": record.place,
        "city": record.city,
        "country": record.country,
        "origin": "; ".join(c if s is None else f"{c} {plain(s)}%" for c, s in record.origin),
        "export": "; ".join(record.export),
        "transit": "; ".join(record.transit),
        "destination": "; ".join(record.destination),
        "species": record.species,
        "hide_product": record.kinds[0],
        "other_product": record.kinds[1],
        "contraband": record.contraband,
        "value": f"{plain(record.value.amount)} {record.value.currency}" if record.value else "",
        "transport": words("transport", record.transport),
        "concealment": words("concealment", record.concealment),
        "detection": words("detection", record.detection),
        "people": people(record.people),
        "note": " ".join(filter(None, (sz.MARK if record.synthetic else "", record.note))),
        "mode": record.mode,
        "reference": record.reference,
    }
    for group in GROUPS:
        part: Part = getattr(record, group)
        cells[f"{_COLUMNS[group]}_pieces"] = plain(part.pieces)
        cells[f"{_COLUMNS[group]}_weight"] = plain(part.weight)
    unknown = [_UNKNOWN[group] for group in GROUPS if getattr(record, group).unknown]
    return cells | {"ivory_note": " ".join(unknown)}


def read_record(
    cells: Mapping[str, str], how: Reading, sheet: str = "", line: int = 0
) -> EtisRecord | tuple[Fault, ...]:
    """The row that cells tell of, or everything that is wrong with it."""
    faults: list[Fault] = []
    values: dict[str, Any] = {}
    for name, reader in _READERS.items():
        try:
            values[name] = reader(cells, how)
        except Dirt as fault:
            faults.append(Fault.of(name, cells.get(name, "")[:200], fault))
        except UnusableInput as error:
            faults.append(Fault(name, cells.get(name, "")[:200], error.what, error.remedy))
    given = cells.get("id", "").strip()
    try:
        reference = "" if same_id(given) else line_of(given[:500], "The id")
    except UnusableInput as error:
        faults.append(Fault("id", given[:200], error.what, error.remedy))
    if faults:
        return tuple(faults)
    id = same_id(given) or (id_of("etis", given) if given else id_of(how.seed, sheet, line))
    note = values["note"]
    synthetic = note.startswith(sz.MARK)
    values["note"] = " ".join(filter(None, (note.removeprefix(sz.MARK).strip(), _comment(cells))))
    values["country"] = values["country"] or how.country
    values["reference"] = values["reference"] or reference
    return EtisRecord(id=id, synthetic=synthetic, **values)


def read_row(cells: Mapping[str, str], sheet: str, line: int, how: Reading) -> Row | tuple[Fault, ...]:
    """A row of an import, from a table of ETIS."""
    found = read_record(cells, how, sheet, line)
    return row_of(found, sheet, line) if isinstance(found, EtisRecord) else found


def carried(record: EtisRecord, generation: int) -> EtisRecord:
    """A record as the headers of a generation can hold it."""
    names = set(etis_layout(generation).fields)
    kept = {field.name: getattr(record, field.name) for field in fields(EtisRecord)}
    blank = EtisRecord(record.id)
    for name in kept:
        if name in _READERS and name not in _DERIVED and name not in names:
            kept[name] = getattr(blank, name)
    for group in GROUPS:
        if f"{_COLUMNS[group]}_pieces" not in names:
            kept[group] = Part(unknown=getattr(record, group).unknown)
    if "hide_product" not in names:
        kept["kinds"] = ("", "")
    return replace(record, **kept)


_DERIVED = frozenset({"when", "kinds", *GROUPS})


def _part(group: str) -> Callable[[Mapping[str, str], Reading], Part]:
    def read(cells: Mapping[str, str], how: Reading) -> Part:
        figures, present = [], False
        for column in (f"{_COLUMNS[group]}_pieces", f"{_COLUMNS[group]}_weight"):
            amount, number, rest = dirt.read_quantity(cells.get(column, ""))
            if rest and sz.fold(rest) not in ("kg", "pcs", "pieces", "tusks"):
                raise Dirt(
                    said("“%(text)s” is no number", text=cells[column].strip()),
                    said("Write the number alone, weights in kg."),
                )
            present = present or (amount is sz.Amount.PRESENT and not dirt.is_blank(cells.get(column, "")))
            figures.append(number)
        pieces, weight = figures
        told = _UNKNOWN[group] in cells.get("ivory_note", "")
        return Part(pieces, weight, (present or told) and pieces is None and weight is None)

    return read


def _kinds(cells: Mapping[str, str], how: Reading) -> tuple[str, str]:
    found = []
    for column, other in (("hide_product", "LPS"), ("other_product", "SPE")):
        word = cells.get(column, "")
        found.append("" if dirt.is_blank(word) else how.synonyms.code("term", word) or other)
    return found[0], found[1]


def _codes(name: str, vocabulary: str) -> Callable[[Mapping[str, str], Reading], Any]:
    return lambda cells, how: dirt.read_codes(vocabulary, cells.get(name, ""), how.synonyms)


def _nations(name: str) -> Callable[[Mapping[str, str], Reading], Any]:
    return lambda cells, how: tuple(one.country for one in dirt.read_countries(cells.get(name, ""), how.synonyms))


def _free(name: str, longest: int = 500) -> Callable[[Mapping[str, str], Reading], Any]:
    return lambda cells, how: line_of(cells.get(name, ""), name, longest)


def _origins(cells: Mapping[str, str], how: Reading) -> Any:
    """Countries of origin; where only those of raw or worked ivory are given, these."""
    columns = ("origin", "raw_origin", "worked_origin")
    given = [cells.get(name, "") for name in columns if not dirt.is_blank(cells.get(name, ""))]
    return dirt.read_countries(given[0], how.synonyms) if given else ()


def _country(cells: Mapping[str, str], how: Reading) -> str:
    found = dirt.read_countries(cells.get("country", ""), how.synonyms)
    if len(found) > 1:
        raise Dirt(
            said("several countries of discovery stand in one cell"), said("Write the one where it was found.")
        )
    return found[0].country if found else ""


def _agency(cells: Mapping[str, str], how: Reading) -> str:
    found = dirt.read_codes("agency", cells.get("agency", ""), how.synonyms)
    return found[0] if found else ""


def _when(cells: Mapping[str, str], how: Reading) -> Any:
    found = dirt.read_date(cells.get("date", ""), day_first=how.day_first)
    return found or dirt.read_date(cells.get("year", ""), day_first=how.day_first)


def _read_grade(cells: Mapping[str, str], how: Reading) -> Grade:
    scheme, _, both = line_of(cells.get("grade", ""), "grade", 100).rpartition(" ")
    source, _, information = both.partition("/")
    return Grade(scheme, source, information)


def _status(cells: Mapping[str, str], how: Reading) -> str:
    return line_of(cells.get("status", ""), "status", 20)


_READERS: Mapping[str, Callable[[Mapping[str, str], Reading], Any]] = {
    "status": _status,
    "when": _when,
    "source": _free("source", 5000),
    "agency": _agency,
    "grade": _read_grade,
    "activities": _codes("activities", "activity"),
    "place": _free("place"),
    "city": _free("city", 200),
    "country": _country,
    "origin": _origins,
    "export": _nations("export"),
    "transit": _nations("transit"),
    "destination": _nations("destination"),
    "species": _free("species"),
    "kinds": _kinds,
    "contraband": _free("contraband"),
    "value": lambda cells, how: dirt.read_money(cells.get("value", ""), ""),
    "transport": _codes("transport", "transport"),
    "concealment": _codes("concealment", "concealment"),
    "detection": _codes("detection", "detection"),
    "people": lambda cells, how: dirt.read_people(cells.get("people", ""), "", how.synonyms),
    "note": _free("note", 20_000),
    "mode": _free("mode"),
    "reference": _free("reference"),
    **{group: _part(group) for group in GROUPS},
}


def _grade(grade: Grade) -> str:
    both = f"{grade.source}/{grade.information}" if grade.information else grade.source
    return f"{grade.scheme} {both}".strip() if both or grade.scheme else ""


def _comment(cells: Mapping[str, str]) -> str:
    text = line_of(cells.get("ivory_note", ""), "ivory_note", 5000)
    for sentence in _UNKNOWN.values():
        text = text.replace(sentence, "")
    return " ".join(text.split())
