"""`decide` against the rules written by hand: every role, act and purpose; facts by pairs and at random."""

from __future__ import annotations

from itertools import product

import pytest

from domain.access import oracle
from domain.access.world import (
    ABROAD,
    AUTHORITY,
    ME,
    NEIGHBOUR,
    OTHER,
    RECORD,
    RELEASE,
    actor,
    at_random,
    by_pairs,
    record,
    release,
    whole,
)  # fmt: skip
from kouprey.domain.access import (
    ROLES,
    Act,
    Deny,
    DeskFacts,
    NewRecord,
    NodeFacts,
    PeopleFacts,
    Reason,
    Role,
    State,
    conditions,
    decide,
    gate,
)  # fmt: skip
from kouprey.domain.access.clauses import CLAUSES
from kouprey.domain.access.predicates import met
from kouprey.domain.handling import Purpose

RECORD_ACTS = tuple(Act(name) for name in ["record.read", "record.export", *oracle.STATES])
RELEASE_ACTS = (Act.RELEASE_READ, Act.RELEASE_EXPORT)
BASES = {Act.RECORD_FILE: {"state": State.DRAFT}, Act.RECORD_TAKE_OVER: {"place": (AUTHORITY, NEIGHBOUR)}}


def base(act: Act) -> dict[str, object]:
    """Facts with which the act is allowed to a role that does it."""
    return {name: values[0] for name, values in RECORD.items()} | {"state": State.REPORTED} | BASES.get(act, {})


def purposes(role: Role) -> list[Purpose]:
    """One purpose the role acts for, one it does not, and the one that H1 closes."""
    first = next(purpose for purpose in Purpose if purpose in ROLES[role].purposes)
    others = [purpose for purpose in Purpose if purpose not in ROLES[role].purposes][:1]
    return list(dict.fromkeys([first, Purpose.PROSECUTION, Purpose.STATISTICS, *others]))


def test_the_table_names_every_role_and_act():
    assert set(oracle.TABLE) == {role.value for role in Role}
    assert {act for acts, *_ in oracle.TABLE.values() for act in acts.split()} == {act.value for act in Act}
    assert set(CLAUSES) == set(Act)


@pytest.mark.parametrize("role", Role)
def test_what_a_role_is(role: Role):
    acts, aims, second_factor, nominal = oracle.TABLE[role.value]
    spec = ROLES[role]
    assert {act.value for act in spec.acts} == set(acts.split())
    assert {purpose.value for purpose in spec.purposes} == set(aims.split())
    assert (spec.second_factor, spec.nominal) == (second_factor, nominal)
    assert spec.reads_records == ("record.read" in acts.split())


@pytest.mark.parametrize(("role", "act"), list(product(Role, RECORD_ACTS)))
def test_records_by_pairs_of_facts(role: Role, act: Act):
    allowed = 0
    for purpose in purposes(role):
        who = actor(role, purpose)
        for chosen in by_pairs(RECORD, base(act)):
            facts = record(**chosen)
            decision = decide(who, act, facts)
            assert decision.allowed == oracle.may(who, act.value, facts), (who, act, facts, decision)
            allowed += decision.allowed
    # A drafter amends drafts only, so that pairs around a reported record still hold some.
    assert bool(allowed) == (act.value in oracle.TABLE[role.value][0].split()), "each act is both allowed and denied"


@pytest.mark.parametrize(("role", "seed"), list(product(Role, range(3))))
def test_records_at_random(role: Role, seed: int):
    who = [
        actor(role, purpose, strong=strong, active=active, named=named)
        for purpose, strong, active, named in product(Purpose, (True, False), (True, False), (True, False))
    ]
    for number, chosen in enumerate(at_random(RECORD, 400, seed)):
        facts, one = record(**chosen), who[number % len(who)]
        for act in RECORD_ACTS:
            assert decide(one, act, facts).allowed == oracle.may(one, act.value, facts), (one, act, facts)


@pytest.mark.parametrize("role", Role)
def test_all_that_was_released(role: Role):
    for purpose, named in product(purposes(role), (True, False)):
        who = actor(role, purpose, named=named)
        for chosen in whole(RELEASE):
            facts = release(**chosen)
            for act in RELEASE_ACTS:
                assert decide(who, act, facts).allowed == oracle.may_read_release(who, act.value, facts), (who, facts)


@pytest.mark.parametrize("role", Role)
def test_the_gate_comes_first(role: Role):
    allowed = next(purpose for purpose in Purpose if purpose in ROLES[role].purposes)
    for act in Act:
        assert decide(actor(role, allowed, active=False), act, record()) == Deny(Reason.CLOSED)
        if act not in ROLES[role].acts:
            assert decide(actor(role, allowed), act, record()) == Deny(Reason.ROLE)
            continue
        if ROLES[role].second_factor:
            assert decide(actor(role, allowed, strong=False), act, record()) == Deny(Reason.SECOND_FACTOR)
        for purpose in set(Purpose) - ROLES[role].purposes:
            assert decide(actor(role, purpose), act, record()) == Deny(Reason.ROLE_PURPOSE)


@pytest.mark.parametrize("role", Role)
def test_who_needs_no_second_factor_is_not_asked_for_one(role: Role):
    """One that was shown opens everything the role does; where the table asks for none, none has to be shown."""
    aim = next(purpose for purpose in Purpose if purpose in ROLES[role].purposes)
    for act in ROLES[role].acts:
        assert gate(actor(role, aim), act) is None
        asked = Reason.SECOND_FACTOR if oracle.TABLE[role.value][2] else None
        assert gate(actor(role, aim, strong=False), act) == asked


def test_a_condition_says_the_same_as_the_decision():
    for role, act in product(Role, RECORD_ACTS):
        who = actor(role, purposes(role)[0])
        for chosen in at_random(RECORD, 40, 7):
            facts = record(**chosen)
            assert met(conditions(who, act), facts) == decide(who, act, facts).allowed


def admin(**more) -> object:
    return actor(Role.NODE_ADMINISTRATOR, Purpose.ADMINISTRATION, **more)


@pytest.mark.parametrize(
    ("act", "facts", "reason"),
    [
        (Act.PEOPLE_READ, PeopleFacts(AUTHORITY), None),
        (Act.PEOPLE_READ, PeopleFacts(ABROAD), Reason.AUTHORITY),
        (Act.PEOPLE_MANAGE, PeopleFacts(AUTHORITY, officer=OTHER), None),
        (Act.PEOPLE_MANAGE, PeopleFacts(AUTHORITY, officer=ME), Reason.OWN_WORK),
        (Act.PEOPLE_MANAGE, PeopleFacts(ABROAD, officer=OTHER), Reason.AUTHORITY),
        (Act.ROLE_ASK, PeopleFacts(AUTHORITY, officer=OTHER), None),
        (Act.ROLE_ASK, PeopleFacts(AUTHORITY, officer=ME), Reason.OWN_WORK),
        (Act.ROLE_ASK, PeopleFacts(ABROAD, officer=OTHER), Reason.AUTHORITY),
        (Act.ROLE_APPROVE, PeopleFacts(AUTHORITY, officer=OTHER, asked_by=OTHER), None),
        (Act.ROLE_APPROVE, PeopleFacts(AUTHORITY, officer=OTHER, asked_by=ME), Reason.OWN_WORK),
        (Act.ROLE_APPROVE, PeopleFacts(AUTHORITY, officer=ME, asked_by=OTHER), Reason.OWN_WORK),
        (Act.ROLE_APPROVE, PeopleFacts(ABROAD, officer=OTHER, asked_by=OTHER), Reason.AUTHORITY),
        (Act.ROLE_APPROVE, PeopleFacts(AUTHORITY, officer=OTHER, asked_by=OTHER, open=False), Reason.ANSWERED),
        (Act.DIRECTORY_EDIT, PeopleFacts(AUTHORITY), None),
        (Act.DIRECTORY_EDIT, PeopleFacts(ABROAD, held=False), None),
        (Act.DIRECTORY_EDIT, PeopleFacts(ABROAD), Reason.AUTHORITY),
        (Act.RESTORE_ASK, NodeFacts(), None),
        (Act.RESTORE_APPROVE, NodeFacts(asked_by=OTHER), None),
        (Act.RESTORE_APPROVE, NodeFacts(asked_by=ME), Reason.OWN_WORK),
        (Act.RESTORE_APPROVE, NodeFacts(asked_by=OTHER, open=False), Reason.ANSWERED),
        (Act.TRADE_IMPORT, NodeFacts(), None),
    ],
)
def test_what_an_administrator_may(act: Act, facts: object, reason: Reason | None):
    decision = decide(admin(), act, facts)
    assert getattr(decision, "reason", None) == reason


@pytest.mark.parametrize(
    ("role", "act", "facts", "reason"),
    [
        (Role.RECORDER, Act.RECORD_CREATE, NewRecord(AUTHORITY), Reason.ORIGINATOR),
        (Role.RECORDER, Act.RECORD_CREATE, NewRecord(actor(Role.RECORDER, Purpose.TRAINING).agency), None),
        (Role.RECORDER, Act.TRADE_CHECK_REPORT, NodeFacts(), None),
        (Role.LEGAL_OFFICER, Act.LAW_PROPOSE, NodeFacts(), None),
        (Role.CENTRAL_AUTHORITY, Act.LAW_PROPOSE, NodeFacts(), Reason.ROLE),
        (Role.LEGAL_OFFICER, Act.LAW_APPROVE, NodeFacts(asked_by=OTHER), None),
        (Role.LEGAL_OFFICER, Act.LAW_APPROVE, NodeFacts(asked_by=ME), Reason.OWN_WORK),
        (Role.LEGAL_OFFICER, Act.LAW_APPROVE, NodeFacts(asked_by=OTHER, open=False), Reason.ANSWERED),
        (Role.RELEASING_OFFICER, Act.RELEASE_SET_RULE, DeskFacts(AUTHORITY), None),
        (Role.RELEASING_OFFICER, Act.RELEASE_SET_RULE, DeskFacts(ABROAD), Reason.AUTHORITY),
        (Role.RELEASING_OFFICER, Act.RELEASE_RECALL, DeskFacts(AUTHORITY), None),
        (Role.RELEASING_OFFICER, Act.RELEASE_RECALL, DeskFacts(ABROAD), Reason.AUTHORITY),
        (Role.CENTRAL_AUTHORITY, Act.RELEASE_REPORT, DeskFacts(AUTHORITY), None),
        (Role.CENTRAL_AUTHORITY, Act.RELEASE_REPORT, DeskFacts(ABROAD), Reason.AUTHORITY),
        (Role.AUDITOR, Act.AUDIT_READ, DeskFacts(AUTHORITY), None),
        (Role.AUDITOR, Act.AUDIT_READ, DeskFacts(None), None),
        (Role.AUDITOR, Act.AUDIT_READ, DeskFacts(ABROAD), Reason.AUTHORITY),
    ],
)
def test_what_others_may(role: Role, act: Act, facts: object, reason: Reason | None):
    who = actor(role, next(purpose for purpose in Purpose if purpose in ROLES[role].purposes))
    assert getattr(decide(who, act, facts), "reason", None) == reason


@pytest.mark.parametrize(
    ("act", "role", "chosen", "reason"),
    [
        (Act.RECORD_READ, Role.ANALYST, {"place": (ABROAD, ABROAD)}, Reason.AUTHORITY),
        (Act.RECORD_READ, Role.PARTNER, {}, Reason.ROLE),
        (Act.RECORD_READ, Role.NODE_ADMINISTRATOR, {}, Reason.ROLE),
        (Act.RECORD_READ, Role.AUDITOR, {}, Reason.ROLE),
    ],
)
def test_reasons_are_the_first_that_holds(act: Act, role: Role, chosen: dict[str, object], reason: Reason):
    who = actor(role, next(purpose for purpose in Purpose if purpose in ROLES[role].purposes))
    assert decide(who, act, record(**chosen)) == Deny(reason)
