"""Numbers that are said on the telephone: misheard is noticed, and none tells how many there are."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kouprey.kernel.spoken import ALPHABET, check, heard, spoken

NUMBER = spoken("KH", "INF", 2026, UUID(int=7))


@given(some.uuids())
def test_a_number_is_heard_as_it_was_said(id: UUID):
    number = spoken("KH", "INF", 2026, id)
    assert number.startswith("KH-INF-2026-")
    assert [len(part) for part in number.split("-")] == [2, 3, 4, 6, 1]
    assert heard(f" {number.lower()} ") == number


@given(some.uuids(), some.integers(0, 5), some.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(id: UUID, place: int, wrong: str):
    number = spoken("VN", "INF", 2026, id)
    at = len("VN-INF-2026-") + place
    assert heard(number[:at] + wrong + number[at + 1 :]) == (number if number[at] == wrong else "")


@given(some.uuids(), some.integers(0, 4))
def test_two_neighbours_swapped_are_noticed(id: UUID, place: int):
    number = spoken("VN", "INF", 2026, id)
    at = len("VN-INF-2026-") + place
    one, two = number[at], number[at + 1]
    if one != two and {one, two} != {ALPHABET[0], ALPHABET[-1]}:
        assert heard(number[:at] + two + one + number[at + 2 :]) == ""


def test_letters_that_are_misread_are_read_as_what_they_look_like():
    for n in range(400):
        number = spoken("KH", "INF", 2026, UUID(int=n))
        head, drawn, last = number[:12], number[12:18], number[18:]
        if "0" in drawn and "1" in drawn:
            assert heard(head + drawn.replace("0", "O").replace("1", "L") + last) == number
            assert heard(head + drawn.replace("1", "i") + last) == number
            return
    pytest.fail("no number with both")


@pytest.mark.parametrize("text", ["", "scales", "KH-INF-2026-7K3QXD", f"{NUMBER}-1", NUMBER.replace("KH", "VN"),
                                  NUMBER[:-3] + "U" + NUMBER[-2:], NUMBER[:-1] + "U"])  # fmt: skip
def test_what_is_no_number_is_not_heard(text: str):
    assert heard(text) == ""


def test_the_check_character_is_that_of_luhn_modulo_32():
    assert "KH-INF-2026-" + NUMBER[12:18] + "-" + check(NUMBER[:18]) == NUMBER
    assert check("00") == "0"
    assert check("01") == "Y"
    assert check("0-Z") == "1"
    assert check("10") == "Z"


def test_the_drawn_characters_do_not_grow_with_the_id():
    drawn = [spoken("KH", "INF", 2026, UUID(int=n))[12:18] for n in range(50)]
    assert len(set(drawn)) == 50
    assert drawn != sorted(drawn)
