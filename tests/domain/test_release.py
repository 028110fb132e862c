"""What stands in the way of a release, one by one: label, class, words, guards and the rule's terms."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, replace
from datetime import date
from uuid import UUID

import pytest

from kouprey.domain.handling import Code, Handling, Purpose, Tlp
from kouprey.domain.lists import load
from kouprey.domain.release import (
    Candidate,
    Guard,
    Obstacle,
    Offer,
    PartyKind,
    Recipient,
    Rule,
    guards,
    hurdles_of,
    offer,
)
from kouprey.kernel.words import Said

HOME, FRIEND = UUID(int=1), UUID(int=2)
TODAY = date(2026, 11, 20)
RECORD = Candidate(HOME, "KH", "information", True, frozenset({"subject", "text"}), Handling())
TO = Recipient(FRIEND, PartyKind.AUTHORITY, "VN", authorities=frozenset({FRIEND}))
RULE = Rule(UUID(int=9), HOME, "information", frozenset({"text", "source"}), FRIEND, "Agreement", TODAY, TODAY)
GUARD = Guard(
    "g", "KH", frozenset({"any"}), "any", "any", "forbid", "the court", "An invented law", "4", "It may not go.", True
)


def marked(**changed: object) -> Candidate:
    return replace(RECORD, handling=Handling(**changed))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "reached"),
    [(PartyKind.OFFICER, Tlp.RED), (PartyKind.AGENCY, Tlp.AMBER_STRICT), (PartyKind.AUTHORITY, Tlp.AMBER),
     (PartyKind.GROUP, Tlp.GREEN)],
)  # fmt: skip
def test_a_label_reaches_each_kind_of_party_or_not(kind: PartyKind, reached: Tlp):
    for tlp in Tlp:
        found = hurdles_of(marked(tlp=tlp), replace(TO, kind=kind), ())
        assert bool(found) == (tlp > reached), tlp
        assert [hurdle.person_may for hurdle in found] == [False] * (tlp > reached)
        assert all(hurdle.why == f"{tlp.label} does not reach so wide a recipient." for hurdle in found)


def test_the_own_authority_needs_no_release():
    (found,) = hurdles_of(RECORD, replace(TO, authorities=frozenset({HOME, FRIEND})), ())
    assert (found.words, found.person_may) == (Obstacle.OWN, False)


def test_a_class_of_secrecy_and_words_are_left_to_a_person():
    (secret,) = hurdles_of(marked(secrecy="lap"), TO, ())
    assert (secret.words, secret.person_may, secret.named["secrecy"]) == (Obstacle.SECRECY, True, "lap")
    (words,) = hurdles_of(marked(codes=frozenset({Code.H3}), h3_text="Ask."), TO, ())
    assert (words.words, words.person_may) == (Obstacle.H3, True)
    assert hurdles_of(marked(codes=frozenset({Code.H0, Code.H1, Code.H2})), TO, ()) == ()


@pytest.mark.parametrize(
    ("changed", "record", "to", "stands"),
    [
        ({}, {}, {}, True),
        ({"country": "VN"}, {}, {}, False),
        ({"nominal": "yes"}, {}, {}, False),
        ({"nominal": "yes"}, {"nominal": True}, {}, True),
        ({"nominal": "no"}, {}, {}, True),
        ({"nominal": "no"}, {"nominal": True}, {}, False),
        ({"purposes": frozenset({"prosecution"})}, {}, {}, True),
        ({"purposes": frozenset({"prosecution"})}, {"purposes": frozenset({Purpose.TRAINING})}, {}, False),
        ({"recipient": "foreign"}, {}, {}, True),
        ({"recipient": "foreign"}, {}, {"country": "KH"}, False),
        ({"recipient": "foreign"}, {}, {"country": ""}, True),
        ({"recipient": "foreign-judicial"}, {}, {}, False),
        ({"recipient": "foreign-judicial"}, {}, {"judicial": True}, True),
        ({"recipient": "foreign-judicial"}, {}, {"judicial": True, "country": "KH"}, False),
        ({"recipient": "any"}, {}, {"country": "KH"}, True),
    ],
)
def test_a_guard_stands_where_it_says(changed: dict, record: dict, to: dict, stands: bool):
    guard = GUARD._replace(**changed)
    found = hurdles_of(marked(**record), replace(TO, **to), (guard,))
    assert [hurdle.guard for hurdle in found] == [guard] * stands


@pytest.mark.parametrize(("effect", "may"), [("consent", True), ("forbid", False)])
def test_a_guard_is_taken_by_consent_or_not_at_all(effect: str, may: bool):
    (found,) = hurdles_of(RECORD, TO, (GUARD._replace(effect=effect),))
    assert (found.person_may, found.why) == (may, "An invented law, 4: It may not go.")
    assert Offer((), (), (found,)).blocked is not may


def test_every_guard_of_the_list_can_stand():
    for guard in guards():
        purposes = frozenset(Purpose) if "any" in guard.purposes else frozenset(map(Purpose, guard.purposes))
        record = replace(marked(purposes=purposes, nominal=guard.nominal != "no"), country=guard.country)
        assert guard in [
            hurdle.guard for hurdle in hurdles_of(record, replace(TO, country="XX", judicial=True), guards())
        ]
        assert guard.law, guard.id
        assert guard.article, guard.id


def test_a_rule_clears_its_shareable_fields():
    found = offer(RECORD, TO, [RULE], (), on=TODAY)
    assert (found.fields, found.rules, found.hurdles, found.blocked) == (("text",), (RULE,), (), False)


def test_several_rules_add_up_in_order():
    other = replace(RULE, fields=frozenset({"subject"}))
    assert offer(RECORD, TO, [RULE, other], (), on=TODAY).fields == ("subject", "text")


@pytest.mark.parametrize(
    "changed",
    [
        {"authority": FRIEND}, {"kind": "alert"}, {"recipient": HOME}, {"strictest": Tlp.GREEN},
        {"fields": frozenset({"source"})}, {"valid_from": date(2026, 11, 21), "valid_until": None},
        {"valid_from": date(2026, 11, 1), "valid_until": date(2026, 11, 19)},
    ],
)  # fmt: skip
def test_a_rule_of_other_terms_clears_nothing(changed: dict):
    assert offer(RECORD, TO, [replace(RULE, **changed)], (), on=TODAY) == Offer((), (), ())


def test_a_rule_may_ask_for_verified_records():
    reported = replace(RECORD, verified=False)
    assert offer(reported, TO, [RULE], (), on=TODAY).fields == ()
    assert offer(reported, TO, [replace(RULE, verified_only=False)], (), on=TODAY).fields == ("text",)


def test_a_rule_without_an_end_holds_and_one_hurdle_keeps_all_back():
    open_ = replace(RULE, valid_until=None)
    assert offer(RECORD, TO, [open_], (), on=date(2030, 1, 1)).fields == ("text",)
    kept = offer(RECORD, TO, [open_], (GUARD,), on=TODAY)
    assert (kept.fields, kept.rules, kept.blocked) == ((), (), True)


def test_the_summary_of_a_guard_is_translated_and_the_name_of_its_law_is_not():
    hurdle = next(one for one in hurdles_of(RECORD, TO, [GUARD]) if one.guard)
    said = hurdle.why
    assert isinstance(said, Said)
    assert {name: isinstance(words, Said) for name, words in said.values.items()} == {
        "law": False, "article": False, "summary": True,
    }  # fmt: skip


def test_a_guard_is_verified_where_its_list_says_so():
    said = {row["id"]: row["verified"] == "yes" for row in load("release-guards").rows}
    assert {guard.id: guard.verified for guard in guards()} == said


@pytest.mark.parametrize("one", [RULE, RECORD, TO], ids=lambda one: type(one).__name__)
def test_what_a_release_rests_on_cannot_be_changed(one: object):
    for field in fields(one):
        with pytest.raises(FrozenInstanceError):
            setattr(one, field.name, None)
