"""Rows of a quota file: what they may say, and what is answered to what they may not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kouprey.domain.trade.quota_rows import Fault, quota

ROW = {"taxon": " Naja naja ", "country": "id", "year": "2013", "quantity": "1000.5"}


def test_a_row_read_in_full() -> None:
    found = quota(7, ROW | {"term": "live|skins", "source": "c|f", "purpose": "T", "unit": "kg", "basis": "b"})
    assert found == (
        7, "Naja naja", "ID", date(2013, 1, 1), date(2013, 12, 31), ("live", "skins"), ("C", "F"), ("T",), "kg",
        "quota", Decimal("1000.5"), "b", "",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("row", "first", "last"),
    [
        ({"from": "2013", "to": "2015"}, date(2013, 1, 1), date(2015, 12, 31)),
        ({"from": "2013-05-02", "to": ""}, date(2013, 5, 2), None),
    ],
)
def test_periods(row: dict[str, str], first: date, last: date | None) -> None:
    found = quota(2, ROW | {"year": ""} | row)
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(("unit", "read"), [("", None), ("NAR", ""), ("number", ""), ("kg", "kg")])
def test_units(unit: str, read: str | None) -> None:
    assert quota(2, ROW | {"unit": unit}).unit == read


def test_a_suspension_is_a_quota_of_nothing() -> None:
    found = quota(2, ROW | {"quantity": "Suspension"})
    assert (found.kind, found.quantity) == ("suspension", 0)


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        ({"taxon": " "}, "taxon", "missing"),
        ({"country": "Indonesia"}, "country", "two letters"),
        ({"year": "13"}, "year", "1900 to 2099"),
        ({"to": "2014"}, "year", "one of them"),
        ({"year": ""}, "year", "neither"),
        ({"year": "", "from": "May 2013"}, "from", "neither a year nor a date"),
        ({"year": "", "from": "2013", "to": "2012"}, "to", "ends before"),
        ({"quantity": ""}, "quantity", "suspension"),
        ({"quantity": "-1"}, "quantity", "negative"),
        ({"quantity": "1,000"}, "quantity", "not a number"),
        ({"unit": "any"}, "unit", "one row for each unit"),
        ({"source": "wild"}, "source", "one letter"),
        ({"purpose": "T, Z"}, "purpose", "one letter"),
    ],
    ids=str,
)
def test_faults_name_the_field_and_the_reason(row: dict[str, str], field: str, words: str) -> None:
    with pytest.raises(Fault, match=words) as raised:
        quota(2, ROW | row)
    assert raised.value.field == field
