"""A national report beside the trade database: marked in every answer, never mixed in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from formats.cites_text import bulk, row
from kouprey import trade
from kouprey.analytics.releases import Shelf
from kouprey.cli.main import main
from kouprey.domain.trade.warnings import PRELIMINARY
from kouprey.kernel.errors import UnusableFile, UnusableInput
from kouprey.trade.loading import load
from kouprey.trade.national import CheckedReport, check_report, load_report, loading_notes

HEADER = "App,Taxon,Term,Quantity,Unit,Importer,Exporter,Origin,Purpose,Source,Year,Permit no.\n"
ROWS = (
    "II,Macaca fascicularis,live,1000,,CN,KH,,T,F,2025,KH1\n"
    "II,Dalbergia cochinchinensis,SAW,12.5,m3,CN,KH,,T,W,2025,KH2\n"
    "II,Python regius,SKI,3,,KH,TG,,T,R,2025,TG1\n"
    "II,Nomen nudum,LIV,1,,CN,KH,,T,W,2025,KH3\n"
    "II,Naja atra,LIV,many,,CN,KH,,T,W,2025,KH4\n"
)


def checked(folder: Path, home: Path, text: str = HEADER + ROWS) -> CheckedReport:
    path = folder / "report.csv"
    path.write_text(text, encoding="utf-8")
    return check_report(path, home, country="KH", year=2025)


def other_data(folder: Path) -> Path:
    path = folder / "bulk.csv"
    path.write_text(bulk(row(id="1", quantity="10")), encoding="utf-8")
    return path


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_rows_without_errors_are_loaded_beside_the_database(tmp_path: Path, home: Path) -> None:
    report = checked(tmp_path, home)
    loaded = load_report(report, home)
    assert (loaded.dataset, loaded.rows, loaded.rejected) == ("national-kh", 4, 0)
    release = Shelf(home).current("national-kh")
    assert release.preliminary
    assert release.manifest["preliminary"] is True
    said = loading_notes(report)
    assert "1 rows with errors were not loaded." in said
    assert any("Nomen nudum" in words for words in said)


def test_every_answer_says_preliminary_and_the_figures_are_right(tmp_path: Path, home: Path) -> None:
    load_report(checked(tmp_path, home), home)
    store = trade.open(home, dataset="national-kh")
    answers = [
        store.study(quantity="exporter-first", unit="any"),
        store.comptab(),
        store.gross("exports"),
        store.net("imports"),
    ]
    for answer in answers:
        assert answer.method["preliminary"] is True
        assert answer.warnings[0] == PRELIMINARY
        assert "PRELIMINARY NATIONAL DATA" in answer.method["sentences"][0]
        assert "PRELIMINARY NATIONAL DATA" in answer.to_table()
    found = {(r["taxon"], r["term"], r["unit"]): str(r["quantity"]) for r in answers[0].records()}
    assert found[("Macaca fascicularis", "live", "")] == "1000.000000000"
    assert found[("Dalbergia cochinchinensis", "sawn wood", "m3")] == "12.500000000"
    sides = {(r["taxon"], r["importer_quantity"] is None) for r in answers[1].records()}
    assert {("Python regius", False), ("Macaca fascicularis", True)} <= sides
    assert "PRELIMINARY" in repr(store)


def test_answers_from_other_data_do_not(tmp_path: Path, home: Path) -> None:
    load_report(checked(tmp_path, home), home)
    load([other_data(tmp_path)], home)
    answer = trade.open(home).study()
    assert answer.method["preliminary"] is False
    assert PRELIMINARY not in answer.warnings
    assert "PRELIMINARY" not in answer.to_json()


def test_the_two_are_never_mixed(tmp_path: Path, home: Path) -> None:
    report = checked(tmp_path, home)
    load_report(report, home)
    other = other_data(tmp_path)
    with pytest.raises(UnusableInput, match="never mixed"):
        load([other], home, dataset="national-kh", add=True)
    load([other], home)
    with pytest.raises(UnusableInput, match="never mixed"):
        load([other], home, dataset="bulk", add=True, preliminary=True)
    assert Shelf(home).current("national-kh").preliminary


def test_the_same_bytes_without_the_mark_are_another_release(tmp_path: Path, home: Path) -> None:
    loaded = load_report(checked(tmp_path, home), home)
    plain = load([Path(loaded.files[0].path)], home, dataset="national-kh")
    assert plain.release != loaded.release
    assert not Shelf(home).current("national-kh").preliminary
    again = load_report(checked(tmp_path, home), home)
    assert (again.release, again.unchanged) == (loaded.release, False)
    assert load_report(checked(tmp_path, home), home).unchanged


def test_years_are_added_to_each_other(tmp_path: Path, home: Path) -> None:
    load_report(checked(tmp_path, home), home)
    path = tmp_path / "older.csv"
    path.write_text(HEADER + ROWS.splitlines()[0].replace("2025", "2024") + "\n", encoding="utf-8")
    load_report(check_report(path, home, country="KH"), home, add=True)
    assert Shelf(home).current("national-kh").years == (2024, 2025)


def test_figures_taken_from_it_do_not_come_back_as_the_database(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_report(checked(tmp_path, home), home)
    monkeypatch.setenv("KOUPREY_HOME", str(home))
    out = tmp_path / "comptab.csv"
    assert main(["trade", "comptab", "--dataset", "national-kh", "--format", "csv", "--output", str(out)]) == 0
    with pytest.raises(UnusableFile, match="preliminary national figures"):
        load([out], home)


def test_the_shell_shows_the_mark(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KOUPREY_HOME", str(home))
    path = tmp_path / "report.csv"
    path.write_text(HEADER + ROWS, encoding="utf-8")
    assert main(["trade", "check-report", str(path), "--country", "KH", "--load", "--format", "json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["load"]["dataset"] == "national-kh"
    assert (answer["load"]["rows"], answer["load"]["left_out"], answer["load"]["preliminary"]) == (4, 1, True)
    assert PRELIMINARY in answer["warnings"]
    assert _rows(capsys, "releases")[0]["preliminary"] is True
    assert _rows(capsys, "info")[0]["mark"] == "PRELIMINARY NATIONAL DATA"
    assert main(["trade", "export", "--parquet", str(tmp_path / "out")]) == 0
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["preliminary"] is True


def _rows(capsys: pytest.CaptureFixture[str], command: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert main(["trade", command, "--format", "json"]) == 0
    return list(json.loads(capsys.readouterr().out)["rows"])


def test_a_report_without_a_sound_row_is_not_loaded(tmp_path: Path, home: Path) -> None:
    report = checked(tmp_path, home, HEADER + ROWS.splitlines()[-1] + "\n")
    with pytest.raises(UnusableInput, match="no row without an error"):
        load_report(report, home)
    assert Shelf(home).datasets() == []


def test_permit_numbers_stay_out_of_the_store(tmp_path: Path, home: Path) -> None:
    loaded = load_report(checked(tmp_path, home), home)
    assert "KH1" not in Path(loaded.files[0].path).read_text()
