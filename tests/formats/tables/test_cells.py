"""One value in one cell: exact for programs, readable for people."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kouprey.formats.tables.cells import cell, reading, thousands

LAOS = {"country": "LA", "quantity": Decimal("120.500000000"), "share": 0.8}
INDONESIA = {"country": "ID", "quantity": Decimal(30), "share": 0.2}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("", ""),
        ("=SUM(A1)", "=SUM(A1)"),
        (True, "yes"),
        (False, "no"),
        (2013, "2013"),
        (Decimal("5E-12"), "0.000000000005"),
        (Decimal("12.500"), "12.5"),
        (0.25, "0.25"),
        ([LAOS, INDONESIA], "LA=120.5|ID=30"),
        ([{"country": "LA", "share": Decimal("0.74")}], "LA=0.74"),
        ([], ""),
    ],
    ids=str,
)
def test_for_programs(value: Any, text: str) -> None:
    assert cell(value) == text


@pytest.mark.parametrize(
    ("column", "value", "text"),
    [
        ("quantity", None, "–"),
        ("quantity", Decimal("1234567.250000000"), "1,234,567.25"),
        ("share", 0.12345, "12.3 %"),
        ("wild_share", Decimal(1), "100.0 %"),
        ("captive_share", None, "–"),
        ("year", 2013, "2013"),
        ("taxon", "Naja", "Naja"),
        ("countries", [LAOS, INDONESIA], "LA 80.0 %, ID 20.0 %"),
        ("countries", [LAOS] * 5, "LA 80.0 %, LA 80.0 %, LA 80.0 % +2"),
        ("countries", [{**LAOS, "share": None}], "LA –"),
    ],
    ids=str,
)
def test_for_people(column: str, value: Any, text: str) -> None:
    assert reading(column, value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [("0", "0"), ("999", "999"), ("1000", "1,000"), ("-1234.50", "-1,234.5"), ("0.000000000001", "0.000000000001")],
)
def test_thousands(value: str, text: str) -> None:
    assert thousands(Decimal(value)) == text
