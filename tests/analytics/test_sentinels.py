"""Values enter compiled SQL as literals: whatever is in them, they stay values."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouprey.analytics.engine import text
from kouprey.analytics.sentinels import number, put, word

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00«»"))
TAXA = f"SELECT list_value({text(word('taxa'))})"


@pytest.fixture(scope="module")
def engine() -> duckdb.DuckDBPyConnection:
    """An engine in memory."""
    return duckdb.connect()


@given(
    st.lists(TEXT.filter(lambda value: not any(str(number(n)) in value for n in ("first_year", "top"))), min_size=1)
)
def test_values_come_out_as_they_went_in(values: list[str]) -> None:
    query = put(TAXA, {"taxa": ("", values)}, {"first_year": 1, "top": 3})
    assert duckdb.execute(query).fetchone() == (values,)


@pytest.mark.parametrize("value", ["O'Brien's", "''", "'); DROP TABLE trade; --", 'a "b"', "\\", "%s {x}", "ñ眼\n"])
def test_quotes_and_commands_are_text(engine: duckdb.DuckDBPyConnection, value: str) -> None:
    assert engine.execute(put(TAXA, {"taxa": ("", (value, "x"))}, {})).fetchone() == ([value, "x"],)


def test_a_list_without_values_matches_nothing(engine: duckdb.DuckDBPyConnection) -> None:
    query = put(f"SELECT 'x' IN ({text(word('taxa'))})", {"taxa": ("", ())}, {})
    assert engine.execute(query).fetchone() == (None,)


def test_values_are_of_the_coded_type(engine: duckdb.DuckDBPyConnection) -> None:
    engine.execute("CREATE TYPE code_taxon AS ENUM ('Naja', 'It''s')")
    query = put(
        f"SELECT typeof(v), v::VARCHAR FROM (SELECT {text(word('t'))} AS v)", {"t": ("code_taxon", ("It's",))}, {}
    )
    kind, value = engine.execute(query).fetchone() or ("", "")
    assert kind.startswith("ENUM")
    assert value == "It's"


def test_numbers_are_put_in(engine: duckdb.DuckDBPyConnection) -> None:
    names = ("first_year", "last_year", "top")
    query = put(
        f"SELECT {', '.join(str(number(name)) for name in names)}", {}, dict(zip(names, (1997, 2016, 5), strict=True))
    )
    assert engine.execute(query).fetchone() == (1997, 2016, 5)


@pytest.mark.parametrize("name", ["first_year", "last_year", "top"])
def test_a_value_that_looks_like_a_place_stays_a_value(engine: duckdb.DuckDBPyConnection, name: str) -> None:
    value = f"hybrid no. {number(name)}"
    assert engine.execute(put(TAXA, {"taxa": ("", (value,))}, {name: 5})).fetchone() == ([value],)
