"""`flows`: what went from which country to which, and how much of it was re-exported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kouprey.analytics.measures.filters import Filters, source_country
from kouprey.analytics.measures.lines import amount, needs_lines
from kouprey.analytics.measures.naming import chosen
from kouprey.analytics.measures.order import written


@dataclass(frozen=True, slots=True)
class FlowShape:
    """The shape of a question about flows: everything but the values of its filters."""

    kind: str
    quantity: str
    filters: Filters
    accepted: bool = False


def flows(t: Any, shape: FlowShape) -> Any:
    """One row per country of source and importer: quantity, and the part of it that comes from a third country."""
    import ibis

    meet = shape.accepted and shape.kind == "bulk" and needs_lines(shape.quantity)
    rows = chosen(t, shape.filters, accepted=shape.accepted, meet=meet)
    rows = rows.mutate(amount=amount(rows, shape.quantity)).filter(ibis._.amount.notnull())
    start = rows[source_country(shape.filters.geography)]
    edges = rows.group_by(_from=start, _to=rows.importer).agg(
        quantity=rows.amount.sum(),
        re_exported=rows.amount.sum(where=rows.source_country != rows.exporter).coalesce(0),
    )
    ordered = edges.order_by([ibis.desc("quantity"), *written(edges, ["_from", "_to"])])
    return ordered.select(edges._from, edges._to, "quantity", "re_exported")
