"""Workbooks and Parquet files: values exact, names never formulas, the method note inside."""

from __future__ import annotations

import io
import json
import time
from decimal import Decimal
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest

from kouprey.formats.tables.files import as_parquet, as_xlsx

COLUMNS = ("taxon", "unit", "quantity", "share", "countries")
NOTE = {"synthetic": False, "sentences": ["Geography: origin.", "Quantity: importer."], "top": Decimal("5")}
WARNINGS = ["Mind the units."]
LAOS = {"country": "LA", "quantity": Decimal("0.5"), "share": 0.25}
ROWS: list[tuple[Any, ...]] = [
    ("=1+1", "", Decimal("12.500000000"), 0.5, [LAOS]),
    ("+Naja", "kg", Decimal(7), None, []),
    ("@x", "", None, 1.0, [LAOS, {**LAOS, "quantity": Decimal(30)}]),
]


def workbook(rows: list[tuple[Any, ...]] = ROWS, **note: Any) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(as_xlsx(COLUMNS, rows, NOTE | note, WARNINGS)))


def test_a_workbook_holds_the_rows_as_values() -> None:
    sheet = workbook()["Answer"]
    assert list(sheet.values) == [
        COLUMNS,
        ("=1+1", None, 12.5, 0.5, "LA=0.5"),
        ("+Naja", "kg", 7, None, None),
        ("@x", None, None, 1, "LA=0.5|LA=30"),
    ]


def test_no_name_is_a_formula() -> None:
    assert [cell.data_type for (cell,) in workbook()["Answer"]["A2:A4"]] == ["s", "s", "s"]


def test_its_second_sheet_is_the_method_and_the_warnings() -> None:
    assert [row[0] for row in workbook()["Method"].values] == [*NOTE["sentences"], *WARNINGS]


def test_a_synthetic_answer_says_so_on_its_tab() -> None:
    assert workbook(synthetic=True).sheetnames == ["SYNTHETIC answer", "Method"]


def test_a_control_character_in_a_name_is_no_obstacle() -> None:
    assert "reidi" in workbook([("Hippocampus\x0breidi", "", Decimal(1), None, [])])["Answer"]["A2"].value


def table(rows: list[tuple[Any, ...]]) -> Any:
    return pq.read_table(io.BytesIO(as_parquet(COLUMNS, rows, NOTE, WARNINGS)))


def test_parquet_reads_back_with_exact_decimals() -> None:
    found = [tuple(record.values()) for record in table(ROWS).to_pylist()]
    assert found == ROWS
    assert isinstance(found[0][2], Decimal)


def test_its_metadata_hold_method_and_warnings() -> None:
    note = json.loads(table(ROWS).schema.metadata[b"kouprey"])
    assert note == {"method": NOTE | {"top": 5}, "warnings": WARNINGS}


def test_no_rows_is_a_table_of_no_rows() -> None:
    assert (table([]).num_rows, table([]).column_names) == (0, list(COLUMNS))


def test_quantities_of_one_column_may_have_different_decimals() -> None:
    rows = [("a", "", Decimal("0.000000000001"), None, []), ("b", "", Decimal("123456789012345"), None, [])]
    assert [record["quantity"] for record in table(rows).to_pylist()] == [row[2] for row in rows]


def test_the_longest_quantities_have_their_place() -> None:
    long = Decimal("12345678901234567890.123456789012345")
    assert table([("a", "", long, None, [])]).to_pylist()[0]["quantity"] == long


def test_the_same_cells_are_the_same_bytes_whenever_they_are_written(monkeypatch: pytest.MonkeyPatch):
    first = as_xlsx(("taxon",), [("Manis javanica",)], {}, [])
    later = time.localtime(time.time() + 3_600)
    monkeypatch.setattr(time, "localtime", lambda *_given: later)
    monkeypatch.setattr(time, "time", lambda: time.mktime(later))
    assert as_xlsx(("taxon",), [("Manis javanica",)], {}, []) == first
