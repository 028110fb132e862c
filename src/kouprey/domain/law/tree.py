"""The why / why-not tree: how a rule or a tool came to its outcome, for a prosecutor to read and print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kouprey.domain.law.answer import plain
from kouprey.domain.law.answer import reason as reason_as_plain
from kouprey.domain.law.assessment import Assessment, given_reasons, rule_texts, with_evidence
from kouprey.domain.law.facts import kinds, split
from kouprey.domain.law.logic import MET, NOT_MET, Node, Outcome, Reason
from kouprey.kernel.words import Said, declared, packed, said

MARKS = {MET: "met", NOT_MET: "not met"}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the tree. `joined`: how the parts below it count (all, any, agree, conflict; blank for a leaf)."""

    label: str
    outcome: Outcome
    joined: str
    citation: str
    because: tuple[Reason, ...]
    missing: tuple[str, ...]
    parts: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A fact that is missing: the question, and who could answer it."""

    fact: str
    question: str
    who: str
    help: str


def why(result: Assessment, id: str, state: str = "") -> Step:
    """The tree of a tool (by its id) or of a rule (by its id and State). Raises KeyError."""
    given = given_reasons(result.case)
    for tool in result.tools:
        if tool.id == id:
            return _step(tool.made.node, given)
    return _step(result.rule(id, state).node, given)


def wanted(names: tuple[str, ...]) -> tuple[Wanted, ...]:
    """Who could supply the facts of these names."""
    known = kinds()
    found = []
    for name in names:
        base, state = split(name)
        kind = known[base]
        found.append(Wanted(name, named(kind.question, state), named(kind.who, state), kind.help))
    return tuple(found)


def named(words: str, state: str) -> str:
    """Words of the list of facts about “that State”, with its code in their place. Pages translate the template."""
    template = holed(words)
    return Said(template, {"state": state}) if state and template != words else declared(words)


def holed(words: str) -> str:
    """Words of the list with a place for the State, as the catalogue has them."""
    return words.replace("%", "%%").replace("that State", "%(state)s") if "that State" in words else words


def as_plain(step: Step) -> dict[str, Any]:
    """The tree as plain data, to be kept with an assessment: labels packed (kernel/words.py)."""
    return {
        "label": packed(step.label),
        "outcome": step.outcome.word,
        "joined": step.joined,
        "citation": step.citation,
        "because": [reason_as_plain(one) for one in step.because],
        "missing": list(step.missing),
        "parts": [as_plain(part) for part in step.parts],
    }


def lines(step: Step, depth: int = 0) -> Iterator[str]:
    """The tree as indented lines of text."""
    mark = MARKS.get(step.outcome, "unknown")
    cited = f" [{step.citation}]" if step.citation else ""
    joined = {"all": "; needs all of:", "any": "; needs one of:", "conflict": "; CONTRADICTION between:"}.get(
        step.joined, ""
    )
    yield f"{'  ' * depth}{mark.upper()}: {step.label}{cited}{joined if step.parts else ''}"
    for reason in step.because:
        yield f"{'  ' * (depth + 1)}- {_words(reason)}"
    if step.missing:
        yield f"{'  ' * (depth + 1)}- missing: {', '.join(step.missing)}"
    for part in step.parts:
        yield from lines(part, depth + 1)


def _step(node: Node, given: Mapping[str, Reason]) -> Step:
    text = rule_texts().get(node.rule)
    label = _label(node)
    if text is not None:
        title = declared(text.title)
        label = (
            said("%(rule)s (%(state)s) %(title)s", rule=node.rule, state=node.state, title=title)
            if node.state
            else said("%(rule)s %(title)s", rule=node.rule, title=title)
        )
    own = () if node.parts else with_evidence(node.reasons, given)
    missing = node.missing if not node.parts else ()
    parts = tuple(_step(part, given) for part in node.parts)
    return Step(label, node.outcome, node.how if parts else "", text.article if text else "", own, missing, parts)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    shown = plain(value)
    return ", ".join(map(str, shown)) if isinstance(shown, list) else str(shown)


def _label(node: Node) -> str:
    """A fact that was asked for by its name is shown as its question."""
    if node.how != "fact" or split(node.label)[0] not in kinds():
        return node.label
    return said("%(question)s (%(fact)s)", question=wanted((node.label,))[0].question, fact=node.label)


def _words(reason: Reason) -> str:
    value = _value(reason.value)
    sources = "; ".join(reason.sources)
    if reason.kind == "fact":
        return f"fact {reason.name} = {value} ({reason.standing}{'; evidence ' + sources if sources else ''})"
    unsigned = "" if reason.verified else ", not signed for"
    return f"register {reason.name} = {value} ({reason.standing}{unsigned}: {sources})"
