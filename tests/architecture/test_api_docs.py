"""docs/api.md names every operation, and none that is not there."""

from __future__ import annotations

import re
from pathlib import Path

from kouprey.web.api.v1 import api

DOCS = Path(__file__).parents[2] / "docs" / "api.md"


def test_every_operation_is_documented_and_nothing_else():
    there = {path.removeprefix("/api/v1") for path in api.get_openapi_schema()["paths"]}
    named = set(re.findall(r"(?<![\w.])/(?:me|records|desk|received|directory|law)[\w/{}-]*", DOCS.read_text("utf-8")))
    assert named == there
