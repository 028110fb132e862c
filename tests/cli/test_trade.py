"""`study` and the reports in the shell: stdout is the answer, every format holds the same rows."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest

from cli.conftest import Run, Shell
from kouprey.cli.trade import VERBS, study_asked

COLUMNS = ["taxon", "term", "unit", "quantity", "share", "wild_share", "captive_share", "countries"]


def text(value: Any) -> str:
    """A value as any format should give it back: numbers by value, countries as code and quantity."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "|".join(f"{part['country']}={text(part['quantity'])}" for part in value)
    if isinstance(value, (int, float, Decimal)):
        return f"{Decimal(str(value)):.15f}"
    try:
        return f"{Decimal(value):.15f}"
    except ArithmeticError:
        return str(value)


def countries(value: str | None) -> str:
    parts = [part.partition("=") for part in (value or "").split("|") if part]
    return "|".join(f"{country}={text(amount)}" for country, _, amount in parts)


def from_json(run: Run) -> list[list[str]]:
    return [[text(record[column]) for column in COLUMNS] for record in run.json()["rows"]]


def from_csv(run: Run) -> list[list[str]]:
    header, *rows = csv.reader(io.StringIO(run.out, newline=""))
    assert header == COLUMNS
    return [[*map(text, row[:-1]), countries(row[-1])] for row in rows]


def from_xlsx(run: Run) -> list[list[str]]:
    header, *rows = openpyxl.load_workbook(io.BytesIO(run.raw))["Answer"].values
    assert list(header) == COLUMNS
    return [[*map(text, row[:-1]), countries(str(row[-1]))] for row in rows]


def from_parquet(run: Run) -> list[list[str]]:
    table = pq.read_table(io.BytesIO(run.raw))
    assert table.column_names == COLUMNS
    return [[text(value) for value in record.values()] for record in table.to_pylist()]


READERS = {"json": from_json, "csv": from_csv, "xlsx": from_xlsx, "parquet": from_parquet}


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("asked", [[], ["--unit", "any", "--by", "taxon", "term"], ["--years", "1999"]], ids=str)
def test_every_format_parses_back_to_the_same_rows(loaded: Shell, form: str, asked: list[str]) -> None:
    expected = from_json(loaded("trade", "study", *asked, "--format", "json"))
    found = READERS[form](loaded("trade", "study", *asked, "--format", form))
    assert found == expected
    assert len(found) == {0: 3, 2: 0}.get(len(asked), 4)


def test_json_is_one_object_with_plain_exact_numbers(loaded: Shell) -> None:
    run = loaded("trade", "study", "--format", "json")
    answer = run.json()
    assert list(answer) == ["method", "warnings", "columns", "rows"]
    assert run.out.count("\n") == 1
    assert '"quantity": 0.000000000005,' in run.out
    assert '"quantity": 1234567.5,' in run.out
    assert [c["country"] for record in answer["rows"] for c in record["countries"]] == ["TH", "ID", "NA"]


def test_stdout_holds_the_answer_only(loaded: Shell) -> None:
    run = loaded("trade", "study")
    assert run.out.splitlines()[0].startswith("Taxon")
    assert not any(word in run.out for word in ("Method", "Mind", "Geography", "reporters"))
    assert "Method:\n  Data: CITES Trade Database" in run.err
    assert "Mind:\n  Importers and exporters report differently" in run.err


def test_in_json_the_method_stands_inside_and_warnings_on_stderr_too(loaded: Shell) -> None:
    run = loaded("trade", "study", "--format", "json", "--taxon", "Nija")
    assert "“Nija” does not occur in these data; check the spelling." in run.json()["warnings"]
    assert "“Nija” does not occur" in run.err
    assert "Method:" not in run.err


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ([], {}),
        (["--importer", "CN,HK", "--exporter", "SEA"], {"importer": "CN,HK", "exporter": "SEA"}),
        (["--term", "live", "--term", "skins"], {"terms": ("live", "skins")}),
        (["--source", "W", "--source", ""], {"sources": ("W", "")}),
        (["--purpose", "T"], {"purposes": ("T",)}),
        (["--taxon", "Naja", "--taxon", "Boa"], {"taxon": ["Naja", "Boa"]}),
        (["--class", "animals", "--rank", "genus"], {"class_": "animals", "rank": "genus"}),
        (["--by", "year", "country"], {"by": ("year", "country")}),
        (["--by", "year", "--by", "country"], {"by": ("year", "country")}),
        (["--woe", "--factor", "tusks = half"], {"woe": True, "factors": {"tusks": "half"}}),
        (["--standardise", "--unit", "kg", "--top", "5"], {"standardise": True, "unit": "kg", "top": 5}),
        (["--preset", "jiao2021-table1", "--compare"], {"preset": "jiao2021-table1", "compare": True}),
        (["--years", "2013", "--geography", "origin"], {"years": "2013", "geography": "origin"}),
        (["--quantity", "importer-first"], {"quantity": "importer-first"}),
    ],
    ids=str,
)
def test_options_become_the_parts_of_the_question_and_no_more(words: list[str], asked: dict[str, Any]) -> None:
    assert study_asked(VERBS["trade study"].parser("trade study").parse_args(words)) == asked


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--importer", "China"], "CHINA"),
        (["--years", "2016-1997"], "2016-1997"),
        (["--source", "wild"], "WILD"),
        (["--by", "colour"], "colour"),
        (["--top", "0"], "--top 0"),
        (["--preset", "table2"], "table2"),
        (["--compare"], "preset"),
        (["--woe", "--factor", "tusks"], "tusks"),
        (["--woe", "--factor", "wings=one"], "wings"),
        (["--woe", "--factor", "tusks=three"], "three"),
        (["--dataset", "fish"], "fish"),
        (["--dataset", "../fish"], "../fish"),
    ],
    ids=" ".join,
)
def test_a_bad_value_ends_with_2_and_is_named(loaded: Shell, words: list[str], named: str) -> None:
    run = loaded("trade", "study", *words, code=2)
    assert named in run.err
    assert run.raw == b""


def test_a_bad_factor_is_named_without_woe_too(loaded: Shell) -> None:
    assert "wings" in loaded("trade", "study", "--factor", "wings=one", code=2).err


@pytest.mark.parametrize(
    ("verb", "first"),
    [
        ("gross exports", "App.,Taxon,Term,Unit,Country,2012,2013"),
        ("net imports", "App.,Taxon,Term,Unit,Country,2012,2013"),
        ("comptab", "Year,App.,Taxon,Class,Order,Family,Genus,Importer,Exporter,Origin"),
    ],
)
def test_reports_have_the_official_header(loaded: Shell, verb: str, first: str) -> None:
    run = loaded("trade", *verb.split(), "--years", "2012-2013", "--format", "csv")
    assert run.out.splitlines()[0].startswith(first)
    assert len(run.out.splitlines()) == 5


def test_reports_in_json_are_long(loaded: Shell) -> None:
    answer = loaded("trade", "gross", "exports", "--term", "skins", "--format", "json").json()
    assert [(r["country"], r["year"], r["quantity"]) for r in answer["rows"]] == [("ID", 2013, 7)]
    assert answer["method"]["side"] == "exports"


@pytest.mark.parametrize("form", ["csv", "json", "xlsx", "parquet", "table"])
def test_a_file_appears_whole_and_csv_has_its_note_beside_it(loaded: Shell, form: str) -> None:
    expected = loaded("trade", "study", "--format", form)
    run = loaded("trade", "study", "--format", form, "--output", f"answer.{form}")
    assert run.raw == b""
    assert f"Written: answer.{form}" in run.err
    written = _read(f"answer.{form}")
    if form in ("csv", "json", "table"):
        assert written == expected.raw
    else:
        assert READERS[form](Run(0, written, "")) == READERS[form](expected)
    names = {"given.csv", "home", f"answer.{form}"} | ({"answer.csv.method.json"} if form == "csv" else set())
    assert _names() == names


def test_the_note_beside_a_csv_is_method_and_warnings(loaded: Shell) -> None:
    answer = loaded("trade", "study", "--format", "json").json()
    loaded("trade", "study", "--format", "csv", "--output", "answer.csv")
    note = json.loads(_read("answer.csv.method.json"), parse_float=Decimal)
    assert note == {"method": answer["method"], "warnings": answer["warnings"]}


def test_an_older_file_stays_whole_if_the_question_fails(loaded: Shell) -> None:
    loaded("trade", "study", "--format", "csv", "--output", "answer.csv")
    before = _read("answer.csv")
    loaded("trade", "study", "--importer", "China", "--format", "csv", "--output", "answer.csv", code=2)
    assert _read("answer.csv") == before


@pytest.mark.parametrize("place", ["nowhere/answer.csv", "home"])
def test_a_place_that_cannot_be_written_ends_with_2_and_leaves_nothing(loaded: Shell, place: str) -> None:
    before = _names()
    run = loaded("trade", "study", "--format", "csv", "--output", place, code=2)
    assert f"{place} cannot be written" in run.err
    assert _names() == before


def _read(name: str) -> bytes:

    return Path(name).read_bytes()


def _names() -> set[str]:

    return {path.name for path in Path().iterdir()}
