"""Direct exports: goods sent from the country they come from, as both sides report them.

Direct trade is trade whose origin is blank or the exporter. Rules about production (trends, quotas, captive
sources) look at it alone, because a country answers for what it produces, not for what passes through.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kouprey.analytics.measures.filters import Filters
from kouprey.analytics.measures.naming import chosen
from kouprey.analytics.measures.order import written

SIDES = ("importer_quantity", "exporter_quantity")


@dataclass(frozen=True, slots=True)
class DirectShape:
    """The shape of the question: its filters, and the columns that stay apart."""

    filters: Filters
    keys: tuple[str, ...]
    accepted: bool = False


def direct_exports(t: Any, shape: DirectShape) -> Any:
    """One row per key, in the order of the keys, with the sums of what importers and what exporters report."""
    rows = chosen(t.filter(t.source_country == t.exporter), shape.filters, accepted=shape.accepted)
    importer, exporter = (rows[side] for side in SIDES)
    sums = rows.group_by(list(shape.keys)).agg(importer_quantity=importer.sum(), exporter_quantity=exporter.sum())
    sums = sums.filter(sums.importer_quantity.notnull() | sums.exporter_quantity.notnull())
    found = sums.select(*shape.keys, *SIDES)
    return found.order_by(written(found, shape.keys))


def first_imports(t: Any, filters: Filters, *, accepted: bool = False) -> Any:
    """Per taxon and importer the first year in which either side reports an import."""
    rows = chosen(t, filters, accepted=accepted)
    reported = rows.importer_quantity.notnull() | rows.exporter_quantity.notnull()
    first = rows.filter(reported).group_by("taxon", "importer").agg(year=lambda r: r.year.min())
    return first.order_by(written(first, ["taxon", "importer"]))
