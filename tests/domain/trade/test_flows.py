"""PageRank and the figures of countries against examples worked by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kouprey.domain.trade.flow_ways import betweenness
from kouprey.domain.trade.flows import Edge, nodes, pagerank, shares, weights


def edge(exporter: str, importer: str, quantity: str, passed: str = "0") -> Edge:
    return Edge(exporter, importer, Decimal(quantity), Decimal(passed))


def test_pagerank_of_a_star_worked_by_hand() -> None:
    # Middle m, two leaves l: m = 0.05 + 0.85 * 2l, l = 0.05 + 0.85 * m / 2. So m = 0.135 / 0.2775 = 18/37.
    star = weights([edge("ID", "SG", "10"), edge("SG", "CN", "10")])
    found = pagerank(star)
    assert found["SG"] == pytest.approx(18 / 37, abs=1e-12)
    assert found["ID"] == found["CN"] == pytest.approx((1 - 18 / 37) / 2, abs=1e-12)


def test_pagerank_follows_the_weights() -> None:
    # One hub with weights 3 and 1: the leaves differ by 0.85 * h * (3/4 - 1/4), and all three add up to one.
    found = pagerank(weights([edge("SG", "CN", "3"), edge("SG", "US", "1")]))
    hub = found["SG"]
    assert found["CN"] - found["US"] == pytest.approx(0.85 * hub / 2, abs=1e-11)
    assert sum(found.values()) == pytest.approx(1, abs=1e-11)


def test_what_a_country_without_weight_holds_goes_to_all() -> None:
    found = pagerank({"A": {"B": 0.0}, "B": {"A": 0.0}})
    assert found == {"A": 0.5, "B": 0.5}


def ways(*edges: tuple[str, str, str]) -> dict[str, float]:
    return betweenness((here, there, Decimal(quantity)) for here, there, quantity in edges)


def test_betweenness_of_a_chain_worked_by_hand() -> None:
    # Of the six pairs of others only ID to CN goes through SG: one of (3 - 1) * (3 - 2) ordered pairs.
    assert ways(("ID", "SG", "10"), ("SG", "CN", "1")) == {"CN": 0.0, "ID": 0.0, "SG": 0.5}


def test_a_large_flow_is_a_short_way() -> None:
    # Straight 1/1; round by SG 1/10 + 1/10.
    assert ways(("ID", "CN", "1"), ("ID", "SG", "10"), ("SG", "CN", "10"))["SG"] == 0.5
    assert ways(("ID", "CN", "6"), ("ID", "SG", "10"), ("SG", "CN", "10"))["SG"] == 0.0


def test_equally_short_ways_share() -> None:
    # 1/2 = 1/3 + 1/6, which no sum of floats finds: both ways count half.
    assert ways(("ID", "CN", "2"), ("ID", "SG", "3"), ("SG", "CN", "6"))["SG"] == 0.25
    square = ways(("ID", "SG", "5"), ("ID", "TH", "5"), ("SG", "CN", "7"), ("TH", "CN", "7"))
    assert square["TH"] == pytest.approx(1 / 12)


def test_ways_have_a_direction_and_nothing_flows_along_a_zero() -> None:
    assert ways(("ID", "SG", "1"), ("CN", "SG", "1"))["SG"] == 0.0
    assert ways(("ID", "SG", "0"), ("SG", "CN", "1"))["SG"] == 0.0
    assert ways(("ID", "CN", "1")) == {"CN": 0.0, "ID": 0.0}


@settings(deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from("ABCDEF"), st.sampled_from("ABCDEF")),
        st.sampled_from(["0", "0.000000001", "1", "2", "3", "6", "1000000000"]), max_size=20,
    )
)  # fmt: skip
def test_betweenness_is_that_of_all_ways_written_out(quantities: dict[tuple[str, str], str]) -> None:
    """Every way without a return is listed and measured in exact fractions."""
    edges = {pair: Fraction(quantity) for pair, quantity in quantities.items() if pair[0] != pair[1]}
    places = sorted({place for pair in edges for place in pair})
    expected = dict.fromkeys(places, Fraction(0))
    for start, end in permutations(places, 2):
        between = [place for place in places if place not in (start, end)]
        all_ways = [(start, *via, end) for n in range(len(between) + 1) for via in permutations(between, n)]
        open_ways = [way for way in all_ways if all(edges.get(step) for step in pairwise(way))]
        lengths = [sum(1 / edges[step] for step in pairwise(way)) for way in open_ways]
        shortest = [way for way, length in zip(open_ways, lengths, strict=True) if length == min(lengths)]
        for way in shortest:
            for place in way[1:-1]:
                expected[place] += Fraction(1, len(shortest))
    pairs = (len(places) - 1) * (len(places) - 2)
    found = ways(*((here, there, quantity) for (here, there), quantity in quantities.items() if here != there))
    assert found == pytest.approx(
        {place: float(share / pairs) if pairs else 0.0 for place, share in expected.items()}
    )


def test_an_empty_network_has_no_rank() -> None:
    assert pagerank({}) == {}
    assert nodes([]) == []


def test_countries_worked_by_hand() -> None:
    edges = [edge("ID", "SG", "100"), edge("SG", "CN", "60", "40"), edge("ID", "CN", "5.5"), edge("CN", "CN", "9")]
    found = {node.country: node for node in nodes(edges)}
    assert found["ID"][1:7] == (Decimal("105.5"), Decimal(0), 2, 0, Decimal(0), None)
    assert found["SG"][1:7] == (Decimal(60), Decimal(100), 1, 1, Decimal(40), 0.4)
    assert found["CN"][1:7] == (Decimal(0), Decimal("65.5"), 0, 2, Decimal(0), 0.0)


def test_edges_that_start_at_the_origin_have_no_transit() -> None:
    assert [node.transit_share for node in nodes([edge("ID", "CN", "1"), edge("CN", "US", "1")], transit=False)] == [
        None,
        None,
        None,
    ]


def test_shares_of_the_whole() -> None:
    assert shares([Decimal(3), Decimal(1)]) == [0.75, 0.25]
    assert shares([Decimal(0)]) == [None]
