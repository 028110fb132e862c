"""The official layouts: one column per year, blank where there is no figure."""

from __future__ import annotations

from decimal import Decimal

from formats.cites_text import COMPTAB
from kouprey.formats.cites.reports import COMPTAB_HEADER, FIRST_YEAR, wide

KEY = ("II", "Naja naja", "live", "", "CN")
OTHER = ("II", "Naja naja", "skins", "kg", "CN")


def test_without_years_it_runs_from_1975_to_the_last_year_of_the_cells() -> None:
    header, rows = wide([(*KEY, 1976, Decimal(5)), (*KEY, 1978, Decimal("0.5"))], None)
    assert header == ("App.", "Taxon", "Term", "Unit", "Country", "1975", "1976", "1977", "1978")
    assert rows == [(*KEY, None, Decimal(5), None, Decimal("0.5"))]


def test_with_years_it_has_exactly_those() -> None:
    cells = [(*KEY, 1999, Decimal(1)), (*KEY, 2000, Decimal(2)), (*OTHER, 2001, Decimal(3))]
    header, rows = wide(cells, (2000, 2001))
    assert header[5:] == ("2000", "2001")
    assert rows == [(*KEY, Decimal(2), None), (*OTHER, None, Decimal(3))]


def test_without_cells_there_is_a_header() -> None:
    assert wide([], None) == (("App.", "Taxon", "Term", "Unit", "Country", str(FIRST_YEAR)), [])
    assert wide(iter([]), (2000, 2001))[0][5:] == ("2000", "2001")


def test_the_tabulation_has_the_sixteen_official_columns() -> None:
    assert list(COMPTAB_HEADER) == [word for word, _ in COMPTAB]
