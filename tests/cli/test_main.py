"""The shell's frame: help, unknown words, exit codes, an empty home for every command."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from cli.conftest import Shell
from kouprey import __version__
from kouprey.cli.main import GROUPS, main

COMMANDS = sorted({name for module, _ in GROUPS.values() for name in import_module(module).VERBS})
NOTHING_THERE = {
    "study": (2, "There are no trade data under"),
    "gross exports": (2, "There are no trade data under"),
    "net imports": (2, "There are no trade data under"),
    **dict.fromkeys(("mirror", "flows", "trend", "quotas", "redflags"), (2, "There are no trade data under")),
    "events": (0, "Method:"),
    "load-quotas nowhere.csv": (2, "nowhere.csv cannot be used"),
    "check-report nowhere.csv --country VN": (2, "nowhere.csv cannot be used"),
    "comptab": (2, "There are no trade data under"),
    "releases": (0, "Nothing is loaded yet"),
    "info": (0, "Nothing is loaded yet"),
    "factors": (0, "--factor ITEM=CHOICE"),
    "use abc": (2, "There is no release abc"),
    "remove abc": (2, "There is no release abc"),
    "export --parquet out": (2, "There are no trade data under"),
    "load nowhere.csv": (2, "nowhere.csv cannot be used"),
    "load .": (2, "found a folder"),
    "generate --rows 3 --out out": (0, "SYNTHETIC: these files describe no real trade"),
}


@pytest.mark.parametrize("words", [[], ["--help"], ["-h"], ["help"]])
def test_the_overview_names_every_group(shell: Shell, words: list[str]) -> None:
    out = shell(*words).out
    assert "countering wildlife trafficking" in out.splitlines()[0]
    assert all(f"  {group} " in out for group in GROUPS)


@pytest.mark.parametrize("words", [["trade"], ["trade", "--help"]])
def test_a_group_names_every_verb(shell: Shell, words: list[str]) -> None:
    out = shell(*words).out
    assert all(f"  {name.removeprefix('trade ')} " in out for name in COMMANDS if name.startswith("trade "))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(shell: Shell, command: str) -> None:
    run = shell(*command.split(), "--help")
    assert run.out.startswith(f"usage: kouprey {command}")
    assert run.err == ""


def test_the_version(shell: Shell) -> None:
    assert shell("--version").out == f"kouprey {__version__}\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["trad"], "There is no command “trad”"),
        (["trade", "stuy"], "There is no “kouprey trade stuy”. There is: load, study"),
        (["trade", "study", "--importr", "CN"], "--importr"),
        (["trade", "study", "--imp", "CN"], "--imp"),
        (["trade", "study", "--top", "ten"], "--top"),
        (["trade", "study", "--format", "xml"], "--format"),
        (["trade", "gross"], "side"),
        (["trade", "gross", "both"], "both"),
        (["trade", "load"], "PATH"),
        (["trade", "use"], "RELEASE"),
    ],
    ids=" ".join,
)
def test_words_that_cannot_be_used_end_with_2_and_an_empty_answer(shell: Shell, words: list[str], said: str) -> None:
    run = shell(*words, code=2)
    assert said in run.err
    assert run.raw == b""


@pytest.mark.parametrize("verb", NOTHING_THERE)
def test_every_trade_command_works_in_an_empty_home(shell: Shell, verb: str) -> None:
    code, said = NOTHING_THERE[verb]
    run = shell("trade", *verb.split(), code=code)
    assert said in run.err
    assert bool(run.raw) is (code == 0)


def test_no_trade_command_was_forgotten_above() -> None:
    tried = {f"trade {verb.split()[0]}" for verb in NOTHING_THERE}
    assert tried == {command for command in COMMANDS if command.startswith("trade ")}


def test_without_kouprey_home_it_is_var(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("KOUPREY_HOME")
    monkeypatch.chdir(tmp_path)
    assert main(["trade", "info"]) == 0
    assert f"Home: {tmp_path / 'var'}" in capsys.readouterr().err


def test_an_error_says_what_what_was_kept_and_what_to_do(shell: Shell) -> None:
    lines = shell("trade", "study", code=2).err.splitlines()
    assert len(lines) == 3
    assert lines[1] == "Nothing was changed."
    assert "kouprey trade load FILE" in lines[2]
