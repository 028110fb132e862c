"""National files as they come: any order, case and dialect; the account adds up; the standard layout round trips."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from kouprey.domain.reports.layout import layout
from kouprey.domain.reports.rows import FIELDS, Reporting, ReportRow, row_of
from kouprey.domain.reports.words import words
from kouprey.formats.national.headings import recognise, suggestions
from kouprey.formats.national.mappings import parse, recall, remember
from kouprey.formats.national.reader import NationalFile, read_national
from kouprey.formats.national.tables import cell_text
from kouprey.formats.national.writer import as_csv, as_xlsx, not_carried
from kouprey.kernel.errors import NothingThere, UnusableFile, UnusableInput

KH = Reporting("KH")
WORDS = words()
HEADER = [
    "Appendix",
    "Species name",
    "Term",
    "Quantity",
    "Unit",
    "Importer",
    "Exporter",
    "Origin",
    "Purpose",
    "Source",
    "Year",
]
ROW = ["II", "Naja atra", "LIV", "10", "", "CN", "KH", "", "T", "W", "2025"]


def text(*records: list[str], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(records)
    return out.getvalue()


def put(folder: Path, content: str | bytes, name: str = "report.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def book(folder: Path, **sheets: list[list[Any]]) -> Path:
    made = Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    path = folder / "report.xlsx"
    made.save(path)
    return path


def whole(found: NationalFile) -> NationalFile:
    assert found.read == len(found.rows) + len(found.rejected)
    return found


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_any_delimiter_and_encoding(tmp_path: Path, delimiter: str, encoding: str) -> None:
    content = text([*HEADER, "Détails"], [*ROW, "été"], delimiter=delimiter).encode(encoding)
    found = whole(read_national(put(tmp_path, content), KH))
    assert [row.taxon for row in found.rows] == ["Naja atra"]
    assert found.not_carried == ("Détails",)


def test_dirt_does_no_harm(tmp_path: Path) -> None:
    order = [10, 2, 0, 1, 4, 3, 6, 5, 9, 8, 7]
    lines = [["Kingdom of Cambodia"], [], [HEADER[i].upper() for i in order], [], [ROW[i] for i in order], [""] * 11]
    found = whole(read_national(put(tmp_path, text(*lines)), KH))
    (row,) = found.rows
    assert (row.line, row.taxon, row.partner, row.direction, row.year) == (5, "Naja atra", "CN", "E", "2025")


def test_the_account_adds_up_and_each_rejected_record_has_a_reason(tmp_path: Path) -> None:
    other = [*ROW[:6], "TH", *ROW[7:]]
    content = text(HEADER, ROW, ROW[:4], other, [*ROW, "more"]) + 'II,"Naja,LIV\n' + text(ROW)
    found = whole(read_national(put(tmp_path, content), KH))
    assert (found.read, len(found.rows)) == (6, 2)
    assert [(r.line, r.reason) for r in found.rejected] == [
        (3, "the row has 4 fields where the header has 11"),
        (4, "the row is about trade of other countries than KH"),
        (5, "the row has 12 fields where the header has 11"),
        (6, "a quotation mark is opened and not closed"),
    ]
    assert [row.line for row in found.rows] == [2, 7]


def test_a_cell_may_hold_a_line_break(tmp_path: Path) -> None:
    found = whole(read_national(put(tmp_path, text(HEADER, [ROW[0], "Naja\natra", *ROW[2:]], ROW)), KH))
    assert [(row.line, row.taxon) for row in found.rows] == [(2, "Naja atra"), (4, "Naja atra")]


def test_a_workbook_with_dates_numbers_titles_and_more_sheets(tmp_path: Path) -> None:
    header = [*HEADER[:-1], "Date of issue"]
    rows: list[list[Any]] = [
        ["Annual report"], [None], header, [*ROW[:3], 10, *ROW[4:-1], datetime.fromisoformat("2025-03-01")],
        [None] * 11, [*ROW[:3], 0.1, *ROW[4:-1], "01.04.2024"], [*ROW[:3], 2.0, *ROW[4:-1], date(2023, 1, 1)],
    ]  # fmt: skip
    found = whole(read_national(book(tmp_path, Notes=[["a"], ["b"]], Data=rows), KH))
    assert [(r.sheet, r.line, r.quantity, r.year) for r in found.rows] == [
        ("Data", 4, "10", "2025"), ("Data", 6, "0.1", "2024"), ("Data", 7, "2", "2023"),
    ]  # fmt: skip
    assert "The sheet “Notes” was not read." in found.warnings


def test_sheets_of_imports_and_exports_say_the_direction(tmp_path: Path) -> None:
    header = ["App.", "Taxon", "Term", "Quantity", "Trading partner", "Year"]
    row = ["II", "Naja atra", "LIV", 1, "CN", 2025]
    path = book(tmp_path, Imports=[header, row], Exports=[header, row])
    assert [(r.sheet, r.direction) for r in read_national(path, KH).rows] == [("Imports", "I"), ("Exports", "E")]
    assert [r.direction for r in read_national(path, KH, sheet="exports").rows] == ["E"]
    with pytest.raises(UnusableFile, match="Sheets with a report: Imports, Exports"):
        read_national(path, KH, sheet="Third")


def test_the_name_of_the_file_may_say_the_direction(tmp_path: Path) -> None:
    content = text(
        ["App.", "Taxon", "Term", "Quantity", "Partner", "Year"], ["II", "Naja atra", "LIV", "1", "CN", "2025"]
    )
    assert read_national(put(tmp_path, content, "KH_2025_exports.csv"), KH).rows[0].direction == "E"
    silent = whole(read_national(put(tmp_path, content, "report.csv"), KH))
    assert silent.rejected[0].field == "direction"
    assert read_national(put(tmp_path, content, "report.csv"), Reporting("KH", "I")).rows[0].direction == "I"


def test_a_column_that_is_not_found_is_asked_for_with_the_closest(tmp_path: Path) -> None:
    path = put(tmp_path, text(["Sci. name of species", "N", *HEADER[2:], "Remarks"], ["Naja atra", *ROW[2:], "", ""]))
    with pytest.raises(UnusableFile) as refused:
        read_national(path, KH)
    assert "no column for Appendix, taxon" in str(refused.value)
    assert '--map taxon="Sci. name of species"' in str(refused.value)
    mapping = {"taxon": "sci name of SPECIES", "appendix": "N"}
    path = put(tmp_path, text(["Sci. name of species", "N", *HEADER[2:]], ["Naja atra", "II", *ROW[2:]]))
    (row,) = read_national(path, KH, mapping=mapping).rows
    assert (row.taxon, row.appendix) == ("Naja atra", "II")


def test_a_told_column_comes_before_the_known_word() -> None:
    heading = recognise(["Species", "Accepted name"], {"taxon": "Accepted name"})
    assert heading.fields == ("", "taxon")
    assert suggestions(recognise(["Quantitty", "x"], {}), "quantity") == ["Quantitty"]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "an empty file"), (b"hello", "no row with the names of columns"),
        (b"PK\x03\x04 broken", "no workbook that can be read"), (b"\xd0\xcf\x11\xe0 old", "an old workbook"),
    ],
)  # fmt: skip
def test_what_is_no_report_is_refused(tmp_path: Path, content: bytes, found: str) -> None:
    with pytest.raises(UnusableFile, match=found):
        read_national(put(tmp_path, content), KH)
    with pytest.raises(UnusableFile, match="nothing there"):
        read_national(tmp_path / "none.csv", KH)


def test_missing_optional_columns_are_told(tmp_path: Path) -> None:
    header, row = ["App", "Taxon", "Term", "Qty", "Importer"], ["II", "Naja atra", "LIV", "1", "CN"]
    with pytest.raises(UnusableFile, match="no column for year"):
        read_national(put(tmp_path, text(header, row)), KH)
    found = read_national(put(tmp_path, text(header, row)), Reporting("KH", "", "2025"))
    assert found.rows[0].year == "2025"
    assert any("no column for the unit" in said for said in found.warnings)


@pytest.mark.parametrize(
    ("value", "kept"),
    [(None, ""), (True, "yes"), (12.0, "12"), (0.1, "0.1"), (1e21, "1000000000000000000000"), ("x", "x"),
     (Decimal("1.50"), "1.5"), (datetime.fromisoformat("2025-01-02T03:00"), "2025-01-02"), (float("inf"), "inf")],
)  # fmt: skip
def test_cells_as_text(value: Any, kept: str) -> None:
    assert cell_text(value) == kept


def test_mappings_are_remembered(tmp_path: Path) -> None:
    with pytest.raises(NothingThere, match="no mapping “moe”"):
        recall(tmp_path, "moe")
    remember(tmp_path, "moe", parse(["taxon=Scientific = name", "term=Kind"]))
    assert recall(tmp_path, "moe") == {"taxon": "Scientific = name", "term": "Kind"}
    (tmp_path / "mappings" / "moe.json").write_text("[]")
    with pytest.raises(UnusableFile):
        recall(tmp_path, "moe")
    with pytest.raises(UnusableInput):
        recall(tmp_path, "../moe")
    for pair in ("taxon", "taxon=", "person=Name"):
        with pytest.raises(UnusableInput):
            parse([pair])


cells = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["=1+1", "-", "'x", '"', "a,b;c", "live", "LIV", "kg", "NAR", "NA", "Viet Nam", "2025", "12.50",
                     "0.1", "99999999999999999999.123456789012345", "1e3", "_x0041_", "007", "True", "#N/A"]),
)  # fmt: skip
records = st.fixed_dictionaries({field: cells for field in FIELDS if field != "direction"}).flatmap(
    lambda values: st.sampled_from(["I", "E"]).map(lambda side: values | {"direction": side})
)


def rows_of(many: list[dict[str, str]]) -> list[ReportRow]:
    made = [row_of(values, line, "", KH, WORDS) for line, values in enumerate(many, start=2)]
    return [row for row in made if isinstance(row, ReportRow)]


@given(st.lists(records, max_size=6))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_the_standard_layout_round_trips(tmp_path: Path, many: list[dict[str, str]]) -> None:
    rows = rows_of(many)
    assert len(rows) == len(many)
    form = layout()
    for name, content in (("report.csv", as_csv(rows, form)), ("report.xlsx", as_xlsx(rows, form))):
        found = whole(read_national(put(tmp_path, content, name), KH))
        assert found.rejected == ()
        assert [row.stated for row in found.rows] == [row.stated for row in rows]


def test_what_the_form_cannot_carry_is_listed() -> None:
    assert not_carried(["Remarks", "Date"])[-1].endswith("no place for these columns: Remarks, Date.")
    assert len(not_carried([])) == 1


def test_a_formula_is_never_written(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    rows = rows_of([{**dict.fromkeys(FIELDS, "=HYPERLINK(1)"), "direction": "E"}])
    path = put(tmp_path, as_xlsx(rows, layout()), "r.xlsx")
    kinds = {cell.data_type for cell in load_workbook(path).worksheets[0][2]}
    assert "f" not in kinds
