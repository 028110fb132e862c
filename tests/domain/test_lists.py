"""Every shipped list is described, parses, and can be replaced by a node's own edition."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kouprey.domain import lists
from kouprey.kernel.errors import UnusableFile

EMPTY = {"iucn-categories", "registered-breeders", "slow-life-history"}
"""Lists that a node fills: shipped with their header alone."""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in for the node's folder, empty unless a test fills it."""
    monkeypatch.setenv("KOUPREY_HOME", str(tmp_path))
    (tmp_path / "lists").mkdir()
    return tmp_path


def test_every_file_is_in_the_index_and_every_entry_has_its_file() -> None:
    files = {path.stem for path in lists.SHIPPED.glob("*.csv")}
    assert files == set(lists.index())


@pytest.mark.parametrize("name", sorted(lists.index()))
def test_every_list_parses_row_by_row(name: str) -> None:
    with (lists.SHIPPED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert len(set(header)) == len(header)
    assert bool(rows) is (name not in EMPTY)
    assert all(len(row) == len(header) for row in rows)
    assert len({tuple(row) for row in rows}) == len(rows)
    assert all(cell == cell.strip() for row in rows for cell in row)


@pytest.mark.parametrize("name", sorted(lists.index()))
def test_every_entry_says_what_the_list_is_and_where_it_comes_from(name: str) -> None:
    about = lists.index()[name]
    assert {"title", "version", "source", "verified"} <= set(about)
    assert about["verified"] in {"yes", "no"}
    assert lists.load(name).origin == "shipped"


def test_a_nodes_own_edition_comes_first_and_shows_in_the_version(home: Path) -> None:
    (home / "lists" / "purposes.csv").write_text("code,name,explanation\nT,trade,\n", encoding="utf-8")
    edition = lists.load("purposes")
    assert edition.version == lists.index()["purposes"]["version"] + "+node"
    assert edition.rows == ({"code": "T", "name": "trade", "explanation": ""},)


def test_an_own_edition_without_our_columns_is_refused(home: Path) -> None:
    (home / "lists" / "units.csv").write_text("code\nKGM\n", encoding="utf-8")
    with pytest.raises(UnusableFile, match="quantity_kind"):
        lists.load("units")


def test_a_list_that_is_shipped_empty_asks_for_its_columns(home: Path) -> None:
    own = home / "lists" / "registered-breeders.csv"
    own.write_text("taxon,country\nScleropages formosus,SG\n", encoding="utf-8")
    with pytest.raises(UnusableFile, match="taxon, country, source, verified"):
        lists.load("registered-breeders")
    own.write_text("taxon,country,source,verified\nScleropages formosus,SG,register,no\n", encoding="utf-8")
    assert [row["country"] for row in lists.load("registered-breeders").rows] == ["SG"]


def test_an_unknown_list_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        lists.load("no-such-list")


PURPOSES = "code,name,explanation\nT,{},\n"


def test_while_a_table_is_read_the_editions_are_those_that_were_met_first(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, before = home / "lists" / "purposes.csv", lists.edition("purposes")
    assert before == (str(home / "lists"), 0)
    with lists.steady():
        assert lists.edition("purposes") == before
        own.write_text(PURPOSES.format("trade"), encoding="utf-8")
        with lists.steady():  # one inside another is the same
            assert lists.edition("purposes") == before
        assert lists.edition("purposes") == before
        assert lists.changed("purposes") == 0
        monkeypatch.setenv("KOUPREY_HOME", "elsewhere")
        assert lists.home() == str(home)
    assert lists.home() == "elsewhere"
    monkeypatch.setenv("KOUPREY_HOME", str(home))
    assert lists.edition("purposes") == (str(home / "lists"), own.stat().st_mtime_ns)
    assert lists.changed("purposes") == own.stat().st_mtime_ns


def test_while_a_page_is_made_it_is_looked_once_which_edition_there_is(home: Path) -> None:
    own = home / "lists" / "purposes.csv"
    with lists.steady(ahead=False):
        own.write_text(PURPOSES.format("trade"), encoding="utf-8")
        met = own.stat().st_mtime_ns
        assert lists.changed("purposes") == met
        own.unlink()
        assert lists.changed("purposes") == met
    assert lists.changed("purposes") == 0


def test_after_a_table_that_failed_a_new_edition_is_seen(home: Path) -> None:
    def failing() -> None:
        with lists.steady():
            assert lists.changed("purposes") == 0
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing()
    (home / "lists" / "purposes.csv").write_text(PURPOSES.format("trade"), encoding="utf-8")
    assert lists.changed("purposes") > 0
