"""Writing an observation down, and amending it. Sent twice, it is one record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from kouprey.domain import seizures as sz
from kouprey.domain.access import Actor
from kouprey.domain.handling import Handling
from kouprey.web.accounts.directory import country_of
from kouprey.web.records.actions.records import amend_record, create_record
from kouprey.web.records.models import Record
from kouprey.web.seizures.access import sent_before
from kouprey.web.seizures.models import Incident


def record_incident(
    *, values: Mapping[str, Any], marks: Handling, by: Actor, at: datetime, token: UUID | None = None,
    team: UUID | None = None, compartment: UUID | None = None,
) -> Record:  # fmt: skip
    """Write an observation down, as a draft of the acting agency.

    `token` was made on the device: whoever sends it again gets the record of the first time, as it is now, and
    nothing is changed. Raises Unfit, UnusableInput, Refused.
    """
    found = sent_before(by, token)
    if found is not None:
        return found
    try:
        with transaction.atomic():
            record = create_record(
                kind=sz.INCIDENT.name, values=values, marks=marks, country=country_of(by.authority), by=by, at=at,
                team=team, compartment=compartment,
            )  # fmt: skip
            if token is not None:
                Incident.objects.of(record=record).update(token=token, sent_by=by.officer)
    except IntegrityError:
        found = sent_before(by, token)
        if found is None:
            raise
        return found
    return record


def amend_incident(*, id: UUID, seen: int, values: Mapping[str, Any], reason: str, by: Actor, at: datetime) -> Record:
    """Make the next version. Lines and legs keep their ids. Raises Unfit, Refused, UnusableInput."""
    return amend_record(id=id, seen=seen, values=values, reason=reason, by=by, at=at)
