"""The assessment: every rule and tool for one case, with what it rests on. It supports a decision, it makes none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

# Imported for the rules that they enter.
from kouprey.domain.law import assistance, extradition, operations, scope  # noqa: F401
from kouprey.domain.law.asking import READS, WIDE, Asking
from kouprey.domain.law.facts import LEVELS, SUPPORTED, Case, Fact, case
from kouprey.domain.law.logic import MET, UNKNOWN, Node, Outcome, Reason, missing, reasons
from kouprey.domain.law.register import Register, register
from kouprey.domain.law.tools import TOOLS, Made, gates
from kouprey.domain.law.values import CURRENT, STATES
from kouprey.domain.lists import load, stamps
from kouprey.kernel.words import saying

DISCLAIMER = saying(
    "Decision support only: a competent authority decides. Nothing here is legal advice. "
    "Entries that nobody has verified are marked so."
)
STATUS = ("closed", "unknown", "open")
EACH_STATE = ("UNTOC-2B", "UNTOC-6", "UNTOC-10", "KP-CRIME")
"""Rules that are answered for each State."""
_FIXED = {"CN-ICJAL-4": "CN", "SG-UNTOC-EXT": "SG"}
_OF_ONE = {id: (state,) for id, state in _FIXED.items()}
_ONCE = ("",)


class RuleText(NamedTuple):
    """The words of a rule, as a lawyer edits them in the list `law-rules`."""

    id: str
    article: str
    title: str
    inputs: tuple[str, ...]
    logic: str
    words: tuple[str, str, str]
    note: str
    advisory: bool
    provenance: str


class RuleResult(NamedTuple):
    """What one rule says, for one State or (blank) for the case."""

    id: str
    state: str
    outcome: Outcome
    effect: str
    because: tuple[Reason, ...]
    missing: tuple[str, ...]
    citation: str
    explanation: str
    node: Node


class ToolResult(NamedTuple):
    """Whether a tool is open, on which basis, with which fall-backs, and which facts are missing."""

    id: str
    status: str
    basis: str
    fallbacks: tuple[str, ...]
    missing: tuple[str, ...]
    made: Made


@dataclass(frozen=True, slots=True)
class Assessment:
    """The whole answer for one case under one edition of the law."""

    case: Case
    edition: str
    version: str
    digest: str
    accept_unverified: bool
    rules: tuple[RuleResult, ...]
    tools: tuple[ToolResult, ...]
    disclaimer: str = DISCLAIMER

    def rule(self, id: str, state: str = "") -> RuleResult:
        """One rule by its id, and its State where it is asked for each. Raises KeyError."""
        for result in self.rules:
            if result.id == id and (result.state == state or not state):
                return result
        raise KeyError(id)

    def tool(self, id: str) -> ToolResult:
        """One tool by its id. Raises KeyError."""
        for result in self.tools:
            if result.id == id:
                return result
        raise KeyError(id)


def assess(given: Case | Mapping[str, Any], *, edition: str = CURRENT, accept_unverified: bool = False) -> Assessment:
    """Assess a case. Pure: the same case and edition give the same answer. Raises UnusableInput for a faulty case."""
    asked = given if isinstance(given, Case) else case(given)
    held = register(edition)
    asking = Asking(bare(asked), held, accept_unverified)
    made = [make(asking) for make in TOOLS.values()]
    rules = _rules(asking, given_reasons(asked))
    tools = tuple(map(_tool, made))  # after the rules: what is missing of each is read off once
    asking.forget()
    return Assessment(asked, held.edition, held.version, held.digest, accept_unverified, rules, tools)


def bare(asked: Case) -> Case:
    """A case without evidence, and without the difference of supported and proven: rules see no more than this.

    So two cases with the same facts share their traces; the evidence comes back with `with_evidence`.
    """
    facts = {name: Fact(name, fact.value, min(fact.level, SUPPORTED), ()) for name, fact in asked.facts.items()}
    return asked._replace(facts=facts)


def given_reasons(asked: Case) -> dict[str, Reason]:
    """Every fact of a case as a reason, with its own level and evidence."""
    return {
        name: Reason("fact", name, fact.value, LEVELS[fact.level], fact.evidence)
        for name, fact in asked.facts.items()
    }


def with_evidence(because: Iterable[Reason], said: Mapping[str, Reason]) -> tuple[Reason, ...]:
    """Reasons of a trace, with the levels and the evidence of the case."""
    return tuple([said.get(reason.name, reason) if reason.kind == "fact" else reason for reason in because])


def rule_texts() -> dict[str, RuleText]:
    """The words of every rule, in the order of the list."""
    return _texts(stamps(("law-rules",)))


@lru_cache(maxsize=4)
def _texts(stamp: tuple[str | int, ...]) -> dict[str, RuleText]:
    return {
        row["id"]: RuleText(
            row["id"],
            row["article"],
            row["title"],
            tuple(row["inputs"].split("|")),
            row["logic"],
            (row["not_met"], row["unknown"], row["met"]),
            row["note"],
            row["advisory"] == "yes",
            row["provenance"],
        )
        for row in load("law-rules").rows
    }


def _each(asking: Asking) -> dict[str, tuple[str, ...]]:
    """For which States a rule is asked, where it is not asked once for the case."""
    pair = (asking.req, asking.rcv)
    more = [state for state in asking.value("states_of_commission") or () if state in STATES]
    return _OF_ONE | dict.fromkeys(EACH_STATE, pair) | {"UNTOC-2B": tuple(dict.fromkeys((*pair, *more)))}


def _rules(asking: Asking, said: Mapping[str, Reason]) -> tuple[RuleResult, ...]:
    """Every rule in the order of the list. One that reads no fact of this case answers as for any such case."""
    each, touched, stamp = _each(asking), asking.touched, stamps(("law-rules",))
    blank = _blank(asking.register, asking.req, asking.rcv, asking.case[:2], asking.accept, stamp)
    found = []
    for id, text in _texts(stamp).items():
        fixed = id not in READS or id in touched
        for state in each.get(id, _ONCE):
            known = None if fixed else blank.get((id, state))
            if known is None:
                known = _rule(asking, text, state, said)
                if not fixed:
                    blank[id, state] = known
            found.append(known)
    return tuple(found)


@lru_cache(maxsize=512)
def _blank(
    held: Register, req: str, rcv: str, days: tuple[date, date], accept: bool, stamp: tuple[str | int, ...]
) -> dict[tuple[str, str], RuleResult]:
    """What rules say of a case that gives none of the facts that they read; filled as they are asked."""
    return {}


def _rule(asking: Asking, text: RuleText, state: str, said: Mapping[str, Reason]) -> RuleResult:
    node = asking.rule(text.id, state if text.id in EACH_STATE else "")
    lasting = text.id in READS and text.id not in _FIXED and text.id not in WIDE
    if not lasting:
        return _told(asking, text, state, node, said)
    if node.told is not None and node.told[0] is text:
        found: RuleResult = node.told[1]
    else:
        found = _told(asking, text, state, node, {})
        node.told = (text, found)
    if not node.given:
        return found
    return RuleResult(
        found.id, found.state, found.outcome, found.effect, with_evidence(found.because, said), found.missing,
        found.citation, found.explanation, found.node,
    )  # fmt: skip


def _told(asking: Asking, text: RuleText, state: str, node: Node, said: Mapping[str, Reason]) -> RuleResult:
    outcome = node.outcome
    effect = "notes" if outcome == UNKNOWN or not gates(text.id, asking) else "opens" if outcome == MET else "closes"
    words = text.words[outcome] or text.words[UNKNOWN]
    because = reasons(node)
    node.given = any(reason.kind == "fact" for reason in because)
    if said and node.given:
        because = with_evidence(because, said)
    sentence = f"{text.title}: {words}{_more(asking, text.id, node)}"
    return RuleResult(text.id, state, outcome, effect, because, missing(node), text.article, sentence, node)


def _more(asking: Asking, id: str, node: Node) -> str:
    """What a sentence adds for this case: the limbs that are met, the bases that hold."""
    if id == "UNTOC-32" and node.outcome == MET:
        return " " + "; ".join(part.label for part in node.parts if part.outcome == MET) + "."
    if id in ("EXT-BASIS", "MLA-BASIS") and node.outcome == MET:
        bases = (extradition if id == "EXT-BASIS" else assistance).bases(asking)
        return " " + ", then ".join(one.id for one in bases if one.node.outcome == MET) + "."
    return ""


def _tool(made: Made) -> ToolResult:
    held = [one.id for one in made.bases if one.node.outcome == MET]
    return ToolResult(
        made.id,
        STATUS[made.node.outcome],
        held[0] if held else "",
        tuple(held[1:]),
        missing(made.node),
        made,
    )


def held_register(result: Assessment) -> Register:
    """The register an assessment was made with."""
    return register(result.edition)
