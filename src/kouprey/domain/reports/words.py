"""Words and codes of a report's cells, each in the one spelling that the rules look at.

Reports write a term as "LIV" or "live", a unit as "KIL", "KGM" or "kg", a country as "VN" or "Viet Nam". What no
list knows stays as written: the rules then say so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from kouprey.domain.lists import load
from kouprey.domain.trade.rows import exact
from kouprey.kernel.quantity import plain

# "no." is how the guidelines write number of specimens (c. 2019 edition); NAR is the trade database's code.
NUMBER = frozenset({"", "no", "no.", "nar", "number", "number of specimens"})
DIRECTIONS: Mapping[str, str] = {
    "i": "I", "imp": "I", "import": "I", "imports": "I", "imported": "I", "ifs": "I", "importation": "I",
    "introduction from the sea": "I", "e": "E", "exp": "E", "export": "E", "exports": "E", "exported": "E",
    "re-export": "E", "re-exports": "E", "reexport": "E", "re-exported": "E", "exportation": "E",
}  # fmt: skip
"""What a report may call imports (I) and exports or re-exports (E)."""

_CODES = ("appendix", "purpose", "source")
_COUNTRIES = ("partner", "importer", "exporter", "origin")
_WAYS = ("long", "short", "name", "code")
"""How the list of countries writes one; where two would be spelled alike, the later way wins."""
_YEAR = re.compile(r"(\d+)(?:\.0+)?")
_ISO_DATE = re.compile(r"(\d{4})-\d{1,2}-\d{1,2}(?:[T ].*)?")
_OTHER_DATE = re.compile(r"\d{1,2}[./ -](?:\d{1,2}|[A-Za-z]{3,9})[./ ,-]+(\d{4})(?:\s.*)?")
_EXCEL_EPOCH = date(1899, 12, 30)


class Words(NamedTuple):
    """Every spelling that is understood, folded, and the code it stands for."""

    terms: dict[str, str]
    units: dict[str, str]
    countries: dict[str, str]


def words() -> Words:
    """Read the spellings of terms, units and countries from the lists in force."""
    terms = {fold(word): row["code"] or row["name"] for row in load("terms").rows for word in _spellings(row)}
    units = {fold(word): row["code"] for row in load("units").rows for word in _spellings(row)}
    units |= dict.fromkeys(NUMBER, "")
    named = load("countries").rows
    countries = {fold(row[way]): row["code"] for way in _WAYS for row in named if row[way]}
    return Words(terms, units, countries)


def clean(text: str) -> str:
    """A cell without line breaks, control characters and doubled or outer blanks, in one spelling of accents."""
    seen = "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Cn", "Co") else c for c in text)
    return " ".join(unicodedata.normalize("NFC", seen).split())


def fold(word: str) -> str:
    """A word as it is looked up: no case, no outer blanks."""
    return clean(word).casefold()


def tidy(field: str, text: str, known: Words) -> str:
    """The value of a field as the rules and the standard layout have it; nothing is ever lost or guessed."""
    value = clean(text)
    if field in _CODES:
        return value.upper()
    if field in _COUNTRIES:
        return known.countries.get(fold(value), value.upper() if len(value) == 2 else value)
    if field == "term":
        return known.terms.get(fold(value), value)
    if field == "unit":
        return known.units.get(fold(value), value)
    if field == "quantity":
        return _digits(value)
    return year_of(value) if field == "year" else value


def direction_of(text: str) -> str:
    """I for imports, E for exports and re-exports, "" for a word that says neither."""
    return DIRECTIONS.get(fold(text), "")


def year_of(text: str) -> str:
    """The year that a cell names, as a year or within a date; a cell that names none stays as written."""
    number = _YEAR.fullmatch(text)
    if number:
        return number.group(1)
    dated = _ISO_DATE.fullmatch(text) or _OTHER_DATE.fullmatch(text)
    return dated.group(1) if dated else text


def year_of_date(text: str) -> str:
    """The year of a date, also of one kept as a number of days, as old workbooks do (reporting.md 11)."""
    found = year_of(clean(text))
    if len(found) == 5 and found.isascii() and found.isdigit():
        return str(date.fromordinal(_EXCEL_EPOCH.toordinal() + int(found)).year)
    return found


def _digits(value: str) -> str:
    """A quantity without zeros that say nothing; what is no number stays as written."""
    number = exact(value) if value else value
    return value if isinstance(number, str) else plain(number)


def _spellings(row: Mapping[str, str]) -> tuple[str, ...]:
    # In the lists a blank name or code is no spelling; the blank unit is in NUMBER.
    found = (row["name"], row["code"], row.get("other_code", ""))
    return tuple(word for word in found if word)
