"""What would change it: the smallest sets of facts that would open a tool that is closed or unknown.

Candidate sets are read off the trace; each is then proven by assessing the case anew with these facts. A set is
smallest where none of its parts opens the tool alone. What only another law or treaty could change is not offered.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from kouprey.domain.law.asking import BOTH_STATES
from kouprey.domain.law.assessment import Assessment, assess
from kouprey.domain.law.facts import SUPPORTED, Case, Fact
from kouprey.domain.law.logic import MET, Node

Change = frozenset[tuple[str, Any]]
_NOTHING: Change = frozenset()
WIDEST, MOST = 6, 24
"""A set of more facts is no advice; and so many candidates are looked at, the smallest first."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Facts, each with a value, that together open the tool; `contrary` are those the case states otherwise."""

    facts: tuple[tuple[str, Any], ...]
    contrary: tuple[str, ...]


def openings(result: Assessment, tool: str, most: int = 5) -> tuple[Opening, ...]:
    """The smallest sets of facts that open a tool, the shortest first; none for a tool that is open."""
    made = result.tool(tool)
    if made.status == "open":
        return ()
    found: list[Change] = []
    both = (result.case.requesting, result.case.requested)
    for named in islice(_sets(made.made.node), MOST):
        change = frozenset((name, both if value == BOTH_STATES else value) for name, value in named)
        if any(smaller <= change for smaller in found):
            continue
        if change and _opens(result, tool, change):
            found.append(_least(result, tool, change))
        if len(found) == most:
            break
    unique = sorted(set(found), key=lambda change: (len(change), sorted(map(str, change))))
    return tuple(_opening(result.case, change) for change in unique)


def _sets(node: Node) -> list[Change]:
    """Candidate sets, the smallest first: of an OR those of each part, of an AND one of each part together."""
    if node.outcome == MET:
        return [_NOTHING]
    if not node.parts or node.how in ("agree", "conflict"):
        own = [frozenset({want}) for want in node.wants if want[0]]
        return _smallest([*own, *(change for part in node.parts for change in _sets(part) if change)])
    if node.how == "any":
        return _smallest(change for part in node.parts for change in _sets(part))
    together: list[Change] = [_NOTHING]
    for part in node.parts:
        choices = _sets(part)
        together = _smallest(a | b for a in together for b in choices if _consistent(a | b))
        if not together:
            return []
    return together


def _smallest(changes: Iterable[Change]) -> list[Change]:
    ranked = sorted(set(changes), key=lambda change: (len(change), sorted(map(str, change))))
    kept: list[Change] = []
    for change in ranked:
        if len(change) <= WIDEST and not any(smaller <= change for smaller in kept):
            kept.append(change)
    return kept[:MOST]


def _consistent(change: Change) -> bool:
    names = [name for name, _ in change]
    return len(names) == len(set(names))


def _opens(result: Assessment, tool: str, change: Change) -> bool:
    facts = dict(result.case.facts)
    for name, value in change:
        facts[name] = Fact(name, value, SUPPORTED, ())
    again = assess(
        result.case._replace(facts=facts), edition=result.edition, accept_unverified=result.accept_unverified
    )
    return again.tool(tool).status == "open"


def _least(result: Assessment, tool: str, change: Change) -> Change:
    """Leave out what is not needed."""
    for item in sorted(change, key=str):
        without = change - {item}
        if without and _opens(result, tool, without):
            change = without
    return change


def _opening(case: Case, change: Change) -> Opening:
    contrary = tuple(sorted(name for name, value in change if name in case.facts and case.facts[name].value != value))
    return Opening(tuple(sorted(change, key=lambda item: item[0])), contrary)
