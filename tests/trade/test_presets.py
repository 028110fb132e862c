"""The paper's table beside an answer: the printed figure, the difference, and what only one of them has."""

from __future__ import annotations

from decimal import Decimal

import pytest

from formats.cites_text import comptab, row
from kouprey import trade
from kouprey.domain.trade.presets import TABLE_1, printed
from kouprey.kernel.errors import UnusableInput
from kouprey.trade.presets import ADDED

PYTHON = row(
    taxon="Malayopython reticulatus", genus="Malayopython", term="skins", year="2000", exporter="SG", origin="MY"
)
LINES = [
    PYTHON | {"importer_quantity": "100", "exporter_quantity": "900"},
    PYTHON | {"importer_quantity": "", "exporter_quantity": "11", "origin": "ID"},
    row(taxon="Naja kaouthia", year="2000", exporter="LA", importer_quantity="5"),
    row(taxon="Naja spp.", year="2001", exporter="LA", importer_quantity="6"),
    row(taxon="Boa constrictor", genus="Boa", year="2000", exporter="TH", importer_quantity="3"),
    # Left out by the recipe: the year, the importer, the country of origin, the unit, the term.
    PYTHON | {"year": "2017"},
    PYTHON | {"importer": "HK"},
    PYTHON | {"origin": "BO"},
    PYTHON | {"unit": "kg"},
    PYTHON | {"term": "meat"},
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> trade.Store:
    """A release of these lines."""
    folder = tmp_path_factory.mktemp("presets")
    (folder / "given.csv").write_text(comptab(*LINES), encoding="utf-8")
    trade.load([folder / "given.csv"], home=folder / "home")
    return trade.open(folder / "home")


def test_the_recipe_picks_its_lines(store: trade.Store) -> None:
    answer = store.study(preset=TABLE_1)
    found = {(r["taxon"], r["term"]): r["quantity"] for r in answer.records()}
    assert found == {
        ("Malayopython reticulatus", "skins"): Decimal(111),
        ("Naja", "live"): Decimal(11),
        ("Boa constrictor", "live"): Decimal(3),
    }
    assert answer.method["preset"] == TABLE_1


def test_what_is_asked_besides_replaces_parts_of_it(store: trade.Store) -> None:
    answer = store.study(preset=TABLE_1, terms="skins", quantity="max")
    assert [r["quantity"] for r in answer.records()] == [Decimal(911)]


def test_compared_each_row_has_the_printed_figure_and_the_difference(store: trade.Store) -> None:
    answer = store.study(preset=TABLE_1, compare=True)
    rows = {(r["taxon"], r["term"]): r for r in answer.records()}
    figures = {(name, f.term): f for f in printed(TABLE_1) for name in f.names}
    for key in (("Malayopython reticulatus", "skins"), ("Naja", "live")):
        row_, figure = rows[key], figures[key]
        assert row_["printed_quantity"] == figure.quantity
        assert row_["difference"] == row_["quantity"] - figure.quantity
        assert (row_["printed_share"], row_["printed_wild_share"]) == (figure.share, figure.wild_share)
        assert [(c["country"], c["share"]) for c in row_["printed_countries"]] == list(figure.countries)
    assert all(rows["Boa constrictor", "live"][column] is None for column in ADDED)


def test_what_is_only_printed_follows_without_figures_of_ours(store: trade.Store) -> None:
    answer = store.study(preset=TABLE_1, compare=True)
    follow = answer.records()[3:]
    assert len(follow) == len(printed(TABLE_1)) - 2
    assert all(r["quantity"] is None and r["difference"] is None and r["printed_quantity"] for r in follow)
    assert answer.columns[-len(ADDED) :] == ADDED
    assert len({(r["taxon"], r["term"]) for r in answer.records()}) == len(answer.rows)


def test_the_note_says_with_what_it_was_compared(store: trade.Store) -> None:
    method = store.study(preset=TABLE_1, compare=True).method
    assert method["compared_with"].startswith("the founding paper, Table 1")
    assert "not the paper's own words" in method["sentences"][-1]
    assert "compared_with" not in store.study(preset=TABLE_1).method


@pytest.mark.parametrize("form", ["table", "json", "csv", "xlsx", "parquet"])
def test_a_comparison_can_be_written_in_every_format(store: trade.Store, form: str) -> None:
    assert store.study(preset=TABLE_1, compare=True).written(form)


def test_without_a_preset_there_is_nothing_to_compare_with(store: trade.Store) -> None:
    with pytest.raises(UnusableInput, match="only for a preset"):
        store.study(compare=True)


@pytest.mark.parametrize("by", ["country", "taxon"])
def test_a_comparison_of_other_columns_is_refused(store: trade.Store, by: str) -> None:
    with pytest.raises(UnusableInput):
        store.study(preset=TABLE_1, compare=True, by=by)
