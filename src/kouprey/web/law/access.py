"""The only door to assessments, and to what waits for a second legal officer. Hidden and missing answer the same.

Who may read an assessment is said by the marks of its record (`records.access`).
"""

from __future__ import annotations

from uuid import UUID

from kouprey.domain.access import Act, Actor
from kouprey.domain.law import register
from kouprey.domain.law.record import ASSESSMENT
from kouprey.web.records import access
from kouprey.web.records.access import nothing
from kouprey.web.records.models import Record
from kouprey.web.records.queries import values_of
from kouprey.web.records.tenancy import Protected


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
