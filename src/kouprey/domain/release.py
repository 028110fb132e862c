"""What may leave for another authority: rules cleared in advance, national guards, and what only a person decides.

Nothing reaches another authority without a rule or a person (architecture: nothing leaves uncleared). Order of the
checks after the practice of originator control: the audience that TLP allows, the handling codes, national guards,
then the rules. Whatever the rules say, only fields that the kind declares shareable can ever be offered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

from kouprey.domain.handling import Code, Handling, Tlp
from kouprey.domain.lists import load
from kouprey.kernel.words import Said, declared


class PartyKind(StrEnum):
    """Whom something can be addressed to."""

    OFFICER = "officer"
    AGENCY = "agency"
    AUTHORITY = "authority"
    GROUP = "group"


WIDEST: dict[PartyKind, Tlp] = {
    PartyKind.OFFICER: Tlp.RED,
    PartyKind.AGENCY: Tlp.AMBER_STRICT,
    PartyKind.AUTHORITY: Tlp.AMBER,
    PartyKind.GROUP: Tlp.GREEN,
}
"""The strictest label with which something can be addressed to a party of each kind (FIRST, TLP 2.0)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Cleared in advance: which fields of which kind of record go to whom, under what, from when to when, by whom."""

    id: UUID
    authority: UUID
    kind: str
    fields: frozenset[str]
    recipient: UUID
    under: str
    valid_from: date
    valid_until: date | None
    strictest: Tlp = Tlp.AMBER
    """Records with a stricter label are left to a person."""
    verified_only: bool = True
    by: UUID | None = None

    def holds(self, on: date) -> bool:
        """Whether it is in force on that day."""
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)


class Guard(NamedTuple):
    """A national rule that stands in the way of a release, as data of the list `release-guards`."""

    id: str
    country: str
    purposes: frozenset[str]
    nominal: str
    recipient: str
    effect: str
    consent_of: str
    law: str
    article: str
    summary: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record as far as a release depends on it, and the country of the authority that would release it."""

    authority: UUID
    country: str
    kind: str
    verified: bool
    shareable: frozenset[str]
    handling: Handling


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom it would go to: the party, and the authorities that it belongs to (several for a group). A country that is
    blank is unknown: it counts as foreign.

    `judicial`: a judicial or law-enforcement body (list `agency-kinds`), for the guards that speak of such bodies
    abroad.
    """

    id: UUID
    kind: PartyKind
    country: str = ""
    judicial: bool = False
    authorities: frozenset[UUID] = frozenset()
    label: str = ""


class Recall(StrEnum):
    """Why the program itself takes a release back; an officer gives a reason of their own."""

    WITHDRAWN = "The record was withdrawn by its originator."
    NO_PURPOSE = "The record may no longer be used for any purpose of the release."
    OUT_OF_REACH = "The record's marks no longer reach this recipient."
    DESTROYED = "The period of the record was over, and it was destroyed."


class Obstacle(StrEnum):
    """What stands in the way of a release, in words that pages translate; names stand for what is filled in."""

    OWN = "It belongs to the recipient's own authority."
    TLP = "%(tlp)s does not reach so wide a recipient."
    SECRECY = "It bears the national secrecy class %(secrecy)s."
    H3 = "H3 restricts it in words that only a person can weigh."
    GUARD = "%(law)s, %(article)s: %(summary)s"


class Hurdle(NamedTuple):
    """Why no rule can clear it: in words, and whether a person may clear it all the same."""

    words: Obstacle
    person_may: bool
    named: Mapping[str, str] = MappingProxyType({})
    guard: Guard | None = None

    @property
    def why(self) -> str:
        """The same as one sentence."""
        summary = {name: declared(words) for name, words in self.named.items() if name == "summary"}
        return Said(self.words.value, {**self.named, **summary})


class Offer(NamedTuple):
    """What a rule clears, and the rules that do; no fields when it is left to a person."""

    fields: tuple[str, ...]
    rules: tuple[Rule, ...]
    hurdles: tuple[Hurdle, ...]

    @property
    def blocked(self) -> bool:
        """Whether not even a person can clear it as things are."""
        return any(not hurdle.person_may for hurdle in self.hurdles)


def guards() -> tuple[Guard, ...]:
    """The national guards in force on this node."""
    return tuple(
        Guard(
            row["id"], row["country"], frozenset(filter(None, row["purposes"].split("|"))), row["nominal"],
            row["recipient"], row["effect"], row["consent_of"], row["law"], row["article"], row["summary"],
            row["verified"] == "yes",
        )
        for row in load("release-guards").rows
    )  # fmt: skip


def offer(
    candidate: Candidate, recipient: Recipient, rules: Iterable[Rule], national: Sequence[Guard], *, on: date
) -> Offer:
    """What may go to the recipient on that day without anybody being asked, and what stands in the way of more."""
    hurdles = hurdles_of(candidate, recipient, national)
    if hurdles:
        return Offer((), (), hurdles)
    cleared = tuple(rule for rule in rules if _clears(rule, candidate, recipient, on))
    fields = frozenset().union(*(rule.fields for rule in cleared)) & candidate.shareable
    return Offer(tuple(sorted(fields)), cleared if fields else (), ())


def hurdles_of(candidate: Candidate, recipient: Recipient, national: Sequence[Guard]) -> tuple[Hurdle, ...]:
    """What keeps rules from clearing a record for a recipient."""
    marks, found = candidate.handling, list[Hurdle]()
    if candidate.authority in recipient.authorities:
        found.append(Hurdle(Obstacle.OWN, person_may=False))
    if marks.tlp > WIDEST[recipient.kind]:
        found.append(Hurdle(Obstacle.TLP, person_may=False, named={"tlp": marks.tlp.label}))
    if marks.secrecy:
        found.append(Hurdle(Obstacle.SECRECY, person_may=True, named={"secrecy": marks.secrecy}))
    if Code.H3 in marks.codes:
        found.append(Hurdle(Obstacle.H3, person_may=True))
    found += [_hurdle(guard) for guard in national if _applies(guard, candidate, recipient)]
    return tuple(found)


def _hurdle(guard: Guard) -> Hurdle:
    named = {"law": guard.law, "article": guard.article, "summary": guard.summary}
    return Hurdle(Obstacle.GUARD, guard.effect == "consent", named, guard)


def _applies(guard: Guard, candidate: Candidate, recipient: Recipient) -> bool:
    marks = candidate.handling
    foreign = recipient.country != candidate.country
    return (
        guard.country == candidate.country
        and guard.nominal in ("any", "yes" if marks.nominal else "no")
        and ("any" in guard.purposes or bool(guard.purposes & frozenset(map(str, marks.purposes))))
        and {"any": True, "foreign": foreign, "foreign-judicial": foreign and recipient.judicial}[guard.recipient]
    )


def _clears(rule: Rule, candidate: Candidate, recipient: Recipient, on: date) -> bool:
    return (
        rule.authority == candidate.authority
        and rule.kind == candidate.kind
        and rule.recipient == recipient.id
        and rule.holds(on)
        and candidate.handling.tlp <= rule.strictest
        and (candidate.verified or not rule.verified_only)
    )
