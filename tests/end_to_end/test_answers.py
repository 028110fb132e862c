"""The contract every command keeps: formats, exit codes, stdout for the answer, work in an empty home."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest

from end_to_end.shell import load, run, study
from end_to_end.tables import BULK, ROWS, csv_text, row
from reference import cites

BIG = [*ROWS, row(2013, "Varanus varius", "1000000000.123456789"), row(2013, "Varanus varius", "1")]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("answers")
    (folder / "table.csv").write_text(csv_text(BULK, BIG), encoding="utf-8")
    load(folder / "home", folder / "table.csv")
    return folder / "home"


def figures() -> dict[tuple[str, str], Decimal]:
    answer = cites.study(cites.read_text(csv_text(BULK, BIG)), "bulk", quantity="max")
    return {(r["taxon"], r["term"]): r["quantity"] for r in answer}


def test_json_is_exact_to_the_ninth_decimal(loaded: Path) -> None:
    """The text itself is looked at: a float in between would show."""
    out = run(loaded, "trade", "study", "--quantity", "max", "--format", "json").out
    assert "1000000001.123456789" in out
    assert "0.000000001" in out


def test_csv_has_the_same_figures(loaded: Path) -> None:
    out = run(loaded, "trade", "study", "--quantity", "max", "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {(r["taxon"], r["term"]): Decimal(r["quantity"]) for r in rows} == figures()


def test_parquet_and_xlsx_have_the_same_figures(loaded: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook
    from pyarrow import parquet

    call = ("trade", "study", "--quantity", "max")
    assert run(loaded, *call, "--format", "parquet", "--output", tmp_path / "a.parquet").out == ""
    rows = parquet.read_table(tmp_path / "a.parquet").to_pylist()
    assert {(r["taxon"], r["term"]): Decimal(r["quantity"]) for r in rows} == figures()
    assert run(loaded, *call, "--format", "xlsx", "--output", tmp_path / "a.xlsx").out == ""
    book = load_workbook(tmp_path / "a.xlsx")
    texts = {str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line}
    assert {taxon for taxon, _ in figures()} <= texts
    book.close()


def test_output_file_has_what_stdout_would_have(loaded: Path, tmp_path: Path) -> None:
    call = ("trade", "study", "--format", "json")
    assert run(loaded, *call, "--output", tmp_path / "answer.json").out == ""
    assert (tmp_path / "answer.json").read_text(encoding="utf-8").strip() == run(loaded, *call).out.strip()


def test_table_is_the_default_and_has_no_colours_in_a_pipe(loaded: Path) -> None:
    out = run(loaded, "trade", "study").out
    assert "Naja naja" in out
    assert "\x1b[" not in out


def test_namibia_is_a_country(loaded: Path) -> None:
    rows = study(loaded, "--exporter", "NA", "--quantity", "max")
    assert {c["country"] for r in rows for c in r["countries"]} == {"NA"}


def test_by_may_be_repeated(loaded: Path) -> None:
    """The contract writes `[--by FIELD]...`, as it does for --term: no field is lost without a word."""
    repeated = study(loaded, "--by", "taxon", "--by", "importer")
    assert repeated == study(loaded, "--by", "taxon", "importer")
    assert list(repeated[0])[:3] == ["taxon", "importer", "unit"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--quantity", "mean"),
        ("--geography", "importer"),
        ("--years", "2010-2000"),
        ("--years", "then"),
        ("--by", "weather"),
        ("--rank", "kingdom"),
        ("--top", "-1"),
        ("--preset", "nothing"),
        ("--importer", "Atlantis"),
        ("--format", "poem"),
    ],
)
def test_unusable_arguments(loaded: Path, arguments: tuple[str, str]) -> None:
    refused = run(loaded, "trade", "study", *arguments, code=2)
    assert refused.out == ""
    assert refused.err.strip()


@pytest.mark.parametrize("command", ["releases", "info", "study", "comptab", "gross exports"])
def test_commands_work_in_an_empty_home(home: Path, command: str) -> None:
    """Nothing loaded yet is said in words, never as a traceback, and stdout stays clean."""
    answer = run(home, "trade", *command.split(), "--format", "json", code=None)
    assert answer.code in (0, 2)
    if answer.code == 2:
        assert answer.out == ""
        assert answer.err.strip()
    else:
        answer.json()


@pytest.mark.parametrize("kind", ["gross", pytest.param("net", marks=pytest.mark.long)])
def test_wide_report_has_exactly_the_years_asked_for(loaded: Path, kind: str) -> None:
    call = ("trade", kind, "exports", "--format", "csv")
    header = next(csv.reader(io.StringIO(run(loaded, *call, "--years", "2011-2012").out)))
    assert header == [*cites.WIDE_HEADER, "2011", "2012"]
    full = run(loaded, *call).out
    assert next(csv.reader(io.StringIO(full)))[-1] == "2013"
    rows = cites.read_text(csv_text(BULK, BIG))
    assert cites.read_wide(full) == {"gross": cites.gross, "net": cites.net}[kind](rows, "exports")


@pytest.mark.parametrize("command", ["study", "comptab", "gross exports", "net imports", "releases", "info"])
def test_every_answer_says_how_it_was_made(loaded: Path, command: str) -> None:
    answer = run(loaded, "trade", *command.split(), "--format", "json").json()
    assert answer.keys() >= {"method", "warnings", "columns", "rows"}


def test_a_zero_is_no_cell_of_a_wide_report(home: Path, tmp_path: Path) -> None:
    """Zeros are cut: a country without more than a zero has no row."""
    rows = [row(2010, "Naja naja", "0"), row(2010, "Naja naja", "2.50", Exporter="VN")]
    (tmp_path / "table.csv").write_text(csv_text(BULK, rows), encoding="utf-8")
    load(home, tmp_path / "table.csv")
    out = run(home, "trade", "gross", "exports", "--years", "2009-2010", "--format", "csv").out
    assert list(csv.reader(io.StringIO(out)))[1:] == [["II", "Naja naja", "live", "", "VN", "", "2.5"]]
