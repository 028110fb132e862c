"""`mirror`: importers' and exporters' figures for the same trade, brought together in stages."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from kouprey.analytics.measures.filters import Filters
from kouprey.analytics.measures.naming import chosen
from kouprey.analytics.measures.order import written_sql
from kouprey.domain.trade.mirror import COLUMNS, COUNTED, KEYS, Synonyms

_SIDES = ("importer_quantity", "exporter_quantity")
_TOTALS = (*_SIDES, *COUNTED)


@dataclass(frozen=True, slots=True)
class MirrorShape:
    """The shape of a mirror question: everything but the values of its filters."""

    kind: str
    filters: Filters
    synonyms: tuple[Synonyms, ...]
    band: tuple[Decimal, Decimal]
    accepted: bool = False


MET = "met"
"""The temporary table that the rows are laid down in: an answer reads them twice, for its rows and its counts."""


def mirror(t: Any, shape: MirrorShape) -> Any:
    """One row per key, in no order."""
    return _rows(t, shape).select(*COLUMNS)


def largest(top: int | None) -> str:
    """The rows of `MET`, the largest difference first. Only those that may be among the first are put in order."""
    size = "abs(difference)"
    some = limit = ""
    if top is not None:
        first = f"SELECT {size} AS size FROM {MET} ORDER BY size DESC LIMIT {top:d}"
        some, limit = f" WHERE {size} >= (SELECT min(size) FROM ({first}))", f" LIMIT {top:d}"
    return f"SELECT {', '.join(COLUMNS)} FROM {MET}{some} ORDER BY {size} DESC, {written_sql(KEYS)}{limit}"


def counts() -> str:
    """How many rows and lines of `MET` there are of each agreement at each stage."""
    wide = ", ".join(f"sum({name})::BIGINT" for name in COUNTED)
    rows = f"SELECT stage, agreement, count(*), count(*) FILTER (equal_band), {wide} FROM {MET}"
    return f"{rows} GROUP BY stage, agreement ORDER BY stage, agreement"


def _rows(t: Any, shape: MirrorShape) -> Any:
    lines = chosen(t, shape.filters, accepted=shape.accepted, meet=shape.accepted and shape.kind == "bulk")
    importer, exporter = lines.importer_quantity, lines.exporter_quantity
    lines = lines.filter(importer.notnull() | exporter.notnull())
    return _compared(_together(_cells(lines), shape.synonyms), shape.band)


def _cells(lines: Any) -> Any:
    """The wide lines added up by key, with how many of them both sides report."""
    importer, exporter = lines.importer_quantity, lines.exporter_quantity
    cells = lines.group_by(**{key: lines[key] for key in KEYS}).agg(
        importer_quantity=importer.sum(),
        exporter_quantity=exporter.sum(),
        lines=lines.count(),
        lines_both=lines.count(where=importer.notnull() & exporter.notnull()),
        lines_equal=lines.count(where=importer == exporter),
        lines_importer_only=lines.count(where=exporter.isnull()),
        lines_exporter_only=lines.count(where=importer.isnull()),
    )
    return cells.mutate(**{key: cells[key].cast("string") for key in KEYS if key != "year"})


def _together(cells: Any, groups: tuple[Synonyms, ...]) -> Any:
    """Cells that only one side reports, added up with those of the other side under a synonym of the term."""
    import ibis

    if not groups:
        return cells.mutate(_met=ibis.literal(False))
    label = ibis.cases(*((cells.term.isin(list(g.terms)), g.label) for g in groups), else_=ibis.null("string"))
    one_sided = cells.importer_quantity.isnull() | cells.exporter_quantity.isnull()
    cells = cells.mutate(_label=one_sided.ifelse(label, ibis.null("string")))
    # Only these few are looked at side by side; all others stay as they are.
    named = cells.filter(cells._label.notnull())
    # Grouped and joined, because a window takes its time even over a handful of rows.
    wide = [*(key for key in KEYS if key != "term"), "_label"]
    seen = named.group_by(wide).agg(_sides=ibis.least(*(named[side].count() for side in _SIDES)))
    named = named.inner_join(seen, wide)
    named = named.mutate(_met=named._sides > 0)
    keys = {key: named[key] for key in KEYS} | {"term": named._met.ifelse(named._label, named.term)}
    met = named.group_by(**keys, _met=named._met).agg(**{c: named[c].sum().cast(cells[c].type()) for c in _TOTALS})
    rest = cells.filter(cells._label.isnull()).mutate(_met=ibis.literal(False))
    columns = (*KEYS, "_met", *_TOTALS)
    return ibis.union(rest.select(*columns), met.select(*columns))


def _compared(rows: Any, band: tuple[Decimal, Decimal]) -> Any:
    """Difference, ratio, gap and class. What one side does not report is no figure, and counts zero in the gap."""
    import ibis

    i, e = rows.importer_quantity, rows.exporter_quantity
    larger = ibis.greatest(i.coalesce(0), e.coalesce(0)).cast("float64").nullif(0.0)
    difference = i.coalesce(0) - e.coalesce(0)
    low, high = (ibis.literal(str(bound), type="string").cast("decimal(9, 4)") for bound in band)
    agreement = ibis.cases(
        (e.isnull(), "one-sided-importer"),
        (i.isnull(), "one-sided-exporter"),
        (i == e, "equal"),
        (i > e, "importer-larger"),
        else_="exporter-larger",
    )
    stage = ibis.cases(
        (rows._met, "synonyms"), (rows.lines_both > 0, "wide"), (_any_null(i, e), "none"), else_="relaxed"
    )
    return rows.mutate(
        difference=difference,
        ratio=i.cast("float64") / e.cast("float64").nullif(0.0),
        relative_gap=difference.cast("float64") / larger,
        agreement=agreement,
        # Multiplied, not divided: exact, and right where the exporter reports zero.
        equal_band=((i >= e * low) & (i <= e * high)).coalesce(False),
        stage=stage,
    )


def _any_null(*columns: Any) -> Any:
    return reduce(or_, (column.isnull() for column in columns))
