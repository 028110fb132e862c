"""What a row of a quota file may be: read it, or say which field cannot be used and why (docs/quotas.md)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kouprey.domain.trade.quotas import ANY, QUOTA, SUSPENSION, Quota
from kouprey.domain.trade.rows import NUMBER_OF_SPECIMENS, exact
from kouprey.kernel.words import said

REQUIRED = ("taxon", "country", "quantity")
COLUMNS = (
    "taxon", "country", "year", "from", "to", "term", "source", "purpose", "unit", "quantity", "basis", "document",
)  # fmt: skip
_COUNTRY, _CODE = re.compile(r"[A-Z]{2}"), re.compile(r"[A-Z]")
_YEAR = re.compile(r"(19|20)[0-9]{2}")


class Fault(Exception):
    """A row that cannot be used: the field, its value and the reason."""

    def __init__(self, field: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.field, self.value, self.reason = field, value, reason


class _Period(NamedTuple):
    first: date
    last: date | None


def quota(line: int, record: Mapping[str, str]) -> Quota:
    """Read one row; `record` has the known columns, blank where the file has none. Raises Fault."""
    row = {column: unicodedata.normalize("NFC", record.get(column, "").strip()) for column in COLUMNS}
    if not row["taxon"]:
        raise Fault("taxon", "", said("the taxon is missing"))
    country = row["country"].upper()
    if not _COUNTRY.fullmatch(country):
        raise Fault("country", row["country"], said("the country is not a code of two letters"))
    period = _period(row)
    kind, quantity = _quantity(row["quantity"])
    return Quota(
        line, row["taxon"], country, period.first, period.last,
        tuple(part.strip() for part in row["term"].split("|") if part.strip()),
        _codes("source", row["source"]), _codes("purpose", row["purpose"]), _unit(row["unit"]),
        kind, quantity, row["basis"], row["document"],
    )  # fmt: skip


def _period(row: Mapping[str, str]) -> _Period:
    if row["year"]:
        if row["from"] or row["to"]:
            raise Fault("year", row["year"], said("the row has a year and from or to; one of them is enough"))
        if not _YEAR.fullmatch(row["year"]):
            raise Fault("year", row["year"], said("the year is not a year from 1900 to 2099"))
        return _Period(_day("year", row["year"], end=False), _day("year", row["year"], end=True))
    if not row["from"]:
        raise Fault("year", "", said("the row has neither a year nor a from"))
    first = _day("from", row["from"], end=False)
    last = _day("to", row["to"], end=True) if row["to"] else None
    if last is not None and last < first:
        raise Fault("to", row["to"], said("the period ends before it begins"))
    return _Period(first, last)


def _day(field: str, value: str, *, end: bool) -> date:
    if _YEAR.fullmatch(value):
        return date(int(value), 12, 31) if end else date(int(value), 1, 1)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Fault(field, value, said("this is neither a year nor a date such as 2013-05-02")) from None


def _quantity(value: str) -> tuple[str, Decimal]:
    if value.casefold() == SUSPENSION:
        return SUSPENSION, Decimal(0)
    if not value:
        raise Fault("quantity", "", said("the quantity is missing; write a number, or suspension"))
    number = exact(value)
    if isinstance(number, str):
        raise Fault("quantity", value, number)
    return QUOTA, number


def _codes(field: str, value: str) -> tuple[str, ...]:
    if value.casefold() == ANY:
        return (ANY,)
    codes = tuple(part.strip().upper() for part in value.split("|") if part.strip())
    for code in codes:
        if not _CODE.fullmatch(code):
            raise Fault(field, value, said("“%(code)s” is not a code of one letter; part several with |", code=code))
    return codes


def _unit(value: str) -> str | None:
    """None where the quota names no unit; the blank unit where it names the number of specimens."""
    if not value:
        return None
    if value.casefold() == ANY:
        raise Fault("unit", value, said("quantities in different units cannot be added; write one row for each unit"))
    return "" if value.casefold() in (*NUMBER_OF_SPECIMENS, "number", "no.") else value
