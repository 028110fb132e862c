"""An assessment as plain data, exactly in the shape of the contract (docs/cli.md) and of `answer.schema.json`."""

from __future__ import annotations

from datetime import date
from typing import Any

from kouprey.domain.law.assessment import Assessment, RuleResult, ToolResult
from kouprey.domain.law.logic import Reason


def as_dict(result: Assessment) -> dict[str, Any]:
    """Rules, tools, edition, disclaimer."""
    return {
        "rules": [_rule(rule) for rule in result.rules],
        "tools": [_tool(tool) for tool in result.tools],
        "edition": {
            "name": result.edition,
            "version": result.version,
            "digest": result.digest,
            "law_of": result.case.act_date.isoformat(),
            "accept_unverified": result.accept_unverified,
        },
        "disclaimer": result.disclaimer,
    }


def reason(said: Reason) -> dict[str, Any]:
    """A fact of the case with its level and evidence, or an entry of the register with its provenance and source."""
    value = plain(said.value)
    if said.kind == "fact":
        return {"fact": said.name, "value": value, "level": said.standing, "evidence": list(said.sources)}
    return {
        "entry": said.name,
        "value": value,
        "provenance": said.standing,
        "source": "; ".join(filter(None, said.sources)),
        "verified": said.verified,
    }


def plain(value: Any) -> Any:
    """A value as JSON has it: dates in ISO form, life as the word."""
    if value.__class__ in _AS_IT_IS:
        return value
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return "life" if value == float("inf") else int(value) if value == int(value) else value
    return value


_AS_IT_IS = frozenset({bool, str, int, type(None)})


def _rule(rule: RuleResult) -> dict[str, Any]:
    return {
        "id": rule.id,
        "state": rule.state or None,
        "outcome": rule.outcome.word,
        "effect": rule.effect,
        "because": [reason(said) for said in rule.because],
        "missing": list(rule.missing),
        "citation": rule.citation,
        "explanation": rule.explanation,
    }


def _tool(tool: ToolResult) -> dict[str, Any]:
    return {
        "id": tool.id,
        "status": tool.status,
        "basis": tool.basis or None,
        "fallbacks": list(tool.fallbacks),
        "missing": list(tool.missing),
    }
