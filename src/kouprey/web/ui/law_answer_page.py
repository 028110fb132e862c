"""What the page of an assessment shows: each tool, why and why not, what is missing, what would open it.

Made of the answer as plain data, so that a new answer and one that was kept years ago are shown alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from kouprey.domain.law.assessment import rule_texts
from kouprey.domain.lists import load

ORDER: Final = ("open", "unknown", "closed")


def context(values: Mapping[str, Any]) -> dict[str, Any]:
    """The whole answer, as an assessment keeps it."""
    answer, trees = values["answer"], values["trees"]
    tools = [_tool(one, answer, trees) for one in answer["tools"]]
    return {
        "case": values["case"],
        "facts": _facts(values["case"]),
        "tools": tools,
        "counts": [(status, sum(one["status"] == status for one in tools)) for status in ORDER],
        "rules": [_rule(one) for one in answer["rules"]],
        "named": answer["edition"],
        "wanted": answer["wanted"],
        "disclaimer": answer["disclaimer"],
        "leaning": _unverified(answer),
    }


def _tool(one: Mapping[str, Any], answer: Mapping[str, Any], trees: Mapping[str, Any]) -> dict[str, Any]:
    blank = {"title": "", "what": "", "article": ""}
    about = next((row for row in load("law-tools").rows if row["id"] == one["id"]), blank)
    sets = answer["openings"].get(one["id"], [])
    return {
        **one,
        "anchor": "tool-" + "".join(sign if sign.isalnum() else "-" for sign in one["id"]).strip("-"),
        "title": _(about["title"]) if about["title"] else "",
        "what": _(about["what"]) if about["what"] else "",
        "article": about["article"],
        "tree": trees[one["id"]],
        "openings": [
            {
                "facts": list(found["facts"].items()),
                "contrary": found["contrary"],
            }
            for found in sets
        ],
    }


def _rule(one: Mapping[str, Any]) -> dict[str, Any]:
    """A rule with its words from the list, in the language of the reader; those of a rule that is gone as kept."""
    text = rule_texts().get(one["id"])
    if text is None:
        return {**one, "title": one["id"], "words": one["explanation"], "note": ""}
    at = {"not_met": 0, "unknown": 1, "met": 2}[one["outcome"]]
    words = text.words[at] or text.words[1]
    return {
        **one,
        "title": _(text.title),
        "words": _(words) if words else "",
        "note": _(text.note) if text.note else "",
        "advisory": text.advisory,
    }


def _facts(case: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {"name": name, "value": body["value"], "level": body["level"], "evidence": _list(body.get("evidence"))}
        for name, body in dict(case.get("facts", {})).items()
    ]


def _list(evidence: Any) -> list[str]:
    return [evidence] if isinstance(evidence, str) else list(evidence or [])


def _unverified(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Entries without a signature that bear on the answer, each once."""
    found: dict[str, dict[str, Any]] = {}
    for rule in answer["rules"]:
        for said in rule["because"]:
            if "entry" in said and not said["verified"]:
                found.setdefault(said["entry"], said)
    return list(found.values())
