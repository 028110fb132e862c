"""Red flags of small stores: a set made by hand with its whole answer, and generated tables against plain Python."""

from __future__ import annotations

import random
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from analytics.small_stores import line, store
from formats.checklist_text import INDEX, species
from formats.checklist_text import table as checklist
from kouprey.trade import reference as lists_of_taxa
from reference import flags as plain

TAXA = ("Naja naja", "Naja kaouthia", "Varanus salvator", "Never described")
RANGES = {"Naja naja": {"ID", "MY"}, "Naja kaouthia": {"TH", "LA"}, "Varanus salvator": {"TH"}}
COUNTRIES = {"ID": "Indonesia", "MY": "Malaysia", "TH": "Thailand", "LA": "Laos"}
FACTS: dict[str, Any] = {
    "ranges": RANGES,
    "borders": [{"ID", "MY"}, {"MY", "TH"}, {"LA", "TH"}, {"LA", "VN"}],
    "states": {"ID", "MY", "TH", "LA", "VN", "SG"},
    "categories": {}, "scores": {}, "breeders": None,
}  # fmt: skip
FILLED: dict[str, Any] = FACTS | {
    "categories": {"Naja naja": "LC", "Varanus salvator": "VU"},
    "scores": {"Naja naja": 0, "Naja kaouthia": 2},
    "breeders": {("Naja naja", "ID"), ("Varanus salvator", "VN")},
}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The node's folder, for the lists that it fills."""
    monkeypatch.setenv("KOUPREY_HOME", str(tmp_path))
    return tmp_path


def know_ranges(home: Path) -> str:
    """Load an index whose countries are those of RANGES; gives its name."""
    records = []
    for taxon, found in RANGES.items():
        codes, names = ", ".join(sorted(found)), ", ".join(COUNTRIES[code] for code in sorted(found))
        cells = {"All_DistributionISOCodes": codes, "All_DistributionFullNames": names}
        records.append(species(taxon, **cells, NativeDistributionFullNames=names))
    (home / "Index_2017-04-21.csv").write_text(checklist(INDEX, *records), encoding="utf-8")
    return f"Checklist index of 2017-04-21 ({lists_of_taxa.load(home / 'Index_2017-04-21.csv', home).edition})"


def fill_lists(home: Path) -> None:
    (home / "lists").mkdir(exist_ok=True)
    written = {
        "iucn-categories": ("category", FILLED["categories"].items()),
        "slow-life-history": ("score", FILLED["scores"].items()),
        "registered-breeders": ("country", sorted(FILLED["breeders"])),
    }
    for name, (column, rows) in written.items():
        body = "".join(f"{taxon},{value},hand,no\n" for taxon, value in rows)
        (home / "lists" / f"{name}.csv").write_text(f"taxon,{column},source,verified\n{body}", encoding="utf-8")


# Both reporters agree unless a row says otherwise; data from 2000 on.
TRADE = [
    line(1, 1, Year=2000, Source="W"),
    # Bred in Indonesia: as usual for five years, then six times as much, which importers declare otherwise.
    line("", 1, Year=2004, Source="F"),
    *(line(2, 2, Year=year, Source="C") for year in range(2005, 2010)),
    line("", 12, Year=2010, Source="C"),
    line(12, "", Year=2010, Source="W", Purpose="Z"),
    # Singapore: no range State, no border with one, no founders.
    line(60, 60, Year=2010, Exporter="SG", Source="D"),
    # Viet Nam borders Laos, and imported founders before.
    line(5, "", Year=2004, Taxon="Naja kaouthia", Importer="VN", Exporter="TH", Source="W"),
    *(line(20, 20, Year=year, Taxon="Naja kaouthia", Exporter="VN", Source="F") for year in range(2005, 2011)),
    # No list knows the taxon, and the exporter is no State of today.
    *(line(3, 3, Year=year, Taxon="Never described", Exporter="YU", Source="R") for year in range(2005, 2011)),
]
ROW_C, ROW_D = {"year": 2010, "source": "C", "quantity": 12}, {"year": 2010, "source": "D", "quantity": 60}
ROW_F = {"year": 2010, "source": "F", "quantity": 20}
BEFORE = [{"year": year, "source": "C", "quantity": 2} for year in range(2005, 2010)]
BOTH = [
    {"year": 2010, "reporter": "exporter", "source": "C", "quantity": 12},
    {"year": 2010, "reporter": "importer", "source": "W", "quantity": 12},
]


def test_the_whole_answer(home: Path) -> None:
    index = know_ranges(home)
    naja, kaouthia = ({"range_states": states, "list": index} for states in (["ID", "MY"], ["LA", "TH"]))
    singapore, indonesia = ("Naja naja", "SG", "live"), ("Naja naja", "ID", "live")
    viet_nam = ("Naja kaouthia", "VN", "live")
    answer = store(home, TRADE).red_flags(years=2010)
    assert answer.rows == [
        (2010, *singapore, 1, "increase", 60, 0, [ROW_D], [13, 14]),
        (2010, *singapore, 2, "steep-increase", 60, 0, [ROW_D], [13, 14]),
        (2010, *singapore, 3, "high-volume", 60, 50, [ROW_D], [13, 14]),
        (2010, *singapore, 7, "not-a-range-state", 60, None, [ROW_D, naja], [13, 14]),
        (2010, *singapore, 8, "no-range-neighbour", 60, None, [ROW_D, naja, {"neighbours": []}], [13, 14]),
        (2010, *singapore, 9, "no-founders", 60, None, [ROW_D, naja], [13, 14]),
        (2010, *viet_nam, 7, "not-a-range-state", 20, None, [ROW_F, kaouthia], [3, 14]),
        (2010, *indonesia, 1, "increase", 12, 4, [*BEFORE, ROW_C], [14]),
        (2010, *indonesia, 2, "steep-increase", 12, 8, [*BEFORE, ROW_C], [14]),
        (2010, *indonesia, 10, "reporters-differ-on-wild", 12, None, BOTH, [14]),
    ]
    assert [(entry["check"], entry["in_part"]) for entry in answer.method["not_checked"]] == [
        (3, True), (7, True), (8, True), (9, True), (13, False), (14, False),
    ]  # fmt: skip
    assert answer.method["not_checked"][1]["reasons"] == [
        {"reason": "the exporter is a former State, or no State", "cases": 1, "taxa": 1}
    ]
    assert "Not checked: 13, 14; in part: 3, 7, 8, 9" in " ".join(answer.method["sentences"])
    assert not any("re-exported" in words for words in answer.warnings)


def test_the_lists_of_the_node_close_what_was_open(home: Path) -> None:
    know_ranges(home)
    opened = store(home, TRADE)
    assert opened.red_flags(years=2010).rows
    fill_lists(home)
    answer = opened.red_flags(years=2010)
    found = defaultdict(set)
    for row in answer.records():
        found[row["taxon"], row["exporter"]].add(row["check"])
    assert found == {
        ("Naja naja", "SG"): {1, 2, 3, 7, 8, 9, 13},
        ("Naja naja", "ID"): {1, 2, 10},
        ("Naja kaouthia", "VN"): {7, 14},
    }  # fmt: skip
    assert [(entry["check"], entry["in_part"]) for entry in answer.method["not_checked"]] == [
        (3, True), (7, True), (8, True), (9, True), (14, True),
    ]  # fmt: skip


def test_without_a_loaded_list_the_built_in_ranges_are_used_and_said(home: Path) -> None:
    other = {"Taxon": "Python reticulatus", "Exporter": "SK", "Source": "F"}
    lines = [line(1, 1, Year=2005, Source="W"), line(1, 1, Year=2006, **other)]
    found = {row["check"]: row for row in store(home, lines).red_flags().records()}
    assert set(found) == {7, 8, 9}
    assert found[7]["evidence"][-1]["list"] == "built-in list report-ranges 2017.1"
    assert "VN" in found[7]["evidence"][-1]["range_states"]


def test_an_answer_can_be_taken_away_in_every_form(home: Path) -> None:
    know_ranges(home)
    answer = store(home, TRADE).red_flags(years=2010)
    assert answer.to_arrow().num_rows == len(answer.rows)
    assert '"range_states": ["ID", "MY"]' in answer.to_json()
    assert "2010=exporter=C=12" in answer.to_csv()


def drawn_lines(seed: int) -> list[dict[str, str]]:
    """Lines with few values, so that years follow and reporters disagree; no two on the same ten fields."""
    draw = random.Random(seed)
    found: dict[tuple[str, ...], dict[str, str]] = {}
    amounts = ("", "", "0", "1", "2", "10", "12.5", "13", "50", "51", "0.000000001")
    for _ in range(260):
        row = line(
            draw.choice(amounts),
            draw.choice(amounts),
            Year=draw.randint(2001, 2010),
            Taxon=draw.choice(TAXA),
            Importer=draw.choice(("CN", "ID", "VN")),
            Exporter=draw.choice(("ID", "TH", "VN", "SG", "YU")),
            Origin=draw.choice(("", "", "", "ID", "TH")),
            Term=draw.choice(("live", "live", "skins")),
            Unit=draw.choice(("", "", "", "kg")),
            Purpose=draw.choice(("T", "T", "Z", "")),
            Source=draw.choice(("C", "C", "D", "F", "R", "W", "U", "")),
        )
        found.setdefault(tuple(value for name, value in row.items() if "quantity" not in name), row)
    return list(found.values())


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("filled", [False, True])
def test_against_plain_python(home: Path, seed: int, filled: bool) -> None:
    lines = drawn_lines(seed)
    know_ranges(home)
    if filled:
        fill_lists(home)
    expected = plain.flags(lines, FILLED if filled else FACTS)
    answer = store(home, lines).red_flags()
    found: dict[Any, set[int]] = defaultdict(set)
    for row in answer.records():
        key = (row["year"], row["taxon"], row["exporter"], row["term"])
        found[key].add(row["check"])
        assert set(row["not_checked"]) == expected[key][1], key
    assert found == {key: raised for key, (raised, _) in expected.items() if raised}
    for entry in answer.method["not_checked"]:
        cases = sum(reason["cases"] for reason in entry["reasons"])
        assert cases == sum(entry["check"] in unknown for _, unknown in expected.values()), entry


def test_long_quantities_are_added_exactly(home: Path) -> None:
    lines = [
        *(line("", 1, Year=year, Source="C") for year in range(2005, 2010)),
        line("", "12345678901234567890.123456789", Year=2010, Source="C", Purpose="T"),
        line("", "0.000000001", Year=2010, Source="C", Purpose="Z"),
    ]
    row = store(home, lines).red_flags(years=2010).records()[0]
    assert row["volume"] == Decimal("12345678901234567890.123456790")
