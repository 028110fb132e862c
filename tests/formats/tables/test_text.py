"""Answers as text: CSV that reads back, and a table whose columns stand straight."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from kouprey.formats.tables.text import as_csv, as_table, width

COLUMNS = ("taxon", "unit", "quantity", "share")
ROWS = [("Naja naja", "", Decimal("1234.500"), 0.75), ('odd, "name"\n', "kg", None, None)]


def test_csv_reads_back_exactly() -> None:
    text = as_csv(COLUMNS, ROWS)
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        list(COLUMNS),
        ["Naja naja", "", "1234.5", "0.75"],
        ['odd, "name"\n', "kg", "", ""],
    ]
    assert "\r" not in text
    assert text.endswith("\n")


def test_a_table_has_straight_columns_with_figures_to_the_right() -> None:
    rows = [("Naja naja", "", Decimal(1234), 0.75), ("ແມວ", "kg", Decimal(5), None)]
    assert as_table(COLUMNS, rows).splitlines() == [
        "Taxon      Unit  Quantity   Share",
        "─────────  ────  ────────  ──────",
        "Naja naja           1,234  75.0 %",
        "ແມວ        kg           5       –",
    ]


def test_wide_characters_take_two_columns_and_marks_none() -> None:
    assert (width("cat"), width("眼镜蛇"), width("e\u0301"), width("")) == (3, 6, 1, 0)
    lines = as_table(("taxon", "term"), [("眼镜蛇", "live"), ("Naja", "live")]).splitlines()
    assert {width(line) for line in lines} == {12}


def test_an_empty_table_says_so() -> None:
    assert as_table(COLUMNS, []).splitlines()[-1] == "(no rows)"


def test_a_mark_stands_above_and_below() -> None:
    lines = as_table(COLUMNS, ROWS, mark="SYNTHETIC").splitlines()
    assert (lines[0], lines[-1]) == ("SYNTHETIC", "SYNTHETIC")


def test_years_are_no_quantities() -> None:
    assert as_table(("year", "rows"), [(2013, 5)]).splitlines() == ["Year  Rows", "────  ────", "2013     5"]
