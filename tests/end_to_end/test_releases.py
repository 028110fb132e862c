"""Releases: the same bytes change nothing, older ones come back, `--add` extends, datasets stay apart."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from end_to_end.product import study
from end_to_end.shell import agree, contents, load, run
from end_to_end.tables import BULK, COMPTAB, ROWS, csv_text, row
from reference import cites

QUESTION = {"quantity": "max"}
FIRST = csv_text(BULK, ROWS[:4])
SECOND = csv_text(BULK, [*ROWS[2:], row(2014, "Naja naja", "11", **{"Reporter.type": "E"})])


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Two bulk files that share lines of the tabulation."""
    for name, content in (("first.csv", FIRST), ("second.csv", SECOND)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path / "first.csv", tmp_path / "second.csv"


def expected(*texts: str, kind: str = "bulk") -> list[cites.Row]:
    rows = [one for content in texts for one in cites.read_text(content)]
    return cites.study(rows, kind, quantity="max")


def words(value: Any) -> set[str]:
    """Every text anywhere in a JSON answer."""
    if isinstance(value, dict):
        return set().union(*map(words, value.values()))
    if isinstance(value, list):
        return set().union(*map(words, value))
    return {str(value)}


def test_same_bytes_change_nothing(home: Path, files: tuple[Path, Path], tmp_path: Path) -> None:
    """Not one byte in the home, under another file name neither."""
    one = load(home, files[0])
    before = contents(home)
    again = load(home, files[0])
    assert again["release"] == one["release"]
    assert contents(home) == before
    other_name = tmp_path / "copy of first.csv"
    other_name.write_bytes(files[0].read_bytes())
    assert load(home, other_name)["release"] == one["release"]
    agree(study(home, **QUESTION), expected(FIRST))


def test_load_replaces_and_use_brings_back(home: Path, files: tuple[Path, Path]) -> None:
    one, two = (load(home, file) for file in files)
    assert one["dataset"] == two["dataset"] == "bulk"
    assert one["release"] != two["release"]
    agree(study(home, **QUESTION), expected(SECOND))
    listed = run(home, "trade", "releases", "--format", "json").json()
    assert {one["release"], two["release"]} <= words(listed)
    run(home, "trade", "use", one["release"])
    agree(study(home, **QUESTION), expected(FIRST))
    run(home, "trade", "use", two["release"])
    agree(study(home, **QUESTION), expected(SECOND))
    before = contents(home)
    run(home, "trade", "use", "no-such-release", code=2)
    assert contents(home) == before


def test_loading_an_older_release_again_brings_it_back(home: Path, files: tuple[Path, Path]) -> None:
    """The same bytes as the release before last are still a load of that content, not a change of nothing."""
    for file in (*files, files[0]):
        load(home, file)
    agree(study(home, **QUESTION), expected(FIRST))


def test_add_extends(home: Path, files: tuple[Path, Path]) -> None:
    """Rows of both files fold together as if they had come in one call."""
    one = load(home, files[0])
    both = load(home, files[1], "--add")
    assert both["release"] != one["release"]
    agree(study(home, **QUESTION), expected(FIRST, SECOND))
    before = contents(home)
    assert load(home, files[1], "--add")["release"] == both["release"]
    assert contents(home) == before
    run(home, "trade", "use", one["release"])
    agree(study(home, **QUESTION), expected(FIRST))


def test_add_to_nothing_is_a_load(home: Path, files: tuple[Path, Path]) -> None:
    load(home, files[0], "--add")
    agree(study(home, **QUESTION), expected(FIRST))


def test_add_of_another_shape_is_refused(home: Path, files: tuple[Path, Path], tmp_path: Path) -> None:
    load(home, files[0], "--dataset", "mine")
    before = contents(home)
    other = tmp_path / "comptab.csv"
    other.write_text(csv_text(COMPTAB, ROWS), encoding="utf-8")
    run(home, "trade", "load", other, "--dataset", "mine", "--add", code=2)
    assert contents(home) == before


def test_datasets_stay_apart(home: Path, files: tuple[Path, Path], tmp_path: Path) -> None:
    comptab = csv_text(COMPTAB, ROWS[1:])
    (tmp_path / "comptab.csv").write_text(comptab, encoding="utf-8")
    assert load(home, files[0])["dataset"] == "bulk"
    assert load(home, tmp_path / "comptab.csv")["dataset"] == "comptab"
    assert load(home, files[1], "--dataset", "mine")["dataset"] == "mine"
    agree(study(home, "bulk", **QUESTION), expected(FIRST))
    agree(study(home, "comptab", **QUESTION), expected(comptab, kind="comptab"))
    agree(study(home, "mine", **QUESTION), expected(SECOND))
    run(home, "trade", "study", "--dataset", "nothing-here", code=2)


def test_two_loads_at_once_leave_one_of_the_two(home: Path, files: tuple[Path, Path]) -> None:
    """One writer at a time: both calls end, and the answer is that of one of them."""
    codes: dict[int, int] = {}

    def one_load(n: int) -> None:
        codes[n] = run(home, "trade", "load", files[n], "--format", "json", code=None).code

    threads = [threading.Thread(target=one_load, args=(n,)) for n in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(codes.values()) <= {0, 2}
    assert 0 in codes.values()
    found = study(home, **QUESTION)
    total = sum(r["quantity"] for r in found)
    agree(found, next(a for a in (expected(FIRST), expected(SECOND)) if total == sum(r["quantity"] for r in a)))
