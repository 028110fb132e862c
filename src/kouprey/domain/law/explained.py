"""An answer with its why: trees, who could supply what is missing, what would open a tool. One text."""

from __future__ import annotations

from typing import Any

from kouprey.domain.law.answer import as_dict, plain
from kouprey.domain.law.assessment import Assessment
from kouprey.domain.law.change import openings
from kouprey.domain.law.tree import lines, wanted, why
from kouprey.kernel.jsontext import dumps


def explanation(result: Assessment) -> dict[str, Any]:
    """What `--explain` adds: facts that are wanted, the tree of each tool as lines, the smallest openings."""
    names = sorted({name for tool in result.tools for name in tool.missing})
    asked = [{"fact": w.fact, "question": w.question, "who": w.who, "help": w.help} for w in wanted(tuple(names))]
    trees = {tool.id: list(lines(why(result, tool.id))) for tool in result.tools}
    opened = {
        tool.id: [
            {"facts": {name: plain(value) for name, value in one.facts}, "contrary": list(one.contrary)}
            for one in openings(result, tool.id)
        ]
        for tool in result.tools
        if tool.status != "open"
    }
    return {"wanted": asked, "trees": trees, "openings": opened}


def written(result: Assessment, *, explained: bool = False) -> str:
    """The answer as JSON, byte for byte the same from the shell, the API and a page."""
    answer = as_dict(result)
    return dumps(answer | explanation(result) if explained else answer) + "\n"
