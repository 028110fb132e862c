"""Whose a record is x how it is marked x who asks x what for: over HTTP, against the rules written by hand.

Pairwise in every run; `make matrix` runs the whole product, some three hours on one core, or with PART=3/10 the third
of ten parts of it.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from typing import Any

import pytest
from django.db import transaction

from matrix.facts import RELEASED, SMALL, WORLD, Case, pairs, product
from matrix.stage import Stage
from matrix.table import ROLES, Line, lines

pytestmark = pytest.mark.django_db
OF_RECORDS = tuple(
    line for line in lines() if line.act.startswith("record") or line.act in ("release.ask", "release.decide")
)
OF_RELEASES = tuple(line for line in lines() if line.act in ("release.read", "release.export"))


def run(stage: Stage, line: Line, role: str, facts: dict[str, Any]) -> tuple[int, int]:
    """What is answered and what was to be answered."""
    case = Case(stage, role, facts)
    stage.at_the_door(line, role, facts["purpose"])
    with transaction.atomic():
        answer = stage.ask(line, role, case.there(line), facts["purpose"])
        transaction.set_rollback(True)
    return answer.status_code, case.expected(line)


def check(stage: Stage, rows: Any) -> Counter[int]:
    """Run rows; how often each answer came."""
    seen, wrong = Counter[int](), list[str]()
    for row in rows:
        line, role = row["line"], row["role"]
        facts = {name: value for name, value in row.items() if name not in ("line", "role")}
        found, meant = run(stage, line, role, facts)
        seen[found] += 1
        if found != meant:
            wrong.append(f"{line} by {role}: {found}, to be {meant}, of {facts}")
    assert not wrong, f"{len(wrong)} of {seen.total()}:\n" + "\n".join(wrong[:40])
    return seen


def test_records_by_pairs(stage: Stage):
    seen = check(stage, pairs(WORLD | {"line": OF_RECORDS, "role": ROLES}))
    assert {200, 302, 403, 404} <= set(seen), seen


def test_releases_by_pairs(stage: Stage):
    seen = check(stage, pairs(RELEASED | {"line": OF_RELEASES, "role": ROLES}))
    assert {200, 403, 404} <= set(seen), seen


@pytest.mark.parametrize("line", OF_RECORDS, ids=str)
def test_each_address_of_a_record_is_allowed_and_hidden(stage: Stage, line: Line):
    """Pairs seldom meet all that allows: here each address is opened by who may, and shut by one fact at a time."""
    plain = {name: values[0] for name, values in WORLD.items()}
    plain |= {"relation": "a colleague's draft"} if line.act == "record.file" else {}
    role = next(role for role in ROLES if role in line.inside)
    assert run(stage, line, role, plain) == (line.status, line.status)
    for changed in (
        {"relation": "another agency's"}, {"relation": "another authority's"}, {"tlp": "RED"}, {"list": "alien_team"},
        {"list": "alien_room"}, {"use": "statistics administration"},
    ):  # fmt: skip
        assert run(stage, line, role, plain | changed) == (404, 404), changed


ONE_EACH = {(line.act, line.more.get("gate", line.act)): line for line in (*OF_RECORDS, *OF_RELEASES)}
"""One address for each act: what the others of the same act are told is held by pairs."""
WHOLE = [(role, line) for line in ONE_EACH.values() for role in ROLES if role in line.inside or role == "drafter"]


def part_of(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The part of the product that this run is for: `PART=3/10` is the third of ten that together are the whole."""
    place, parts = map(int, os.environ.get("KOUPREY_MATRIX_PART", "1/1").split("/"))
    random.Random(parts).shuffle(rows)
    return rows[place - 1 :: parts]


@pytest.mark.matrix
@pytest.mark.long
@pytest.mark.parametrize(("role", "line"), WHOLE, ids=str)
def test_the_whole_product(stage: Stage, role: str, line: Line):
    """Every relation or recipient with every mark, for each role that does the act at all."""
    world = RELEASED if line in OF_RELEASES else SMALL
    check(stage, (facts | {"line": line, "role": role} for facts in part_of(list(product(world)))))
