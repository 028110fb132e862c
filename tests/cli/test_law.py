"""`kouprey law …` keeps the contract of docs/cli.md, and needs neither a database nor the web."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from domain.law.worked import CASES

TABLE_ROW = {
    "country", "max_years", "serious_crime", "mla_with_china", "extradition_with_china", "provisions", "notes",
}  # fmt: skip
PROVISION = {
    "id", "law", "section", "conduct", "species", "max_years", "valid_from", "valid_to", "provenance", "verified",
}  # fmt: skip
DOCS = Path(__file__).parents[2] / "docs" / "law"


def test_the_table_has_the_shape_of_the_contract(shell, home: Path) -> None:
    run = shell("law", "table", "--as-of", "2021-01-29", "--format", "json")
    answer = run.json()
    assert run.code == 0
    assert set(answer) == {"method", "warnings", "columns", "rows"}
    assert answer["method"]["edition"]["name"] == "paper"
    assert [set(row) for row in answer["rows"]] == [TABLE_ROW] * 12
    assert {frozenset(p) for row in answer["rows"] for p in row["provisions"]} == {frozenset(PROVISION)}
    assert {row["country"]: row["max_years"] for row in answer["rows"]}["CN"] == "life"
    assert not home.exists()


def test_the_table_of_a_later_day_is_the_current_edition(shell, home: Path) -> None:
    answer = shell("law", "table", "--as-of", "2022-11-01", "--format", "json").json()
    assert answer["method"]["edition"]["name"] == "current"
    paper = shell("law", "table", "--as-of", "2022-11-01", "--edition", "paper", "--format", "json").json()
    assert paper["method"]["edition"]["name"] == "paper"


def test_a_table_for_people_says_the_problems_on_stderr(shell, home: Path) -> None:
    run = shell("law", "table", "--as-of", "2021-01-29")
    assert "life" in run.out
    assert "Known problem of the source" in run.err
    assert "Known problem" not in run.out


@pytest.mark.parametrize("number", [0, 1, 7])
def test_an_assessment_has_the_shape_of_the_contract(shell, home: Path, tmp_path: Path, number: int) -> None:
    worked = CASES[number]
    (tmp_path / "case.json").write_text(json.dumps(worked.given()), encoding="utf-8")
    words = ["law", "assess", str(tmp_path / "case.json"), "--format", "json"]
    run = shell(*words, *(["--accept-unverified"] if worked.accept else []))
    answer = run.json()
    assert run.code == 0
    assert set(answer) == {"rules", "tools", "edition", "disclaimer"}
    rule = {"id", "state", "outcome", "effect", "because", "missing", "citation", "explanation"}
    assert {frozenset(one) for one in answer["rules"]} == {frozenset(rule)}
    tool = {"id", "status", "basis", "fallbacks", "missing"}
    assert {frozenset(one) for one in answer["tools"]} == {frozenset(tool)}
    said = {one["id"]: one["status"] for one in answer["tools"]}
    assert {name: status for name, (status, _, _) in worked.tools.items()}.items() <= said.items()
    assert "competent authority decides" in answer["disclaimer"]
    assert not home.exists()


def test_an_assessment_explains_itself(shell, home: Path, tmp_path: Path) -> None:
    (tmp_path / "case.json").write_text(json.dumps(CASES[2].given()), encoding="utf-8")
    answer = shell("law", "assess", str(tmp_path / "case.json"), "--explain", "--format", "json").json()
    assert {"trees", "wanted", "openings"} <= set(answer)
    assert answer["trees"]["16"][0].startswith("UNKNOWN: Extradition")
    assert {"facts": {"max_imprisonment_years(LA)": 2}, "contrary": ["max_imprisonment_years(LA)"]} in answer[
        "openings"
    ]["16"]
    text = shell("law", "assess", str(tmp_path / "case.json"), "--explain")
    assert "Tool 16 would open with: " in text.out
    assert "Decision support only" in text.out


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "is not JSON"),
        ("[]", "A case is an object"),
        ('{"act_date": "2021-01-29", "request_date": "2021-01-29", "requesting": "CN", "requested": "XX"}', "State"),
    ],
)
def test_an_unusable_case_ends_with_two(shell, home: Path, tmp_path: Path, content: str, words: str) -> None:
    (tmp_path / "case.json").write_text(content, encoding="utf-8")
    run = shell("law", "assess", str(tmp_path / "case.json"), "--format", "json", code=2)
    assert (run.code, run.raw) == (2, b"")
    assert words in run.err


@pytest.mark.parametrize(
    "words",
    [
        ["table", "--as-of", "soon"],
        ["gap", "--country", "XX"],
        ["gap", "--weight", "penalty"],
        ["gap", "--weight", "beauty=1"],
        ["route", "CN", "CN"],
        ["assess", "nothing.json"],
    ],
)
def test_unusable_arguments_end_with_two(shell, home: Path, words: list[str]) -> None:
    run = shell("law", *words, code=2)
    assert (run.code, run.raw) == (2, b"")


@pytest.mark.parametrize(
    "words",
    [
        ["gap", "--as-of", "2024-01-01", "--country", "MY,CN"],
        ["route", "CN", "VN", "--as-of", "2024-01-01"],
        ["claims"],
        ["unverified"],
        ["protection", "Manis javanica", "--country", "VN", "--as-of", "2024-01-01"],
    ],
)
def test_other_answers_have_columns_and_rows(shell, home: Path, words: list[str]) -> None:
    run = shell("law", *words, "--format", "json")
    answer = run.json()
    assert run.code == 0
    assert {"method", "warnings", "columns", "rows"} <= set(answer)
    assert answer["rows"]
    assert {tuple(row) for row in answer["rows"]} == {tuple(answer["columns"])}
    if words[0] != "protection":
        table = list(csv.DictReader(io.StringIO(shell("law", *words, "--format", "csv").out)))
        assert len(table) == len(answer["rows"])
    assert shell("law", *words).code == 0


def test_the_gap_has_intervals_pairs_and_amendments(shell, home: Path) -> None:
    answer = shell(
        "law", "gap", "--as-of", "2021-01-29", "--country", "sg,cn", "--weight", "penalty=5", "--format", "json"
    ).json()
    assert answer["method"]["weights"]["penalty"] == 5
    assert [(pair["one"], pair["other"], pair["untoc_usable"]) for pair in answer["pairs"]] == [
        ("SG", "CN", "not_met")
    ]
    assert {"states", "amendments", "spread", "progress", "project"} <= set(answer)


def test_the_schemas_are_printed(shell, home: Path) -> None:
    assert shell("law", "schema", "case").json()["title"] == "A case to be assessed"
    tools = shell("law", "schema", "answer").json()["properties"]["tools"]["items"]["properties"]["id"]["enum"]
    assert tools == ["27", "18(4)", "18", "16", "19", "20", "13", "21", "16(10)", "UNCAC", "ASEAN MLAT"]


def test_law_needs_neither_django_nor_a_store() -> None:
    code = (
        "import sys; from kouprey.cli.main import main; "
        "main(['law', 'table', '--as-of', '2021-01-29', '--format', 'json']); "
        "never = {'django', 'duckdb', 'ibis', 'pandas', 'jsonschema'}; "
        "print(sorted(never & {m.split('.')[0] for m in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize("path", sorted(DOCS.glob("*.json")), ids=lambda path: path.stem)
def test_the_worked_examples_of_the_docs_say_what_the_docs_say(shell, home: Path, path: Path) -> None:
    answer = shell("law", "assess", str(path), "--format", "json").json()
    page = (DOCS.parent / "law.md").read_text(encoding="utf-8")
    section = page.split(f"({DOCS.name}/{path.name})", 1)[1].split("\n## ", 1)[0]
    for tool in answer["tools"]:
        line = f"| {tool['id']} | {tool['status']} | {tool['basis'] or ''} |"
        assert line in section


def test_there_are_three_worked_examples() -> None:
    assert len(list(DOCS.glob("*.json"))) == 3
