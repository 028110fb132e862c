"""Betweenness of countries in a network of trade: on how many shortest ways between others each one lies.

Exact, by Brandes' algorithm (2001) with Dijkstra's search: every way is looked at, none is sampled. An edge leads
from the exporter to the importer and is as long as one over its quantity, so that large flows are short ways. Lengths
are whole numbers of a very small part (below), so that ways of the same length are found to be the same whatever the
order in which they are added up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from heapq import heappop, heappush
from math import lcm
from typing import Final

PART: Final = lcm(*range(1, 101)) * 10**9 << 64
"""Lengths are counted in 1/PART: exactly for quantities up to 100 and nine decimals, else to 60 digits and more."""

DIGITS: Final = 12
"""Rounded to so many decimals, so that every machine prints the same."""

Graph = Mapping[str, list[tuple[int, str]]]


def betweenness(edges: Iterable[tuple[str, str, Decimal]]) -> dict[str, float]:
    """For each country of the edges (from, to, quantity) the share of pairs of others that it lies between, 0 to 1.

    Where several ways between two countries are equally short, each counts for its part.
    """
    graph = _graph(edges)
    found = dict.fromkeys(graph, 0.0)
    for start in graph:
        _add_ways(graph, start, found)
    pairs = (len(graph) - 1) * (len(graph) - 2)
    return {country: round(value / pairs, DIGITS) if pairs else 0.0 for country, value in found.items()}


def _graph(edges: Iterable[tuple[str, str, Decimal]]) -> Graph:
    """Each country with its ways out, the shortest first; edges without a quantity lead nowhere."""
    graph: dict[str, list[tuple[int, str]]] = {}
    for here, there, quantity in edges:
        ways = graph.setdefault(here, [])
        graph.setdefault(there, [])
        if quantity > 0 and here != there:
            amount = Fraction(quantity)
            ways.append((PART * amount.denominator // amount.numerator, there))
    return {country: sorted(graph[country]) for country in sorted(graph)}


def _add_ways(graph: Graph, start: str, found: dict[str, float]) -> None:
    """Add what each country carries of the shortest ways from `start` to everybody."""
    order, before, ways = _search(graph, start)
    carried = dict.fromkeys(order, 0.0)
    for country in reversed(order):
        for previous in before[country]:
            carried[previous] += ways[previous] / ways[country] * (1 + carried[country])
        if country != start:
            found[country] += carried[country]


def _search(graph: Graph, start: str) -> tuple[list[str], dict[str, list[str]], dict[str, int]]:
    """Countries in the order of their distance, the last steps before each, and how many shortest ways lead there."""
    length: dict[str, int] = {start: 0}
    before: dict[str, list[str]] = {start: []}
    ways: dict[str, int] = {start: 1}
    order: list[str] = []
    done: set[str] = set()
    queue: list[tuple[int, str]] = [(0, start)]
    while queue:
        distance, here = heappop(queue)
        if here in done:
            continue
        done.add(here)
        order.append(here)
        for step, there in graph[here]:
            reached = distance + step
            known = length.get(there)
            if known is None or reached < known:
                length[there], before[there], ways[there] = reached, [here], ways[here]
                heappush(queue, (reached, there))
            elif reached == known:
                before[there].append(here)
                ways[there] += ways[here]
    return order, before, ways
