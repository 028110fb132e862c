"""Three-valued logic with a trace: not met < unknown < met, AND is the least, OR the greatest (Kleene).

Unknown never turns into not met. Every result is a node that remembers what it was made of.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from typing import Any, NamedTuple

from kouprey.kernel.words import Said


class Outcome(IntEnum):
    """What a rule says. The order is the logic: `min` is AND, `max` is OR."""

    NOT_MET = 0
    UNKNOWN = 1
    MET = 2

    @property
    def word(self) -> str:
        """The outcome as it is written in answers."""
        return WORDS[self]


WORDS = ("not_met", "unknown", "met")
NOT_MET, UNKNOWN, MET = Outcome.NOT_MET, Outcome.UNKNOWN, Outcome.MET


class Reason(NamedTuple):
    """What an outcome rests on: a fact of the case, or an entry of the register, and what it says.

    `standing` is the level of a fact (suspected, supported, proven) or the provenance of an entry.
    """

    kind: str
    name: str
    value: Any
    standing: str
    sources: tuple[str, ...] = ()
    verified: bool = False


@dataclass(slots=True, eq=False)
class Node:
    """One step of the trace. Never changed once it is made: many rules and assessments share one.

    `how` is all, any, agree (must not contradict each other), conflict (did), fact or entry. `wants` are facts, each
    with a value, that would make a leaf met; none where no fact of a case can. `leaning` is what an unverified entry
    would say if it counted. `gathered`, `lacking`, `told` and `given` (it
    rests on a fact of the case) keep what was read off it.
    """

    label: str
    outcome: Outcome
    how: str
    parts: tuple[Node, ...] = ()
    reasons: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()
    wants: tuple[tuple[str, Any], ...] = ()
    rule: str = ""
    state: str = ""
    leaning: Outcome | None = None
    gathered: tuple[Reason, ...] | None = field(default=None, init=False)
    lacking: tuple[str, ...] | None = field(default=None, init=False)
    told: Any = field(default=None, init=False)
    given: bool = field(default=False, init=False)

    def but(self, **changes: Any) -> Node:
        """The same step with another label, outcome, reasons and the like."""
        found = Node(
            self.label, self.outcome, self.how, self.parts, self.reasons, self.missing, self.wants, self.rule,
            self.state, self.leaning,
        )  # fmt: skip
        for name, value in changes.items():
            setattr(found, name, value)
        return found


@lru_cache(maxsize=4096)
def labelled(template: str, **values: str) -> Said:
    """A label that names a State or an entry, made once: pages translate it (`saying` gathers its template)."""
    return Said(template, values)


def given(value: bool | None) -> Outcome:
    """A plain answer as an outcome: none is unknown."""
    return UNKNOWN if value is None else MET if value else NOT_MET


def all_of(label: str, *parts: Node) -> Node:
    """AND: as strong as the weakest part."""
    outcome = MET
    for part in parts:
        if part.outcome < outcome:
            outcome = part.outcome
    return Node(label, outcome, "all", parts)


def any_of(label: str, *parts: Node) -> Node:
    """OR: as strong as the strongest part."""
    outcome = NOT_MET
    for part in parts:
        if part.outcome > outcome:
            outcome = part.outcome
    return Node(label, outcome, "any", parts)


def agree(label: str, *parts: Node) -> Node:
    """Several ways to know one thing. What is known must agree; a contradiction is unknown, and names both sides."""
    known = {part.outcome for part in parts if part.outcome != UNKNOWN}
    # An unverified entry that stands against a fact is a contradiction too: it is not silently overruled.
    said = known | {part.leaning for part in parts if part.leaning is not None}
    if known and len(said) == 1:
        return Node(label, known.pop(), "agree", parts)
    return Node(label, UNKNOWN, "conflict" if len(said) > 1 else "agree", parts)


def reasons(node: Node) -> tuple[Reason, ...]:
    """What carries an outcome, each once: of a met OR only its met parts, of a failed AND only what fails."""
    found = node.gathered
    if found is None:
        found = node.gathered = _merged([reasons(part) for part in _decisive(node)]) if node.parts else node.reasons
    return found


def missing(node: Node) -> tuple[str, ...]:
    """The facts that an unknown outcome waits for, each once, in alphabetical order."""
    if node.outcome != UNKNOWN:
        return ()
    found = node.lacking
    if found is None:
        gathered: set[str] = set()
        _gather(node, gathered)
        found = node.lacking = tuple(sorted(gathered))
    return found


def _gather(node: Node, into: set[str]) -> None:
    if node.lacking is not None:
        into.update(node.lacking)
        return
    if node.missing:
        into.update(node.missing)
    for part in node.parts:
        if part.outcome == UNKNOWN:
            _gather(part, into)


def _decisive(node: Node) -> Iterable[Node]:
    """The parts that make the outcome what it is."""
    outcome = node.outcome
    if (node.how == "all" and outcome == NOT_MET) or (node.how == "any" and outcome == MET):
        return [part for part in node.parts if part.outcome == outcome]
    return node.parts


def _merged(several: list[tuple[Reason, ...]]) -> tuple[Reason, ...]:
    if len(several) == 1:
        return several[0]
    found: dict[str, Reason] = {}
    for held in several:
        for reason in held:
            # A fact and an entry never have the same name.
            if reason.name not in found:
                found[reason.name] = reason
    return tuple(found.values())
