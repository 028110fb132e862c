"""The worked notebook runs from top to bottom, and each of its results can be shown."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from kouprey import trade
from kouprey.analytics.generate import generate

NOTEBOOK = Path(__file__).parents[2] / "docs" / "notebooks" / "trade-study.ipynb"


def cells() -> list[str]:
    """The code cells of the notebook."""
    book = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in book["cells"] if cell["cell_type"] == "code"]


def run(source: str, names: dict[str, Any]) -> Any:
    """Run a cell as a notebook does: all statements, then the value of the last expression."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, str(NOTEBOOK), "exec"), names)  # noqa: S102  our own notebook
    return eval(compile(ast.Expression(last.value), str(NOTEBOOK), "eval"), names) if last else None  # noqa: S307


def test_the_notebook_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    trade.load(generate(tmp_path / "csv", rows=40_000, seed=3), home)
    monkeypatch.setenv("KOUPREY_HOME", str(home))
    names: dict[str, Any] = {}
    results = [run(source, names) for source in cells()]
    answers = [result for result in results if hasattr(result, "method")]
    assert len(answers) == 2
    for answer in answers:
        assert answer.rows
        assert "SYNTHETIC" in answer._repr_html_()
        assert "SYNTHETIC" in repr(answer)
    chart = next(result for result in results if hasattr(result, "to_dict") and hasattr(result, "configure"))
    assert "SYNTHETIC" in json.dumps(chart.to_dict())
    assert results[-1].startswith("App.,Taxon,Term,Unit,Country,2010")


def test_no_output_is_kept() -> None:
    """Outputs would go stale; whoever opens the notebook runs it."""
    book = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert not any(cell.get("outputs") for cell in book["cells"])
