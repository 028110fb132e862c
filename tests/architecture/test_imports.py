"""Direction and cost of imports: the contracts hold, and a question starts without the web."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from formats.cites_text import bulk, row
from kouprey import trade

ROOT = Path(__file__).parents[2]
NEVER = {"django", "pandas", "polars", "altair", "openpyxl", "kouprey.web", "kouprey.trade.loading"}
NOT_AGAIN = {"ibis", "numpy", "pyarrow", "sqlglot"}
STUDY = """
import json, sys
from kouprey.cli.main import main
words = "trade study --importer CN --years 1997-2016 --format json --output"
code = main([*words.split(), sys.argv[1]])
print(json.dumps([code, sorted(sys.modules)]))
"""


def test_the_contracts_are_kept() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


@pytest.fixture(scope="module")
def studies(tmp_path_factory: pytest.TempPathFactory) -> list[set[str]]:
    """The modules that two studies in a row loaded, each in a process of its own."""
    home = tmp_path_factory.mktemp("imports")
    (home / "given.csv").write_text(bulk(row()), encoding="utf-8")
    trade.load([home / "given.csv"], home=home)
    environment = {**os.environ, "KOUPREY_HOME": str(home)}
    found = []
    for _ in range(2):
        out = subprocess.check_output([sys.executable, "-c", STUDY, home / "out"], text=True, env=environment)
        code, modules = json.loads(out)
        assert code == 0
        found.append(set(modules))
    return found


@pytest.mark.parametrize("module", sorted(NEVER))
def test_a_study_never_loads(studies: list[set[str]], module: str) -> None:
    assert [module in modules for modules in studies] == [False, False]


@pytest.mark.parametrize("module", sorted(NOT_AGAIN))
def test_a_second_study_does_not_load(studies: list[set[str]], module: str) -> None:
    assert module not in studies[1]


def test_the_first_study_compiles_with_ibis(studies: list[set[str]]) -> None:
    assert "ibis" in studies[0]
    assert "duckdb" in studies[1]


def test_the_public_face_starts_light() -> None:
    code = "import sys; from kouprey import trade; print(*(m for m in sys.modules))"
    loaded = set(subprocess.check_output([sys.executable, "-c", code], text=True).split())
    assert not loaded & (NEVER | NOT_AGAIN)
