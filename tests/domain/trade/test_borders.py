"""The list of land borders against the outlines of Natural Earth, which were drawn by others."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from kouprey.domain.lists import load
from kouprey.domain.trade.codes import states
from kouprey.domain.trade.redflag_rules import living_states, neighbours
from kouprey.formats.charts.outlines import topology

NO_CODE = "-"
"""Kosovo, Somaliland and a few lines of control have an outline and no number of ISO."""
OF_FRANCE = {("BR", "FR"), ("FR", "SR")}
"""The outlines draw French Guiana as France."""


def pairs() -> set[tuple[str, str]]:
    return {(row["country"], row["neighbour"]) for row in load("borders").rows}


def drawn() -> set[tuple[str, str]]:
    """Countries whose outlines share a line."""
    codes = {row["number"]: row["code"] for row in load("country-points").rows}
    owners: dict[int, set[str]] = {}
    for shape in topology()["objects"]["countries"]["geometries"]:
        for line in _lines(shape["arcs"]):
            owners.setdefault(max(line, ~line), set()).add(codes.get(str(shape.get("id")), NO_CODE))
    return {pair for found in owners.values() for pair in combinations(sorted(found - {NO_CODE}), 2)}


def _lines(arcs: list[Any]) -> Iterator[int]:
    for arc in arcs:
        if isinstance(arc, list):
            yield from _lines(arc)
        else:
            yield arc


def test_every_drawn_border_is_in_the_list() -> None:
    assert drawn() - pairs() == OF_FRANCE


def test_what_is_not_drawn_bears_a_note() -> None:
    own = {(row["country"], row["neighbour"]) for row in load("borders").rows if row["note"]}
    assert pairs() - drawn() <= own


def test_each_border_stands_once_between_two_places_that_exist() -> None:
    rows = load("borders").rows
    assert len(pairs()) == len(rows)
    assert all(here < there for here, there in pairs())
    assert {code for pair in pairs() for code in pair} <= states()


def test_neighbours_go_both_ways_and_islands_have_none() -> None:
    near = neighbours()
    assert near["TL"] == {"ID"}
    assert "TL" in near["ID"]
    assert "SG" not in near
    assert "PH" not in near


def test_former_states_regions_and_the_high_seas_do_not_exist() -> None:
    assert not {"YU", "CS", "SU", "XX", "XV", "ZZ", "XA"} & living_states()
    assert {"KV", "NA", "HK", "VN"} <= living_states()
