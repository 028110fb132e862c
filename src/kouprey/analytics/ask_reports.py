"""Answers of mirror and flows: one query each, the rules of `domain`, note and warnings."""

from __future__ import annotations

from typing import Any

from kouprey.analytics.answer import Answer
from kouprey.analytics.ask import Desk
from kouprey.analytics.clerk import Clerk, Row, answer
from kouprey.analytics.measures import mirror as measure
from kouprey.domain.trade import flows as flow_rules
from kouprey.domain.trade import mirror as mirror_rules
from kouprey.domain.trade import notes
from kouprey.domain.trade.question import Study
from kouprey.kernel.words import said

EDGES = ("from", "to", "quantity", "share", "re_exported")
COUNTRIES = flow_rules.Node._fields
PART = said("With a filter on importer or exporter, the countries' figures show only this part of the network.")


def mirror(desk: Desk, q: Study) -> Answer:
    """Both reporters' figures side by side, brought together in stages; the note counts all rows."""
    band, synonyms = mirror_rules.band(), mirror_rules.synonyms()
    bounds = (band.number("band_low"), band.number("band_high"))
    with desk.connect() as connection:
        clerk = Clerk(desk, connection)
        asked = clerk.ready(q)
        parts = (desk.release.kind, asked.filters, synonyms, bounds, asked.accepted)

        def build(table: Any) -> Any:
            return measure.mirror(table, measure.MirrorShape(*parts))

        clerk.lay(measure.MET, "mirror", (parts, mirror_rules.COLUMNS), asked, build)
        rows = clerk.run(measure.largest(q.top))
        counted = clerk.run(measure.counts())
    note = notes.mirror_note(q, desk.data, asked.matched, band, synonyms, mirror_rules.counts(counted))
    return answer(desk, "mirror", q, asked.noted(note), mirror_rules.COLUMNS, rows, clerk, asked.strange)


def flows(desk: Desk, q: Study, show: str) -> Answer:
    """The network of trade: its edges, or its countries."""
    with desk.connect() as connection:
        clerk = Clerk(desk, connection)
        asked = clerk.ready(q)
        parts = (desk.release.kind, q.quantity, asked.filters, asked.accepted)

        def build(table: Any) -> Any:
            from kouprey.analytics.measures.flows import FlowShape, flows

            return flows(table, FlowShape(*parts))

        edges = [flow_rules.Edge(*row) for row in clerk.rows("flows", parts, asked, build)]
    if show == "countries":
        rows: list[Row] = [tuple(n) for n in flow_rules.nodes(edges, transit=q.geography == "exporter")]
    else:
        rows = [(e.exporter, e.importer, e.quantity, share, e.re_exported) for e, share in flow_rules.shares(edges)]
    note = asked.noted(notes.flows_note(q, desk.data, asked.matched, show))
    columns = COUNTRIES if show == "countries" else EDGES
    mind = [*asked.strange, *_part_of_network(q)]
    return answer(desk, "flows", q, note, columns, rows[: q.top], clerk, mind)


def _part_of_network(q: Study) -> list[str]:
    if q.importer is None and q.exporter is None:
        return []
    return [PART]
