"""Rows stand in the order of what is written: sorting by a coded column costs more than a whole study."""

from __future__ import annotations

import re

import pytest

from kouprey.analytics import compiled
from kouprey.analytics.columns import CODED, SIMPLE_QUANTITY
from kouprey.analytics.measures import balance
from kouprey.analytics.measures.direct import DirectShape, direct_exports, first_imports
from kouprey.analytics.measures.filters import Filters
from kouprey.analytics.measures.flows import FlowShape, flows
from kouprey.analytics.measures.mirror import largest
from kouprey.analytics.measures.study import StudyShape, study

ALL = Filters()
QUERIES = {
    "study": lambda t: study(t, StudyShape("bulk", "max", ALL, top=True)),
    "flows": lambda t: flows(t, FlowShape("bulk", "max", ALL)),
    "gross": lambda t: balance.ordered(balance.gross(t, ALL, "exports")),
    "comptab": lambda t: balance.comptab(t, ALL),
    "direct": lambda t: direct_exports(t, DirectShape(ALL, ("taxon", "exporter", "year"))),
    "first imports": lambda t: first_imports(t, ALL),
}
SORTED = re.compile(r"ORDER BY(.*?)(?:\)|LIMIT|$)", re.DOTALL)
CODES = "|".join((*CODED, "_from", "_to", "_country", "country"))
BARE = re.compile(rf'"(?:{CODES})"\s*(?:ASC|DESC|,|$)')


@pytest.mark.parametrize("name", QUERIES)
def test_no_query_sorts_by_a_coded_column(name: str) -> None:
    query = compiled.compile_for("duckdb", SIMPLE_QUANTITY, QUERIES[name])
    keys = SORTED.findall(query)
    assert keys
    assert not [found for key in keys for found in BARE.findall(key)]


def test_the_mirror_sorts_by_what_is_written() -> None:
    assert "taxon || ''" in largest(None)
    assert "year, " in largest(None)
