"""Accepted names in a study: old and new meet, blank ranks are filled, and no row is ever lost."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from formats.checklist_text import INDEX, species
from formats.checklist_text import table as checklist
from formats.cites_text import bulk, row
from kouprey import trade
from kouprey.kernel.errors import UnusableInput
from kouprey.trade import reference

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"
ROWS = [
    row(id="1", taxon="Python reticulatus", genus="Python", family="Pythonidae", quantity="1", reporter="I"),
    row(id="2", taxon="Malayopython reticulatus", genus="Malayopython", family="Pythonidae", quantity="3",
        reporter="E"),
    row(id="3", taxon="Manis javanica", class_="", order="", family="", genus="", quantity="10"),
    row(id="4", taxon="Never described", class_="", order="", family="", genus="", quantity="100"),
    row(id="5", taxon="Naja spp.", quantity="1000"),
    row(id="6", taxon="Manis tricuspis", class_="Mammalia", order="Pholidota", family="Manidae", genus="Manis",
        quantity="10000"),
]  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> trade.Store:
    (tmp_path / "given.csv").write_text(bulk(*ROWS), encoding="utf-8")
    trade.load([tmp_path / "given.csv"], home=tmp_path / "home")
    return trade.open(tmp_path / "home")


def figures(store: trade.Store, **asked: Any) -> dict[str, Decimal]:
    answer = store.study(**({"names": "accepted", "by": "taxon"} | asked))
    return {record["taxon"]: record["quantity"] for record in answer.records()}


def test_taxa_are_shown_under_the_accepted_name_and_none_is_lost(store: trade.Store) -> None:
    assert figures(store) == {
        "Malayopython reticulatus": 1, "Manis javanica": 10, "Never described": 100, "Naja spp.": 1000,
        "Phataginus tricuspis": 10000,
    }  # fmt: skip


def test_old_and_new_names_meet_on_one_tabulation_line(store: trade.Store) -> None:
    # The importer wrote the old name and the exporter the new one: one trade, not two.
    assert figures(store, quantity="max", taxon="Python reticulatus") == {"Malayopython reticulatus": 3}
    assert figures(store, quantity="max", names="file", taxon="Pythonidae") == {
        "Malayopython reticulatus": 3, "Python reticulatus": 1,
    }  # fmt: skip


@pytest.mark.parametrize("asked", ["Python reticulatus", "Malayopython reticulatus", "malayopython RETICULATUS"])
def test_the_filter_finds_old_and_new_names(store: trade.Store, asked: str) -> None:
    answer = store.study(names="accepted", taxon=asked, by="taxon")
    assert [record["quantity"] for record in answer.records()] == [1]
    assert answer.method["names"]["found"] == ["Malayopython reticulatus", "Python reticulatus"]
    assert not any("does not occur" in warning for warning in answer.warnings)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"taxon": "Manidae"}, {"Manis javanica": 10, "Phataginus tricuspis": 10000}),
        ({"taxon": "Malayopython"}, {"Malayopython reticulatus": 1}),
        ({"taxon": "Phataginus"}, {"Phataginus tricuspis": 10000}),
        # What the names of the file find is found still.
        ({"taxon": "Manis"}, {"Manis javanica": 10, "Phataginus tricuspis": 10000}),
        ({"class_": "Mammalia"}, {"Manis javanica": 10, "Phataginus tricuspis": 10000}),
        ({"class_": "plants"}, {"Never described": 100}),
        ({"class_": "animals", "taxon": "Manis javanica"}, {"Manis javanica": 10}),
        ({"at_genus": ("Naja", "Phataginus"), "taxon": "Naja,Manidae"},
         {"Naja": 1000, "Manis javanica": 10, "Phataginus": 10000}),
    ],
)  # fmt: skip
def test_filled_ranks_are_filtered_like_given_ones(
    store: trade.Store, asked: dict[str, Any], found: dict[str, int]
) -> None:
    assert figures(store, **asked) == found


def test_blank_ranks_are_filled_and_given_ones_left_alone(store: trade.Store) -> None:
    assert figures(store, rank="family") == {"Pythonidae": 1, "": 100, "Elapidae": 1000, "Manidae": 10010}
    assert figures(store, rank="genus") == {
        "Malayopython": 1, "Manis": 10, "": 100, "Naja": 1000, "Phataginus": 10000,
    }  # fmt: skip


def test_conversions_know_the_filled_ranks(store: trade.Store) -> None:
    assert figures(store, woe=True, class_="Mammalia") == {"Manis javanica": 10, "Phataginus tricuspis": 10000}


def test_a_word_that_no_list_and_no_row_knows_is_told(store: trade.Store) -> None:
    answer = store.study(names="accepted", taxon="Nonsense nonsense", class_="Nonsensia")
    assert not answer.rows
    assert sum("does not occur" in warning for warning in answer.warnings) == 2


def test_the_method_note_says_by_which_lists(store: trade.Store) -> None:
    note = store.study(names="accepted").method
    assert note["taxa"] == "accepted names"
    assert note["names"]["lists"] == ["built-in list 2026.1"]
    counts = ("names_in_data", "renamed", "ranks_filled", "unknown")
    assert [note["names"][name] for name in counts] == [6, 2, 1, 1]
    assert any(sentence.startswith("Names: accepted names by built-in list") for sentence in note["sentences"])


def test_without_the_option_nothing_changes(store: trade.Store) -> None:
    plain = store.study()
    assert plain == store.study(names="file")
    assert plain.method["taxa"] == "names as in the file"
    assert "names" not in plain.method
    assert not (store.home / "cache" / "names").exists()


def test_a_loaded_list_is_used_at_once(store: trade.Store, tmp_path: Path) -> None:
    assert "Malayopython reticulatus" in figures(store)
    older = checklist(INDEX, species("Python reticulatus", SynonymsWithAuthors="Malayopython reticulatus (S., 1801)"))
    (tmp_path / "Index_2017-04-21.csv").write_text(older, encoding="utf-8")
    reference.load(tmp_path / "Index_2017-04-21.csv", store.home)
    assert figures(store)["Python reticulatus"] == 1
    assert figures(store, taxon="Malayopython reticulatus") == {"Python reticulatus": 1}


def test_official_reports_keep_the_names_of_the_file(store: trade.Store) -> None:
    with pytest.raises(UnusableInput, match="names of the file"):
        store.gross("exports", names="accepted")
    with pytest.raises(UnusableInput, match="not a choice for names"):
        store.study(names="modern")


@pytest.mark.long
@pytest.mark.skipif(not SHARED.is_dir(), reason="the development samples (../shared/data) are not on this machine")
def test_the_real_year_2013_by_the_real_index_against_a_plain_pass(tmp_path: Path) -> None:
    files = [SHARED / f"trade/comptab_2013_{n}.csv.gz" for n in range(1, 6)]
    trade.load(files, home=tmp_path)
    reference.load(SHARED / "listing/Index_of_CITES_Species_2017-04-21.csv.gz", tmp_path)
    store = trade.open(tmp_path)
    plain: dict[str, Decimal] = defaultdict(Decimal)
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8", newline="") as text:
            for line in csv.DictReader(text):
                amount = line["Importer reported quantity"]
                if line["Unit"] == "" and line["Term"] == "live" and amount:
                    plain[line["Taxon"]] += Decimal(amount)
    answer = store.study(names="accepted", terms="live", by="taxon")
    ours = {record["taxon"]: record["quantity"] for record in answer.records()}
    assert sum(ours.values()) == sum(plain.values())
    assert ours["Opuntia cylindrica"] == plain["Opuntia cylindrica"] + plain["Austrocylindropuntia cylindrica"]
    assert ours["Epicrates cenchria"] == plain["Epicrates cenchria"] + plain["Epicrates cenchria cenchria"]
    same = {taxon for taxon in plain if plain[taxon] and ours.get(taxon) == plain[taxon]}
    assert len(same) > 0.98 * len(plain)
    found = store.study(names="accepted", taxon="Malayopython reticulatus", terms="live", by="taxon").records()
    assert [(r["taxon"], r["quantity"]) for r in found] == [("Python reticulatus", plain["Python reticulatus"])]
    preset = store.study(preset="jiao2021-table1", compare=True, names="accepted", years=2013)
    assert "printed_quantity" in preset.columns
