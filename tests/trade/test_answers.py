"""An answer in every form it is taken away in, from the same rows."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from formats.cites_text import COMPTAB, bulk, comptab, row
from kouprey import trade
from kouprey.trade.answers import FORMATS, SYNTHETIC_BAND, Answer

ROWS = [
    row(id="1", quantity="12.50", importer="CN", exporter="TH", year="1976"),
    row(id="2", quantity="0.000000000005", importer="CN", exporter="TH", year="1978", unit="kg"),
    row(id="3", quantity="4", reporter="E", importer="US", exporter="TH", origin="ID"),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> trade.Store:
    """A release of these rows."""
    folder = tmp_path_factory.mktemp("answers")
    (folder / "given.csv").write_text(bulk(*ROWS), encoding="utf-8")
    trade.load([folder / "given.csv"], home=folder / "home")
    return trade.open(folder / "home")


def lines(answer: Answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.to_csv(), newline="")))


def test_gross_has_the_official_header_and_cells(store: trade.Store) -> None:
    header, *rows = lines(store.gross("exports"))
    years = [str(year) for year in range(1975, 2014)]
    assert header == ["App.", "Taxon", "Term", "Unit", "Country", *years]
    cells = {tuple(row[:5]): dict(zip(years, row[5:], strict=True)) for row in rows}
    number, weight = cells["II", "Naja naja", "live", "", "TH"], cells["II", "Naja naja", "live", "kg", "TH"]
    assert {year: value for year, value in number.items() if value} == {"1976": "12.5", "2013": "4"}
    assert {year: value for year, value in weight.items() if value} == {"1978": "0.000000000005"}


def test_net_with_years_has_exactly_those(store: trade.Store) -> None:
    assert lines(store.net("imports", years="2012-2014")) == [
        ["App.", "Taxon", "Term", "Unit", "Country", "2012", "2013", "2014"],
        ["II", "Naja naja", "live", "", "US", "", "4", ""],
    ]


def test_comptab_has_the_official_sixteen_columns(store: trade.Store) -> None:
    header, *rows = lines(store.comptab())
    assert header == [word for word, _ in COMPTAB]
    assert [row[10:14] for row in rows] == [
        ["12.5", "", "live", ""], ["0.000000000005", "", "live", "kg"], ["", "4", "live", ""],
    ]  # fmt: skip


def test_a_tabulation_goes_through_unchanged(tmp_path: Path) -> None:
    text = comptab(row(importer_quantity="1.5", exporter_quantity="2"), row(year="2014", origin="ID", unit="kg"))
    (tmp_path / "given.csv").write_text(text, encoding="utf-8")
    trade.load([tmp_path / "given.csv"], home=tmp_path)
    assert trade.open(tmp_path).comptab().to_csv() == text


def test_parquet_of_a_report_is_in_long_form(store: trade.Store) -> None:
    answer = store.gross("exports")
    table = pq.read_table(io.BytesIO(answer.to_parquet()))
    assert table.column_names == ["appendix", "taxon", "term", "unit", "country", "year", "quantity"]
    assert table.to_pylist() == answer.records()


def test_json_is_one_object_of_four_parts(store: trade.Store) -> None:
    answer = store.study(unit="any")
    found = json.loads(answer.to_json(), parse_float=Decimal)
    assert list(found) == ["method", "warnings", "columns", "rows"]
    assert [r["quantity"] for r in found["rows"]] == [Decimal("12.5"), Decimal("0.000000000005")]
    assert found["columns"] == list(found["rows"][0])


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_can_be_written_without_a_row(store: trade.Store, form: str) -> None:
    written = store.study(years=1999).written(form)
    assert written
    assert isinstance(written, bytes) is (form in ("xlsx", "parquet"))


def test_a_synthetic_table_says_so_above_and_below(tmp_path: Path) -> None:
    (tmp_path / "given.csv").write_text(bulk(row(taxon="Naja SYNTHETIC")), encoding="utf-8")
    trade.load([tmp_path / "given.csv"], home=tmp_path)
    shown = trade.open(tmp_path).study().to_table().splitlines()
    assert (shown[0], shown[-1]) == (SYNTHETIC_BAND, SYNTHETIC_BAND)
    assert "SYNTHETIC" in repr(trade.open(tmp_path))
