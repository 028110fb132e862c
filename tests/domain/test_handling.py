"""The marks of a record: read, checked, made wider by name, and combined so that no part is opened."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from kouprey.domain.handling import AGAINST_CRIME, JUDICIAL, Code, Grade, Handling, Purpose, Tlp, strictest, widenings
from kouprey.kernel.errors import UnusableInput

ONE, TWO = UUID(int=1), UUID(int=2)
EARLY, LATE = date(2026, 1, 1), date(2027, 1, 1)
MARKED = Handling(
    tlp=Tlp.AMBER, codes=frozenset({Code.H1, Code.H3}), h3_text="Ask first.",
    purposes=frozenset({Purpose.INVESTIGATION}), audience=frozenset({ONE}), nominal=True, secrecy="lap",
    review_on=LATE,
)  # fmt: skip
STRICTER = [
    {"tlp": Tlp.RED}, {"codes": MARKED.codes | {Code.H2}}, {"audience": frozenset()}, {"review_on": EARLY},
    {"grade": Grade("4x4", "A", "1")}, {"h3_text": " Ask first. "},
]  # fmt: skip
WIDER = {
    "tlp": {"tlp": Tlp.GREEN},
    "codes": {"codes": frozenset({Code.H3})},
    "h3_text": {"h3_text": "Ask."},
    "purposes": {"purposes": MARKED.purposes | {Purpose.TRAINING}},
    "audience": {"audience": frozenset({TWO})},
    "nominal": {"nominal": False},
    "secrecy": {"secrecy": "mat"},
    "review_on": {"review_on": None},
}
marks = some.builds(
    Handling,
    tlp=some.sampled_from(Tlp),
    codes=some.sets(some.sampled_from([Code.H0, Code.H1, Code.H2])).map(frozenset),
    purposes=some.sets(some.sampled_from(Purpose), min_size=1).map(frozenset),
    audience=some.sets(some.sampled_from([ONE, TWO])).map(frozenset),
    nominal=some.booleans(),
    secrecy=some.sampled_from(["", "lap"]),
    review_on=some.sampled_from([None, EARLY, LATE]),
) | some.just(Handling(codes=frozenset({Code.H3}), h3_text="Ask first."))


@pytest.mark.parametrize(
    ("given_label", "read", "label"),
    [
        ("TLP:RED", Tlp.RED, "TLP:RED"), (" amber+strict ", Tlp.AMBER_STRICT, "TLP:AMBER+STRICT"),
        ("tlp:amber", Tlp.AMBER, "TLP:AMBER"), ("GREEN", Tlp.GREEN, "TLP:GREEN"),
        ("TLP:WHITE", Tlp.CLEAR, "TLP:CLEAR"),
        ("TLP:CLEAR", Tlp.CLEAR, "TLP:CLEAR"),
    ],
)  # fmt: skip
def test_a_label_is_read_and_written_as_first_writes_it(given_label: str, read: Tlp, label: str):
    assert Tlp.of(given_label) is read
    assert read.label == label


def test_what_is_no_label_is_refused_with_those_there_are():
    with pytest.raises(UnusableInput, match="PURPLE") as refused:
        Tlp.of("TLP:PURPLE")
    assert "TLP:AMBER+STRICT" in refused.value.remedy


def test_labels_grow_stricter():
    assert Tlp.CLEAR < Tlp.GREEN < Tlp.AMBER < Tlp.AMBER_STRICT < Tlp.RED


def test_h0_leaves_the_purposes_against_crime_and_h1_closes_the_court():
    assert {"prevention", "investigation", "prosecution"} == AGAINST_CRIME
    assert {"prosecution"} == JUDICIAL
    open_ = Handling(codes=frozenset({Code.H0}))
    assert open_.checked().purposes == AGAINST_CRIME
    assert Handling(codes=frozenset({Code.H1})).checked() == Handling(codes=frozenset({Code.H1}))
    narrow = replace(open_, purposes=frozenset({Purpose.PREVENTION}))
    assert narrow.checked() is narrow


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"codes": frozenset({Code.H3})}, "H3"), ({"h3_text": "Ask first."}, "H3"),
        ({"codes": frozenset({Code.H3}), "h3_text": "  "}, "H3"), ({"purposes": frozenset()}, "no purpose"),
        ({"codes": frozenset({Code.H0}), "purposes": frozenset({Purpose.TRAINING})}, "no purpose"),
    ],
)  # fmt: skip
def test_marks_that_do_not_fit_together_are_refused(changed: dict, why: str):
    with pytest.raises(UnusableInput, match=why):
        Handling(**changed).checked()


@pytest.mark.parametrize("name", WIDER)
def test_each_mark_is_wider_by_itself(name: str):
    assert widenings(MARKED, replace(MARKED, **WIDER[name])) == [name]


def test_all_that_is_wider_is_named_in_order():
    after = replace(MARKED, **{key: value for changed in WIDER.values() for key, value in changed.items()})
    assert widenings(MARKED, after) == list(WIDER)


@pytest.mark.parametrize("changed", STRICTER)
def test_what_narrows_or_corrects_is_not_wider(changed: dict):
    assert widenings(MARKED, replace(MARKED, **changed)) == []


def test_marks_can_be_put_on_where_there_were_none():
    assert widenings(Handling(purposes=MARKED.purposes, audience=frozenset({ONE})), MARKED) == []


def test_a_later_review_is_wider_and_the_same_is_not():
    assert widenings(replace(MARKED, review_on=EARLY), MARKED) == ["review_on"]
    assert widenings(MARKED, MARKED) == []


@given(some.lists(marks, min_size=1, max_size=4))
def test_the_strictest_is_wider_than_none_of_its_parts(parts: list[Handling]):
    assume(frozenset.intersection(*(part.purposes for part in parts)))
    try:
        whole = strictest(parts)
    except UnusableInput:
        assert any(Code.H0 in part.codes for part in parts)
        return
    for part in parts:
        assert set(widenings(part, whole)) <= {"h3_text", "secrecy"}
        assert part.h3_text in whole.h3_text
        assert part.secrecy in whole.secrecy
    assert whole.nominal == any(part.nominal for part in parts)
    assert whole.codes == frozenset().union(*(part.codes for part in parts))


def test_the_strictest_of_one_is_itself_and_of_none_is_a_fault():
    assert strictest([MARKED]) == MARKED
    with pytest.raises(ValueError, match="nothing to combine"):
        strictest([])


def test_words_classes_and_dates_of_several_parts():
    other = replace(MARKED, h3_text="Not to the press.", secrecy="aa", review_on=EARLY, nominal=False)
    whole = strictest([MARKED, other, MARKED, replace(MARKED, review_on=None, secrecy="")])
    assert whole.h3_text == "Ask first. Not to the press."
    assert whole.secrecy == "aa + lap"
    assert whole.review_on == EARLY
    assert whole.nominal


def test_parts_without_a_common_purpose_cannot_be_combined():
    with pytest.raises(UnusableInput, match="no purpose"):
        strictest([MARKED, replace(MARKED, purposes=frozenset({Purpose.TRAINING}))])


def test_marks_are_kept_by_these_numbers_and_never_changed_in_place():
    """The numbers stand in the database; what was decided on cannot be another a moment later."""
    assert [(tlp.name, int(tlp)) for tlp in Tlp] == [
        ("CLEAR", 0), ("GREEN", 1), ("AMBER", 2), ("AMBER_STRICT", 3), ("RED", 4),
    ]  # fmt: skip
    assert not Handling().nominal
    for marks, name in ((Handling(), "tlp"), (Grade(), "scheme")):
        with pytest.raises(FrozenInstanceError):
            setattr(marks, name, "")
