"""A shape of question is compiled once; an edit of the measures' code compiles it again."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kouprey.analytics import compiled
from kouprey.analytics.columns import SIMPLE_QUANTITY

TWICE = """
import json, sys
from pathlib import Path
from kouprey.analytics import compiled
def build(table):
    return table.filter(table.year == 2013).select("taxon")
text = compiled.sql(Path(sys.argv[1]), "study", ("shape", 1), "DECIMAL(18,9)", build)
print(json.dumps([text, "ibis" in sys.modules]))
"""


class Counted:
    """A measure that counts how often it was built."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, table: Any) -> Any:
        self.times += 1
        return table.select("taxon")


def ask(cache: Path, build: Callable[[Any], Any], shape: object = "a", quantity: str = SIMPLE_QUANTITY) -> str:
    return compiled.sql(cache, "study", shape, quantity, build)


def test_in_a_second_process_ibis_is_not_imported(tmp_path: Path) -> None:
    runs = [
        json.loads(subprocess.check_output([sys.executable, "-c", TWICE, str(tmp_path)], text=True)) for _ in range(2)
    ]
    assert [loaded for _, loaded in runs] == [True, False]
    assert runs[0][0] == runs[1][0]
    assert runs[0][0].startswith("SELECT")


def test_the_same_shape_is_compiled_once_and_another_again(tmp_path: Path) -> None:
    build = Counted()
    texts = [ask(tmp_path, build), ask(tmp_path, build)]
    assert (build.times, len(set(texts))) == (1, 1)
    ask(tmp_path, build, shape="b")
    ask(tmp_path, build, quantity="DECIMAL(38,12)")
    assert build.times == 3


def test_edited_code_compiles_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = tmp_path / "measures"
    code.mkdir()
    (code / "study.py").write_text("one")
    monkeypatch.setattr(compiled, "_CODE", (code,))
    compiled._edition.cache_clear()
    build = Counted()
    try:
        for text in ("one", "other!"):
            (code / "study.py").write_text(text)
            compiled._edition.cache_clear()
            ask(tmp_path, build)
            ask(tmp_path, build)
    finally:
        compiled._edition.cache_clear()
    assert build.times == 2


@pytest.mark.parametrize("content", ["", "-- another shape\nSELECT 1", "SELECT 2"])
def test_a_kept_file_that_tells_another_shape_is_not_believed(tmp_path: Path, content: str) -> None:
    build = Counted()
    text = ask(tmp_path, build)
    (kept,) = tmp_path.iterdir()
    kept.write_text(content, encoding="utf-8")
    assert ask(tmp_path, build) == text
    assert build.times == 2
    assert kept.read_text(encoding="utf-8").endswith(text)


def test_nothing_is_left_beside_what_is_kept(tmp_path: Path) -> None:
    ask(tmp_path, Counted())
    assert [path.suffix for path in tmp_path.iterdir()] == [".sql"]
