"""What stands in the table: codes tidied, the country of source, quantities on the right side and exact."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from formats.cites_text import Row, bulk, comptab, row
from kouprey import trade
from kouprey.analytics.columns import SIMPLE_QUANTITY


@contextmanager
def built(tmp_path: Path, content: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """The table of a release loaded from this text."""
    (tmp_path / "given.csv").write_text(content, encoding="utf-8")
    trade.load([tmp_path / "given.csv"], home=tmp_path / "home")
    with trade.open(tmp_path / "home").desk.connect() as connection:
        yield connection


def table(tmp_path: Path, columns: str, *rows: Row, kind: str = "bulk") -> list[tuple[Any, ...]]:
    with built(tmp_path, bulk(*rows) if kind == "bulk" else comptab(*rows)) as connection:
        return connection.execute(f"SELECT {columns} FROM trade ORDER BY ALL").fetchall()


@pytest.mark.parametrize("kind", ["bulk", "comptab"])
def test_the_country_of_source_is_the_origin_else_the_exporter(kind: str, tmp_path: Path) -> None:
    rows = [row(exporter="SG", origin="ID"), row(exporter="TH", origin=""), row(exporter="HK", origin=" na ")]
    assert table(tmp_path, "exporter::TEXT, origin::TEXT, source_country::TEXT", *rows, kind=kind) == [
        ("HK", "NA", "NA"),
        ("SG", "ID", "ID"),
        ("TH", "", "TH"),
    ]


def test_values_are_tidied_each_in_its_column(tmp_path: Path) -> None:
    rows = [
        row(id="1", exporter="th", unit="Number of specimens", term=" live ", source="w", taxon="Boa\u0301"),
        row(id="2", exporter="TH ", unit="NAR", term="live", source="W", taxon=" Bo\u00e1", year=" 2013"),
        row(id="3", exporter="TH", unit="", term="nar", source="W", taxon="Bo\u00e1"),
    ]
    columns = "id, exporter::TEXT, unit::TEXT, term::TEXT, source::TEXT, taxon::TEXT, year"
    assert table(tmp_path, columns, *rows) == [
        (1, "TH", "", "live", "W", "Bo\u00e1", 2013),
        (2, "TH", "", "live", "W", "Bo\u00e1", 2013),
        (3, "TH", "", "nar", "W", "Bo\u00e1", 2013),
    ]


def test_importer_reported_is_what_the_exporter_did_not_report(tmp_path: Path) -> None:
    rows = [row(reporter="I", quantity="1.5"), row(reporter="e", quantity="2"), row(reporter="I", quantity="")]
    assert table(tmp_path, "importer_quantity, exporter_quantity", *rows) == [
        (Decimal("1.5"), None),
        (None, Decimal(2)),
        (None, None),
    ]


def test_identical_rows_are_shipments_of_their_own(tmp_path: Path) -> None:
    assert table(tmp_path, "count(*)", row(id="1"), row(id="2"), row(id="2")) == [(3,)]


def test_permits_and_text_ids_are_kept(tmp_path: Path) -> None:
    rows = [row(id="A1", import_permit="3f9c"), row(id="", export_permit="77")]
    assert table(tmp_path, "id, import_permit, export_permit", *rows) == [("A1", "3f9c", None), (None, None, "77")]


@pytest.mark.parametrize(
    ("quantities", "kind"),
    [
        (["1", "123456789.123456789", "", " 7 "], SIMPLE_QUANTITY),
        (["0.123456789012", "5"], "DECIMAL(38,12)"),
        (["123456789012345", "0.5"], "DECIMAL(38,9)"),
        (["123456789012345", "0.123456789012345"], "DECIMAL(38,15)"),
        (["1e-12", "1E+14", "007", "1.", ".5"], "DECIMAL(38,12)"),
        (["1.000000000000", "9"], SIMPLE_QUANTITY),
    ],
    ids=str,
)
def test_quantities_have_the_narrowest_type_that_is_exact(quantities: list[str], kind: str, tmp_path: Path) -> None:
    rows = [row(id=str(n), quantity=quantity) for n, quantity in enumerate(quantities)]
    with built(tmp_path, bulk(*rows)) as connection:
        found = connection.execute(
            "SELECT importer_quantity, typeof(importer_quantity) FROM trade ORDER BY id"
        ).fetchall()
    assert [amount for amount, _ in found] == [Decimal(text) if text else None for text in quantities]
    assert {name for _, name in found} == {kind}


def test_the_longest_quantity_is_exact(tmp_path: Path) -> None:
    long = "12345678901234567890.123456789012345"
    assert table(tmp_path, "importer_quantity", row(quantity=long)) == [(Decimal(long),)]


def test_rows_lie_sorted_so_that_filters_can_skip(tmp_path: Path) -> None:
    rows = [row(exporter=e, importer=i, year=y) for e in ("TH", "ID") for i in ("US", "CN") for y in ("2014", "2013")]
    with built(tmp_path, bulk(*rows)) as connection:
        found = connection.execute("SELECT exporter::TEXT, importer::TEXT, year FROM trade").fetchall()
    assert found == sorted(found)
