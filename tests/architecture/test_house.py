"""The house rules that can be counted: docstrings, sizes, lists and their index, comments on dependencies."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from kouprey.domain import lists

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "kouprey"
FILES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
LINES, FUNCTION_LINES = 400, 60
Function = ast.FunctionDef | ast.AsyncFunctionDef


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def public(body: list[ast.stmt], inside: str = "") -> Iterator[tuple[str, Function | ast.ClassDef]]:
    """Public classes and functions, and the public methods of public classes."""
    for node in body:
        if isinstance(node, (Function, ast.ClassDef)) and not node.name.startswith("_"):
            yield f"{inside}{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body, f"{node.name}.")


def given(node: Function | ast.ClassDef) -> bool:
    """Whether the framework gives the name and with it the meaning: Django's Meta, handle, ready and the like."""
    return node.name in {"Meta", "handle", "add_arguments", "ready"}


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_public_thing_says_what_it_is_for(path: Path) -> None:
    module = tree(path)
    assert ast.get_docstring(module), "the module"
    assert [found for found, node in public(module.body) if not ast.get_docstring(node) and not given(node)] == []


@pytest.mark.parametrize("path", FILES, ids=name)
def test_no_file_and_no_function_is_too_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LINES
    functions = [node for node in ast.walk(tree(path)) if isinstance(node, Function)]
    long = {node.name: node.end_lineno - node.lineno + 1 for node in functions if node.end_lineno}
    assert {found: length for found, length in long.items() if length > FUNCTION_LINES} == {}


def test_the_walk_sees_the_house() -> None:
    assert {"kernel/ids.py", "cli/main.py", "domain/trade/rows.py"} <= set(map(name, FILES))
    assert "Shelf.remove" in dict(public(tree(SOURCE / "analytics" / "releases.py").body))


def test_every_list_is_in_the_index_and_the_reverse() -> None:
    files = {path.name for path in lists.SHIPPED.iterdir()}
    assert files == {f"{entry}.csv" for entry in lists.index()} | {"index.json"}


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.csv")), ids=lambda path: path.name)
def test_a_list_of_data_lies_with_the_lists(path: Path) -> None:
    assert path.parent == lists.SHIPPED


def dependencies() -> list[tuple[str, bool]]:
    """Each dependency of pyproject.toml, and whether a comment stands above it (or above its group, for tools)."""
    found, block, commented = [], "", False
    for line in (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines():
        text = line.strip()
        if text.endswith("= ["):
            block, commented = text.removesuffix("= [").strip(), False
        elif text == "]":
            block = ""
        elif block in ("dependencies", "dev") and text.startswith("#"):
            commented = True
        elif block in ("dependencies", "dev"):
            found.append((text.strip('",'), commented))
            commented = commented and block == "dev"
    return found


def test_every_dependency_has_its_reason_above_it() -> None:
    found = dependencies()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert [word for word, _ in found] == [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    assert [word for word, commented in found if not commented] == []


def test_no_module_is_a_catch_all() -> None:
    assert not list(SOURCE.rglob("utils.py"))
    assert not list(SOURCE.rglob("services.py"))
