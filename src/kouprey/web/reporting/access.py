"""Which seizures an officer's pictures are made of: those that the officer may read or was given, and no others.

There are no statistics over all records of a node: a count is as confidential as what it counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kouprey.domain import seizures as sz
from kouprey.domain.access import Act, Actor, gate
from kouprey.web.records import access as records
from kouprey.web.reporting.queries import Asked, Pool, Sources, pool_of
from kouprey.web.seizures import access as seizures


def pool(actor: Actor, asked: Asked, *, export: bool = False, columns: Sequence[str] = ()) -> Pool:
    """The seizures that answer, of those that this officer may read, or take out; with `columns`, no more of them
    than some of `queries.COLUMNS`. Raises UnusableInput."""
    return pool_of(asked, sources(actor, export=export), columns)


def sources(actor: Actor, *, export: bool = False) -> Sources:
    """What the officer may read (or take out): records of observations, releases to the own authority, judgements."""
    own, given = (Act.RECORD_EXPORT, Act.RELEASE_EXPORT) if export else (Act.RECORD_READ, Act.RELEASE_READ)
    releases: Any = records.releases_to(actor, given).filter(kind=sz.INCIDENT.name)
    return Sources(seizures.observations(actor, own), releases, seizures.events(actor), actor.officer, actor.agency)


def reads_places(actor: Actor) -> bool:
    """Whether the role reads records, and with them exact places. They stay in the State: no release has them."""
    return gate(actor, Act.RECORD_READ) is None
