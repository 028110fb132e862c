"""The steps of an observation: reported, verified by a second officer or sent back, withdrawn with a reason.

They are the steps of any record; errors of the rules stand in the way of the first two (`keeping.IncidentKeeper`).
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from kouprey.domain import seizures as sz
from kouprey.domain.access import Actor
from kouprey.kernel.errors import Refused
from kouprey.web.records.actions.records import file_record, send_back_record, verify_record
from kouprey.web.records.actions.withdrawing import withdraw_record
from kouprey.web.records.models import Record
from kouprey.web.seizures.access import incident
from kouprey.web.seizures.actions.handing import recall_open


def report(*, id: UUID, by: Actor, at: datetime) -> Record:
    """A draft becomes the agency's report. Raises UnusableInput while the rules find an error."""
    _step("report", id, by)
    return file_record(id=id, by=by, at=at)


def verify(*, id: UUID, by: Actor, at: datetime) -> Record:
    """A second officer confirms it. Raises Refused for whoever wrote or amended it."""
    _step("verify", id, by)
    return verify_record(id=id, by=by, at=at)


def send_back(*, id: UUID, reason: str, by: Actor, at: datetime) -> Record:
    """A second officer does not confirm: it is a draft again. Raises UnusableInput without a reason."""
    record = send_back_record(id=id, reason=reason, by=by, at=at)
    recall_open([record], by=by, at=at)
    return record


def withdraw(*, id: UUID, reason: str, by: Actor, at: datetime) -> Record:
    """Close it, with a reason; an open hand-over of it is recalled. Raises UnusableInput, Refused."""
    return withdraw_record(id=id, reason=reason, by=by, at=at)


def _step(act: str, id: UUID, by: Actor) -> None:
    """Say early, in the room's own words, that there is no such step from here; the record's act decides again."""
    stage = sz.Stage(incident(by, id).state)
    if not any(step.act == act for step in sz.steps(stage)):
        raise Refused(f"An observation that is {stage} has no step {act}.", remedy="Look at its state again.")
