"""docs/api.md names every operation, and none that is not there."""

from __future__ import annotations

import re
from pathlib import Path

from kouprey.web.api.v1 import api

DOCS = Path(__file__).parents[2] / "docs" / "api.md"


def test_no_operation_is_documented_twice():
    cells = [row.split("|")[1] for row in DOCS.read_text("utf-8").splitlines() if row.startswith("| `")]
    named = [one for cell in cells for one in re.findall(r"`((?:[A-Z]+ )?/[^`]*)`", cell)]
    assert named
    assert sorted(named) == sorted(set(named))


def test_every_operation_is_documented_and_nothing_else():
    there = {path.removeprefix("/api/v1") for path in api.get_openapi_schema()["paths"]}
    rooms = "me|records|incidents|law|desk|received|directory"
    named = set(re.findall(rf"(?<![\w.])/(?:{rooms})[\w/{{}}-]*", DOCS.read_text("utf-8")))
    assert named == there
