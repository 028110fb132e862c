"""May this officer do this, to this very thing? The only place where permission is decided.

Pages, API, exports, search, attachments, jobs and the shell all ask here; a page never decides. `decide` answers
for one thing and says why not; `conditions` are the same rule for a query. Sources: Europol handling codes
(Regulation (EU) 2016/794, article 29 and the evaluation scheme), FIRST TLP 2.0, and the third-party rule: the
originator decides.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from kouprey.domain.access.acts import Act
from kouprey.domain.access.clauses import CLAUSES, Clause, Reason
from kouprey.domain.access.facts import (
    Actor,
    DeskFacts,
    Facts,
    NewRecord,
    NodeFacts,
    PeopleFacts,
    RecordFacts,
    ReleaseFacts,
    State,
)
from kouprey.domain.access.predicates import NEVER, Condition, Every, met
from kouprey.domain.access.roles import ROLES, Role


class Allow(NamedTuple):
    """Yes."""

    allowed: bool = True


class Deny(NamedTuple):
    """No, and why: the first condition that is not met."""

    reason: Reason
    allowed: bool = False


Decision = Allow | Deny


def gate(actor: Actor, act: Act) -> Reason | None:
    """Why the officer may not do this kind of act at all; None when it depends on the thing."""
    spec = actor.spec
    if not actor.active:
        return Reason.CLOSED
    if act not in spec.acts:
        return Reason.ROLE
    if actor.purpose not in spec.purposes:
        return Reason.ROLE_PURPOSE
    if spec.second_factor and not actor.strong:
        return Reason.SECOND_FACTOR
    return None


def decide(actor: Actor, act: Act, facts: Facts) -> Decision:
    """Whether the actor may do the act to the thing of these facts."""
    closed = gate(actor, act)
    if closed:
        return Deny(closed)
    for clause in _clauses(actor, act):
        if not met(clause.condition, facts):
            return Deny(clause.reason)
    return Allow()


def conditions(actor: Actor, act: Act) -> Condition:
    """The same rule as one condition on the facts, to filter a query by."""
    if gate(actor, act):
        return NEVER
    return Every(tuple(clause.condition for clause in _clauses(actor, act)))


@lru_cache(maxsize=1024)
def _clauses(actor: Actor, act: Act) -> tuple[Clause, ...]:
    """What an act rests on for this actor. The same actor asks of many records in a row."""
    return CLAUSES[act](actor)


__all__ = [
    "ROLES",
    "Act",
    "Actor",
    "Allow",
    "Clause",
    "Condition",
    "Decision",
    "Deny",
    "DeskFacts",
    "Facts",
    "NewRecord",
    "NodeFacts",
    "PeopleFacts",
    "Reason",
    "RecordFacts",
    "ReleaseFacts",
    "Role",
    "State",
    "conditions",
    "decide",
    "gate",
]
