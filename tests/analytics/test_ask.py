"""Questions to a small release: known values filter, unknown ones are told, figures stay exact."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from formats.cites_text import bulk, row
from kouprey import trade

ROWS = [
    row(id="1", quantity="1.5", exporter="TH", source="W"),
    row(id="2", quantity="2", exporter="ID", source="C", taxon="Python regius", genus="Python", family="Pythonidae"),
    row(id="3", quantity="4", exporter="SG", origin="ID", source="R", year="2014"),
    row(id="4", quantity="8", reporter="E", exporter="TH", source="W"),
    row(id="5", quantity="16", term="bark", taxon="Prunus africana", class_="", order="Rosales", family="Rosaceae",
        genus="Prunus", source="A", unit="kg"),
    row(id="6", quantity="32", importer="US", source="", purpose=""),
]  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> trade.Store:
    """A release of these six rows."""
    folder = tmp_path_factory.mktemp("ask")
    (folder / "given.csv").write_text(bulk(*ROWS), encoding="utf-8")
    trade.load([folder / "given.csv"], home=folder / "home")
    return trade.open(folder / "home")


def total(store: trade.Store, **asked: Any) -> Decimal:
    return sum((r["quantity"] for r in store.study(**({"unit": "any"} | asked)).records()), Decimal(0))


@pytest.mark.parametrize(
    ("asked", "quantity"),
    [
        ({}, "55.5"),
        ({"unit": "number"}, "39.5"),
        ({"unit": "kg"}, "16"),
        ({"importer": "CN"}, "23.5"),
        ({"exporter": "ID"}, "2"),
        ({"exporter": "ID", "geography": "origin"}, "6"),
        ({"exporter": "SG", "geography": "origin"}, "0"),
        ({"years": 2014}, "4"),
        ({"years": "1990-2013"}, "51.5"),
        ({"taxon": "Naja"}, "37.5"),
        ({"taxon": "Naja naja"}, "37.5"),
        ({"taxon": "Naja,Pythonidae"}, "39.5"),
        ({"class_": "plants"}, "16"),
        ({"class_": "animals"}, "39.5"),
        ({"class_": "Reptilia"}, "39.5"),
        ({"terms": "bark"}, "16"),
        ({"sources": "W,R"}, "5.5"),
        ({"sources": ("",)}, "32"),
        ({"purposes": "T"}, "23.5"),
        ({"quantity": "exporter"}, "8"),
        ({"quantity": "max"}, "62"),
        ({"quantity": "importer-first"}, "55.5"),
        ({"quantity": "exporter-first"}, "62"),
        ({"taxon": "Nija"}, "0"),
    ],
    ids=str,
)
def test_filters_and_rules(store: trade.Store, asked: dict[str, Any], quantity: str) -> None:
    assert total(store, **asked) == Decimal(quantity)


def test_rows_are_as_cli_md_has_them(store: trade.Store) -> None:
    answer = store.study(importer="CN", geography="origin", years=2013, terms="live")
    assert answer.columns == (
        "taxon", "term", "unit", "quantity", "share", "wild_share", "captive_share", "countries",
    )  # fmt: skip
    assert answer.records() == [
        {"taxon": "Python regius", "term": "live", "unit": "", "quantity": Decimal(2), "share": 2 / 3.5,
         "wild_share": 0.0, "captive_share": 1.0,
         "countries": [{"country": "ID", "quantity": Decimal(2), "share": 1.0}]},
        {"taxon": "Naja naja", "term": "live", "unit": "", "quantity": Decimal("1.5"), "share": 1.5 / 3.5,
         "wild_share": 1.0, "captive_share": 0.0,
         "countries": [{"country": "TH", "quantity": Decimal("1.5"), "share": 1.0}]},
    ]  # fmt: skip


def test_countries_come_largest_first_and_shares_are_before_top(store: trade.Store) -> None:
    (first,) = store.study(importer="CN", by="term", top=1, unit="number").records()
    assert [(c["country"], c["quantity"]) for c in first["countries"]] == [
        ("SG", Decimal(4)), ("ID", Decimal(2)), ("TH", Decimal("1.5")),
    ]  # fmt: skip
    one = store.study(unit="number", top=1).records()
    assert (len(one), one[0]["share"]) == (1, 37.5 / 39.5)


def test_a_total_of_zero_has_no_shares(tmp_path: Path) -> None:
    (tmp_path / "given.csv").write_text(bulk(row(quantity="0")), encoding="utf-8")
    trade.load([tmp_path / "given.csv"], home=tmp_path)
    (record,) = trade.open(tmp_path).study().records()
    assert (record["quantity"], record["share"], record["wild_share"]) == (0, None, None)
    assert record["countries"] == [{"country": "TH", "quantity": Decimal(0), "share": None}]


@pytest.mark.parametrize(
    "asked", [{"taxon": "Nija"}, {"terms": "lives"}, {"unit": "kilos"}, {"class_": "Reptiles"}], ids=str
)
def test_a_word_that_does_not_occur_is_told(store: trade.Store, asked: dict[str, str]) -> None:
    (word,) = asked.values()
    assert f"“{word}” does not occur in these data; check the spelling." in store.study(**asked).warnings


def test_words_that_occur_are_not_told(store: trade.Store) -> None:
    answer = store.study(taxon="Naja", terms="live", unit="kg", class_="Reptilia")
    assert not any("does not occur" in warning for warning in answer.warnings)


def test_taxa_are_told_where_they_were_found(store: trade.Store) -> None:
    sentences = store.study(taxon="Naja,Rosaceae,Nija").method["sentences"]
    for words in ("Naja, found as genus", "Rosaceae, found as family", "Nija, not found"):
        assert any(words in sentence for sentence in sentences)


def test_counted_at_genus_the_species_are_one_row(store: trade.Store) -> None:
    found = {r["taxon"]: r["quantity"] for r in store.study(at_genus=("Naja",)).records()}
    assert found == {"Naja": Decimal("37.5"), "Python regius": Decimal(2)}


def test_at_a_rank_taxa_are_those_of_the_rank(store: trade.Store) -> None:
    found = {r["taxon"]: r["quantity"] for r in store.study(rank="family").records()}
    assert found == {"Elapidae": Decimal("37.5"), "Pythonidae": Decimal(2)}


@pytest.mark.parametrize(
    ("quantities", "expected"),
    [
        (["0.123456789012", "0.000000000001"], "0.123456789013"),
        (["123456789012345", "1"], "123456789012346"),
        (["999999999999999", "0.123456789012345"], "999999999999999.123456789012345"),
    ],
    ids=str,
)
def test_wide_quantities_add_up_exactly(quantities: list[str], expected: str, tmp_path: Path) -> None:
    rows = [row(id=str(n), quantity=q) for n, q in enumerate(quantities)]
    (tmp_path / "given.csv").write_text(bulk(*rows), encoding="utf-8")
    trade.load([tmp_path / "given.csv"], home=tmp_path)
    answer = trade.open(tmp_path).study()
    assert [record["quantity"] for record in answer.records()] == [Decimal(expected)]
    assert f'"quantity": {expected},' in answer.to_json()


@pytest.mark.parametrize("measure", ["gross", "net"])
def test_reports_fold_both_reporters_and_keep_the_larger(store: trade.Store, measure: str) -> None:
    answer = getattr(store, measure)("imports", importer="CN", exporter="TH", years=2013, terms="live")
    (record,) = answer.records()
    assert (record["country"], record["year"], record["quantity"]) == ("CN", 2013, Decimal(8))


def test_net_leaves_only_what_is_above_zero(tmp_path: Path) -> None:
    rows = [row(importer="SG", exporter="TH", quantity="10"), row(importer="CN", exporter="SG", quantity="7", id="2")]
    (tmp_path / "given.csv").write_text(bulk(*rows), encoding="utf-8")
    trade.load([tmp_path / "given.csv"], home=tmp_path)
    store = trade.open(tmp_path)
    found = {
        side: {r["country"]: int(r["quantity"]) for r in store.net(side).records()} for side in ("imports", "exports")
    }
    assert found == {"imports": {"CN": 7, "SG": 3}, "exports": {"TH": 10}}


def test_a_tabulation_folds_the_ten_keys(store: trade.Store) -> None:
    records = store.comptab(exporter="TH", importer="CN", terms="live").records()
    assert [(r["importer_quantity"], r["exporter_quantity"]) for r in records] == [(Decimal("1.5"), Decimal(8))]
