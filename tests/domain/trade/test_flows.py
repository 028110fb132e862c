"""PageRank and the figures of countries against examples worked by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

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
    assert [share for _, share in shares([edge("ID", "CN", "3"), edge("CN", "US", "1")])] == [0.75, 0.25]
    assert [share for _, share in shares([edge("ID", "CN", "0")])] == [None]
