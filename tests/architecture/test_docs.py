"""What the shell can do is written in docs/cli.md: every command, every option, every format and rule."""

from __future__ import annotations

import argparse
import re
from importlib import import_module
from pathlib import Path

import pytest

from kouprey.cli.main import GROUPS
from kouprey.cli.output import FORMATS
from kouprey.cli.verbs import Verb
from kouprey.domain.trade.presets import PRESETS
from kouprey.domain.trade.question import GEOGRAPHIES, QUANTITIES

DOCS = Path(__file__).parents[2] / "docs"
VERBS: dict[str, Verb] = {}
for _module, _ in GROUPS.values():
    VERBS |= import_module(_module).VERBS
EVERYWHERE = {"--help", "--format", "--output"}


def documented() -> str:
    return (DOCS / "cli.md").read_text(encoding="utf-8")


def options(command: str) -> list[str]:
    """The long options of a command."""
    actions: list[argparse.Action] = VERBS[command].parser(command)._actions
    return sorted({option for action in actions for option in action.option_strings if option.startswith("--")})


def named(word: str, text: str) -> bool:
    """Whether the text names this very word, not a longer one."""
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text) is not None


@pytest.mark.parametrize("group", GROUPS)
def test_every_group_has_its_commands(group: str) -> None:
    assert any(command.split()[0] == group for command in VERBS)


@pytest.mark.parametrize("command", VERBS)
def test_every_command_is_documented(command: str) -> None:
    assert named(command, documented())


@pytest.mark.parametrize("command", VERBS)
def test_every_option_is_documented(command: str) -> None:
    text = documented()
    assert [option for option in options(command) if option not in EVERYWHERE and not named(option, text)] == []


@pytest.mark.parametrize(
    "word", ["--format", "--output", *FORMATS, *GEOGRAPHIES, *QUANTITIES, *PRESETS, "KOUPREY_HOME"]
)
def test_every_choice_is_documented(word: str) -> None:
    assert named(word, documented())


def test_no_option_is_documented_that_is_not_there() -> None:
    there = {option for command in VERBS for option in options(command)}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", documented())) <= there
