"""Claims of the paper about trade, counted anew from a store small enough to count by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from kouprey import trade
from kouprey.domain.law.claims import COMPUTED, STORED, UNCOVERED, UNTESTED
from kouprey.trade.claims import claims, measured
from kouprey.trade.loading import load

HEADER = (
    "Year,App.,Taxon,Class,Order,Family,Genus,Importer,Exporter,Origin,"
    "Importer reported quantity,Exporter reported quantity,Term,Unit,Purpose,Source"
)
LINES = (
    "1997,II,Gekko gecko,Reptilia,Sauria,Gekkonidae,Gekko,CN,ID,,500,900,live,,T,W",
    "2005,II,Gekko gecko,Reptilia,Sauria,Gekkonidae,Gekko,CN,HK,TH,,100,live,,T,C",
    "2016,II,Varanus salvator,Reptilia,Sauria,Varanidae,Varanus,CN,MY,,300,,skins,,T,R",
    "2016,II,Varanus salvator,Reptilia,Sauria,Varanidae,Varanus,CN,ML,,100,,skins,,T,W",
    "2016,II,Hirudo medicinalis,Hirudinoidea,Arhynchobdellida,Hirudinidae,Hirudo,CN,ID,,7000,,live,,T,W",
    "2017,II,Gekko gecko,Reptilia,Sauria,Gekkonidae,Gekko,CN,ID,,9000,,live,,T,W",
    "2016,II,Gekko gecko,Reptilia,Sauria,Gekkonidae,Gekko,US,ID,,9000,,live,,T,W",
)


def loaded(tmp_path: Path, lines: tuple[str, ...]) -> Path:
    file = tmp_path / "comptab.csv"
    file.write_text("\n".join((HEADER, *lines, "")), encoding="utf-8")
    load([file], tmp_path / "home")
    return tmp_path / "home"


def test_each_claim_about_trade_is_counted_from_the_rows(tmp_path: Path):
    """Live 600 (a re-export counts where it came from), skins 300, world 1,000; leeches are no vertebrates."""
    home = loaded(tmp_path, LINES)
    assert measured(trade.open(home)) == {
        "CL01": 600, "CL02": 300, "CL03": 45, "CL04": 90, "CL05": 50, "CL06": [67, 33], "CL07": 89, "CL08": 100,
        "CL09": 89,
    }  # fmt: skip
    found = {one.id: one for one in claims(home)}
    assert (found["CL01"].status, found["CL01"].computed, found["CL01"].agrees) == (COMPUTED, 600, False)
    assert found["CL30"].status == STORED


@pytest.mark.parametrize("missing", [0, 2])
def test_years_that_are_missing_test_no_claim(tmp_path: Path, missing: int):
    home = loaded(tmp_path, LINES[1:2] + ((LINES[0],) if missing else ()))
    assert {one.status for one in claims(home) if one.id <= "CL09"} == {UNCOVERED}


def test_without_trade_data_no_claim_is_tested(tmp_path: Path):
    assert {one.status for one in claims(tmp_path) if one.id <= "CL09"} == {UNTESTED}
