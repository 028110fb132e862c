"""The lives of an observation and of a hand-over: which steps there are, and which need a second officer or a reason.

An amendment is no step: it makes a new version and keeps the stage, but for a verified one, which falls back to
reported until it is verified again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from kouprey.domain.lists import load
from kouprey.domain.seizures.values import Stage
from kouprey.kernel.errors import Refused, UnusableInput
from kouprey.kernel.words import said


class Step(NamedTuple):
    """A step from one stage to another, and what it asks for."""

    act: str
    source: Stage
    target: Stage
    needs_reason: bool = False
    second_officer: bool = False
    needs_no_error: bool = False


STEPS = (
    Step("report", Stage.DRAFT, Stage.REPORTED, needs_no_error=True),
    Step("verify", Stage.REPORTED, Stage.VERIFIED, second_officer=True, needs_no_error=True),
    Step("reopen", Stage.VERIFIED, Stage.REPORTED, needs_reason=True),
    Step("amend", Stage.VERIFIED, Stage.REPORTED),
    Step("withdraw", Stage.DRAFT, Stage.WITHDRAWN, needs_reason=True),
    Step("withdraw", Stage.REPORTED, Stage.WITHDRAWN, needs_reason=True),
    Step("withdraw", Stage.VERIFIED, Stage.WITHDRAWN, needs_reason=True),
)
"""Every step of an observation. A withdrawn one stays withdrawn: whoever wants it back writes it anew."""

COUNTED = frozenset({Stage.REPORTED, Stage.VERIFIED})
"""The stages that reports and counts look at."""


def step(act: str, stage: Stage, *, reason: str = "", same_officer: bool = False, errors: int = 0) -> Stage:
    """The stage after an act. `same_officer`: whoever acts is who entered it. Raises Refused, UnusableInput."""
    found = next((one for one in STEPS if one.act == act and one.source is stage), None)
    if found is None:
        raise Refused(
            said("An observation that is %(stage)s has no step %(act)s.", stage=stage, act=act),
            remedy=said("Look at its state again."),
        )
    if found.second_officer and same_officer:
        raise Refused(said("Another officer must verify it."), remedy=said("Ask a colleague who did not enter it."))
    if found.needs_reason and not reason.strip():
        raise UnusableInput(said("A reason is missing."), remedy=said("Write in one sentence why."))
    if found.needs_no_error and errors:
        raise UnusableInput(
            said("%(number)s errors stand in the way.", number=errors),
            remedy=said("Correct the fields that are named."),
        )
    return found.target


def steps(stage: Stage) -> tuple[Step, ...]:
    """The steps that lead out of a stage."""
    return tuple(one for one in STEPS if one.source is stage)


class HandoverState(StrEnum):
    """Where a hand-over is: offered, taken over with a receipt, sent back with a reason, or called back."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    SENT_BACK = "sent-back"
    RECALLED = "recalled"


class Basis(NamedTuple):
    """The law under which one agency hands to another, and how many hours it has to (list `handover-bases`).

    `entered`: what the list leaves to whoever hands over, an "agreement" or an "article"; blank for nothing.
    """

    id: str
    country: str
    from_kind: str
    to_kind: str
    law: str
    article: str
    entered: str
    hours: int
    summary: str
    source: str
    verified: bool

    @property
    def cited(self) -> str:
        """Law and article as the list has them."""
        return f"{self.law}, {self.article}" if self.article else self.law

    def cite(self, entered: str = "") -> str:
        """The basis as the receipt of one hand-over cites it, with what had to be entered. Raises UnusableInput."""
        if not self.entered:
            return self.cited
        words = " ".join(entered.split())
        if not words:
            raise UnusableInput(
                said("The legal basis is not complete."),
                remedy=said("Write which agreement it is: its number and date.")
                if self.entered == "agreement"
                else said("Write which law and article it is."),
            )
        return f"{self.law}: {words}"


@dataclass(frozen=True, slots=True)
class Handover:
    """An incident that one agency hands to another inside the State; agencies by their ids."""

    id: str
    incident: str
    basis: str
    from_agency: str
    to_agency: str
    offered_at: datetime
    hours: int
    state: HandoverState = HandoverState.OFFERED
    decided_at: datetime | None = None
    reason: str = ""

    @property
    def due_at(self) -> datetime:
        """Until when the other agency answers."""
        return self.offered_at + timedelta(hours=self.hours)

    def is_late(self, at: datetime) -> bool:
        """Whether the clock has run out without an answer, or the answer came after it."""
        return (self.decided_at or at) > self.due_at

    def accepted(self, at: datetime) -> Handover:
        """Taken over: this is what the receipt confirms. Raises Refused."""
        return self._decided(HandoverState.ACCEPTED, at)

    def sent_back(self, at: datetime, reason: str) -> Handover:
        """Not taken over, with a reason. Raises Refused, UnusableInput."""
        if not reason.strip():
            raise UnusableInput(
                said("A reason is missing."), remedy=said("Write in one sentence why it is sent back.")
            )
        return self._decided(HandoverState.SENT_BACK, at, reason.strip())

    def recalled(self, at: datetime) -> Handover:
        """Called back by the agency that offered it. Raises Refused."""
        return self._decided(HandoverState.RECALLED, at)

    def _decided(self, state: HandoverState, at: datetime, reason: str = "") -> Handover:
        if self.state is not HandoverState.OFFERED:
            raise Refused(
                said("This hand-over is already %(state)s.", state=self.state),
                remedy=said("Offer it anew if it must go again."),
            )
        return replace(self, state=state, decided_at=at, reason=reason)


def bases(country: str, from_kind: str = "", to_kind: str = "") -> tuple[Basis, ...]:
    """The bases that fit a State and two kinds of agency, those of the State before the general ones."""
    found = [
        _basis(row)
        for row in load("handover-bases").rows
        if row["country"] in ("", country)
        and (not from_kind or row["from_kind"] in ("", from_kind))
        and (not to_kind or row["to_kind"] in ("", to_kind))
    ]
    return tuple(sorted(found, key=lambda basis: (not basis.country, not basis.from_kind)))


def _basis(row: dict[str, str]) -> Basis:
    return Basis(
        row["id"], row["country"], row["from_kind"], row["to_kind"], row["law"], row["article"], row["entered"],
        int(row["hours"]), row["summary"], row["source"], row["verified"] == "yes",
    )  # fmt: skip
