"""The reference itself, proved on real files: official reports come out cell by cell.

The samples are third-party data that stay outside the repository; without them these tests skip. The
small tables at the end need nothing.
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from reference import cites

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data" / "trade"
with_samples = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the development samples (../shared/data/trade) are not on this machine"
)

SEA_2013 = {
    # trade.md, section 8: term and source, by exporter, by origin.
    ("live", "C"): (130_823, 130_363),
    ("live", "D"): (105_024, 105_024),
    ("live", "F"): (7_761, 7_761),
    ("live", "R"): (78_500, 78_500),
    ("live", "W"): (44_662, 44_662),
    ("skins", "C"): (123_153, 15_469),
    ("skins", "D"): (12_772, 13_724),
    ("skins", "R"): (30_622, 1_036),
    ("skins", "W"): (72_842, 58_294),
    ("skins", "O"): (239, None),
}


@pytest.fixture(scope="module")
def pangolins() -> list[cites.Row]:
    return cites.read(SAMPLES / "manidae_web_comptab.csv.gz")


@pytest.fixture(scope="module")
def year_2013() -> list[cites.Row]:
    return [row for n in range(1, 6) for row in cites.read(SAMPLES / f"comptab_2013_{n}.csv.gz")]


@with_samples
@pytest.mark.parametrize(
    ("report", "direction", "cells"),
    [
        ("gross", "exports", 1077),
        ("gross", "imports", 1048),
        ("net", "exports", 965),
        ("net", "imports", 968),
    ],
)
def test_official_report_comes_out_cell_by_cell(
    pangolins: list[cites.Row], report: str, direction: str, cells: int
) -> None:
    official = cites.read_wide(cites.text_of(SAMPLES / f"manidae_web_{report}_{direction}.csv.gz"))
    ours = {"gross": cites.gross, "net": cites.net}[report](pangolins, direction)
    assert len(official) == cells
    assert ours == official


@with_samples
def test_bulk_rows_fold_to_the_official_tabulation(pangolins: list[cites.Row]) -> None:
    """1602 of 1603 shared keys are equal; four more are in the newer web report only."""
    ours = _by_key(cites.fold_lines(cites.read(SAMPLES / "manidae_bulk_2019.csv.gz")))
    official = _by_key(pangolins)
    shared = ours.keys() & official.keys()
    assert len(shared) == 1603
    assert sum(ours[key] == official[key] for key in shared) == 1602
    assert len(official.keys() - ours.keys()) == 4
    assert not ours.keys() - official.keys()


@with_samples
def test_2013_reporters(year_2013: list[cites.Row]) -> None:
    """Section 3.2: who reported what, on 85,800 lines."""
    sides = Counter((row["importer_quantity"] is not None, row["exporter_quantity"] is not None) for row in year_2013)
    assert len(year_2013) == 85_800
    assert sides == {(True, True): 17_650, (True, False): 23_282, (False, True): 44_868}
    assert sum(row["importer_quantity"] == row["exporter_quantity"] for row in year_2013) == 6_686


@with_samples
def test_2013_quirks(year_2013: list[cites.Row]) -> None:
    """Sections 3.4 and 3.5: Namibia, codes beyond ISO, genus lines, units, terms, fractions."""

    def count(field: str, value: object) -> int:
        return sum(row[field] == value for row in year_2013)

    assert sum("NA" in (row["importer"], row["exporter"]) for row in year_2013) == 762
    assert [count(side, "XX") for side in ("importer", "exporter", "origin")] == [348, 114, 3_353]
    assert sum(row["importer"] == row["exporter"] for row in year_2013) == 109
    assert sum("spp." in row["taxon"] for row in year_2013) == 9_795
    assert [count("appendix", "N"), count("source", ""), count("source", "U")] == [99, 277, 359]
    assert [count("unit", u) for u in ("", "kg", "g", "ml", "m3")] == [78_935, 3_836, 1_538, 694, 399]
    assert len({row["term"] for row in year_2013}) == 77
    fractional = [
        row
        for row in year_2013
        if any(q is not None and q % 1 for q in (row["importer_quantity"], row["exporter_quantity"]))
    ]
    assert len(fractional) == 3_672


@with_samples
@pytest.mark.parametrize("geography", ["exporter", "origin"])
def test_2013_imports_of_china_from_southeast_asia(year_2013: list[cites.Row], geography: str) -> None:
    """Section 8: animals to China, larger quantity per line, under both geography rules."""
    animals = [row for row in year_2013 if row["class"]]
    question = {"importer": "CN", "exporter": "SEA", "geography": geography, "quantity": "max"}
    answer = cites.study(animals, "comptab", terms=("live", "skins"), by=("term", "source"), **question)
    found = {(row["term"], row["source"]): row["quantity"] for row in answer}
    column = ("exporter", "origin").index(geography)
    expected = {key: Decimal(pair[column]) for key, pair in SEA_2013.items() if pair[column] is not None}
    assert {key: found[key] for key in expected} == expected
    assert ("skins", "O") in found if geography == "exporter" else ("skins", "O") not in found
    with_plants = cites.study(year_2013, "comptab", terms=("live",), by=("source",), **question)
    plants = {row["source"]: row["quantity"] for row in with_plants}
    assert (plants["D"], plants["A"]) == (105_044, 404_815)


@with_samples
def test_old_header_has_no_ranks_but_the_family() -> None:
    rows = cites.read(SAMPLES / "comptab_old_header_sample.csv.gz")
    assert len(rows) == 187
    assert {(row["family"], row["taxon"], row["genus"]) for row in rows} == {("Equus", "Monoceros atlantia", "")}


HEADER = ",".join(cites.COMPTAB_HEADER)


def test_reference_never_imports_the_product() -> None:
    """Nor anything else that is not the standard library: the reference must not share a mistake."""
    modules = {
        name.split(".")[0]
        for path in Path(__file__).parent.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert modules - sys.stdlib_module_names == {"pytest", "reference"}


def test_each_line_has_its_own_quantity_and_repeats_are_not_folded() -> None:
    """Two lines of a comptab with one key stay two: the larger figure is taken of each."""
    text = f"""{HEADER}
2010,II,Naja naja,Reptilia,Serpentes,Elapidae,Naja,CN,NA,,5,7,skins,,T,W
2010,II,Naja naja,Reptilia,Serpentes,Elapidae,Naja,CN,NA,,9,1,skins ,Number of specimens,T,W
2010,II,Naja naja,Reptilia,Serpentes,Elapidae,Naja,CN,HK,VN,,3,skins,,T,C
"""
    rows = cites.read_text(text)
    (row,) = cites.study(rows, "comptab", quantity="max")
    assert (row["taxon"], row["term"], row["unit"], row["quantity"]) == ("Naja naja", "skins", "", 19)
    assert (row["share"], row["wild_share"], row["captive_share"]) == (1, Fraction(16, 19), Fraction(3, 19))
    assert [(c["country"], c["quantity"]) for c in row["countries"]] == [("NA", 16), ("HK", 3)]
    (folded,) = cites.study(rows, "bulk", quantity="max", exporter="NA")
    assert folded["quantity"] == 14
    (by_origin,) = cites.study(rows, "comptab", quantity="exporter", geography="origin", exporter="ASEAN")
    assert [c["country"] for c in by_origin["countries"]] == ["VN"]
    assert cites.study(rows, "comptab", quantity="importer", exporter="HK") == []


def test_membership_is_that_of_the_last_day_of_the_year() -> None:
    assert not cites.is_member("KH", "ASEAN", 1998)
    assert cites.is_member("KH", "ASEAN", 1999)
    assert not cites.is_member("TL", "ASEAN", 2024)
    assert cites.is_member("TL", "SEA", 1980)
    assert cites.is_member("LA", "VN, LA", 1980)


def test_zeros_are_cut_and_net_is_above_zero() -> None:
    text = f"""{HEADER}
2010,II,Naja naja,,,,,CN,VN,,5,7.50,skins,,T,W
2010,II,Naja naja,,,,,VN,CN,,2.5,,skins,,T,C
2011,II,Naja naja,,,,,VN,CN,,0,,skins,,T,C
"""
    rows = cites.read_text(text)
    cell = ("II", "Naja naja", "skins", "")
    assert cites.gross(rows, "exports") == {
        (*cell, "VN", 2010): Decimal("7.5"),
        (*cell, "CN", 2010): Decimal("2.5"),
    }
    assert cites.net(rows, "exports") == {(*cell, "VN", 2010): 5}
    assert cites.net(rows, "imports") == {(*cell, "CN", 2010): 5}
    assert [cites.plain(Decimal(q)) for q in ("7.50", "1E+9", "0.000", "100")] == [
        "7.5",
        "1000000000",
        "0",
        "100",
    ]


def _by_key(lines: list[cites.Row]) -> dict[tuple[object, ...], tuple[Decimal | None, Decimal | None]]:
    table = {
        tuple(line[field] for field in cites.KEY): (line["importer_quantity"], line["exporter_quantity"])
        for line in lines
    }
    assert len(table) == len(lines)
    return table
