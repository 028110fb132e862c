"""The conditions of each act: what must hold of a thing before an officer may do it, with the reason if it does not.

One entry per act; `decide` reads them for one thing, the web turns the same conditions into a filter.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

from kouprey.domain.access.acts import Act
from kouprey.domain.access.facts import Actor, State
from kouprey.domain.access.predicates import ALWAYS, NEVER, Condition, Every, Holds, Not, Some, one_of
from kouprey.domain.access.roles import Role
from kouprey.domain.handling import AGAINST_CRIME, JUDICIAL, Code, Tlp


class Reason(StrEnum):
    """Why something was denied. For the log and the tests; a page never says it of a record that is hidden."""

    CLOSED = "the officer's account or appointment is closed"
    ROLE = "the role does not do this"
    ROLE_PURPOSE = "the role does not act for this purpose"
    SECOND_FACTOR = "the role needs a second factor"
    REACH = "the record does not reach this officer"
    TEAM = "the record belongs to a team the officer is not on"
    RECALLED = "the release was recalled by its originator"
    COMPARTMENT = "the record lies in a compartment the officer is not on the list of"
    DRAFT = "a draft stays in its agency"
    OWN_DRAFTS = "a drafter sees only what he or she prepared"
    PURPOSE = "the record may not be used for this purpose"
    NOMINAL = "the record names persons, and the role does not read such records"
    H0 = "H0: only to prevent and combat crime"
    H1 = "H1: not in judicial proceedings without the originator's permission"
    H2 = "H2: not to be passed on without the originator's permission"
    ORIGINATOR = "only the originator does this"
    RECEIVED = "a record received from another node is read-only"
    STATE = "the record is not in a state for this"
    OWN = "it is with the own agency already"
    OWN_WORK = "nobody confirms or approves what is their own"
    CASE_OFFICER = "nobody has a record destroyed that they wrote or amended"
    AUTHORITY = "it belongs to another authority"
    ANSWERED = "it was answered already"


class Clause(NamedTuple):
    """One condition, and why it is denied when it is not met."""

    reason: Reason
    condition: Condition


def visible(actor: Actor) -> tuple[Clause, ...]:
    """What must hold of a record before the officer may know that it exists. Other authorities never read the record
    itself, only what was released of it (`addressed`)."""
    own = one_of("agency", actor.agency)
    wrote = Every((own, one_of("recorded_by", actor.officer)))
    return (
        Clause(Reason.AUTHORITY, one_of("authority", actor.authority)),
        Clause(Reason.REACH, _reaches(actor, own, wrote)),
        Clause(Reason.TEAM, one_of("team", None, *actor.teams)),
        Clause(Reason.COMPARTMENT, one_of("compartment", None, *actor.compartments)),
        Clause(Reason.DRAFT, Some((Not(one_of("state", State.DRAFT)), own))),
        Clause(Reason.OWN_DRAFTS, wrote if actor.role is Role.DRAFTER else ALWAYS),
        Clause(Reason.NOMINAL, ALWAYS if actor.spec.nominal else Some((one_of("nominal", False), wrote))),
        *_uses(actor, own),
    )


def _reaches(actor: Actor, own: Condition, wrote: Condition) -> Condition:
    """The originating agency reads its own (RED: who recorded it, and those named); others by audience."""
    ways = [wrote, Every((own, Not(one_of("tlp", Tlp.RED))))]
    if actor.teams:
        ways.append(one_of("team", *actor.teams))
    ways += [Every((one_of("tlp", *tlps), Holds("reach", parties))) for parties, tlps in _audiences(actor)]
    return Some(tuple(ways))


def _audiences(actor: Actor) -> list[tuple[frozenset[UUID], list[Tlp]]]:
    """Whom an officer counts as, each time with the labels under which this is so: each is a question to the
    database."""
    found: dict[frozenset[UUID], list[Tlp]] = {}
    for tlp in Tlp:
        found.setdefault(actor.parties(tlp), []).append(tlp)
    return list(found.items())


def addressed(actor: Actor) -> tuple[Clause, ...]:
    """What must hold of a release before an officer of another authority may know that it exists."""
    ways = [Every((one_of("tlp", *tlps), one_of("recipient", *parties))) for parties, tlps in _audiences(actor)]
    return (
        Clause(Reason.REACH, Some(tuple(ways))),
        Clause(Reason.RECALLED, one_of("recalled", False)),
        *_uses(actor, NEVER),
    )


def _uses(actor: Actor, exempt: Condition) -> tuple[Clause, ...]:
    """The purposes, and the handling codes that bind whoever is not the originator. Leave that the originator gives
    is a code taken away: a widening."""
    free = ALWAYS if actor.purpose in AGAINST_CRIME else Some((exempt, _without(Code.H0)))
    court = Some((exempt, _without(Code.H1))) if actor.purpose in JUDICIAL else ALWAYS
    return (
        Clause(Reason.PURPOSE, Holds("purposes", frozenset({actor.purpose}))),
        Clause(Reason.H0, free),
        Clause(Reason.H1, court),
    )


def _without(code: Code) -> Condition:
    return Not(Holds("codes", frozenset({code})))


def _onward(exempt: Condition) -> Clause:
    """Taking something out of the node, or asking that it leaves, is passing it on: H2 and RED bind the receiver."""
    return Clause(Reason.H2, Some((exempt, Every((_without(Code.H2), Not(one_of("tlp", Tlp.RED)))))))


def _export(actor: Actor) -> tuple[Clause, ...]:
    return (*visible(actor), _onward(one_of("agency", actor.agency)))


def _export_release(actor: Actor) -> tuple[Clause, ...]:
    return (*addressed(actor), _onward(NEVER))


def _change(*states: State) -> Callable[[Actor], tuple[Clause, ...]]:
    """Acts of the originating agency on a record that is its own and in one of these states."""

    def clauses(actor: Actor) -> tuple[Clause, ...]:
        allowed = (State.DRAFT,) if actor.role is Role.DRAFTER else states
        return (
            *visible(actor),
            Clause(Reason.ORIGINATOR, one_of("agency", actor.agency)),
            Clause(Reason.RECEIVED, one_of("received", False)),
            Clause(Reason.STATE, one_of("state", *allowed)),
        )

    return clauses


def _verify(actor: Actor) -> tuple[Clause, ...]:
    own_work = Some((one_of("recorded_by", actor.officer), one_of("amended_by", actor.officer)))
    return (*_change(State.REPORTED)(actor), Clause(Reason.OWN_WORK, Not(own_work)))


def _take_over(actor: Actor) -> tuple[Clause, ...]:
    """What another agency of the authority offered: it was named in the audience, and so can be read."""
    return (
        *visible(actor),
        Clause(Reason.OWN, Not(one_of("agency", actor.agency))),
        Clause(Reason.RECEIVED, one_of("received", False)),
        Clause(Reason.STATE, one_of("state", *_FILED)),
    )


def _of_authority(*states: State) -> Callable[[Actor], tuple[Clause, ...]]:
    """What any agency of the authority may do with a record it can read, unless it may not pass it on."""

    def clauses(actor: Actor) -> tuple[Clause, ...]:
        return (
            *visible(actor),
            _onward(one_of("agency", actor.agency)),
            Clause(Reason.RECEIVED, one_of("received", False)),
            Clause(Reason.STATE, one_of("state", *states)),
        )

    return clauses


def _second(*states: State) -> Callable[[Actor], tuple[Clause, ...]]:
    """The same, by somebody else than whoever asked."""

    def clauses(actor: Actor) -> tuple[Clause, ...]:
        return (*_of_authority(*states)(actor), Clause(Reason.OWN_WORK, Not(one_of("asked_by", actor.officer))))

    return clauses


def _past_its_period(actor: Actor) -> tuple[Clause, ...]:
    """Two officers who can read a record decide that it is destroyed; neither is the case officer (rule 4 of
    docs/governance/retention-schedule.md). Whose agency it is and what state it is in do not matter."""
    own_work = Some((one_of("recorded_by", actor.officer), one_of("amended_by", actor.officer)))
    return (*visible(actor), Clause(Reason.CASE_OFFICER, Not(own_work)))


def _second_past_its_period(actor: Actor) -> tuple[Clause, ...]:
    return (*_past_its_period(actor), Clause(Reason.OWN_WORK, Not(one_of("asked_by", actor.officer))))


def _create(actor: Actor) -> tuple[Clause, ...]:
    return (Clause(Reason.ORIGINATOR, one_of("agency", actor.agency)),)


def _own_authority(actor: Actor) -> tuple[Clause, ...]:
    return (Clause(Reason.AUTHORITY, one_of("authority", actor.authority)),)


def _audit(actor: Actor) -> tuple[Clause, ...]:
    """The own authority's acts, and those of the node itself, which belong to none."""
    return (Clause(Reason.AUTHORITY, one_of("authority", actor.authority, None)),)


def _directory(actor: Actor) -> tuple[Clause, ...]:
    """Entries of the own authority, and those of authorities that have no users here."""
    return (Clause(Reason.AUTHORITY, Some((one_of("authority", actor.authority), one_of("held", False)))),)


def _manage(actor: Actor) -> tuple[Clause, ...]:
    return (*_own_authority(actor), Clause(Reason.OWN_WORK, Not(one_of("officer", actor.officer))))


def _approve_role(actor: Actor) -> tuple[Clause, ...]:
    return (*_manage(actor), *_approve(actor))


def _approve(actor: Actor) -> tuple[Clause, ...]:
    return (
        Clause(Reason.OWN_WORK, Not(one_of("asked_by", actor.officer))),
        Clause(Reason.ANSWERED, one_of("open", True)),
    )


def _free(_actor: Actor) -> tuple[Clause, ...]:
    return ()


_LIVE = (State.DRAFT, State.REPORTED, State.VERIFIED)
_FILED = (State.REPORTED, State.VERIFIED)

CLAUSES: Final[dict[Act, Callable[[Actor], tuple[Clause, ...]]]] = {
    Act.RECORD_CREATE: _create,
    Act.RECORD_READ: visible,
    Act.RECORD_AMEND: _change(*_LIVE),
    Act.RECORD_FILE: _change(State.DRAFT),
    Act.RECORD_VERIFY: _verify,
    Act.RECORD_WITHDRAW: _change(*_LIVE),
    Act.RECORD_MARK: _change(*_LIVE),
    Act.RECORD_ASK_WIDER: _change(*_LIVE),
    Act.RECORD_APPROVE_WIDER: _second(*_LIVE),
    Act.RECORD_ATTACH: _change(*_LIVE),
    Act.RECORD_EXPORT: _export,
    Act.RECORD_HAND_OVER: _change(*_FILED),
    Act.RECORD_TAKE_OVER: _take_over,
    Act.RETENTION_HOLD: visible,
    Act.RETENTION_ASK: _past_its_period,
    Act.RETENTION_APPROVE: _second_past_its_period,
    Act.RELEASE_READ: addressed,
    Act.RELEASE_EXPORT: _export_release,
    Act.RELEASE_ASK: _of_authority(*_FILED),
    Act.RELEASE_DECIDE: _second(*_FILED),
    Act.RELEASE_RECALL: _own_authority,
    Act.RELEASE_SET_RULE: _own_authority,
    Act.RELEASE_REPORT: _own_authority,
    Act.PEOPLE_READ: _own_authority,
    Act.PEOPLE_MANAGE: _manage,
    Act.ROLE_ASK: _manage,
    Act.ROLE_APPROVE: _approve_role,
    Act.DIRECTORY_EDIT: _directory,
    Act.AUDIT_READ: _audit,
    Act.RESTORE_ASK: _free,
    Act.RESTORE_APPROVE: _approve,
    Act.LAW_PROPOSE: _free,
    Act.LAW_APPROVE: _approve,
    Act.TRADE_IMPORT: _free,
    Act.TRADE_CHECK_REPORT: _free,
}
"""Every act, and what it rests on."""
