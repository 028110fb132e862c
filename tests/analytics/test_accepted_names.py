"""Accepted names in every measure: the answer is that of a file in which the names were changed beforehand."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from analytics.small_stores import line, store
from formats.cites_text import bulk, row
from kouprey import trade
from kouprey.trade.quotas import load_quotas

# Older names and the accepted ones of the built-in list, with the genus of each.
NEWER = {"Python reticulatus": "Malayopython reticulatus", "Ptyas mucosus": "Ptyas mucosa"}
GENUS = {"Malayopython reticulatus": "Malayopython"}
TAXA = (*NEWER, *NEWER.values(), "Never described", "Python spp.")


def renamed(lines: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """The same lines, written as a file with the accepted names would have them."""
    found = []
    for given in lines:
        taxon = NEWER.get(given["Taxon"], given["Taxon"])
        found.append({**given, "Taxon": taxon, "Genus": GENUS.get(taxon, given["Genus"])})
    return found


def drawn(seed: int) -> list[dict[str, str]]:
    """Lines over twelve years under old and new names, so that series are cut where the name changed."""
    draw = random.Random(seed)
    found: dict[tuple[str, ...], dict[str, str]] = {}
    for _ in range(220):
        taxon = draw.choice(TAXA)
        given = line(
            draw.choice(("", "1", "2.5", "40", "0.000000001")),
            draw.choice(("", "1", "3", "40", "1000")),
            Taxon=taxon,
            Genus=GENUS.get(taxon, taxon.split()[0]),
            Family="Pythonidae" if "ython" in taxon else "Colubridae",
            Year=draw.randint(2005, 2016),
            Importer=draw.choice(("CN", "SG")),
            Exporter=draw.choice(("ID", "MY")),
            Origin=draw.choice(("", "", "ID")),
            Term=draw.choice(("live", "skins", "skin pieces")),
            Source=draw.choice(("W", "C", "F", "R")),
            Purpose=draw.choice("TZ"),
        )
        # One name of a taxon for each of the ten fields, so that a line never stands there twice.
        key = (NEWER.get(taxon, taxon), *(v for name, v in given.items() if name not in LEFT))
        found.setdefault(key, given)
    return list(found.values())


LEFT = ("Taxon", "Genus", "Family", "Importer reported quantity", "Exporter reported quantity")
ASKED: list[tuple[str, dict[str, Any]]] = [
    ("mirror", {}),
    ("mirror", {"top": 3, "importer": "CN"}),
    ("flows", {"quantity": "max"}),
    ("flows", {"show": "countries", "geography": "origin"}),
    ("trend", {"every": True, "years": "2005-2014"}),
    ("red_flags", {}),
    ("red_flags", {"exporter": "ID", "terms": "skins"}),
]
FOR_ONE_TAXON = [("mirror", {}), ("flows", {}), ("trend", {"every": True, "years": "2005-2014"}), ("red_flags", {})]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No lists but the built-in ones."""
    monkeypatch.setenv("KOUPREY_HOME", str(tmp_path / "node"))
    return tmp_path


@pytest.mark.parametrize("seed", range(4))
def test_every_measure_answers_as_if_the_file_had_the_names(home: Path, seed: int) -> None:
    lines = drawn(seed)
    given, changed = store(home / "given", lines), store(home / "changed", renamed(lines))
    for measure, asked in ASKED:
        found = getattr(given, measure)(names="accepted", **asked)
        expected = getattr(changed, measure)(**asked)
        assert found.rows == expected.rows, (measure, asked)
        assert found.method.get("counts") == expected.method.get("counts"), measure
        assert found.method["taxa"] == "accepted names"
        assert any(sentence.startswith("Names: accepted names by") for sentence in found.method["sentences"])
        assert "names" not in getattr(given, measure)(names="file", **asked).method
    for measure, asked in FOR_ONE_TAXON:
        for name in ("Python reticulatus", "malayopython RETICULATUS"):
            found = getattr(given, measure)(names="accepted", taxon=name, **asked)
            expected = getattr(changed, measure)(taxon="Malayopython reticulatus", **asked)
            assert found.rows == expected.rows, (measure, name)
            assert found.method["names"]["found"] == ["Malayopython reticulatus", "Python reticulatus"]
            assert not any("does not occur" in warning for warning in found.warnings)


def test_a_name_that_no_list_knows_stays(home: Path) -> None:
    opened = store(home, [line(1, 2, Taxon="Never described")])
    assert [row["taxon"] for row in opened.mirror(names="accepted").records()] == ["Never described"]
    assert opened.mirror(names="accepted").method["names"]["unknown"] == 1


def test_both_reporters_of_a_shipment_meet_on_one_line(home: Path) -> None:
    rows = [
        row(id="1", taxon="Python reticulatus", genus="Python", family="Pythonidae", quantity="4", reporter="I"),
        row(id="2", taxon="Malayopython reticulatus", genus="Malayopython", family="Pythonidae", quantity="4",
            reporter="E"),
    ]  # fmt: skip
    (home / "given.csv").write_text(bulk(*rows), encoding="utf-8")
    trade.load([home / "given.csv"], home=home)
    opened = trade.open(home)
    assert [r["stage"] for r in opened.mirror().records()] == ["none", "none"]
    [found] = opened.mirror(names="accepted").records()
    assert (found["taxon"], found["stage"], found["agreement"]) == ("Malayopython reticulatus", "wide", "equal")
    assert [r["quantity"] for r in opened.flows(quantity="max").records()] == [8]
    assert [r["quantity"] for r in opened.flows(quantity="max", names="accepted").records()] == [4]


QUOTAS = """taxon,country,year,term,unit,quantity
Python reticulatus,MY,2013,skins,number,10
Ptyas mucosa,MY,2013,skins,number,10
Malayopython spp.,MY,2014,skins,number,1
Python spp.,MY,2014,skins,number,1
Malayopython reticulatus,MY,2015,skins,number,10
Python reticulatus,MY,2015,skins,number,10
"""


def test_quotas_meet_trade_under_either_name(home: Path) -> None:
    python = {"Family": "Pythonidae", "Exporter": "MY", "Term": "skins"}
    lines = [
        line("", 6, Taxon="Python reticulatus", Genus="Python", **python),
        line("", 7, Taxon="Malayopython reticulatus", Genus="Malayopython", Purpose="Z", **python),
        line("", 11, Taxon="Ptyas mucosus", Genus="Ptyas", **{**python, "Family": "Colubridae"}),
        line("", 5, Taxon="Python reticulatus", Genus="Python", Year=2014, **python),
        line("", 1, Taxon="Python reticulatus", Genus="Python", Year=2015, **python),
    ]
    opened = store(home, lines)
    (home / "quotas.csv").write_text(QUOTAS, encoding="utf-8")
    load_quotas(home / "quotas.csv", home)
    shown = ("line", "taxon", "year", "exporter_volume", "exporter_breach")
    answer = opened.quotas(names="accepted")
    assert [tuple(row[name] for name in shown) for row in answer.records()] == [
        (2, "Malayopython reticulatus", 2013, 13, True),
        (3, "Ptyas mucosa", 2013, 11, True),
        # Under the accepted name the trade belongs to the genus Malayopython, and to Python no longer.
        (4, "Malayopython spp.", 2014, 5, True),
        (5, "Python spp.", 2014, 0, False),
    ]
    assert [(one["line"], one["reason"]) for one in answer.method["left_out"]] == [
        (6, "it overlaps line 7"), (7, "it overlaps line 6"),
    ]  # fmt: skip
    assert answer.method["names"]["mode"] == "accepted"
    assert [row["exporter_volume"] for row in opened.quotas(years=2013).records()] == [6, 0]
    asked = opened.quotas(names="accepted", taxon="Python reticulatus", years=2013)
    assert [row["line"] for row in asked.records()] == [2]
