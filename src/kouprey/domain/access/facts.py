"""What a decision rests on: who acts, and the facts of the thing that is acted on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from kouprey.domain.access.roles import ROLES, Role, Spec
from kouprey.domain.handling import Purpose, Tlp

NOBODY: frozenset[UUID] = frozenset()


class State(StrEnum):
    """Where a record stands."""

    DRAFT = "draft"
    REPORTED = "reported"
    VERIFIED = "verified"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Actor:
    """An officer who acts as one agency, in one role, for one purpose.

    `groups` are the groups of agencies and States that the agency belongs to today; `teams` and `compartments` the
    named lists of people the officer stands on today. `strong`: signed in with a second factor.
    """

    officer: UUID
    label: str
    authority: UUID
    agency: UUID
    role: Role
    purpose: Purpose
    strong: bool = False
    active: bool = True
    groups: frozenset[UUID] = NOBODY
    teams: frozenset[UUID] = NOBODY
    compartments: frozenset[UUID] = NOBODY

    @property
    def id(self) -> UUID:
        """The officer, for the audit."""
        return self.officer

    @property
    def spec(self) -> Spec:
        """What the role is."""
        return ROLES[self.role]

    def parties(self, tlp: Tlp) -> frozenset[UUID]:
        """In whose name the actor may read something of this label: RED names persons, AMBER+STRICT the agency,
        AMBER the authority, GREEN and CLEAR the groups as well (FIRST, TLP 2.0)."""
        named = {self.officer, *self.teams}
        if tlp < Tlp.RED:
            named.add(self.agency)
        if tlp < Tlp.AMBER_STRICT:
            named.add(self.authority)
        if tlp < Tlp.AMBER:
            named |= self.groups
        return frozenset(named)


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """A record as far as permission depends on it.

    `reach` holds the parties (officers, agencies, groups) of the originator's own authority that the audience names;
    `asked_by` is whoever asked for the act that a second person now decides on.
    """

    authority: UUID
    agency: UUID
    recorded_by: UUID
    amended_by: UUID
    state: State = State.REPORTED
    tlp: Tlp = Tlp.AMBER
    codes: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset(Purpose)
    nominal: bool = False
    received: bool = False
    team: UUID | None = None
    compartment: UUID | None = None
    reach: frozenset[UUID] = NOBODY
    asked_by: UUID | None = None


@dataclass(frozen=True, slots=True)
class ReleaseFacts:
    """What was released of a record to one recipient (authority, agency, officer or group), with its marks."""

    recipient: UUID
    tlp: Tlp = Tlp.AMBER
    codes: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset(Purpose)
    recalled: bool = False


@dataclass(frozen=True, slots=True)
class DeskFacts:
    """A rule of the desk, a release in its report or a row of the audit: whose it is; None for the node's own."""

    authority: UUID | None


@dataclass(frozen=True, slots=True)
class PeopleFacts:
    """An officer, an agency or a list of people: the authority it belongs to, and the officer it is about.

    `held`: whether the authority has users on this node; a foreign one is only an entry of the directory.
    """

    authority: UUID
    held: bool = True
    officer: UUID | None = None
    asked_by: UUID | None = None
    open: bool = True


@dataclass(frozen=True, slots=True)
class NodeFacts:
    """The node itself; `asked_by` when a second person is to approve."""

    asked_by: UUID | None = None
    open: bool = True


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record that is about to be made: for which agency."""

    agency: UUID


Facts = RecordFacts | ReleaseFacts | NewRecord | DeskFacts | PeopleFacts | NodeFacts
