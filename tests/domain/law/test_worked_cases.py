"""The fifteen worked cases: every rule and every tool as the hand wrote it."""

from __future__ import annotations

import pytest

from domain.law.worked import CASES, Worked
from kouprey.domain import law


@pytest.mark.parametrize("worked", CASES, ids=lambda worked: worked.name)
def test_the_answer_is_the_one_that_was_written_by_hand(worked: Worked) -> None:
    result = law.assess(worked.given(), accept_unverified=worked.accept)
    known = {
        f"{rule.id} {rule.state}".strip(): rule.outcome.word for rule in result.rules if rule.outcome != law.UNKNOWN
    }
    assert known == worked.rules
    unknown = ("unknown", None, ())
    tools = {tool.id: (tool.status, tool.basis or None, tool.fallbacks) for tool in result.tools}
    assert {name: said for name, said in tools.items() if said != unknown} == worked.tools
    assert set(worked.tools) <= set(tools) == set(law.TOOLS)


def test_there_are_fifteen() -> None:
    assert len(CASES) == len({worked.name for worked in CASES}) == 15
