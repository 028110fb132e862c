"""Keeping the store in the shell: load, releases, use, remove, info, export, generate, demo."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from cli.conftest import Shell
from formats.cites_text import bulk, comptab, row


def put(name: str, content: str) -> str:
    Path(name).write_text(content, encoding="utf-8")
    return name


def load(shell: Shell, *words: str, code: int = 0) -> dict[str, object]:
    return shell("trade", "load", *words, "--format", "json", code=code).json()


def used(shell: Shell) -> list[tuple[str, str]]:
    rows = shell("trade", "releases", "--format", "json").json()["rows"]
    return [(record["dataset"], record["release"]) for record in rows if record["in_use"]]


def test_the_account_is_as_cli_md_has_it(shell: Shell) -> None:
    text = bulk(row(), row(id="2"))
    found = load(shell, put("a.csv", text))
    assert {key: found[key] for key in ("dataset", "warnings", "unchanged", "synthetic")} == {
        "dataset": "bulk", "warnings": [], "unchanged": False, "synthetic": False,
    }  # fmt: skip
    assert found["files"] == [
        {"path": "a.csv", "shape": "bulk-20", "sha256": hashlib.sha256(text.encode()).hexdigest(), "read": 2,
         "loaded": 2, "rejected": 0, "rejects_file": None},
    ]  # fmt: skip
    assert used(shell) == [("bulk", found["release"])]


def test_rejected_rows_end_with_1_and_are_named(shell: Shell) -> None:
    run = shell("trade", "load", put("a.csv", bulk(row(), row(year="x"))), code=1)
    assert "rejects" in run.out
    rejects = load(shell, "a.csv", code=1)["files"][0]["rejects_file"]  # type: ignore[index]
    assert Path(rejects).read_text(encoding="utf-8").splitlines()[1].startswith("3,year,x,")


def test_a_refused_file_ends_with_2_and_changes_nothing(shell: Shell) -> None:
    first = load(shell, put("a.csv", bulk(row())))
    run = shell("trade", "load", put("b.csv", comptab(row())), put("c.csv", "nonsense"), "--format", "json", code=2)
    assert run.raw == b""
    assert "c.csv cannot be used" in run.err
    assert used(shell) == [("bulk", first["release"])]


def test_it_says_that_it_made_its_home(shell: Shell, home: Path) -> None:
    put("a.csv", bulk(row()))
    assert f"Made the folder {home}" in shell("trade", "load", "a.csv").err
    again = shell("trade", "load", "a.csv")
    assert "Made the folder" not in again.err
    assert "nothing changed" in again.out


def test_add_and_dataset(shell: Shell) -> None:
    load(shell, put("a.csv", bulk(row())), "--dataset", "mine")
    found = load(shell, put("b.csv", bulk(row(id="2"))), "--dataset", "mine", "--add")
    assert [entry["path"] for entry in found["files"]] == ["a.csv", "b.csv"]  # type: ignore[attr-defined]
    info = shell("trade", "info", "--dataset", "mine", "--format", "json").json()["rows"]
    assert [(record["file"], record["loaded"]) for record in info] == [("a.csv", 1), ("b.csv", 1)]


class TestTwoReleases:
    """An older release of `bulk` and the one in use, and a dataset `fish` beside."""

    @pytest.fixture(autouse=True)
    def releases(self, shell: Shell) -> None:
        self.old, self.new = (str(load(shell, put(n, bulk(row(id=n[0]))))["release"]) for n in ("1.csv", "2.csv"))
        self.fish = str(load(shell, put("3.csv", bulk(row(id="3"))), "--dataset", "fish")["release"])

    def test_the_list_has_them_all_and_which_is_in_use(self, shell: Shell) -> None:
        rows = shell("trade", "releases", "--format", "json").json()["rows"]
        assert {(r["release"], r["in_use"]) for r in rows} == {(self.old, False), (self.new, True), (self.fish, True)}
        assert {r["release"] for r in rows if r["dataset"] == "bulk"} == {self.old, self.new}
        only = shell("trade", "releases", "--dataset", "fish", "--format", "csv").out.splitlines()
        assert len(only) == 2

    @pytest.mark.parametrize("length", [4, 12])
    def test_use_takes_the_beginning_of_an_id(self, shell: Shell, length: int) -> None:
        run = shell("trade", "use", self.old[:length])
        assert run.out == f"Release {self.old} of dataset bulk is in use.\n"
        assert set(used(shell)) == {("bulk", self.old), ("fish", self.fish)}

    def test_a_beginning_of_several_is_asked_again(self, shell: Shell) -> None:
        run = shell("trade", "use", "", code=2)
        assert "is not one release but" in run.err
        assert set(used(shell)) == {("bulk", self.new), ("fish", self.fish)}

    def test_the_dataset_narrows_it(self, shell: Shell) -> None:
        found = shell("trade", "use", "", "--dataset", "fish", "--format", "json").json()
        assert found == {"dataset": "fish", "release": self.fish, "state": "is in use"}

    def test_remove_deletes_what_is_not_in_use(self, shell: Shell, home: Path) -> None:
        assert "is in use" in shell("trade", "remove", self.new, code=2).err
        shell("trade", "remove", self.old)
        assert [path.name for path in (home / "trade" / "bulk" / "releases").iterdir()] == [self.new]
        assert "There is no release" in shell("trade", "remove", self.old, code=2).err

    def test_a_study_asks_the_dataset_that_is_named(self, shell: Shell) -> None:
        for name, release in (("fish", self.fish), ("bulk", self.new)):
            method = shell("trade", "study", "--dataset", name, "--format", "json").json()["method"]
            assert (method["dataset"], method["release"]) == (name, release)


def test_an_unknown_dataset_ends_with_2(loaded: Shell) -> None:
    assert "“fish”" in loaded("trade", "info", "--dataset", "fish", code=2).err


def test_factors_lists_every_row_with_its_source(shell: Shell) -> None:
    rows = shell("trade", "factors", "--format", "json").json()["rows"]
    assert {"item": "tusks", "choice": "half", "factor": "0.5"}.items() <= next(
        r for r in rows if (r["item"], r["choice"]) == ("tusks", "half")
    ).items()
    assert all(record["provenance"] for record in rows)


def test_export_writes_parquet_and_its_manifest(loaded: Shell) -> None:
    found = loaded("trade", "export", "--parquet", "out", "--format", "json").json()
    assert found == json.loads(Path("out/manifest.json").read_text(encoding="utf-8"))
    assert found["sha256"] == hashlib.sha256(Path("out/trade.parquet").read_bytes()).hexdigest()


def test_generated_files_are_named_load_and_say_synthetic(shell: Shell) -> None:
    made = shell("trade", "generate", "--rows", 50, "--out", "out", "--years", "2010-2012", "--format", "json").json()
    assert (made["synthetic"], made["rows"]) == (True, 50)
    report = load(shell, *made["files"])
    assert report["synthetic"] is True
    run = shell("trade", "study")
    assert "*** SYNTHETIC" in run.out
    assert "SYNTHETIC" in run.err


@pytest.mark.parametrize(
    "words", [["--rows", "0"], ["--rows", "-5"], ["--rows", "5", "--years", "2012-2010"]], ids=" ".join
)
def test_what_cannot_be_made_ends_with_2(shell: Shell, words: list[str]) -> None:
    assert "Nothing was changed." in shell("trade", "generate", *words, "--out", "out", code=2).err
    assert not Path("out").exists()


@pytest.mark.parametrize("words", ["export --parquet given.csv", "generate --rows 3 --out given.csv"])
def test_a_folder_that_is_a_file_ends_with_2(loaded: Shell, words: str) -> None:
    loaded("trade", *words.split(), code=2)


def test_demo_makes_a_store_once_and_shows_the_study(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kouprey.cli.demo._officers", lambda: None)  # a database: tests/web/test_demo.py
    first, second = shell("demo", "--rows", 3000), shell("demo", "--rows", 3000)
    assert "making 3,000 SYNTHETIC rows" in first.err
    assert "making" not in second.err
    assert first.out == second.out
    assert first.out.startswith("*** SYNTHETIC")
