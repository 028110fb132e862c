"""Which rows a question looks at, as Ibis conditions with places for the values."""

from __future__ import annotations

from functools import reduce
from operator import and_, or_
from typing import Any, NamedTuple

from kouprey.analytics.sentinels import number, word

Span = tuple[int | None, int | None]


class Filters(NamedTuple):
    """The shape of a question's filters: which there are, not what their values are.

    `importer` and `exporter` hold one span of years per list of countries (most often one, without years);
    `taxon_columns` the columns in which the asked taxa occur; `class_mode` is "", "is" or "animals".
    """

    importer: tuple[Span, ...] = ()
    exporter: tuple[Span, ...] = ()
    geography: str = "exporter"
    years: bool = False
    taxon_columns: tuple[str, ...] = ()
    class_mode: str = ""
    terms: bool = False
    sources: bool = False
    purposes: bool = False
    unit: bool = False


def source_country(geography: str) -> str:
    """The column that holds the country of source under a geography rule."""
    return "source_country" if geography == "origin" else "exporter"


def conditions(t: Any, filters: Filters) -> list[Any]:
    """The conditions on the trade table `t`, for Ibis' `filter`."""
    found = []
    if filters.importer:
        found.append(_in_spans(t, "importer", "importer", filters.importer))
    if filters.exporter:
        found.append(_in_spans(t, source_country(filters.geography), "exporter", filters.exporter))
    if filters.years:
        found.append(t.year.between(number("first_year"), number("last_year")))
    if filters.taxon_columns:
        found.append(reduce(or_, (t[c].isin([word(f"taxon_{c}")]) for c in filters.taxon_columns)))
    if filters.class_mode == "animals":
        found.append(t["class"].notin([word("blank_class")]))
    elif filters.class_mode == "is":
        found.append(t["class"].isin([word("class")]))
    for field, asked in (
        ("term", filters.terms),
        ("source", filters.sources),
        ("purpose", filters.purposes),
        ("unit", filters.unit),
    ):
        if asked:
            found.append(t[field].isin([word(field)]))
    return found


def _in_spans(t: Any, column: str, name: str, spans: tuple[Span, ...]) -> Any:
    def one(position: int, span: Span) -> Any:
        first, last = span
        parts = [t[column].isin([word(f"{name}_{position}")])]
        parts += [t.year >= first] if first is not None else []
        parts += [t.year <= last] if last is not None else []
        return reduce(and_, parts)

    return reduce(or_, (one(i, span) for i, span in enumerate(spans)))
