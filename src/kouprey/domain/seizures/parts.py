"""The parts of an observation that are lists or objects, as JSON and back. Numbers are text and so stay exact."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar, cast

from kouprey.domain.handling import Grade
from kouprey.domain.seizures.values import (
    Amount,
    Certainty,
    FirstHour,
    Leg,
    Money,
    People,
    Place,
    Quantity,
    Role,
    Specimen,
)
from kouprey.kernel import words
from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.quantity import plain

E = TypeVar("E", bound=StrEnum)
Json = dict[str, Any]
_WHOLE_DIGITS, _DECIMAL_PLACES = 20, 15
_NUMBER = re.compile(r"-?(\d+)(?:\.(\d+))?")
_MOST = 10**9
_LONGEST = 500
_FLAGS = {"yes": True, "no": False, "": None}


def text(given: Any, what: str, longest: int = _LONGEST) -> str:
    """One line of text, NFC, single blanks. Raises UnusableInput."""
    if given in ("", None):
        return ""
    if isinstance(given, str):
        line = " ".join((given if given.isascii() else unicodedata.normalize("NFC", given)).split())
    else:
        raise UnusableInput(words.said("%(what)s is no text.", what=what), remedy=words.said("Write it as text."))
    if len(line) > longest:
        raise UnusableInput(
            words.said("%(what)s is longer than %(longest)s characters.", what=what, longest=longest),
            remedy=words.said("Shorten it."),
        )
    if not line.isprintable() and any(unicodedata.category(c) in ("Cc", "Cs") for c in line):
        raise UnusableInput(
            words.said("%(what)s holds a character that cannot be shown.", what=what),
            remedy=words.said("Type it again."),
        )
    return line


def country(given: Any, what: str) -> str:
    """A code of two letters; whether a list has it is for the rules. Raises UnusableInput for what is none."""
    code = text(given, what)
    if len(code) > 2:
        raise UnusableInput(
            words.said("%(what)s: “%(text)s” is no country.", what=what, text=code),
            remedy=words.said("Choose a country of the list."),
        )
    return code.upper()


def number(given: Any, what: str) -> Decimal | None:
    """An exact number of at most 20 and 15 digits, from text or a whole number; None for blank.

    Raises UnusableInput.
    """
    written = plain(given) if isinstance(given, int | Decimal) and not isinstance(given, bool) else given
    if written in ("", None):
        return None
    found = _NUMBER.fullmatch(written.strip()) if isinstance(written, str) else None
    if not found:
        raise UnusableInput(
            words.said("%(what)s is no number.", what=what),
            remedy=words.said("Write digits, with a point before decimals."),
        )
    if len(found[1]) > _WHOLE_DIGITS or len(found[2] or "") > _DECIMAL_PLACES:
        raise UnusableInput(
            words.said(
                "%(what)s is too long a number: %(whole)s digits are kept before the point, %(places)s after it.",
                what=what, whole=_WHOLE_DIGITS, places=_DECIMAL_PLACES,
            ),
            remedy=words.said("Check the number, and write it shorter."),
        )  # fmt: skip
    try:
        return Decimal(found[0])
    except InvalidOperation as error:  # pragma: no cover - the pattern lets nothing else through
        raise UnusableInput(words.said("%(what)s is no number.", what=what)) from error


def whole(given: Any, what: str) -> int | None:
    """A whole number from nought on; None for blank. Raises UnusableInput."""
    found = number(given, what)
    if found is None:
        return None
    if found > _MOST:
        raise UnusableInput(
            words.said("%(what)s is more than %(most)s.", what=what, most=f"{_MOST:,}"),
            remedy=words.said("Check the number."),
        )
    if found != found.to_integral_value() or found < 0:
        raise UnusableInput(
            words.said("%(what)s is no whole number.", what=what), remedy=words.said("Write digits alone.")
        )
    return int(found)


def flag(given: Any, what: str) -> bool | None:
    """Yes, no or not said. Raises UnusableInput."""
    found = _FLAGS.get(given or "", given) if isinstance(given, str | None) else given
    if found is not None and not isinstance(found, bool):
        raise UnusableInput(
            words.said("%(what)s is neither yes nor no.", what=what),
            remedy=words.said("Choose yes, no, or leave it blank."),
        )
    return found


def one_of(kind: type[E], given: Any, what: str, default: E) -> E:
    """A value of a closed list; `default` for blank. Raises UnusableInput."""
    if given in ("", None):
        return default
    found = kind._value2member_map_.get(given) if isinstance(given, str) else None
    if found is None:
        raise UnusableInput(
            words.said("%(what)s is none of %(codes)s.", what=what, codes=", ".join(kind)),
            remedy=words.said("Choose one of the list."),
        )
    return cast(E, found)


def said(value: bool | None) -> str:
    """A flag as it is kept."""
    return "" if value is None else "yes" if value else "no"


def short(**values: Any) -> Json:
    """An object without its blank values; lists and numbers are kept as they are."""
    return {name: value for name, value in values.items() if value or value == 0}


def money(value: Money | None) -> Json:
    """A sum as JSON; nothing for none."""
    return {} if value is None else {"amount": plain(value.amount), "currency": value.currency}


def to_money(given: Any, what: str) -> Money | None:
    """A sum from JSON. Raises UnusableInput."""
    found = _object(given, what)
    amount = number(found.get("amount"), what)
    if amount is None:
        return None
    if amount < 0:
        raise UnusableInput(
            words.said("%(what)s is below zero.", what=what),
            remedy=words.said("Write the value as a positive number."),
        )
    return Money(amount, text(found.get("currency"), what, 3).upper())


def quantity(value: Quantity | None) -> Json:
    """A quantity as JSON."""
    if value is None:
        return {}
    return {"amount": str(value.amount)} | short(number=plain(value.number), unit=value.unit)


def to_quantity(given: Any, what: str) -> Quantity:
    """A quantity from JSON: number and amount must agree. Raises UnusableInput."""
    found = _object(given, what)
    figure = number(found.get("number"), what)
    amount = one_of(Amount, found.get("amount"), what, Amount.PRESENT if figure is None else Amount.EXACT)
    known = amount in (Amount.EXACT, Amount.ESTIMATED)
    if known != (figure is not None):
        raise UnusableInput(
            words.said("%(what)s: a number goes with an exact or estimated amount, and only with these.", what=what),
            remedy=words.said("Write the number, or say that the amount is not known or that there was none."),
        )
    if figure is not None and figure < 0:
        raise UnusableInput(
            words.said("%(what)s is below zero.", what=what), remedy=words.said("Write a positive number.")
        )
    return Quantity(amount, figure, text(found.get("unit"), what, 10))


def specimen(value: Specimen) -> Json:
    """A line of specimens as JSON."""
    return short(
        id=value.id,
        reported=value.reported,
        taxon=value.taxon,
        appendix=value.appendix,
        term=value.term,
        quantity=quantity(value.quantity),
        weight=quantity(value.weight),
        value=money(value.value),
        disposal=value.disposal,
        source=value.source_code,
    )


def to_specimen(given: Any, what: str) -> Specimen:
    """A line of specimens from JSON. Raises UnusableInput."""
    found = _object(given, what)
    return Specimen(
        _id(found, what),
        text(found.get("reported"), f"{what}: taxon"),
        text(found.get("taxon"), f"{what}: taxon"),
        text(found.get("appendix"), f"{what}: Appendix", 20),
        text(found.get("term"), f"{what}: specimen", 40),
        to_quantity(found.get("quantity"), f"{what}: quantity"),
        to_quantity(found["weight"], f"{what}: weight") if found.get("weight") else None,
        to_money(found.get("value"), f"{what}: value"),
        text(found.get("disposal"), f"{what}: disposal", 40),
        text(found.get("source"), f"{what}: source", 10).upper(),
    )


def leg(value: Leg) -> Json:
    """A leg of the route as JSON."""
    certainty = "" if value.certainty is Certainty.UNKNOWN else str(value.certainty)
    parts = short(share=plain(value.share), custody=said(value.custody), certainty=certainty)
    return {"id": value.id, "order": value.order, "role": str(value.role), "country": value.country} | parts


def to_leg(given: Any, what: str) -> Leg:
    """A leg of the route from JSON. Raises UnusableInput."""
    found = _object(given, what)
    return Leg(
        _id(found, what),
        whole(found.get("order"), f"{what}: order") or 0,
        one_of(Role, found.get("role"), f"{what}: role", Role.TRANSIT),
        country(found.get("country"), f"{what}: country"),
        number(found.get("share"), f"{what}: share"),
        flag(found.get("custody"), f"{what}: custody"),
        one_of(Certainty, found.get("certainty"), f"{what}: certainty", Certainty.UNKNOWN),
    )


def people(value: People) -> Json:
    """People of one nationality as JSON."""
    return short(country=value.country, number=value.number)


def to_people(given: Any, what: str) -> People:
    """People of one nationality from JSON; anything else in it, such as a name, is refused. Raises UnusableInput."""
    found = _object(given, what)
    if found.keys() - {"country", "number"}:
        raise UnusableInput(
            words.said("People are counted by nationality; names do not belong here."),
            remedy=words.said("Write names in the case file."),
        )
    return People(country(found.get("country"), f"{what}: nationality"), whole(found.get("number"), what))


def place(value: Place) -> Json:
    """What of a place stays in the State, as JSON."""
    return short(
        name=value.name,
        latitude=plain(value.latitude),
        longitude=plain(value.longitude),
        precision_m=value.precision_m,
    )


def to_place(given: Any, country: str, admin1: str, code: str) -> Place:
    """A place from its shareable parts and what stays. Raises UnusableInput."""
    found = _object(given, "Exact place")
    latitude, longitude = number(found.get("latitude"), "Latitude"), number(found.get("longitude"), "Longitude")
    name = text(found.get("name"), "Exact place")
    return Place(country, admin1, code, name, latitude, longitude, whole(found.get("precision_m"), "Precision"))


def first_hour(value: FirstHour) -> Json:
    """The first hour as JSON."""
    return short(
        matter=value.matter,
        basis=value.basis,
        identified_by=value.identified_by,
        taken_over_by=value.taken_over_by,
        live_tonight=value.live_tonight,
        health_risk=value.health_risk,
        quarantine_informed=said(value.quarantine_informed),
    )


def to_first_hour(given: Any) -> FirstHour:
    """The first hour from JSON. Raises UnusableInput."""
    found = _object(given, "First hour")
    names = ("matter", "basis", "identified_by", "taken_over_by", "live_tonight", "health_risk")
    lines = {name: text(found.get(name), f"First hour: {name}") for name in names}
    informed = flag(found.get("quarantine_informed"), "Quarantine informed")
    return FirstHour(**lines, quarantine_informed=informed)


def grade(value: Grade) -> Json:
    """A grade as JSON."""
    return short(scheme=value.scheme, source=value.source, information=value.information)


def to_grade(given: Any) -> Grade:
    """A grade from JSON. Raises UnusableInput."""
    found = _object(given, "Grade")
    return Grade(*(text(found.get(name), "Grade", 40) for name in ("scheme", "source", "information")))


T = TypeVar("T")


def each(given: Any, what: str, read: Callable[[Any, str], T]) -> tuple[T, ...]:
    """Every part of a list, read. Raises UnusableInput for what is no list."""
    if given in (None, ""):
        return ()
    if not isinstance(given, list | tuple):
        raise UnusableInput(words.said("%(what)s is no list.", what=what), remedy=words.said("Send a list."))
    return tuple(read(part, f"{what} {place}") for place, part in enumerate(given, start=1))


def _object(given: Any, what: str) -> Mapping[str, Any]:
    if given in (None, ""):
        return {}
    if not isinstance(given, Mapping):
        raise UnusableInput(
            words.said("%(what)s is no object.", what=what), remedy=words.said("Send an object with named parts.")
        )
    return given


def _id(found: Mapping[str, Any], what: str) -> str:
    id = text(found.get("id"), f"{what}: id", 64)
    if not id:
        raise UnusableInput(
            words.said("%(what)s has no id.", what=what),
            remedy=words.said("Keep the id of the earlier version, or make a new one."),
        )
    return id
