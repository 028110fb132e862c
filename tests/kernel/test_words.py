"""Words that remember how they were made are plain English text to everybody else, and survive being kept."""

from __future__ import annotations

import copy
import json
import pickle

import pytest

from kouprey.kernel import jsontext
from kouprey.kernel.words import Said, Several, changed, declared, packed, recognised, said, several, unpacked

HALF = said("the larger of %(first)s and %(second)s", first=1, second=declared("two"))
WHOLE = several((said("Quantity: %(rule)s.", rule=HALF), "", said("100 % of it.")))


def test_they_are_the_english_sentence() -> None:
    assert WHOLE == "Quantity: the larger of 1 and two. 100 % of it."
    assert json.dumps([WHOLE]) == jsontext.dumps([WHOLE]) == json.dumps([str(WHOLE)])
    assert {WHOLE: 1}[str(WHOLE)] == 1
    assert (HALF.template, HALF.values) == (
        "the larger of %(first)s and %(second)s",
        {"first": 1, "second": "two"},
    )


def test_what_is_no_text_and_no_number_becomes_text() -> None:
    error = ValueError("no such thing")
    assert said("It broke: %(error)s", error=error).values == {"error": "no such thing"}


def test_a_placeholder_without_a_value_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        said("%(this)s and %(that)s", this=1)


@pytest.mark.parametrize("again", [copy.deepcopy, lambda x: pickle.loads(pickle.dumps(x)), lambda x: _kept(x)])  # noqa: S301
def test_they_survive_being_copied_and_kept(again) -> None:
    found = again(WHOLE)
    assert found == WHOLE
    assert isinstance(found, Several)
    assert isinstance(found.parts[0], Said)
    assert found.parts[0].values["rule"].template == HALF.template


def _kept(words: str) -> str:
    return unpacked(json.loads(json.dumps(packed(words))))


def test_plain_text_is_kept_as_it_is() -> None:
    assert packed("plain") == unpacked("plain") == "plain"


def test_names_of_files_change_and_the_sentence_stays() -> None:
    found = changed(
        several((said("%(path)s is empty.", path="/place/a.csv"), "/place/b")), lambda t: t.replace("/place/", "")
    )
    assert found == "a.csv is empty. b"
    assert isinstance(found, Several)
    assert found.parts[0].template == "%(path)s is empty."


def test_a_sentence_that_was_kept_as_text_is_recognised() -> None:
    templates = ("the code is (none)", "the row has %(found)s fields where the header has %(width)s")
    found = recognised("the row has 3 fields where the header has 12", templates)
    assert isinstance(found, Said)
    assert found.values == {"found": "3", "width": "12"}
    assert isinstance(recognised("the code is (none)", templates), Said)
    assert type(recognised("something else", templates)) is str
