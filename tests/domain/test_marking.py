"""Marks that nobody can look up are refused; every mark has words."""

from __future__ import annotations

import pytest

from kouprey.domain import marking
from kouprey.domain.handling import Code, Grade, Handling, Purpose, Tlp
from kouprey.kernel.errors import UnusableInput


def test_every_mark_has_a_name_and_a_meaning():
    assert [word.code for word in marking.tlp_words()] == [tlp.label for tlp in Tlp]
    assert {word.code for word in marking.code_words()} == set(Code)
    assert {word.code for word in marking.purpose_words()} == set(Purpose)
    words = [*marking.tlp_words(), *marking.code_words(), *marking.purpose_words(), *marking.secrecy_words()]
    assert all(word.name and word.meaning for word in words)


def test_a_state_has_its_own_classes_of_secrecy():
    assert [word.name for word in marking.secrecy_words("VN")] == ["Tuyệt mật", "Tối mật", "Mật"]
    assert marking.secrecy_words("XX") == ()


@pytest.mark.parametrize(
    "marks",
    [
        Handling(secrecy="rather-secret"),
        Handling(grade=Grade("europol-4x4", "E", "")),
        Handling(grade=Grade("admiralty", "", "7")),
        Handling(grade=Grade("our-own", "A", "1")),
    ],
)
def test_a_mark_that_is_on_no_list_is_refused(marks: Handling):
    with pytest.raises(UnusableInput):
        marking.known(marks)


def test_a_grade_stays_in_its_scheme():
    given = Handling(grade=Grade("uk-3x5x2", "1", "A"), secrecy="mat")
    assert marking.known(given) is given
    assert marking.scheme_name("uk-3x5x2") == "UK 3x5x2"
    assert marking.scheme_name("our-own") == "our-own"
