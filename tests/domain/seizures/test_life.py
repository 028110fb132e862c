"""Lives, same events, duplicates, names: what is reversible, who may, what is noticed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kouprey.domain import seizures as sz
from kouprey.kernel.errors import Refused, UnusableInput
from kouprey.kernel.partialdate import partial_date

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
D, R, V, W = sz.Stage.DRAFT, sz.Stage.REPORTED, sz.Stage.VERIFIED, sz.Stage.WITHDRAWN


def test_a_draft_is_reported_verified_reopened_and_withdrawn() -> None:
    assert sz.step("report", D) is R
    assert sz.step("verify", R) is V
    assert sz.step("amend", V) is R
    assert sz.step("reopen", V, reason="weighed again") is R
    assert {sz.step("withdraw", stage, reason="entered twice") for stage in (D, R, V)} == {W}
    assert sz.steps(W) == ()


@pytest.mark.parametrize(
    ("act", "stage", "given", "error"),
    [
        ("verify", R, {"same_officer": True}, Refused),
        ("verify", D, {}, Refused),
        ("report", D, {"errors": 1}, UnusableInput),
        ("withdraw", R, {"reason": " "}, UnusableInput),
        ("report", W, {}, Refused),
    ],
)
def test_a_step_that_may_not_be_taken_is_refused(act: str, stage: sz.Stage, given: dict, error: type) -> None:
    with pytest.raises(error):
        sz.step(act, stage, **given)


def test_a_hand_over_is_accepted_or_sent_back_once_and_has_a_clock() -> None:
    basis = sz.bases("KH", "customs", "forestry")[0]
    offered = sz.Handover("h", "i", basis.id, "a", "b", AT, basis.hours)
    assert basis.country == "KH"
    assert offered.due_at == AT + timedelta(hours=72)
    assert not offered.is_late(AT + timedelta(hours=72))
    assert offered.is_late(AT + timedelta(hours=73))
    taken = offered.accepted(AT + timedelta(hours=1))
    assert (taken.state, taken.is_late(AT + timedelta(days=99))) == (sz.HandoverState.ACCEPTED, False)
    assert offered.sent_back(AT, "wrong office").reason == "wrong office"
    for again in (lambda: taken.recalled(AT), lambda: taken.accepted(AT), lambda: taken.sent_back(AT, "x")):
        with pytest.raises(Refused):
            again()
    with pytest.raises(UnusableInput):
        offered.sent_back(AT, "")
    assert [one.id for one in sz.bases("TL", "customs", "forestry")] == ["any-any"]


def test_what_a_list_leaves_to_be_entered_is_asked_for_and_cited() -> None:
    law, agreement = sz.bases("VN", "police", "prosecutor")
    assert law.cite("art. 236") == "law of criminal procedure of the State: art. 236"
    assert agreement.cite(" MoU 12\n of 2024 ") == "agreement between the agencies: MoU 12 of 2024"
    for basis in (law, agreement):
        assert "to be entered" not in basis.cited
        with pytest.raises(UnusableInput):
            basis.cite(" ")
    (listed, *_more) = sz.bases("VN", "customs", "police")
    assert listed.cite("whatever") == listed.cited == "Criminal Procedure Code 2015, art. 164"


def judged(one: str, other: str, same: bool, minute: int) -> sz.Judgement:
    return sz.Judgement(one, other, same, "officer", AT + timedelta(minutes=minute))


def test_judgements_join_part_again_and_show_their_conflicts() -> None:
    joined = [judged("a", "b", True, 1), judged("c", "b", True, 2)]
    events = sz.Events(joined)
    assert events.count("abcd") == 2
    assert events.groups("cab") == {"a": ("c", "a", "b")}
    assert sz.Events([*joined, judged("b", "a", False, 3)]).count("abc") == 2
    assert sz.Events([*joined, judged("a", "c", False, 3)]).conflicts() == (sz.Conflict("a", "c", "a"),)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=10))
def test_taking_every_judgement_back_leaves_every_record_its_own_event(pairs: list[tuple[str, str]]) -> None:
    made = [judged(one, other, True, place) for place, (one, other) in enumerate(pairs)]
    undone = [judged(other, one, False, 100 + place) for place, (one, other) in enumerate(pairs)]
    assert sz.Events([*made, *undone]).count("abcdef") == 6
    joined = sz.Events(made)
    assert all(joined.event(one) == joined.event(other) for one, other in pairs)
    assert sz.Events(reversed(made)).groups("abcdef") == joined.groups("abcdef")


def seizure(id: str, **changes: object) -> sz.Incident:
    line = sz.Specimen("s" + id, "Manis javanica", "Manis javanica", "I", "SCA")
    line = replace(line, quantity=sz.Quantity(sz.Amount.EXACT, Decimal(100), "KGM"))
    known = {"when": partial_date("2026-03-04"), "place": sz.Place("VN", "", "vn-mong-cai"), "specimens": (line,)}
    return sz.Incident(id=id, **(known | changes))


def test_two_reports_of_one_seizure_are_offered_and_others_are_not() -> None:
    one = seizure("a")
    same = seizure("b", when=partial_date("2026-03-05"), agency="police")
    other = seizure("c", when=partial_date("2026-04-05"))
    abroad = seizure("d", place=sz.Place("TH"))
    found = sz.likely(one, [one, same, other, abroad])
    assert [like.other for like in found] == ["b"]
    assert "the same listed place" in found[0].reasons
    assert sz.likeness(one, same).points == sz.likeness(same, one).points
    assert [(pair.one, pair.other) for pair in sz.likely_pairs([one, other, abroad, same])] == [("a", "b")]
    assert sz.likeness(one, seizure("e", place=sz.Place("KH"))).points == 0


def test_pairs_are_those_of_comparing_each_with_each() -> None:
    made = list(sz.generate(5, 120, years=1))
    twins = [replace(one, id=f"twin-{one.id}") for one in made[:20]]
    everything = [*made, *twins]
    each = {frozenset((one.id, like.other)) for one in everything for like in sz.likely(one, everything)}
    near = {frozenset((pair.one, pair.other)) for pair in sz.likely_pairs(everything)}
    assert near <= each
    exact = [one for one in made[:20] if one.when and one.when.first == one.when.last]
    assert {frozenset((one.id, f"twin-{one.id}")) for one in exact} & each <= near


@pytest.mark.parametrize(
    "text",
    [
        "driver Mr Somebody Example", "owner Nguyễn Văn Mẫu", "Nguyen Van Mau was there", "นายตัวอย่าง สมมุติ",
        "犯罪嫌疑人李某某", "Ahmad bin Contoh", "suspect: Example Person", "call +84 912 345 678",
        "write to someone@example.net", "passport no. C1234567", "Daw Example", "Bapak Contoh",
    ],
)  # fmt: skip
def test_names_of_persons_are_noticed(text: str) -> None:
    assert sz.personal_names(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "12 kg of Manis javanica scales in a lorry", "Container from Port Klang to Hai Phong", 
        "2026-11-20, gate 4",        "SYNTHETIC: invented, describes no real event.", "Appendix I, Res. Conf. 17.8", 
        "seized by Customs at Mong Cai", "KE 00/127/14", "1 000 000 VND", "象牙12公斤，藏在车里",
    ],
)  # fmt: skip
def test_what_names_nobody_is_left_alone(text: str) -> None:
    assert sz.personal_names(text) == ()


def test_what_is_noticed_says_where_and_why_and_what_it_cannot_see_is_said() -> None:
    found = sz.personal_names("The owner, Mr Example, and Mrs Sample.")
    assert [(one.text, one.start) for one in found] == [("Mr Example", 11), ("Mrs Sample", 27)]
    assert found[0].why == "a title before a name"
    assert len(sz.CANNOT_SEE) >= 3


def test_the_generator_gives_the_same_again_and_says_that_it_is_synthetic() -> None:
    made = list(sz.generate(7, 300, until=date(2026, 10, 31)))
    assert made[:40] == list(sz.generate(7, 40, until=date(2026, 10, 31)))
    assert made[:5] != list(sz.generate(8, 5))
    assert all(one.synthetic for one in made)
    assert len({one.id for one in made}) == 300
    assert {one.place.country for one in made} <= {
        "BN",
        "KH",
        "CN",
        "ID",
        "LA",
        "MY",
        "MM",
        "PH",
        "SG",
        "TH",
        "TL",
        "VN",
    }
    book = sz.book(date(2026, 11, 20))
    assert sum(sz.errors(sz.judge(one, book)) for one in made) == 0
    blank = sum(1 for one in made if not one.concealment) / 300
    assert 0.75 < blank < 0.92
