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


def mirror(desk: Desk, q: Study, at_most: int | None = None) -> Answer:
    """Both reporters' figures side by side, brought together in stages; the note counts all rows.

    Of all rows `at_most` the largest are given, for whoever cannot look at more.
    """
    band, synonyms = mirror_rules.band(), mirror_rules.synonyms()
    bounds = (band.number("band_low"), band.number("band_high"))
    with desk.connect() as connection:
        clerk = Clerk(desk, connection)
        asked = clerk.ready(q)
        parts = (desk.release.kind, asked.filters, synonyms, bounds, asked.accepted)

        def build(table: Any) -> Any:
            return measure.mirror(table, measure.MirrorShape(*parts))

        clerk.lay(measure.MET, "mirror", (parts, mirror_rules.COLUMNS), asked, build)
        rows = clerk.run(measure.largest(at_most if q.top is None else q.top))
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

        found = clerk.rows("flows", parts, asked, build)
    if show == "countries":
        edges = [flow_rules.Edge(*row) for row in found]
        rows: list[Row] = [tuple(n) for n in flow_rules.nodes(edges, transit=q.geography == "exporter")]
    else:
        shares = flow_rules.shares([row[2] for row in found])
        rows = [(*row[:3], share, row[3]) for row, share in zip(found, shares, strict=True)]
    note = asked.noted(notes.flows_note(q, desk.data, asked.matched, show))
    columns = COUNTRIES if show == "countries" else EDGES
    mind = [*asked.strange, *_part_of_network(q)]
    return answer(desk, "flows", q, note, columns, rows[: q.top], clerk, mind)


def _part_of_network(q: Study) -> list[str]:
    if q.importer is None and q.exporter is None:
        return []
    return [PART]
