"""The only door to assessments, and to what waits for a second legal officer. Hidden and missing answer the same.

Who may read an assessment is said by the marks of its record (`records.access`).
"""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from kouprey.domain.access import Act, Actor, NodeFacts, decide
from kouprey.domain.law import register
from kouprey.domain.law.record import ASSESSMENT
from kouprey.web.core.models import Approval
from kouprey.web.core.queries import asked_for, waiting
from kouprey.web.records import access
from kouprey.web.records.access import nothing
from kouprey.web.records.access import require as require
from kouprey.web.records.models import Record
from kouprey.web.records.queries import values_of
from kouprey.web.records.tenancy import Protected

EDIT: Final = "law.edit_register"
"""An edit of the register, which waits for a second legal officer."""


def may_propose(actor: Actor | None) -> bool:
    """Whether pages offer that an entry is changed or signed."""
    return actor is not None and decide(actor, Act.LAW_PROPOSE, NodeFacts()).allowed


def proposals(actor: Actor, *, at: datetime) -> list[Approval]:
    """Edits that wait, and that the officer may answer. The register is the node's, whichever authority asks."""
    return [one for one in waiting(EDIT, at=at) if may_answer(actor, one)]


def may_answer(actor: Actor, asked: Approval) -> bool:
    """Whether the officer may answer an edit."""
    return decide(actor, Act.LAW_APPROVE, NodeFacts(asked_by=asked.asked_by)).allowed


def own_proposals(actor: Actor) -> QuerySet[Approval]:
    """Edits that the officer proposed, the newest first."""
    found = asked_for(EDIT, by=actor.officer)
    return found if may_propose(actor) else found.none()


def assessments(actor: Actor, act: Act = Act.RECORD_READ) -> Protected:
    """The assessments to which the officer may do the act."""
    found: Protected = access.records(actor, act).filter(kind=ASSESSMENT.name)
    return found


def assessment(actor: Actor, id: UUID) -> Record:
    """One assessment that the officer may read. Raises NothingThere."""
    found: Record | None = assessments(actor).filter(pk=id).first()
    if found is None:
        raise nothing()
    return found


def is_stale(record: Record) -> bool:
    """Whether the edition that an assessment was made with is no longer the one in use."""
    kept = values_of(record)
    return bool(register(kept["edition"]).digest != kept["digest"])
