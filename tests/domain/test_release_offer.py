"""What rules clear, held against an oracle written apart from the code, from the words of the design."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from kouprey.domain.handling import EVERY_PURPOSE, Code, Handling, Purpose, Tlp
from kouprey.domain.release import Candidate, Guard, PartyKind, Recipient, Rule, guards, hurdles_of, offer

HOME, FRIEND, OTHER = (UUID(int=n) for n in (1, 2, 3))
FIELDS = ("subject", "text", "when", "countries")
NATIONAL = ("place", "source", "persons")
TODAY = date(2026, 11, 20)
LOWEST = {"officer": 4, "agency": 3, "authority": 2, "group": 1}
"""The strictest label, counted from CLEAR as nought, that still reaches a recipient of each kind (FIRST)."""

GUARDS = guards()


def mostly(usual, *others):
    """A value that is the usual one most of the time, so that many examples clear something."""
    return st.integers(0, 9).flatmap(lambda n: st.sampled_from(others) if n == 0 else st.just(usual))


days = st.integers(-3, 3).map(lambda n: TODAY + timedelta(days=n))
codes = st.sets(st.sampled_from([Code.H0, Code.H1, Code.H2]))
plain_marks = st.builds(
    Handling,
    tlp=st.sampled_from([*Tlp, Tlp.CLEAR, Tlp.GREEN, Tlp.AMBER]),
    codes=codes.map(frozenset),
    purposes=st.sets(st.sampled_from(Purpose), min_size=1).map(frozenset) | st.just(EVERY_PURPOSE),
    nominal=st.booleans(),
    secrecy=mostly("", "lap"),
)
marks = mostly(None, Handling(codes=frozenset({Code.H3}), h3_text="In words.")).flatmap(
    lambda fixed: plain_marks if fixed is None else st.just(fixed)
)
candidates = st.builds(
    Candidate,
    authority=st.just(HOME),
    country=st.sampled_from(["KH", "KH", "CN", "ID"]),
    kind=st.just("information"),
    verified=st.booleans(),
    shareable=st.just(frozenset(FIELDS)),
    handling=marks,
)
recipients = st.builds(
    Recipient,
    id=mostly(FRIEND, OTHER),
    kind=st.sampled_from(PartyKind),
    country=st.sampled_from(["VN", "CN", "KH", ""]),
    judicial=st.booleans(),
    authorities=mostly(frozenset({FRIEND}), frozenset({FRIEND, HOME})),
)
rules = st.lists(
    st.builds(
        Rule,
        id=st.uuids(),
        authority=mostly(HOME, OTHER),
        kind=mostly("information", "alert"),
        fields=st.sets(st.sampled_from([*FIELDS, *NATIONAL]), min_size=1).map(frozenset),
        recipient=mostly(FRIEND, OTHER),
        under=st.just("Agreement"),
        valid_from=mostly(TODAY, TODAY + timedelta(days=1), TODAY - timedelta(days=1)),
        valid_until=st.none() | days,
        strictest=st.sampled_from([*Tlp, Tlp.AMBER, Tlp.RED]),
        verified_only=st.booleans(),
    ),
    max_size=4,
)


def expected(record: Candidate, to: Recipient, given_rules: list[Rule]) -> set[str]:
    """The fields that may leave unasked, told field by field in the order of the design."""
    cleared = set()
    for name in FIELDS:
        if any(_one_rule(rule, record, to, name) for rule in given_rules) and not _kept_back(record, to):
            cleared.add(name)
    return cleared


def _one_rule(rule: Rule, record: Candidate, to: Recipient, name: str) -> bool:
    if rule.authority != record.authority or rule.kind != record.kind or rule.recipient != to.id:
        return False
    if rule.valid_from > TODAY or (rule.valid_until and rule.valid_until < TODAY):
        return False
    if int(record.handling.tlp) > int(rule.strictest):
        return False
    return name in rule.fields and (record.verified or not rule.verified_only)


def _kept_back(record: Candidate, to: Recipient) -> bool:
    marked = record.handling
    if record.authority in to.authorities or marked.secrecy or "H3" in marked.codes:
        return True
    return int(marked.tlp) > LOWEST[to.kind.value] or _law_forbids(record, to)


def _law_forbids(record: Candidate, to: Recipient) -> bool:
    """The guards of the list, read from the laws themselves."""
    abroad, marked = record.country != to.country, record.handling
    if record.country == "CN" and abroad:
        criminal = {Purpose.INVESTIGATION, Purpose.PROSECUTION} & marked.purposes
        return bool(criminal) or to.judicial or marked.nominal
    return record.country == "ID" and abroad and marked.nominal


@settings(max_examples=500)
@given(record=candidates, to=recipients, given_rules=rules)
@example(record=Candidate(HOME, "CN", "information", True, frozenset(FIELDS), Handling()),
         to=Recipient(FRIEND, PartyKind.AUTHORITY, "VN"), given_rules=[])  # fmt: skip
def test_an_offer_is_exactly_what_the_design_says(record: Candidate, to: Recipient, given_rules: list[Rule]):
    found = offer(record, to, given_rules, GUARDS, on=TODAY)
    assert set(found.fields) == expected(record, to, given_rules)
    assert not set(found.fields) & set(NATIONAL)
    assert bool(found.hurdles) == _kept_back(record, to)
    assert bool(found.rules) == bool(found.fields)


@given(record=candidates, to=recipients, given_rules=rules)
def test_every_field_that_leaves_is_answered_for_by_a_rule(record: Candidate, to: Recipient, given_rules: list[Rule]):
    found = offer(record, to, given_rules, GUARDS, on=TODAY)
    for name in found.fields:
        assert [rule for rule in found.rules if name in rule.fields and rule in given_rules]


@given(record=candidates, to=recipients, given_rules=rules, tlp=st.sampled_from(Tlp))
def test_stricter_marks_never_clear_more(record: Candidate, to: Recipient, given_rules: list[Rule], tlp: Tlp):
    assume(tlp >= record.handling.tlp)
    from dataclasses import replace

    stricter = replace(record, handling=replace(record.handling, tlp=tlp, nominal=True))
    more = set(offer(stricter, to, given_rules, GUARDS, on=TODAY).fields)
    assert more <= set(offer(record, to, given_rules, GUARDS, on=TODAY).fields)


@pytest.mark.parametrize("effect", ["consent", "refuse"])
def test_a_guard_that_asks_for_consent_leaves_it_to_a_person(effect: str):
    guard = Guard("x-1", "KH", frozenset({"any"}), "any", "foreign", effect, "a ministry", "Law", "1", "No.", True)
    record = Candidate(HOME, "KH", "information", True, frozenset(FIELDS), Handling())
    (hurdle,) = hurdles_of(record, Recipient(FRIEND, PartyKind.AUTHORITY, "VN"), [guard])
    assert hurdle.person_may == (effect == "consent")
    assert hurdle.why == "Law, 1: No."
