"""Datasets on a shelf: one pointer each, replaced in one step; nothing in use is ever deleted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kouprey.analytics.columns import FORMAT
from kouprey.analytics.releases import Shelf
from kouprey.kernel.errors import NothingThere, UnusableInput


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A shelf with the releases r1, r2 and r3 of `bulk`, of which r2 is in use."""
    shelf = Shelf(tmp_path)
    for day, release in enumerate(("r1", "r2", "r3"), start=1):
        put(shelf, "bulk", release, built_at=f"2026-01-0{day}T00:00:00+00:00")
    shelf.point("bulk", "r2")
    return shelf


def put(shelf: Shelf, dataset: str, release: str, **facts: object) -> None:
    folder = shelf.folder(dataset) / "releases" / release
    folder.mkdir(parents=True)
    usual = {"format": FORMAT, "kind": "bulk", "years": [1975, 2024], "built_at": "2026-01-01", "synthetic": False}
    (folder / "manifest.json").write_text(json.dumps(usual | facts), encoding="utf-8")


def test_the_pointer_says_what_is_in_use(shelf: Shelf) -> None:
    current = shelf.current("bulk")
    assert (current.dataset, current.id, current.kind, current.years) == ("bulk", "r2", "bulk", (1975, 2024))
    assert current.database == shelf.root / "bulk" / "releases" / "r2" / "trade.duckdb"
    assert shelf.in_use("bulk") == "r2"


def test_pointing_replaces_it_and_leaves_nothing_beside(shelf: Shelf) -> None:
    before = {path.name for path in shelf.folder("bulk").iterdir()}
    for release in ("r1", "r3", "r3", "r2", "r1"):
        shelf.point("bulk", release)
        assert shelf.current("bulk").id == release
    assert {path.name for path in shelf.folder("bulk").iterdir()} == before


def test_releases_are_listed_newest_first(shelf: Shelf) -> None:
    assert [release.id for release in shelf.releases("bulk")] == ["r3", "r2", "r1"]
    assert shelf.releases("empty") == []
    assert shelf.in_use("empty") is None


def test_a_release_in_use_is_not_removed_and_another_is(shelf: Shelf) -> None:
    with pytest.raises(UnusableInput, match=r"r2 is in use.*trade use"):
        shelf.remove("bulk", "r2")
    shelf.remove("bulk", "r1")
    assert [release.id for release in shelf.releases("bulk")] == ["r3", "r2"]
    assert not (shelf.folder("bulk") / "releases" / "r1").exists()


@pytest.mark.parametrize("act", ["release", "remove"])
def test_an_unknown_release_is_nothing_there(shelf: Shelf, act: str) -> None:
    with pytest.raises(NothingThere, match=r"no release r9.*trade releases"):
        getattr(shelf, act)("bulk", "r9")


def test_an_unknown_dataset_is_nothing_there_and_the_known_are_named(shelf: Shelf) -> None:
    with pytest.raises(NothingThere, match=r"“fish”.*datasets: bulk"):
        shelf.current("fish")


def test_an_empty_shelf_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NothingThere, match=r"trade load.*SYNTHETIC"):
        Shelf(tmp_path / "nowhere").current()


def test_a_release_of_another_format_is_refused(shelf: Shelf) -> None:
    put(shelf, "bulk", "old", format=FORMAT - 1)
    with pytest.raises(UnusableInput, match="another edition of Kouprey"):
        shelf.release("bulk", "old")


def test_a_release_without_rows_has_no_years(shelf: Shelf) -> None:
    put(shelf, "bulk", "empty", years=[None, None])
    assert shelf.release("bulk", "empty").years is None


@pytest.mark.parametrize(
    ("datasets", "usual"),
    [(["bulk", "comptab", "fish"], "bulk"), (["comptab", "fish"], "comptab"), (["fish"], "fish")],
)
def test_without_a_name_it_is_bulk_then_comptab_then_the_only_one(
    tmp_path: Path, datasets: list[str], usual: str
) -> None:
    shelf = Shelf(tmp_path)
    for dataset in datasets:
        put(shelf, dataset, "r1")
        shelf.point(dataset, "r1")
    assert shelf.datasets() == datasets
    assert shelf.current().dataset == usual


def test_without_a_name_and_a_clear_choice_it_asks(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    for dataset in ("fish", "orchids"):
        put(shelf, dataset, "r1")
        shelf.point(dataset, "r1")
    with pytest.raises(UnusableInput, match="--dataset: fish, orchids"):
        shelf.current()


@pytest.mark.parametrize("name", ["bulk", "year2013", "a-b_c", "0", "x" * 41])
def test_names_of_datasets(tmp_path: Path, name: str) -> None:
    assert Shelf(tmp_path).folder(name) == tmp_path / "trade" / name


@pytest.mark.parametrize("name", ["", "Bulk", "a b", "../x", ".", "-x", "_x", "a/b", "ñ", "x" * 42, "bulk\n"])
def test_what_cannot_name_a_dataset(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnusableInput, match="cannot name a dataset"):
        Shelf(tmp_path).folder(name)
