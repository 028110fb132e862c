"""`gross`, `net` and `comptab`: the reports of the CITES Trade Database, by its own formulas.

Formulas: SAPI, shipment_report_queries.rb; they reproduce the site's reports cell by cell (see the tests).
"""

from __future__ import annotations

from typing import Any

from kouprey.analytics.columns import RANKS, TEN_KEYS
from kouprey.analytics.measures.filters import Filters, conditions
from kouprey.analytics.measures.order import written

_CELL = ("appendix", "taxon", "term", "unit", "year")


def _filtered(t: Any, filters: Filters) -> Any:
    chosen = conditions(t, filters)
    return t.filter(chosen) if chosen else t


def gross(t: Any, filters: Filters, side: str) -> Any:
    """Per country, year, appendix, taxon, term and unit: the sum over partners of the larger reported total.

    `side` is "exports" or "imports". Origin, purpose and source are ignored. A total of zero is no trade: it
    has no cell.
    """
    import ibis

    rows = _filtered(t, filters)
    pairs = rows.group_by([*_CELL, "importer", "exporter"]).agg(
        importers=rows.importer_quantity.sum(), exporters=rows.exporter_quantity.sum()
    )
    pairs = pairs.mutate(larger=ibis.greatest(pairs.importers, pairs.exporters))
    pairs = pairs.filter(pairs.larger > 0)
    country = pairs.exporter if side == "exports" else pairs.importer
    return pairs.group_by(**{c: pairs[c] for c in _CELL}, country=country).agg(quantity=pairs.larger.sum())


def net(t: Any, filters: Filters, side: str) -> Any:
    """Gross exports less gross imports of the same country and cell (or the reverse), kept where above zero."""
    here = gross(t, filters, side)
    there = gross(t, filters, "imports" if side == "exports" else "exports")
    keys = [*_CELL, "country"]
    both = here.left_join(there.rename(other="quantity"), keys)
    left = here.quantity - both.other.coalesce(0)
    return both.select(*(here[k] for k in keys), quantity=left).filter(lambda r: r.quantity > 0)


def ordered(cells: Any) -> Any:
    """The cells in the order of the official reports."""
    keys = ["appendix", "taxon", "term", "unit", "country", "year"]
    rows = cells.select(*keys, "quantity")
    return rows.order_by(written(rows, keys))


def added_up(cells: Any) -> Any:
    """The cells added up by year, kind of goods by kind of goods, with how many cells there were."""
    sums = cells.group_by(["term", "unit", "year"]).agg(quantity=cells.quantity.sum(), cells=cells.count())
    return sums.order_by(written(sums, ["term", "unit", "year"]))


def comptab(t: Any, filters: Filters) -> Any:
    """The comparative tabulation: one row per line, in the order of the official columns."""
    lines = _filtered(t, filters)
    columns = (
        "year", "appendix", "taxon", *RANKS, "importer", "exporter", "origin", "importer_quantity",
        "exporter_quantity", "term", "unit", "purpose", "source",
    )  # fmt: skip
    rows = lines.select(*columns)
    return rows.order_by(written(rows, [*TEN_KEYS, "importer_quantity", "exporter_quantity"]))
