"""JSON that any reader reads back as it was meant: exact numbers, order kept, nothing guessed."""

from __future__ import annotations

import json
from collections import OrderedDict
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouprey.kernel.jsontext import dumps, records

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
NUMBERS = st.one_of(
    st.integers(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.floats(allow_nan=False, allow_infinity=False),
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), TEXT, NUMBERS),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(TEXT, inner)),
    max_leaves=12,
)


class Pair(NamedTuple):
    """A tuple that is a kind of its own."""

    first: str
    second: int


def meant(value: Any) -> Any:
    """The value with every number as the exact decimal that its text should give."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, dict):
        return {key: meant(part) for key, part in value.items()}
    if isinstance(value, list):
        return [meant(part) for part in value]
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


def read(text: str) -> Any:
    return json.loads(text, parse_float=Decimal, parse_int=Decimal)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("0.100000000"), "0.1"),
        (Decimal("5E-12"), "0.000000000005"),
        (Decimal("1E+20"), "100000000000000000000"),
        (10**30, "1" + "0" * 30),
        (1e-9, "0.000000001"),
        (True, "true"),
        (None, "null"),
        ("ແມວ “NA” \n\\", '"ແມວ “NA” \\n\\\\"'),
        ({"b": 1, "a": [1, (2, "x")], "": {}}, '{"b": 1, "a": [1, [2, "x"]], "": {}}'),
        (OrderedDict(z=1, a=2), '{"z": 1, "a": 2}'),
        (Pair("a", 1), '["a", 1]'),
        ({2013: Decimal("1.0")}, '{"2013": 1}'),
    ],
)
def test_known_texts(value: Any, text: str) -> None:
    assert dumps(value) == text


@pytest.mark.parametrize("value", [{1, 2}, b"x", date(2021, 1, 29), object(), 1j, ["deep", {"in": {3}}]])
def test_what_has_no_json_form_is_refused(value: Any) -> None:
    with pytest.raises(TypeError, match="has no JSON form here"):
        dumps(value)


@pytest.mark.parametrize("value", [Decimal("NaN"), float("inf")])
def test_what_is_no_number_is_refused(value: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        dumps(value)


@given(VALUES)
def test_reading_it_back_gives_the_value(value: Any) -> None:
    assert read(dumps(value)) == meant(value)


@given(st.lists(st.tuples(TEXT, NUMBERS, st.none() | TEXT)))
def test_records_are_rows_as_objects(rows: list[tuple[Any, ...]]) -> None:
    columns = ("taxon", 'a "quoted" name', "unit")
    assert read(records(columns, rows)) == [meant(dict(zip(columns, row, strict=True))) for row in rows]
