"""`kouprey trade check-report` as a user has it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kouprey.cli.main import main
from kouprey.domain.reports.rules import ALL

HEADER = "App,Taxon,Term,Quantity,Unit,Importer,Exporter,Purpose,Source,Year\n"
GOOD = "II,Macaca fascicularis,LIV,1000,,CN,KH,T,F,2025\n"
BAD = "II,Macaca fascicularis,LVE,x,,CN,KH,T,F,2025\n"
KEYS = ["country", "year", "file", "read", "usable", "rejected", "rejects_file", "findings", "counts", "warnings"]
FINDING = ["rule", "severity", "sheet", "row", "field", "value", "message", "remedy", "verified"]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home."""
    place = tmp_path / "home"
    monkeypatch.setenv("KOUPREY_HOME", str(place))
    return place


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.csv"
    path.write_text(HEADER + GOOD + BAD + "II,short\n", encoding="utf-8")
    return path


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, Any]:
    code = main(["trade", "check-report", *map(str, words), "--format", "json"])
    return code, json.loads(capsys.readouterr().out)


def test_it_names_what_to_mend(report: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = run(capsys, report, "--country", "kh", "--year", 2025)
    assert code == 1
    assert list(answer) == KEYS
    assert (answer["country"], answer["year"], answer["read"], answer["usable"], answer["rejected"]) == (
        "KH",
        2025,
        3,
        2,
        1,
    )
    assert Path(answer["rejects_file"]).read_text().splitlines()[0] == "line,field,value,reason"
    assert [list(finding) for finding in answer["findings"]] == [FINDING] * 2
    assert answer["counts"] == {"quantity-number": 1, "term-listed": 1}
    assert {finding["row"] for finding in answer["findings"]} == {3}
    assert not (home / "trade").exists()


def test_a_sound_report_ends_with_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "sound.csv"
    path.write_text(HEADER + GOOD, encoding="utf-8")
    code, answer = run(capsys, path, "--country", "KH")
    assert (code, answer["findings"], answer["rejects_file"]) == (0, [], None)


@pytest.mark.parametrize(
    "words",
    [
        [], ["--country", "KH"], ["FILE"], ["FILE", "--country", "XX"], ["FILE", "--country", "KH", "--year", "25"],
        ["missing.csv", "--country", "KH"], ["FILE", "--country", "KH", "--map", "person=Name"],
        ["FILE", "--country", "KH", "--mapping", "unknown"], ["FILE", "--country", "KH", "--direction", "transit"],
        ["FILE", "--country", "KH", "--write", "report.pdf"], ["FILE", "--country", "KH", "--add"],
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_used_ends_with_2(report: Path, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trade", "check-report", *(str(report) if word == "FILE" else word for word in words)]) == 2
    assert capsys.readouterr().out == ""


def test_the_table_groups_by_row(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trade", "check-report", str(report), "--country", "KH"]) == 1
    out = capsys.readouterr().out
    assert out.count("\nRow 3\n") == 1
    assert "Row 4 was rejected: the row has 2 fields where the header has 10" in out
    assert "2 errors, 0 notices" in out


def test_the_rules_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = run(capsys, "--rules")
    assert code == 0
    assert [row["rule"] for row in answer["rows"]] == [rule.name for rule in ALL]


def test_a_mapping_is_remembered_once_it_worked(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "odd.csv"
    path.write_text((HEADER + GOOD).replace("Taxon", "Ramy"), encoding="utf-8")
    assert (
        main(["trade", "check-report", str(path), "--country", "KH", "--mapping", "moe", "--map", "taxon=Wrong"]) == 2
    )
    assert not (home / "mappings").exists()
    capsys.readouterr()
    assert run(capsys, path, "--country", "KH", "--mapping", "moe", "--map", "taxon=Ramy")[0] == 0
    assert run(capsys, path, "--country", "KH", "--mapping", "moe")[0] == 0


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_written_and_checked_again_it_is_the_same(
    report: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _, first = run(capsys, report, "--country", "KH", "--write", tmp_path / name)
    _, second = run(capsys, tmp_path / name, "--country", "KH")
    assert any("reconstruction-1 (UNVERIFIED)" in said for said in first["warnings"])
    assert first["counts"] == second["counts"]
    assert first["usable"] == second["read"]


def test_it_loads_neither_django_nor_pandas(report: Path, home: Path) -> None:
    words = ["trade", "check-report", str(report), "--country", "KH", "--load", "--write", f"{home}.xlsx"]
    code = (
        f"import sys; from kouprey.cli.main import main; main({words!r}); "
        "assert not {'django', 'pandas', 'polars'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_what_cannot_be_loaded_is_said_beside_the_findings(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(HEADER + BAD, encoding="utf-8")
    code, answer = run(capsys, path, "--country", "KH", "--load")
    assert code == 1
    assert "Nothing was loaded: there is no row without an error." in answer["warnings"]
    assert not (home / "trade").exists()
    path.write_text(HEADER, encoding="utf-8")
    code, answer = run(capsys, path, "--country", "KH")
    assert (code, answer["warnings"][-1]) == (0, "The report holds no row.")
