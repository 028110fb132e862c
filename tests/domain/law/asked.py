"""A short way to write a case, and to ask one rule."""

from __future__ import annotations

from typing import Any

from kouprey.domain import law


def case(
    pair: str = "CN VN", on: str = "2022-01-10", act: str = "", level: str = "supported", **facts: Any
) -> dict[str, Any]:
    """A case between two States; facts by keyword, those of a State in `facts={"party(VN)": True}`."""
    requesting, requested = pair.split()
    given = facts.pop("facts", {}) if isinstance(facts.get("facts"), dict) else {}
    said = {
        name: {"value": value, "level": level, "evidence": [f"E-{name}"]} for name, value in (facts | given).items()
    }
    return {
        "act_date": act or on,
        "request_date": on,
        "requesting": requesting,
        "requested": requested,
        "facts": said,
    }


def outcome(rule: str, *, accept: bool = False, edition: str = "current", **given: Any) -> str:
    """What one rule (“id” or “id STATE”) says of a case."""
    id, _, state = rule.partition(" ")
    return law.assess(case(**given), accept_unverified=accept, edition=edition).rule(id, state).outcome.word
