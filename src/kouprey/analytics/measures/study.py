"""`study`: how much of what came from where, with shares and the wild and captive parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kouprey.analytics.measures.convert import convert
from kouprey.analytics.measures.filters import Filters, source_country
from kouprey.analytics.measures.lines import amount, needs_lines
from kouprey.analytics.measures.naming import chosen
from kouprey.analytics.measures.order import written
from kouprey.analytics.sentinels import number, word
from kouprey.domain.trade.factors import FactorTable
from kouprey.domain.trade.standard import Standard

_CONVERTED_BY = ("class", "order", "family", "genus", "taxon", "term", "unit")


@dataclass(frozen=True, slots=True)
class StudyShape:
    """The shape of a study: everything but the values of its filters."""

    kind: str
    quantity: str
    filters: Filters
    by: tuple[str, ...] = ("taxon", "term")
    rank: str | None = None
    at_genus: bool = False
    top: bool = False
    woe: FactorTable | None = None
    standard: Standard | None = field(default=None)
    wanted_unit: bool = False
    accepted: bool = False


def study(t: Any, shape: StudyShape) -> Any:
    """The expression: one row per `by` field and unit, largest first; countries as an array of structs."""
    import ibis

    meet = shape.accepted and shape.kind == "bulk" and needs_lines(shape.quantity)
    rows = chosen(t, shape.filters, accepted=shape.accepted, meet=meet)
    rows = rows.mutate(amount=amount(rows, shape.quantity)).filter(ibis._.amount.notnull())
    keys = {name: _key(rows, name, shape) for name in shape.by} | {"unit": rows.unit}
    country = rows[source_country(shape.filters.geography)]
    if shape.woe is None and shape.standard is None:
        cells = _cells(rows, keys, country)
    else:
        cells = _converted_cells(rows, keys, country, shape)
    return _nested(cells, list(keys), shape)


def _key(rows: Any, name: str, shape: StudyShape) -> Any:
    if name == "country":
        return rows[source_country(shape.filters.geography)]
    if name != "taxon":
        return rows[name]
    if shape.rank:
        return rows[shape.rank]
    if shape.at_genus:
        return rows.genus.isin([word("at_genus")]).ifelse(rows.genus, rows.taxon)
    return rows.taxon


def _sums(rows: Any) -> dict[str, Any]:
    return {
        "amount": rows.amount.sum(),
        "wild": rows.amount.sum(where=rows.source.isin([word("wild")])),
        "captive": rows.amount.sum(where=rows.source.isin([word("captive")])),
    }


def _cells(rows: Any, keys: dict[str, Any], country: Any) -> Any:
    """One cell per key and country."""
    return rows.group_by(**keys, _country=country).agg(**_sums(rows))


def _converted_cells(rows: Any, keys: dict[str, Any], country: Any, shape: StudyShape) -> Any:
    """Cells after conversion. Factors are linear, so rows are added up first and then multiplied: exact and fast."""
    raw = {f"_{name}": rows[name] for name in _CONVERTED_BY}
    groups = rows.group_by(**keys, _country=country, **raw).agg(**_sums(rows))
    groups = convert(groups, shape.woe, shape.standard, unit=word("wanted_unit") if shape.wanted_unit else None)
    changed = {"term": groups._term, "unit": groups._unit}
    names = {name: changed.get(name, groups[name]) for name in keys}
    return groups.group_by(**names, _country=groups._country).agg(
        amount=groups.amount.sum(), wild=groups.wild.sum(), captive=groups.captive.sum()
    )


def _nested(cells: Any, keys: list[str], shape: StudyShape) -> Any:
    """Rows with their shares; the countries of a row are gathered only for the rows that are wanted."""
    import ibis

    rows = _shared(cells, keys)
    if shape.top:
        rows = rows.order_by([ibis.desc("quantity"), *written(rows, keys)]).limit(number("top"))
    figures = [column for column in rows.columns if column not in keys]
    parts = rows.inner_join(cells.select(*keys, "_country", "amount"), keys)
    entry = ibis.struct(
        {"country": parts._country, "quantity": parts.amount, "share": _share(parts.amount, parts.quantity)}
    )
    order = [parts.amount.desc(), *written(parts, ["_country"])]
    # Every country of a row says the same of the row: any of them will do.
    whole = parts.group_by(keys).agg(
        **{column: parts[column].arbitrary() for column in figures}, countries=entry.collect(order_by=order)
    )
    return whole.order_by([ibis.desc("quantity"), *written(whole, keys)])


def _shared(cells: Any, keys: list[str]) -> Any:
    """One row per key, with its share of the same term and unit and its wild and captive parts."""
    rows = cells.group_by(keys).agg(
        quantity=cells.amount.sum(), wild=cells.wild.sum().coalesce(0), captive=cells.captive.sum().coalesce(0)
    )
    same = [key for key in keys if key in ("term", "unit")]
    # Grouped and joined, because a window takes its time even over a handful of rows.
    totals = rows.group_by(same).agg(_total=rows.quantity.sum())
    rows = rows.inner_join(totals, same)
    return rows.select(
        *keys,
        "quantity",
        share=_share(rows.quantity, rows._total),
        wild_share=_share(rows.wild, rows.quantity),
        captive_share=_share(rows.captive, rows.quantity),
    )


def _share(part: Any, whole: Any) -> Any:
    return part.cast("float64") / whole.cast("float64").nullif(0.0)
