"""`kouprey reference …` and `--names accepted` as a user calls them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cli.conftest import Shell
from formats.checklist_text import INDEX, species, table

INDEX_FILE = "Index_of_CITES_Species_2017-04-21.csv"


@pytest.fixture
def index(home: Path, tmp_path: Path) -> str:
    """A small index beside the shell, with one record that cannot be used."""
    rows = (
        species("Naja naja", Family="Elapidae", SynonymsWithAuthors="Coluber naja Linnaeus, 1758"),
        species("Manis javanica", "I", Class="Mammalia"),
        species("Lama glama", "V"),
    )
    (tmp_path / INDEX_FILE).write_text(table(INDEX, *rows), encoding="utf-8")
    return INDEX_FILE


def test_a_load_accounts_for_every_record(shell: Shell, index: str) -> None:
    answer = shell("reference", "load", index, "--format", "json", code=1).json()
    assert (answer["read"], answer["loaded"], answer["rejected"]) == (3, 2, 1)
    assert (answer["kind"], answer["as_of"], answer["unchanged"]) == ("index", "2017-04-21", False)
    assert Path(answer["rejects_file"]).is_file()
    again = shell("reference", "load", index, code=1)
    assert "was in use already; nothing changed" in again.out


def test_a_day_can_be_given(shell: Shell, index: str) -> None:
    answer = shell("reference", "load", index, "--as-of", "2020-02-29", "--format", "json", code=1).json()
    assert answer["as_of"] == "2020-02-29"
    assert "is not a date" in shell("reference", "load", index, "--as-of", "29/02/2020", code=2).err


def test_a_file_of_another_kind_is_refused(shell: Shell, home: Path, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert "found the columns “a, b”" in shell("reference", "load", "other.csv", code=2).err
    assert not home.exists()


def test_info_names_what_is_in_use(shell: Shell, index: str) -> None:
    empty = shell("reference", "info", "--format", "json")
    assert [row["list"] for row in empty.json()["rows"]] == ["built-in"]
    assert "Only the built-in taxa" in empty.err
    shell("reference", "load", index, code=1)
    rows = shell("reference", "info", "--format", "json").json()["rows"]
    assert [(row["list"], row["in_use"], row["taxa"]) for row in rows[:1]] == [("index", True, 2)]


def test_a_taxon_in_an_empty_home(shell: Shell, home: Path) -> None:
    answer = shell("reference", "taxon", "Manis javanica", "--on", "2014-06-01", "--format", "json").json()
    assert (answer["on"]["listed"], answer["on"]["appendix"]) == ("yes", "II")
    assert [row["appendix"] for row in answer["rows"]] == ["II", "I"]
    assert answer["taxon"]["family"] == "Manidae"
    assert not home.exists()


@pytest.mark.parametrize(
    ("name", "on", "listed"),
    [
        ("Gekko gecko", "2010-01-01", "no"),
        ("Gekko gecko", "2020-01-01", "yes"),
        ("Gekko gecko", "2199-01-01", "unknown"),
        ("Homalopsis buccata", "2010-01-01", "unknown"),
    ],
)
def test_yes_no_and_unknown(shell: Shell, name: str, on: str, listed: str) -> None:
    assert shell("reference", "taxon", name, "--on", on, "--format", "json").json()["on"]["listed"] == listed


def test_the_table_reads_well(shell: Shell, index: str) -> None:
    shell("reference", "load", index, code=1)
    out = shell("reference", "taxon", "naja NAJA", "--on", "2017-04-21").out
    assert out.startswith("Naja naja (species, ")
    assert "Coluber naja" in out
    assert "On 2017-04-21: Appendix II" in out
    assert "Checklist index of 2017-04-21" in out


def test_a_name_that_no_list_knows(shell: Shell) -> None:
    err = shell("reference", "taxon", "Nonsense nonsense", code=2).err
    assert "No list at hand knows “Nonsense nonsense”." in err
    assert "kept and counted all the same" in err
    assert "is not a date" in shell("reference", "taxon", "Naja naja", "--on", "soon", code=2).err


def test_a_study_under_accepted_names(loaded: Shell) -> None:
    plain = loaded("trade", "study", "--format", "json").json()
    named = loaded("trade", "study", "--names", "accepted", "--format", "json").json()
    assert plain["rows"] == named["rows"]
    assert plain["method"]["taxa"] == "names as in the file"
    assert named["method"]["names"]["mode"] == "accepted"
    found = loaded("trade", "study", "--names", "accepted", "--taxon", "NAJA naja", "--format", "json").json()
    assert {row["taxon"] for row in found["rows"]} == {"Naja naja"}


def test_a_plain_study_loads_nothing_of_it(loaded: Shell) -> None:
    loaded("trade", "study", "--format", "json")
    program = (
        "import sys; from kouprey.cli.main import main; main(['trade', 'study', '--format', 'json']); "
        "heavy = [m for m in sys.modules if '.taxa' in m or '.reference' in m or m == 'ibis']; "
        "sys.stderr.write('\\n' + ','.join(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded_names = done.stderr.splitlines()[-1]
    assert "kouprey" not in loaded_names
    assert "ibis" not in loaded_names
