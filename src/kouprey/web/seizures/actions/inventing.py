"""The invented observations of a demonstration node, entered one after another by its worker; never in production.

Each is recorded, reported and verified as any other, by invented officers, and leaves by the rules of their desks.
"""

from __future__ import annotations

from time import sleep
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from kouprey.domain import seizures as sz
from kouprey.domain.access import Actor, State
from kouprey.domain.handling import Handling, Tlp
from kouprey.kernel.clock import now
from kouprey.kernel.errors import Refused, UnusableInput
from kouprey.web.accounts.queries import active_officer
from kouprey.web.core.audit import By
from kouprey.web.core.jobs import Progress
from kouprey.web.records.tenancy import acting
from kouprey.web.seizures.actions.recording import record_incident
from kouprey.web.seizures.actions.region import enter_region
from kouprey.web.seizures.actions.stages import report, verify

INVENT: Final = "seizures.invent"
LANE: Final = "invent"
AT_ONCE: Final = 10
"""So many in one transaction: few enough that whoever else writes does not wait long."""
PAUSE: Final = 0.15
"""Seconds between transactions: who waits for SQLite looks every tenth of a second, and would wait in vain."""


def invent(arguments: dict[str, Any], asked: By, progress: Progress) -> dict[str, Any]:
    """Enter `count` observations of a `seed`, by the officers of a region (`region.enter_region`, with `own`).

    Done again after a worker died, it goes on where it was. Raises Refused on a node in production.
    """
    if settings.PRODUCTION:
        raise Refused(_("Nothing is invented on a node in production."), remedy=_("Use a demonstration node."))
    progress("inventing")
    officers = enter_region(arguments["own"], at=now())
    found = list(sz.generate(arguments["seed"], arguments["count"]))
    for done in range(0, len(found), AT_ONCE):
        progress("inventing", done, len(found))
        with transaction.atomic():
            for incident in found[done : done + AT_ONCE]:
                _enter(incident, *officers[incident.place.country])
        sleep(PAUSE)
    return {"entered": len(found)}


def asker(officer: UUID) -> By:
    """Whoever asked, if the account is still open. Raises Refused."""
    found = active_officer(officer)
    if found is None:
        raise Refused(_("The officer who asked for this has left."), remedy=_("Nothing needs to be done."))
    return found.actor


def _enter(incident: sz.Incident, recorder: Actor, verifier: Actor) -> None:
    with acting(recorder):
        made = record_incident(
            values=sz.to_values(incident), marks=Handling(tlp=Tlp.GREEN), by=recorder, at=now(),
            token=UUID(incident.id),
        )  # fmt: skip
        if made.state != State.DRAFT or incident.stage is sz.Stage.DRAFT:
            return
        try:
            report(id=made.id, by=recorder, at=now())
        except UnusableInput:
            return  # the rules find an error: as everywhere, it stays a draft
    if incident.stage is sz.Stage.VERIFIED:
        with acting(verifier):
            verify(id=made.id, by=verifier, at=now())
