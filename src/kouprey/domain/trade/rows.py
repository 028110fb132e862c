"""What a value of a trade row may be. Rules are named, listed, and say how to mend what they reject.

Each rule looks at one value of one field. The warehouse asks about every different value once, not about every
row, so that checking costs next to nothing. Codes that are merely unknown load with a warning: lists age, and
a row must not be lost for it. Only what cannot be placed or counted is rejected.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from kouprey.kernel.words import Said, said, saying

# trade.md 3.5: "Number of specimens" (code NAR) is a second spelling of the blank unit.
NUMBER_OF_SPECIMENS = ("number of specimens", "nar")
WHOLE_DIGITS, DECIMAL_PLACES = 20, 15
CODES = ("importer", "exporter", "origin", "purpose", "source", "reporter", "appendix")


@dataclass(frozen=True, slots=True)
class Rule:
    """One check of one field: `pattern` must match the whole value, else the row is rejected with `reason`."""

    name: str
    fields: tuple[str, ...]
    pattern: re.Pattern[str]
    reason: str


RULES = (
    Rule("year", ("year",), re.compile(r"(19|20)[0-9]{2}"),
         said("the year is not a year from 1900 to 2099")),
    Rule("country", ("importer", "exporter", "origin"), re.compile(r"([A-Z]{2})?"),
         said("the country is not a code of two letters")),
    Rule("appendix", ("appendix",), re.compile(r"((I|II|III|N|NC)(/(I|II|III|N|NC))*)?"),
         said("the Appendix is none of I, II, III and N")),
    Rule("code", ("purpose", "source"), re.compile(r"[A-Z]{0,2}"), said("the code is not a letter")),
    Rule("reporter", ("reporter",), re.compile(r"[IE]"), said("the reporter type is neither I nor E")),
)  # fmt: skip
HIDDEN = saying("an invisible character (%(code)s) stands in the value")
NEGATIVE = said("the quantity is negative")
NO_NUMBER = said("the quantity is not a number")
SEPARATED = said("the quantity is not a number (write it with a decimal point and no separators)")
TOO_LONG = said("the quantity has more digits than can be kept exactly")
REASONS = (*(rule.reason for rule in RULES), HIDDEN, NEGATIVE, NO_NUMBER, SEPARATED, TOO_LONG)
"""Everything that can be wrong with a value, as templates: lists of rejected rows keep these words as plain text."""
_BY_FIELD = {field: rule for rule in RULES for field in rule.fields}
# Control characters and marks without width: two values that look the same would not be the same.
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_PLAIN_NUMBER = re.compile(r"[0-9]+(\.[0-9]*)?([eE][+-]?[0-9]{1,2})?|\.[0-9]+([eE][+-]?[0-9]{1,2})?")


def tidy(field: str, value: str) -> str:
    """The value as the store keeps it: plain blanks, none around it, one spelling of accents, codes in capitals."""
    text = unicodedata.normalize("NFC", value.replace("\u00a0", " ").strip())
    if field in CODES:
        return text.upper()
    if field == "unit" and text.casefold() in NUMBER_OF_SPECIMENS:
        return ""
    return text


def fault(field: str, value: str) -> str:
    """Why a value as found cannot be used, or "" if it can."""
    hidden = _HIDDEN.search(value)
    if hidden:
        return Said(HIDDEN, {"code": f"U+{ord(hidden.group()):04X}"})
    rule = _BY_FIELD.get(field)
    return "" if rule is None or rule.pattern.fullmatch(tidy(field, value)) else rule.reason


def exact(value: str) -> Decimal | str:
    """Read a quantity exactly, or say why it cannot be read. Nothing is rounded and no separator is guessed."""
    hidden = fault("quantity", value)
    if hidden:
        return hidden
    text = value.replace("\u00a0", " ").strip()
    if text.startswith("-"):
        return NEGATIVE
    if not _PLAIN_NUMBER.fullmatch(text):
        return SEPARATED if "," in text else NO_NUMBER
    try:
        number = Decimal(text)
    except InvalidOperation:
        return NO_NUMBER
    whole, places = digits(number)
    if whole > WHOLE_DIGITS or places > DECIMAL_PLACES:
        return TOO_LONG
    return number


def digits(number: Decimal) -> tuple[int, int]:
    """How many digits stand before and after the decimal point."""
    _, figures, exponent = number.as_tuple()
    if not any(figures) or not isinstance(exponent, int):
        return 1, 0
    zeros = len(figures) - len("".join(map(str, figures)).rstrip("0"))
    places = max(0, -exponent - zeros)
    return max(number.adjusted() + 1, 1), places
