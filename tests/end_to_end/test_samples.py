"""The shell on real files: official reports cell by cell, and the 2013 tables as the documents state them."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from end_to_end.shell import SAMPLES, agree, load, run, study
from reference import cites

REPORTS = [
    ("gross", "exports", 1077),
    ("gross", "imports", 1048),
    ("net", "exports", 965),
    ("net", "imports", 968),
]

QUESTIONS: dict[str, dict[str, Any]] = {
    "default": {"top": 40},
    "China from ASEAN by origin": {
        **{"importer": "CN", "exporter": "ASEAN", "geography": "origin", "quantity": "importer-first"},
        **{"terms": ("live", "skins"), "years": (1997, 2016)},
    },
    "Namibia": {"exporter": "NA", "quantity": "max", "by": ("importer", "term")},
    "kilograms of a family": {"taxon": "Acipenseridae", "unit": "kg", "quantity": "exporter-first"},
    "genera of reptiles": {"class_": "Reptilia", "rank": "genus", "quantity": "exporter", "top": 100},
    "wild for commerce": {
        "sources": ("W", "R"),
        "purposes": ("T",),
        "quantity": "max",
        "by": ("source", "term"),
    },
    "unknown and the sea": {"exporter": "XX,ZZ", "geography": "origin", "quantity": "max", "top": 50},
}


def arguments(question: dict[str, Any]) -> list[str]:
    """A question as the options of the shell."""
    options: list[str] = []
    for name, value in question.items():
        option = "--" + {"class_": "class", "terms": "term", "sources": "source", "purposes": "purpose"}.get(
            name, name
        )
        if name == "years":
            options += [option, f"{value[0]}-{value[1]}"]
        elif name == "by":
            options += [option, *value]
        elif isinstance(value, tuple):
            options += [part for one in value for part in (option, one)]
        else:
            options += [option, str(value)]
    return options


@pytest.fixture(scope="module")
def year_2013(sample_home: Path) -> list[cites.Row]:
    return [row for n in range(1, 6) for row in cites.read(SAMPLES / f"comptab_2013_{n}.csv.gz")]


@pytest.mark.usefixtures("samples")
def test_load_accounts_for_every_row(tmp_path: Path) -> None:
    files = [SAMPLES / f"comptab_2013_{n}.csv.gz" for n in (2, 3)]
    answer = load(tmp_path / "home", *files)
    assert answer["dataset"] == "comptab"
    assert answer["release"]
    assert isinstance(answer["warnings"], list)
    assert [Path(file["path"]).name for file in answer["files"]] == [file.name for file in files]
    assert [file["read"] for file in answer["files"]] == [12_347, 1_075]
    for file, path in zip(answer["files"], files, strict=True):
        assert (file["loaded"], file["rejected"], file["rejects_file"]) == (file["read"], 0, None)
        assert file["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
        assert file["shape"].startswith("comptab")


@pytest.mark.parametrize(("report", "direction", "cells"), REPORTS)
def test_official_report(sample_home: Path, report: str, direction: str, cells: int) -> None:
    """The same cells from the comptab file; with the official years even the same rows.

    The official files keep a trailing zero here and there ("0.30"); the contract cuts it.
    """
    text = cites.text_of(SAMPLES / f"manidae_web_{report}_{direction}.csv.gz")
    official = cites.read_wide(text)
    call = ("trade", report, direction, "--dataset", "comptab", "--format", "csv")
    plain = run(sample_home, *call).out
    assert len(official) == cells
    assert cites.read_wide(plain) == official
    header = next(csv.reader(io.StringIO(plain)))
    assert header == [*cites.WIDE_HEADER, *map(str, range(1975, 2018))]
    same_years = run(sample_home, *call, "--years", "1975-2018").out
    ours, theirs = (list(csv.reader(io.StringIO(each))) for each in (same_years, text))
    assert ours[0] == theirs[0]
    cut = [row[:5] + [cites.plain(Decimal(cell)) if cell else "" for cell in row[5:]] for row in theirs[1:]]
    assert sorted(ours[1:]) == sorted(cut)


@pytest.mark.long
@pytest.mark.parametrize(("report", "direction", "cells"), REPORTS)
def test_report_from_bulk(sample_home: Path, report: str, direction: str, cells: int) -> None:
    rows = cites.read(SAMPLES / "manidae_bulk_2019.csv.gz")
    found = run(sample_home, "trade", report, direction, "--dataset", "bulk", "--format", "csv").out
    assert cites.read_wide(found) == {"gross": cites.gross, "net": cites.net}[report](rows, direction)


@pytest.mark.parametrize("dataset", ["bulk", pytest.param("comptab", marks=pytest.mark.long)])
def test_tabulation(sample_home: Path, dataset: str) -> None:
    """`trade comptab`: from bulk as the reference folds it (1602 of 1603 keys), from comptab as loaded."""
    name = {"bulk": "manidae_bulk_2019.csv.gz", "comptab": "manidae_web_comptab.csv.gz"}[dataset]
    out = run(sample_home, "trade", "comptab", "--dataset", dataset, "--format", "csv").out
    header, *lines = csv.reader(io.StringIO(out))
    assert tuple(header) == cites.COMPTAB_HEADER
    assert sorted(map(tuple, lines)) == cites.comptab(cites.read(SAMPLES / name), dataset)
    official = {tuple(r) for r in cites.comptab(cites.read(SAMPLES / "manidae_web_comptab.csv.gz"), "comptab")}
    assert len({tuple(line) for line in lines} & official) == {"bulk": 1602, "comptab": 1607}[dataset]


@pytest.mark.parametrize("geography", ["exporter", "origin"])
def test_china_from_southeast_asia_2013(sample_home: Path, year_2013: list[cites.Row], geography: str) -> None:
    """trade.md, section 8: what the choice of the filter does."""
    question: dict[str, Any] = {
        **{"importer": "CN", "exporter": "SEA", "geography": geography, "quantity": "max"},
        **{"terms": ("live", "skins"), "by": ("class", "term", "source")},
    }
    rows = study(sample_home, "--dataset", "year2013", *arguments(question))
    agree(rows, cites.study(year_2013, "comptab", **question))
    animals: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        if row["class"]:
            animals[f"{row['term']} {row['source']}"] += row["quantity"]
    by_exporter = {
        "skins C": 123_153,
        "skins D": 12_772,
        "skins R": 30_622,
        "skins W": 72_842,
        "skins O": 239,
    }
    by_origin = {"skins C": 15_469, "skins D": 13_724, "skins R": 1_036, "skins W": 58_294}
    live = {"live D": 105_024, "live F": 7_761, "live R": 78_500, "live W": 44_662}
    expected = (
        live | {"exporter": {"live C": 130_823} | by_exporter, "origin": {"live C": 130_363} | by_origin}[geography]
    )
    assert {name: animals[name] for name in expected} == expected
    assert ("skins O" in animals) == (geography == "exporter")


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.long) if n > 2 else name for n, name in enumerate(QUESTIONS)]
)
def test_study_of_2013(sample_home: Path, year_2013: list[cites.Row], name: str) -> None:
    question = QUESTIONS[name]
    expected = cites.study(year_2013, "comptab", **question)
    assert expected
    agree(study(sample_home, "--dataset", "year2013", *arguments(question)), expected)


@pytest.mark.long
@pytest.mark.parametrize("quantity", ["importer", "max", "importer-first"])
def test_study_folds_bulk_rows_first(sample_home: Path, quantity: str) -> None:
    """A quantity rule is applied to a line of the tabulation, not to a bulk row."""
    rows = cites.read(SAMPLES / "manidae_bulk_2019.csv.gz")
    question = {"quantity": quantity, "by": ("year", "taxon", "term")}
    agree(study(sample_home, "--dataset", "bulk", *arguments(question)), cites.study(rows, "bulk", **question))


def test_preset_of_the_paper(sample_home: Path, year_2013: list[cites.Row]) -> None:
    """`jiao2021-table1` is a plain study, except that *Naja* is counted at genus."""
    rows = study(sample_home, "--dataset", "year2013", "--preset", "jiao2021-table1")
    at_genus = [{**row, "taxon": "Naja"} if row["genus"] == "Naja" else row for row in year_2013]
    expected = cites.study(
        at_genus,
        "comptab",
        **{"importer": "CN", "exporter": "SEA", "years": (1997, 2016), "geography": "origin"},
        **{"quantity": "importer-first", "terms": ("live", "skins")},
    )
    figures = [(row["taxon"].removesuffix(" spp."), row["term"], row["quantity"]) for row in rows]
    wanted = [(row["taxon"].removesuffix(" spp."), row["term"], row["quantity"]) for row in expected]
    assert sorted(figures[:50]) == sorted(wanted[: len(figures[:50])])
