"""The published JSON schemas of a case and of an answer (draft 2020-12), as package data: `case.schema.json` and
`answer.schema.json` beside this file. The facts of the case schema are those of the list `law-facts`.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from kouprey.domain.law.assessment import rule_texts
from kouprey.domain.law.facts import LEVELS, Kind, kinds
from kouprey.domain.law.tools import TOOLS
from kouprey.domain.law.values import APART, STATES
from kouprey.domain.lists import load
from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.words import said

NAMES = ("case", "answer")
_HERE = Path(__file__).parent
_STATE = "^[A-Z]{2}$"


@lru_cache(maxsize=2)
def schema(name: str) -> dict[str, Any]:
    """The published schema `case` or `answer`. Raises UnusableInput for another name."""
    if name not in NAMES:
        raise UnusableInput(said("There is no schema “%(name)s”.", name=name), remedy=said("There is: case, answer."))
    found: dict[str, Any] = json.loads((_HERE / f"{name}.schema.json").read_text(encoding="utf-8"))
    return found


def made(name: str) -> dict[str, Any]:
    """The schema as the lists demand it now; a test holds the published file against it."""
    return _case() if name == "case" else _answer()


def _case() -> dict[str, Any]:
    plain = {kind.name: _fact(kind) for kind in kinds().values() if not kind.per_state}
    stated = {f"^{kind.name}\\((req|rcv|[A-Z]{{2}})\\)$": _fact(kind) for kind in kinds().values() if kind.per_state}
    state = {"enum": [*STATES, *APART]}
    day = {"type": "string", "format": "date"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A case to be assessed",
        "type": "object",
        "required": ["act_date", "request_date", "requesting", "requested"],
        "additionalProperties": False,
        "properties": {
            "act_date": day | {"description": "When it was done: the law of that day applies to the conduct."},
            "request_date": day | {"description": "When the request is made: the treaties of that day carry it."},
            "requesting": state,
            "requested": state,
            "facts": {
                "type": "object",
                "properties": plain,
                "patternProperties": stated,
                "additionalProperties": False,
            },
        },
        "$defs": {_named(kind.kind): _kind(kind.kind) for kind in kinds().values()},
    }


def _fact(kind: Kind) -> dict[str, Any]:
    words = " ".join(filter(None, (kind.question, kind.help, f"Supplied by: {kind.who}.")))
    return {"description": words, "$ref": f"#/$defs/{_named(kind.kind)}"}


def _named(kind: str) -> str:
    """The kind as a word that a reference can hold."""
    return kind.replace(":", "-").replace("|", "-")


def _kind(kind: str) -> dict[str, Any]:
    value = {"anyOf": [_value(kind), {"type": "null"}]}
    evidence = {"anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "string"}, {"type": "null"}]}
    return {
        "type": "object",
        "required": ["value", "level"],
        "additionalProperties": False,
        "properties": {"value": value, "level": {"enum": list(LEVELS)}, "evidence": evidence},
    }


def _value(kind: str) -> dict[str, Any]:
    name, _, choices = kind.partition(":")
    if name == "choice":
        return {"enum": [*choices.split("|"), *(int(c) for c in choices.split("|") if c.isdigit())]}
    if name == "verbs":
        return _several({"enum": [row["verb"] for row in load("law-verbs").rows]})
    if name in ("texts", "taxa", "provisions"):
        return _several({"type": "string", "minLength": 1, "pattern": "\\S"})
    number = {"type": "number", "minimum": 0}
    kinds_of: dict[str, dict[str, Any]] = {
        "bool": {"type": "boolean"},
        "number": number,
        "years": {"anyOf": [number, {"const": "life"}]},
        "text": {"type": "string", "minLength": 1, "pattern": "\\S"},
        "date": {"type": "string", "format": "date", "pattern": "^\\d{4}-\\d{2}-\\d{2}$"},
        "states": _several({"type": "string", "pattern": _STATE}),
    }
    return kinds_of[name]


def _several(item: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [item, {"type": "array", "items": item, "minItems": 1}]}


def _answer() -> dict[str, Any]:
    words = {"type": "array", "items": {"type": "string"}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The assessment of a case",
        "type": "object",
        "required": ["rules", "tools", "edition", "disclaimer"],
        "additionalProperties": False,
        "properties": {
            "rules": {"type": "array", "items": _rule(words)},
            "tools": {"type": "array", "minItems": len(TOOLS), "maxItems": len(TOOLS), "items": _tool(words)},
            "edition": _closed(
                name={"enum": ["paper", "current"]},
                version={"type": "string"},
                digest={"type": "string", "pattern": "^[0-9a-f]{64}$"},
                law_of={"type": "string", "format": "date"},
                accept_unverified={"type": "boolean"},
            ),
            "disclaimer": {"type": "string"},
        },
    }


def _rule(words: dict[str, Any]) -> dict[str, Any]:
    fact = _closed(fact={"type": "string"}, value={}, level={"enum": list(LEVELS)}, evidence=words)
    entry = _closed(
        entry={"type": "string"},
        value={},
        provenance={"type": "string"},
        source={"type": "string"},
        verified={"type": "boolean"},
    )
    return _closed(
        id={"enum": list(rule_texts())},
        state={"anyOf": [{"type": "string", "pattern": _STATE}, {"type": "null"}]},
        outcome={"enum": ["met", "not_met", "unknown"]},
        effect={"enum": ["opens", "closes", "notes"]},
        because={"type": "array", "items": {"anyOf": [fact, entry]}},
        missing=words,
        citation={"type": "string", "minLength": 1},
        explanation={"type": "string", "minLength": 1},
    )


def _tool(words: dict[str, Any]) -> dict[str, Any]:
    return _closed(
        id={"enum": list(TOOLS)},
        status={"enum": ["open", "closed", "unknown"]},
        basis={"anyOf": [{"type": "string"}, {"type": "null"}]},
        fallbacks=words,
        missing=words,
    )


def _closed(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "additionalProperties": False, "properties": properties}
