"""Cells as people write them, read or refused with a reason (reporting.md 11): dates, quantities, money, countries.

Nothing is guessed: a date that can be two days, two numbers in one cell or a word that no list explains is refused,
with what to write instead. “NA” is Namibia, never a missing value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from kouprey.domain import seizures as sz
from kouprey.domain.trade.rows import exact
from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.partialdate import PartialDate, partial_date
from kouprey.kernel.words import Said, declared, said, saying, several


class Dirt(Exception):
    """A cell that cannot be read: why, and what to do about it. `vocabulary` and `word` name a word without a
    meaning, which somebody can give it."""

    def __init__(self, reason: str, remedy: str, *, vocabulary: str = "", word: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy
        self.vocabulary, self.word = vocabulary, word


class Share(NamedTuple):
    """A country of a cell, and its share in per cent where the cell says so."""

    country: str
    share: Decimal | None = None


BLANK = frozenset({"", "n/a", "n.a", "#n/a", "-", "--", "–", "?", ".", "nil", "null", "not known", "not available"})
_PRESENT = frozenset({"y", "yes", "present", "unknown", "some", "x", "unspecified", "present, amount unknown"})
_ABOUT = re.compile(r"^(?:~|≈|about|approx(?:imately)?\.?|est(?:imated)?\.?|circa|ca\.?|c\.|around|over|>)\s*", re.I)
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?")
_FIGURE = re.compile(r"\d[\d., ]*")
_EPOCH = date(1899, 12, 30)
_SERIAL = re.compile(r"[2-6]\d{4}(\.\d+)?")
_SPLIT = re.compile(r"(?:split\s+)?(\d{4})\s*(?:-|–|to|/)\s*(\d{4})", re.I)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ][\d:.Z+]*)?")
_OTHER = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?:\s[\d:]+)?")
_EAST = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})[日号])?)?")
_WORDY = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?[\s-]+)?([A-Za-z]{3,9})\.?,?(?:\s+(\d{1,2})(?:st|nd|rd|th)?,)?[\s-]+(\d{4})"
)
_WHOLE_DAY = said("Write YYYY-MM-DD.")
LIST_WORDS = {
    "kind": said("kind"), "agency": said("agency"), "activity": said("activity"), "offence": said("offence"),
    "transport": said("transport"), "detection": said("detection"), "concealment": said("concealment"),
    "sanction": said("sanction"), "disposal": said("disposal"), "certainty": said("certainty"),
    "entry_way": said("entry way"), "term": said("term"), "unit": said("unit"), "country": said("country"),
    "species": said("species"),
}  # fmt: skip
"""What the vocabularies are called."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SHARE = re.compile(r"^(.*?)\s*\(?\s*(\d{1,3}(?:\.\d{1,6})?)\s*%\s*\)?$")
_COUNTED = re.compile(r"^(?:(\d{1,5})\s*[x×]?\s+(.+)|(.+?)\s*[x×(]?\s*(\d{1,5})\s*\)?)$")
_MONEY = re.compile(r"^([A-Za-z]{3})?\s*(\d[\d,]*(?:\.\d+)?)\s*([A-Za-z]{3})?$")


def is_blank(cell: str) -> bool:
    """Whether a cell of codes or figures says nothing."""
    return len(cell) < 40 and (not cell or sz.fold(cell) in BLANK)


def read_date(cell: str, *, day_first: bool | None = None) -> PartialDate | None:
    """A date as far as a cell knows it; None for blank. `day_first` says how 05/08/2010 is meant. Raises Dirt."""
    text = " ".join(cell.split())
    if is_blank(text):
        return None
    try:
        return _plausible(partial_date(text), text)
    except UnusableInput:
        pass
    try:
        return _plausible(partial_date(_iso(text, day_first)), text)
    except UnusableInput as error:
        raise _no_date(text, said("Write YYYY-MM-DD, YYYY-MM or YYYY.")) from error


def read_parts(year: str, month: str, day: str) -> PartialDate | None:
    """A date whose year, month and day stand in columns of their own. Raises Dirt."""
    if is_blank(year):
        return None
    parts = [year.strip()]
    for part in (month, day):
        if is_blank(part) or part.strip() in ("0", "00"):
            break
        found = part.strip()[:3].casefold()
        parts.append(str(_MONTHS.index(found) + 1) if found in _MONTHS else part.strip().split(".")[0])
    return read_date("-".join(parts)) if len(parts) > 1 else read_date(parts[0])


def read_quantity(cell: str) -> tuple[sz.Amount, Decimal | None, str]:
    """How an amount is known, the number, and a unit in the same cell. Blank or Y: present. Raises Dirt."""
    text = " ".join(cell.split())
    if is_blank(text) or text.casefold() in _PRESENT:
        return sz.Amount.PRESENT, None, ""
    if text.casefold() == "none":
        return sz.Amount.NONE, None, ""
    about = _ABOUT.match(text)
    figure = _FIGURE.match(text[about.end() :] if about else text)
    if not figure:
        raise Dirt(
            said("“%(text)s” is no quantity", text=text),
            said("Write a number, or leave it blank where the amount is not known."),
        )
    rest = (text[about.end() :] if about else text)[figure.end() :].strip()
    if any(c.isdigit() for c in rest.replace("m3", "").replace("m2", "")):
        raise Dirt(
            said("“%(text)s” holds several numbers", text=text), said("Write one row for each kind of specimen.")
        )
    number = read_number(figure.group())
    if number == 0:
        return sz.Amount.NONE, None, rest
    return (sz.Amount.ESTIMATED if about else sz.Amount.EXACT), number, rest


def read_number(cell: str) -> Decimal:
    """A number of at most twenty digits; commas may part thousands. Raises Dirt."""
    text = cell.strip().replace("\u00a0", "").rstrip(".")
    number = exact(text.replace(",", "") if _THOUSANDS.fullmatch(text) else text)
    if isinstance(number, str):
        raise Dirt(
            said("“%(text)s” is no number that can be read: %(why)s", text=cell.strip(), why=number),
            said("Write digits, with a point before decimals."),
        )
    return number


def read_whole(cell: str) -> int | None:
    """A whole number; None for blank. Raises Dirt."""
    if is_blank(cell):
        return None
    number = read_number(cell)
    if number != number.to_integral_value() or number > 10**6:
        raise Dirt(said("“%(text)s” is no number of people", text=cell.strip()), said("Write digits alone."))
    return int(number)


def read_money(cell: str, currency: str) -> sz.Money | None:
    """A sum; the currency may stand in the same cell. None for blank. Raises Dirt."""
    if is_blank(cell):
        return None
    found = _MONEY.match(" ".join(cell.split()))
    if not found:
        raise Dirt(
            said("“%(text)s” is no sum of money", text=cell.strip()),
            said("Write a number, and the currency beside it."),
        )
    named = {part.upper() for part in (found.group(1), found.group(3), currency.strip()) if part}
    if len(named) != 1:
        reason = saying("“%(text)s” has two currencies") if named else saying("“%(text)s” has no currency")
        raise Dirt(Said(reason, {"text": cell.strip()}), said("Write the code of the currency, such as USD."))
    return sz.Money(read_number(found.group(2)), named.pop())


def read_codes(vocabulary: str, cell: str, synonyms: sz.Synonyms) -> tuple[str, ...]:
    """Codes of a vocabulary from words that stand side by side, each once. Raises Dirt with what comes closest."""
    if is_blank(cell) and sz.fold(cell) != "none":
        return ()
    return tuple(dict.fromkeys(_codes(vocabulary, cell, synonyms)))


def read_code(vocabulary: str, cell: str, synonyms: sz.Synonyms) -> str:
    """The only code of a cell, blank for blank. Raises Dirt."""
    found = read_codes(vocabulary, cell, synonyms)
    if len(found) > 1:
        raise Dirt(said("“%(text)s” holds several words", text=cell.strip()), said("Write one of them."))
    return found[0] if found else ""


def read_countries(cell: str, synonyms: sz.Synonyms) -> tuple[Share, ...]:
    """Countries that stand side by side, with shares where given (KE 60%; TZ 40%). Raises Dirt."""
    if is_blank(cell):
        return ()
    found: dict[str, Share] = {}
    for part in _parts(cell, "country", synonyms):
        share = _SHARE.match(part)
        code = synonyms.code("country", share.group(1) if share else part)
        if not code:
            raise _unknown("country", part, synonyms)
        found.setdefault(code, Share(code, Decimal(share.group(2)) if share else None))
    return tuple(found.values())


def read_people(cell: str, number: str, synonyms: sz.Synonyms) -> tuple[sz.People, ...]:
    """People by nationality (VN 2; CN), never names; a number of its own goes with a single one. Raises Dirt."""
    alone = read_whole(number)
    if is_blank(cell):
        return (sz.People("", alone),) if alone else ()
    found: list[sz.People] = []
    for part in _parts(cell, "country", synonyms):
        counted = _COUNTED.match(part)
        word = (counted.group(2) or counted.group(3)) if counted else part
        count = int(counted.group(1) or counted.group(4)) if counted else None
        code = synonyms.code("country", part) or synonyms.code("country", word)
        if not code:
            raise Dirt(
                said("“%(text)s” is no nationality", text=part),
                said("Write codes of countries with numbers; names never belong here."),
                vocabulary="country", word=word,
            )  # fmt: skip
        found.append(sz.People(code, count or None))
    if len(found) == 1 and found[0].number is None and alone:
        return (sz.People(found[0].country, alone),)
    return tuple(found)


def read_degrees(cell: str) -> Decimal | None:
    """A latitude or longitude in degrees; None for blank. Raises Dirt."""
    if is_blank(cell):
        return None
    text = cell.strip()
    number = read_number(text.lstrip("-"))
    return -number if text.startswith("-") else number


def _codes(vocabulary: str, cell: str, synonyms: sz.Synonyms) -> Iterator[str]:
    for part in _parts(cell, vocabulary, synonyms):
        code = synonyms.code(vocabulary, part)
        if code is None:
            raise _unknown(vocabulary, part, synonyms)
        yield code


def _parts(cell: str, vocabulary: str, synonyms: sz.Synonyms) -> list[str]:
    """The words of a cell: the whole of it if it is one, else parted at marks, at commas last."""
    text = " ".join(cell.split())
    if synonyms.code(vocabulary, text) is not None:
        return [text]
    parts = [part.strip() for part in re.split(r"[;|、；]|\s/\s", text) if part.strip()]
    found: list[str] = []
    for part in parts:
        known = synonyms.code(vocabulary, part) is not None
        found += [part] if known else [piece.strip() for piece in re.split(r"[,，]", part) if piece.strip()]
    return found


def _unknown(vocabulary: str, word: str, synonyms: sz.Synonyms) -> Dirt:
    near = synonyms.suggest(vocabulary, word)
    names = several(
        (declared(sz.name(vocabulary, code)) if vocabulary in sz.VOCABULARIES else code for code in near), ", "
    )
    remedy = (
        said("Say what it means; closest: %(names)s.", names=names)
        if names
        else said("Say which word of the list it means.")
    )
    return Dirt(
        said("“%(text)s” is no word of the list (%(list)s)", text=word, list=LIST_WORDS.get(vocabulary, vocabulary)),
        remedy, vocabulary=vocabulary, word=word,
    )  # fmt: skip


def _no_date(text: str, remedy: str) -> Dirt:
    return Dirt(said("“%(text)s” is no date", text=text), remedy)


def _iso(text: str, day_first: bool | None) -> str:
    """What `partial_date` reads, from the other ways in which dates are written. Raises Dirt."""
    if _SERIAL.fullmatch(text):
        return (_EPOCH + timedelta(days=int(text.split(".")[0]))).isoformat()
    if found := _SPLIT.fullmatch(text):
        return f"{found.group(1)}/{found.group(2)}"
    if found := _ISO.fullmatch(text) or _EAST.fullmatch(text):
        return "-".join(part for part in found.groups() if part)
    if found := _WORDY.fullmatch(text):
        first, month, second, year = found.groups()
        if month[:3].casefold() in _MONTHS:
            place = _MONTHS.index(month[:3].casefold()) + 1
            return "-".join(filter(None, (year, f"{place:02}", first or second)))
    if found := _OTHER.fullmatch(text):
        return _day(*(found.groups()), text=text, day_first=day_first)
    return text


def _day(one: str, other: str, year: str, *, text: str, day_first: bool | None) -> str:
    remedy = said("Write YYYY-MM-DD, or say for the whole table whether the day stands first.")
    if len(year) == 2:
        raise Dirt(said("“%(text)s” has a year of two digits", text=text), _WHOLE_DAY)
    first, second = int(one), int(other)
    if first <= 12 and second <= 12 and first != second and day_first is None:
        raise Dirt(said("“%(text)s” can be two days", text=text), remedy)
    swap = second > 12 or day_first is False
    day, month = (second, first) if swap and first <= 12 else (first, second)
    return f"{year}-{month:02}-{day:02}"


def _plausible(found: PartialDate, text: str) -> PartialDate:
    """Years of the Buddhist era become those of the common one; years that nobody can mean are refused."""
    if 2400 <= found.first.year <= 2643 and found.last.year <= 2643:
        years = sorted({found.first.year, found.last.year}, reverse=True)
        moved = found.text
        for year in years:
            moved = moved.replace(str(year), str(year - 543))
        try:
            return partial_date(moved)
        except UnusableInput as error:  # 29 February of a year that has none
            raise _no_date(text, _WHOLE_DAY) from error
    if not found.first.year >= 1900 or found.last.year > 2100:
        raise Dirt(said("“%(text)s” lies far outside our time", text=text), _WHOLE_DAY)
    return found
