"""Trade as a network: what a country sends and takes in, how much of it passes through, who is a hub.

PageRank follows a published study of wildlife trade: the weight between two countries is imports and exports
together, so that direction does not matter. Transit share is re-exported over imported; that definition could not
be verified. Betweenness (flow_ways.py) is that of reported data, by a length of edges that is stated with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from kouprey.domain.trade.flow_ways import betweenness
from kouprey.domain.trade.rules import exactly

DAMPING = 0.85
"""Share of PageRank that follows the edges (Brin and Page 1998; the usual value)."""

SETTLED, ROUNDS = 1e-13, 500
DIGITS = 12
"""PageRanks are rounded to this many decimals, so that every machine prints the same."""


class Edge(NamedTuple):
    """What went from one country to another, and how much of it had come from a third."""

    exporter: str
    importer: str
    quantity: Decimal
    re_exported: Decimal


class Node(NamedTuple):
    """One country in the network; `transit_share` is None where nothing was imported."""

    country: str
    exports: Decimal
    imports: Decimal
    partners_out: int
    partners_in: int
    re_exports: Decimal
    transit_share: float | None
    pagerank: float
    betweenness: float


def shares(quantities: Sequence[Decimal]) -> list[float | None]:
    """The share that each flow has of all that flows; None if nothing does."""
    with exactly():
        whole = float(sum(quantities, Decimal(0)))
    return [float(quantity) / whole if whole else None for quantity in quantities]


def nodes(edges: Iterable[Edge], *, transit: bool = True) -> list[Node]:
    """Every country of the edges, the greatest PageRank first; trade of a country with itself does not count.

    `transit` is False where edges start at the origin: then nobody re-exports.
    """
    between = [edge for edge in edges if edge.exporter != edge.importer]
    with exactly():
        rank = pagerank(weights(between))
        ways = betweenness((edge.exporter, edge.importer, edge.quantity) for edge in between)
        sent: dict[str, list[Edge]] = {country: [] for country in rank}
        taken: dict[str, list[Edge]] = {country: [] for country in rank}
        for edge in between:
            sent[edge.exporter].append(edge)
            taken[edge.importer].append(edge)
        found = [
            _node(country, sent[country], taken[country], (rank[country], ways.get(country, 0.0)), transit)
            for country in rank
        ]
    return sorted(found, key=lambda node: (-node.pagerank, node.country))


def weights(edges: Iterable[Edge]) -> dict[str, dict[str, float]]:
    """The weight between each two countries: what goes one way and the other, added up exactly first."""
    exact: dict[str, dict[str, Decimal]] = {}
    for edge in edges:
        for here, there in ((edge.exporter, edge.importer), (edge.importer, edge.exporter)):
            partners = exact.setdefault(here, {})
            partners[there] = partners.get(there, Decimal(0)) + edge.quantity
    return {here: {there: float(exact[here][there]) for there in sorted(exact[here])} for here in sorted(exact)}


def pagerank(graph: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """PageRank by power iteration; the ranks add up to one. What a country without weight holds goes to all."""
    if not graph:
        return {}
    even = 1 / len(graph)
    totals = {country: sum(partners.values()) for country, partners in graph.items()}
    rank = dict.fromkeys(graph, even)
    for _ in range(ROUNDS):
        loose = sum(rank[country] for country, total in totals.items() if not total)
        fresh = dict.fromkeys(graph, (1 - DAMPING) * even + DAMPING * loose * even)
        for country, partners in graph.items():
            for partner, weight in partners.items():
                if weight:
                    fresh[partner] += DAMPING * rank[country] * weight / totals[country]
        moved = sum(abs(fresh[country] - rank[country]) for country in graph)
        rank = fresh
        if moved < SETTLED:
            break
    return {country: round(value, DIGITS) for country, value in rank.items()}


def _node(country: str, sent: list[Edge], taken: list[Edge], central: tuple[float, float], transit: bool) -> Node:
    imports = sum((edge.quantity for edge in taken), Decimal(0))
    passed = sum((edge.re_exported for edge in sent), Decimal(0))
    share = float(passed) / float(imports) if transit and imports else None
    exports = sum((edge.quantity for edge in sent), Decimal(0))
    return Node(country, exports, imports, len(sent), len(taken), passed, share, *central)
