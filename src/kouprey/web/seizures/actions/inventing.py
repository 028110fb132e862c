"""The invented observations of a demonstration node, entered one after another by its worker; never in production.

Each is recorded, reported and verified as any other, by invented officers, and leaves by the rules of their desks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from kouprey.domain import seizures as sz
from kouprey.domain.access import Actor, Role, State
from kouprey.domain.handling import Handling
from kouprey.kernel.clock import now
from kouprey.kernel.errors import Refused, UnusableInput
from kouprey.web.accounts.acting import actor_of, appointments_of, default_purpose
from kouprey.web.accounts.models import Officer
from kouprey.web.core.audit import By
from kouprey.web.core.jobs import Progress
from kouprey.web.records.tenancy import acting
from kouprey.web.seizures.actions.recording import record_incident
from kouprey.web.seizures.actions.stages import report, verify

INVENT: Final = "seizures.invent"
LANE: Final = "invent"
AT_ONCE: Final = 20
"""So many in one transaction: few enough that whoever else writes does not wait long."""
Officers = Mapping[str, Mapping[str, Actor]]


def invent(arguments: dict[str, Any], asked: By, progress: Progress) -> dict[str, Any]:
    """Enter `count` observations of a `seed`; `officers` names a recorder and a verifier for each country.

    Done again after a worker died, it goes on where it was. Raises Refused on a node in production.
    """
    if settings.PRODUCTION:
        raise Refused(_("Nothing is invented on a node in production."), remedy=_("Use a demonstration node."))
    officers = {
        country: {role: officer_as(UUID(officer), Role(role)) for role, officer in both.items()}
        for country, both in arguments["officers"].items()
    }
    found = list(sz.generate(arguments["seed"], arguments["count"]))
    for done in range(0, len(found), AT_ONCE):
        progress("inventing", done, len(found))
        with transaction.atomic():
            for incident in found[done : done + AT_ONCE]:
                _enter(incident, officers)
    return {"entered": len(found)}


def asker(officer: UUID) -> By:
    """Whoever asked, if the account is still open. Raises Refused."""
    found = Officer.objects.filter(pk=officer, is_active=True).first()
    if found is None:
        raise Refused(_("The officer who asked for this has left."), remedy=_("Nothing needs to be done."))
    return found.actor


def _enter(incident: sz.Incident, officers: Officers) -> None:
    both = officers[incident.place.country]
    recorder, verifier = both[Role.RECORDER.value], both[Role.VERIFIER.value]
    with acting(recorder):
        made = record_incident(
            values=sz.to_values(incident), marks=Handling(), by=recorder, at=now(), token=UUID(incident.id)
        )
        if made.state != State.DRAFT or incident.stage is sz.Stage.DRAFT:
            return
        try:
            report(id=made.id, by=recorder, at=now())
        except UnusableInput:
            return  # the rules find an error: as everywhere, it stays a draft
    if incident.stage is sz.Stage.VERIFIED:
        with acting(verifier):
            verify(id=made.id, by=verifier, at=now())


def officer_as(officer: UUID, role: Role) -> Actor:
    """An invented officer in a role, as one who acts now. Raises Refused if it is held no more."""
    on = now().date()
    held = [one for one in appointments_of(officer, on) if one.role == role.value]
    if not held:
        raise Refused(_("An invented officer has no role any more."), remedy=_("Begin with an empty node."))
    return actor_of(held[0], default_purpose(role), strong=True, on=on)
