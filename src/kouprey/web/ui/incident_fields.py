"""The fields of the entry form of an observation, under one flat naming scheme, read into values and written again.

A page, a service worker that kept a draft and an importer all send the same names:

    token                 UUID made on the device: sent again, it is the same record
    kind when country admin1 post agency agency_name concealment_text law sanction_text contraband forensic platform
    outlets court cause source entry_way entered_for reference note reporter      one line or text each, as the schema
    activities offences transport detection concealment sanctions                 codes, the name sent once for each
    place-name place-latitude place-longitude place-precision_m                   the exact place
    value-amount value-currency                                                   of the whole case
    grade-source grade-information                                                scheme and code with a colon between
    specimen-N-id -taxon -appendix -term -amount -number -unit -weight -weight_amount -value -currency -disposal
    specimen-N-source
    leg-N-id -role -country -share -custody -certainty                            in the order of N
    people-N-country -number
    hour-matter -basis -identified_by -taken_over_by -live_tonight -health_risk -quarantine_informed
    photo, paper          files: photographs, and the source of what is entered on behalf of others

A country is a code or a name of the list of countries, or another spelling that tables of imports are read by. What
is neither stays as it was typed, and the act refuses it.

N counts from 0 and may leave gaps. A part with nothing typed in it is left out. `specimen-N-amount` is exact,
estimated, present or none; `specimen-N-weight` is kilograms. A blank `-appendix` means: by the list, on that date. A
blank `-id` is given a new one; sent back, it keeps the line the same line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from kouprey.domain import seizures as sz
from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.ids import new_id
from kouprey.kernel.partialdate import PartialDate, partial_date

Flat = Mapping[str, Sequence[str]]
"""What was typed: each name with everything that was sent under it."""
LINES: Final = (
    "kind", "when", "country", "admin1", "post", "agency", "agency_name", "concealment_text", "law", "sanction_text",
    "contraband", "forensic", "platform", "outlets", "court", "cause", "source", "entry_way", "entered_for",
    "reference", "note", "reporter",
)  # fmt: skip
MANY: Final = ("activities", "offences", "transport", "detection", "concealment", "sanctions")
PLACE: Final = ("name", "latitude", "longitude", "precision_m")
HOUR: Final = (
    "matter", "basis", "identified_by", "taken_over_by", "live_tonight", "health_risk", "quarantine_informed",
)  # fmt: skip
SPECIMEN: Final = (
    "id", "taxon", "appendix", "term", "amount", "number", "unit", "weight", "weight_amount", "value", "currency",
    "disposal", "source",
)  # fmt: skip
LEG: Final = ("id", "role", "country", "share", "custody", "certainty")
PEOPLE: Final = ("country", "number")
PARTS: Final = {"specimen": SPECIMEN, "leg": LEG, "people": PEOPLE}
_SAYS_NOTHING: Final = frozenset({"id", "amount", "unit", "weight_amount", "currency", "role", "certainty"})
"""Fields of a part that are chosen beforehand: alone they are no part."""
_THOUSANDS: Final = re.compile(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?")
_PART: Final = re.compile(r"(specimen|leg|people)-(\d{1,4})-(\w+)")


def said(flat: Flat, name: str) -> str:
    """What was typed under a name, the last of it."""
    found = flat.get(name, ())
    return found[-1].strip() if found else ""


def numbers(flat: Flat, part: str) -> list[int]:
    """The numbers N under which parts of a sort were sent, in order."""
    found = {int(match[2]) for name in flat if (match := _PART.fullmatch(name)) and match[1] == part}
    return sorted(found)


def part_of(flat: Flat, part: str, n: int) -> dict[str, str]:
    """The fields of one part, as typed."""
    return {name: said(flat, f"{part}-{n}-{name}") for name in PARTS[part]}


def values_of_form(flat: Flat, before: sz.Incident | None = None, *, draft: bool = False) -> dict[str, Any]:
    """The values of the record that was typed; `before` is the version that is amended. A `draft` may leave it open
    how many there were, though the form says beforehand that a number is exact.

    A name that stays as it was keeps the taxon it was identified as. Nothing is judged here: what cannot be kept is
    said by the act.
    """
    values: dict[str, Any] = {name: said(flat, name) for name in LINES}
    values |= {name: [word for word in flat.get(name, ()) if word] for name in MANY}
    read = partial(_country, sz.synonyms())
    values["country"] = read(values["country"])
    values["place"] = _filled({name: said(flat, f"place-{name}") for name in PLACE})
    values["value"] = _money(said(flat, "value-amount"), said(flat, "value-currency"))
    values["grade"] = _grade(said(flat, "grade-source"), said(flat, "grade-information"))
    values["first_hour"] = _filled({name: said(flat, f"hour-{name}") for name in HOUR})
    _placed(values)
    when, known = _when(values["when"]), {line.id: line for line in before.specimens} if before else {}
    values["specimens"] = [_specimen(one, when, known, draft=draft) for one in _typed(flat, "specimen")]
    values["legs"] = [_leg(one, n, read) for n, one in enumerate(_typed(flat, "leg"), start=1)]
    values["people"] = [_filled(one | {"country": read(one["country"])}) for one in _typed(flat, "people")]
    if before and before.synthetic:
        values["synthetic"] = "yes"
    return {name: value for name, value in values.items() if value not in ("", [], {})}


def flat_of(incident: sz.Incident) -> dict[str, list[str]]:
    """An observation as it is typed, to be amended: what `values_of_form` reads back without loss."""
    values = sz.to_values(incident)
    flat: dict[str, list[str]] = {name: [str(values.get(name, ""))] for name in LINES}
    flat |= {name: list(values.get(name, [])) for name in MANY}
    flat |= {f"place-{name}": [str(values.get("place", {}).get(name, ""))] for name in PLACE}
    flat |= {f"hour-{name}": [str(values.get("first_hour", {}).get(name, ""))] for name in HOUR}
    flat |= {f"value-{name}": [values.get("value", {}).get(name, "")] for name in ("amount", "currency")}
    grade = values.get("grade", {})
    for name in ("source", "information"):
        flat[f"grade-{name}"] = [f"{grade['scheme']}:{grade[name]}" if grade.get(name) else ""]
    parts = {
        "specimen": [_typed_specimen(one, incident.when) for one in values.get("specimens", [])],
        "leg": sorted(values.get("legs", []), key=lambda leg: int(leg.get("order", 0))),
        "people": values.get("people", []),
    }
    for part, found in parts.items():
        for n, one in enumerate(found):
            flat |= {f"{part}-{n}-{name}": [str(one.get(name, ""))] for name in PARTS[part]}
    return flat


def with_another(flat: Flat, part: str) -> dict[str, Sequence[str]]:
    """The same form with one more part of a sort, empty, at its end."""
    n = max(numbers(flat, part), default=-1) + 1
    return dict(flat) | {f"{part}-{n}-id": [""]} | ({f"{part}-{n}-country": [""]} if part == "people" else {})


def without(flat: Flat, part: str, n: int) -> dict[str, Sequence[str]]:
    """The same form without one of its parts."""
    return {name: value for name, value in flat.items() if not name.startswith(f"{part}-{n}-")}


def _typed(flat: Flat, part: str) -> Iterable[dict[str, str]]:
    for n in numbers(flat, part):
        one = part_of(flat, part, n)
        quiet = (
            {"id"} if part == "specimen" and one["amount"] in ("present", "none") and one["term"] else _SAYS_NOTHING
        )
        if any(value for name, value in one.items() if name not in quiet):
            yield one


def _specimen(
    one: Mapping[str, str], when: PartialDate | None, known: Mapping[str, sz.Specimen], *, draft: bool
) -> dict[str, Any]:
    before = known.get(one["id"])
    same = before is not None and before.reported == " ".join(one["taxon"].split())
    taxon = before.taxon if before is not None and same else sz.identify(one["taxon"]).taxon if one["taxon"] else ""
    amount = one["amount"] or ("exact" if one["number"] else "present")
    if draft and not one["number"] and amount in ("exact", "estimated"):
        amount = "present"
    number = _bare(one["number"])
    quantity = {"amount": amount, "number": number, "unit": one["unit"]}
    weight = {"amount": one["weight_amount"] or "exact", "number": _bare(one["weight"]), "unit": "KGM"}
    return _filled({
        "id": one["id"] or str(new_id()),
        "reported": one["taxon"],
        "taxon": taxon,
        "appendix": one["appendix"] or (sz.appendix_on(taxon, when) if taxon else ""),
        "term": one["term"],
        "quantity": _filled(quantity),
        "weight": _filled(weight) if one["weight"] else {},
        "value": _money(one["value"], one["currency"]),
        "disposal": one["disposal"],
        "source": one["source"],
    })  # fmt: skip


def _typed_specimen(one: Mapping[str, Any], when: PartialDate | None) -> dict[str, str]:
    quantity, weight, value = one.get("quantity", {}), one.get("weight", {}), one.get("value", {})
    by_list = sz.appendix_on(one.get("taxon", ""), when) if one.get("taxon") else ""
    listed = one.get("appendix", "")
    return {
        "id": one["id"], "taxon": one.get("reported", "") or one.get("taxon", ""),
        "appendix": "" if listed == by_list else listed, "term": one.get("term", ""),
        "amount": quantity.get("amount", ""), "number": quantity.get("number", ""), "unit": quantity.get("unit", ""),
        "weight": weight.get("number", ""), "weight_amount": weight.get("amount", ""),
        "value": value.get("amount", ""), "currency": value.get("currency", ""), "disposal": one.get("disposal", ""),
        "source": one.get("source", ""),
    }  # fmt: skip


def _leg(one: Mapping[str, str], n: int, read: Callable[[str], str]) -> dict[str, Any]:
    return {"order": n} | _filled({**one, "id": one["id"] or str(new_id()), "country": read(one["country"])})


def _country(words: sz.Synonyms, typed: str) -> str:
    return words.code("country", typed) or typed


def _placed(values: dict[str, Any]) -> None:
    """A listed place says its country and province, and a place's name in words may be a listed place."""
    listed = sz.place(values["post"]) if values["post"] else None
    if listed is None and values["country"] and values["place"].get("name"):
        listed = sz.place_named(values["country"].upper(), values["place"]["name"])
    if listed is not None and values["country"] in ("", listed.country):
        values["post"], values["country"] = listed.code, listed.country
        values["admin1"] = values["admin1"] or listed.admin1


def _when(text: str) -> PartialDate | None:
    try:
        return partial_date(text) if text else None
    except UnusableInput:
        return None


def _money(amount: str, currency: str) -> dict[str, str]:
    """Money has no thousandths: commas before three digits part thousands. Any other comma stays, and is refused."""
    bare = _bare(amount)
    digits = bare.replace(",", "") if _THOUSANDS.fullmatch(bare) else bare
    return {"amount": digits, "currency": currency} if amount else {}


def _bare(text: str) -> str:
    """A number without blanks. A comma stays, and is refused: nobody knows whether it parts thousands or decimals."""
    return text.replace(" ", "").replace("\u00a0", "")


def _grade(source: str, information: str) -> dict[str, str]:
    scheme, _colon, letter = source.partition(":")
    other, _colon, digit = information.partition(":")
    found = {"scheme": scheme or other, "source": letter, "information": digit}
    return _filled(found) if letter or digit else {}


def _filled(found: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value not in ("", {}, None)}
