"""What is committed names no package registry and no path of one machine."""

from __future__ import annotations

import re
import subprocess
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# In two parts, so that this file does not hold what it forbids.
REGISTRIES = tuple("".join(parts) for parts in (
    ("pypi", ".org"), ("files.python", "hosted.org"), ("registry.npm", "js.org"), ("deb.deb", "ian.org"),
))  # fmt: skip
MACHINE = re.compile(r"(?<![\w.~-])/(?:" + "|".join(("work", "root", "tmp", "home")) + r")/[\w.]")


@lru_cache(maxsize=1)
def texts() -> dict[str, str]:
    """Every committed text, by path."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is no git repository")
    found = {}
    for name in filter(None, listed.stdout.split("\0")):
        try:
            found[name] = (ROOT / name).read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue  # a picture or a font; or a file that is being removed
    assert "pyproject.toml" in found
    return found


@pytest.mark.parametrize("host", REGISTRIES)
def test_no_committed_file_names_a_package_registry(host: str) -> None:
    assert [name for name, text in texts().items() if host in text] == []


def test_no_committed_file_holds_a_path_of_one_machine() -> None:
    found = {name: match.group() for name, text in texts().items() if (match := MACHINE.search(text))}
    assert found == {}


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("see /" + "work/shared", True),
        ('"/' + 'tmp/x"', True),
        ("=/" + "root/.cache", True),
        ("https://example.net/" + "work/x", False),
        ("a/" + "tmp/x", False),
        ("/" + "tmp", False),
    ],
)
def test_the_pattern_knows_a_machine_path(text: str, is_one: bool) -> None:
    assert bool(MACHINE.search(text)) is is_one
