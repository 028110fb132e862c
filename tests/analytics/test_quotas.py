"""A small set of quotas and trade made by hand, with the whole expected answer."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from analytics.small_stores import line, store
from kouprey.trade.quotas import load_quotas

PYTHON = {"Family": "Pythonidae", "Genus": "Python", "Taxon": "Python reticulatus", "Exporter": "MY"}
PANGOLIN = {"Class": "Mammalia", "Order": "Pholidota", "Family": "Manidae", "Genus": "Manis"}
TRADE = [
    line(80, 120),
    line(30, "", Importer="US", Origin="ID", Source=""),  # direct, and unstated counts as wild
    line("", 5, Purpose="Z"),
    line(500, 500, Origin="MY"),  # a re-export
    line(1000, 1000, Term="skins"),
    line("", 77, Unit="kg"),
    line(40, 45, Source="C"),
    line(101, 100, Year=2014),
    line("9.5", "10.5", Term="skins", Unit="kg", **PYTHON),
    line(3, "", Taxon="Manis javanica", Importer="VN", Exporter="LA", **PANGOLIN),
    line(1, 1, Taxon="Naja kaouthia"),
]
QUOTAS = """taxon,country,year,from,to,term,source,purpose,unit,quantity,basis,document
Naja naja,ID,2013,,,,,,,100,national,d1
Naja naja,ID,2014,,,,,,,100,national,d2
Naja naja,ID,2013,,,live,C,T,,50,national,d3
Python reticulatus,MY,2013,,,skins,,,kg,10,national,d4
Manis spp.,LA,,2013-01-01,,,,,,suspension,SC,d5
Naja kaouthia,ID,2013,,,live,W,,,10,national,d6
Naja kaouthia,ID,2013,,,,,T,,5,national,d7
Naja naja,ID,,2014-05-01,2014-12-31,,,,,suspension,SC,d8
Naja naja,ID,1999,,,,,,,10,national,d9
Naja naja,ID,2013,,,live,Z, G, Q,10,national,d10,
Naja naja,Indonesia,2013,,,,,,,10,national,d11
Naja naja,ID,2013,,,,,,,ten,national,d12
"""
COLUMNS = (
    "line", "taxon", "country", "year", "kind", "term", "unit", "source", "purpose", "quota", "exporter_volume",
    "exporter_percent", "exporter_breach", "importer_volume", "importer_percent", "importer_breach", "basis",
    "document",
)  # fmt: skip
ROWS = [
    (2, "Naja naja", "ID", 2013, "quota", "", "", "", "", 100, 125, 125.0, True, 110, 110.0, True, "national", "d1"),
    (3, "Naja naja", "ID", 2014, "quota", "", "", "", "", 100, 100, 100.0, False, 101, 101.0, True, "national", "d2"),
    (4, "Naja naja", "ID", 2013, "quota", "live", "", "C", "T", 50, 45, 90.0, False, 40, 80.0, False, "national",
     "d3"),
    (5, "Python reticulatus", "MY", 2013, "quota", "skins", "kg", "", "", 10, Decimal("10.5"), 105.0, True,
     Decimal("9.5"), 95.0, False, "national", "d4"),
    (6, "Manis spp.", "LA", 2013, "suspension", "", "", "", "", 0, 0, None, False, 3, None, True, "SC", "d5"),
    (6, "Manis spp.", "LA", 2014, "suspension", "", "", "", "", 0, 0, None, False, 0, None, False, "SC", "d5"),
]  # fmt: skip
LEFT_OUT = [
    {"line": 7, "taxon": "Naja kaouthia", "country": "ID", "year": 2013, "reason": "it overlaps line 8"},
    {"line": 8, "taxon": "Naja kaouthia", "country": "ID", "year": 2013, "reason": "it overlaps line 7"},
    {"line": 9, "taxon": "Naja naja", "country": "ID", "year": 2014,
     "reason": "it was in force for a part of the year only"},
    {"line": 10, "taxon": "Naja naja", "country": "ID", "year": None, "reason": "there are no data for its years"},
]  # fmt: skip


@pytest.fixture
def opened(tmp_path: Path) -> Any:
    found = store(tmp_path, TRADE)
    (tmp_path / "quotas.csv").write_text(QUOTAS, encoding="utf-8")
    report = load_quotas(tmp_path / "quotas.csv", tmp_path)
    assert (report.read, report.loaded, report.rejected) == (12, 9, 3)
    return found


def test_the_whole_answer(opened: Any) -> None:
    answer = opened.quotas()
    assert answer.columns == COLUMNS
    assert answer.rows == ROWS
    assert answer.method["left_out"] == LEFT_OUT
    assert answer.method["counts"] == {
        "judged": 6, "exceeded_by_either": 4, "exceeded_by_both": 1, "exceeded_by_exporter_only": 1,
        "exceeded_by_importer_only": 2,
    }  # fmt: skip
    assert not any("re-exported" in words for words in answer.warnings)
    assert any("must not be added" in words for words in answer.warnings)


@pytest.mark.parametrize(
    ("asked", "lines"),
    [
        ({"breaches": True}, [2, 3, 5, 6]),
        ({"years": 2014}, [3, 6]),
        ({"exporter": "LA,MY"}, [5, 6, 6]),
        ({"taxon": "Naja"}, [2, 3, 4]),
        ({"taxon": "Manis"}, [6, 6]),
        ({"top": 1}, [2]),
        ({"exporter": "VN"}, []),
        ({"years": "1990-1995"}, []),
        ({"years": "1999"}, []),
    ],
    ids=str,
)
def test_filters_choose_quotas_and_never_cut_the_trade(opened: Any, asked: dict[str, Any], lines: list[int]) -> None:
    found = opened.quotas(**asked)
    assert [row[0] for row in found.rows] == lines
    assert set(found.rows) <= set(ROWS)


def test_a_taxon_that_is_not_in_the_data_is_named(opened: Any, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("taxon,country,year,quantity\nNija naja,ID,2013,5\n", encoding="utf-8")
    load_quotas(tmp_path / "other.csv", tmp_path)
    answer = opened.quotas()
    assert [row[10:16] for row in answer.rows] == [(0, 0.0, False, 0, 0.0, False)]
    assert any("Nija naja" in words for words in answer.warnings)


def test_an_overlap_is_seen_though_only_one_of_the_two_is_asked_for(opened: Any, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text(
        "taxon,country,year,quantity\nNaja naja,ID,2013,5\nElapidae,ID,2013,9\n", encoding="utf-8"
    )
    load_quotas(tmp_path / "other.csv", tmp_path)
    answer = opened.quotas(taxon="Naja naja")
    assert answer.rows == []
    assert [(one["line"], one["reason"]) for one in answer.method["left_out"]] == [(2, "it overlaps line 3")]
