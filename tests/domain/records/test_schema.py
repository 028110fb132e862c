"""Values of a record: read field by field, every problem at once, and only shareable fields ever leave."""

from __future__ import annotations

import hashlib
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kouprey.domain.records.information import INFORMATION
from kouprey.domain.records.schema import (
    Field,
    Form,
    Kind,
    Unfit,
    digest,
    fitted,
    is_nominal,
    shareable_part,
    snapshot,
)

COUNTRIES = ["KH", "VN"]
GOOD = {"subject": "Scales", "text": "Seen."}
KIND = Kind("k", "K", "Kind", "k-1", (Field("a", "A", longest=3), Field("b", "B", form=Form.TEXT)), "a")


def test_values_are_kept_in_one_form_and_blank_ones_left_out():
    given_values = {
        "subject": "  Scales \t in a  box ", "text": "One\r\ntwo ", "when": "2026-1", "countries": "kh\nvn, kh",
        "taxa": ["Manis javanica", " ", "Manis javanica"], "place": "  ", "source": "",
    }  # fmt: skip
    assert fitted(INFORMATION, given_values, COUNTRIES) == {
        "subject": "Scales in a box", "text": "One\ntwo", "when": "2026-01", "countries": ["KH", "VN"],
        "taxa": ["Manis javanica"],
    }  # fmt: skip


def test_every_problem_is_told_at_its_field():
    with pytest.raises(Unfit) as refused:
        fitted(INFORMATION, {"when": "soon", "countries": "KH, XX", "colour": "red", "text": "a\x00"}, COUNTRIES)
    problems = refused.value.problems
    assert set(problems) == {"subject", "when", "countries", "colour", "text"}
    assert problems["subject"] == "Subject is missing."
    assert problems["countries"].startswith("Countries concerned: XX is no code of a country.")
    assert "no field colour" in problems["colour"]
    assert "cannot be shown" in problems["text"]
    assert refused.value.kept == "Nothing was saved."


def test_a_value_may_be_as_long_as_its_field():
    assert fitted(KIND, {"a": "abc"}, ()) == {"a": "abc"}
    with pytest.raises(Unfit, match="longer than 3 characters"):
        fitted(KIND, {"a": "abcd"}, ())


@given(some.text(max_size=30))
def test_what_is_kept_reads_the_same_again(text: str):
    try:
        kept = fitted(KIND, {"b": text}, ())
    except Unfit:
        assert any(unicodedata.category(c) == "Cc" for c in text)
        return
    assert fitted(KIND, kept, ()) == kept
    assert kept.get("b", "") == unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip()


def test_names_of_persons_make_a_record_nominal():
    assert is_nominal(INFORMATION, GOOD | {"persons": "N. Invented"})
    assert not is_nominal(INFORMATION, GOOD | {"persons": ""})
    assert not is_nominal(INFORMATION, GOOD | {"source": "A clerk"})


def test_national_fields_never_leave():
    every = {field.name: "x" for field in INFORMATION.fields}
    names = list(every)
    assert set(shareable_part(INFORMATION, every, names)) == {"subject", "text", "when", "countries", "taxa"}
    assert shareable_part(INFORMATION, every, ["text", "persons", "source", "place"]) == {"text": "x"}
    assert shareable_part(INFORMATION, GOOD, ["when", "text"]) == {"text": "Seen."}
    assert shareable_part(INFORMATION, GOOD, []) == {}


def test_a_field_has_its_title_or_goes_by_its_name():
    assert INFORMATION.title_of("when") == "Date of the event"
    assert INFORMATION.title_of("colour") == "colour"
    assert INFORMATION.shareable == ("subject", "text", "when", "countries", "taxa")


@given(some.dictionaries(some.sampled_from("abcdef"), some.text(max_size=5)))
def test_a_snapshot_does_not_depend_on_the_order_of_keys(values: dict[str, str]):
    text = snapshot(values)
    assert text == snapshot(dict(reversed(values.items())))
    assert json.loads(text) == values
    assert "\n" not in text
    assert digest(text) == hashlib.sha256(text.encode()).hexdigest()
