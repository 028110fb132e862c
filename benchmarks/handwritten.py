"""Hand-written SQL for the seven questions, in three variants; the fastest stands for a careful expert.

`coded`: literals of the column's own ENUM type. `text`: plain text literals. `late`: coded, with the countries of a
row gathered only after the largest rows are known. For a table of strings only plain text literals make sense.
"""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks.questions import Question

VARIANTS = ("coded", "text", "late")
TEN = "year, appendix, taxon, importer, exporter, origin, unit, term, purpose, source"


def sql(question: Question, variant: str, table: str = "lines") -> str:
    """The query of one variant: on Kouprey's `lines`, or on a table `trade` of shipment rows, which folds them."""
    where = _where(question, coded=variant != "text")
    if question.gross:
        return _gross(question, table, where)
    return _study(question, variant, table, where)


def _literal(value: str, kind: str, *, coded: bool) -> str:
    return f"'{value}'::code_{kind}" if coded else f"'{value}'"


def _in(column: str, kind: str, values: Iterable[str], *, coded: bool) -> str:
    listed = ", ".join(_literal(value, kind, coded=coded) for value in values)
    return f"{column} IN ({listed})"


def _where(q: Question, *, coded: bool) -> str:
    parts = ["true"]
    if q.importer:
        parts.append(_in("importer", "country", q.importer, coded=coded))
    if q.exporter:
        parts.append(_in(_country(q), "country", q.exporter, coded=coded))
    if q.years:
        parts.append(f"year BETWEEN {q.years[0]} AND {q.years[1]}")
    if q.terms:
        parts.append(_in("term", "term", q.terms, coded=coded))
    if q.class_:
        parts.append(_in('"class"', "class", (q.class_,), coded=coded))
    if q.unit is not None:
        parts.append(_in("unit", "unit", (q.unit,), coded=coded))
    return " AND ".join(parts)


def _country(q: Question) -> str:
    return "source_country" if q.geography == "origin" else "exporter"


def _amount(q: Question) -> str:
    return {
        "importer": "importer_quantity",
        "importer-first": "coalesce(importer_quantity, exporter_quantity)",
        "max": "greatest(importer_quantity, exporter_quantity)",
    }[q.quantity]


def _study(q: Question, variant: str, table: str, where: str) -> str:
    coded = variant != "text"
    rows = f"(SELECT * FROM {table} WHERE {where})"
    if q.quantity != "importer" and table != "lines":
        rows = (
            f"(SELECT {TEN}, min(genus) AS genus, min(source_country) AS source_country, "
            "sum(importer_quantity) AS importer_quantity, sum(exporter_quantity) AS exporter_quantity "
            f"FROM {table} WHERE {where} GROUP BY {TEN})"
        )
    keys = {name: _key(q, name, coded=coded) for name in q.by} | {"unit": "unit"}
    named = ", ".join(f'{expression} AS "{name}"' for name, expression in keys.items())
    listed = ", ".join(f'"{name}"' for name in keys)
    wild, captive = (_in("source", "source", codes, coded=coded) for codes in (("W", "R"), ("C", "D", "F")))
    amount = _amount(q)
    cells = f"""
        SELECT {named}, {_country(q)} AS _country, sum({amount}) AS q,
               sum({amount}) FILTER ({wild}) AS w, sum({amount}) FILTER ({captive}) AS c
        FROM {rows} WHERE {amount} IS NOT NULL GROUP BY ALL"""
    same = ", ".join(f'"{name}"' for name in keys if name in ("term", "unit"))
    limit = f"LIMIT {q.top}" if q.top else ""
    if variant == "late":
        return _late(cells, listed, same, limit)
    return f"""
        WITH cells AS ({cells}),
        found AS (
            SELECT {listed}, sum(q) AS quantity, coalesce(sum(w), 0) AS wild, coalesce(sum(c), 0) AS captive,
                   list({{'country': _country, 'quantity': q}} ORDER BY q DESC, _country) AS parts
            FROM cells GROUP BY ALL),
        shared AS (
            SELECT {listed}, quantity,
                   quantity::DOUBLE / nullif((sum(quantity) OVER (PARTITION BY {same}))::DOUBLE, 0) AS share,
                   wild, captive, parts
            FROM found ORDER BY quantity DESC, {listed} {limit})
        SELECT {listed}, quantity, share, wild::DOUBLE / nullif(quantity::DOUBLE, 0) AS wild_share,
               captive::DOUBLE / nullif(quantity::DOUBLE, 0) AS captive_share,
               list_transform(parts, lambda p: {{'country': p.country, 'quantity': p.quantity,
                   'share': p.quantity::DOUBLE / nullif(quantity::DOUBLE, 0)}}) AS countries
        FROM shared ORDER BY quantity DESC, {listed}"""


def _late(cells: str, listed: str, same: str, limit: str) -> str:
    """Totals, shares and limit first; then the countries of the rows that are left."""
    return f"""
        WITH cells AS MATERIALIZED ({cells}),
        found AS (
            SELECT {listed}, sum(q) AS quantity, coalesce(sum(w), 0) AS wild, coalesce(sum(c), 0) AS captive
            FROM cells GROUP BY ALL),
        shared AS (
            SELECT {listed}, quantity,
                   quantity::DOUBLE / nullif((sum(quantity) OVER (PARTITION BY {same}))::DOUBLE, 0) AS share,
                   wild::DOUBLE / nullif(quantity::DOUBLE, 0) AS wild_share,
                   captive::DOUBLE / nullif(quantity::DOUBLE, 0) AS captive_share
            FROM found ORDER BY quantity DESC, {listed} {limit}),
        parts AS (
            SELECT {listed}, list({{'country': _country, 'quantity': q,
                       'share': q::DOUBLE / nullif(quantity::DOUBLE, 0)}} ORDER BY q DESC, _country) AS countries
            FROM cells JOIN shared USING ({listed}) GROUP BY ALL)
        SELECT {listed}, quantity, share, wild_share, captive_share, countries
        FROM shared JOIN parts USING ({listed}) ORDER BY quantity DESC, {listed}"""


def _key(q: Question, name: str, *, coded: bool) -> str:
    if name == "country":
        return _country(q)
    if name == "taxon" and q.at_genus:
        return (
            f"CASE WHEN {_in('genus', 'genus', q.at_genus, coded=coded)} THEN genus::VARCHAR ELSE taxon::VARCHAR END"
        )
    return name


def _gross(q: Question, table: str, where: str) -> str:
    country = "exporter" if q.gross == "exports" else "importer"
    return f"""
        SELECT appendix, taxon, term, unit, {country} AS country, year, sum(larger) AS quantity
        FROM (SELECT year, appendix, taxon, importer, exporter, term, unit,
                     greatest(sum(importer_quantity), sum(exporter_quantity)) AS larger
              FROM {table} WHERE {where} GROUP BY ALL)
        WHERE larger > 0 GROUP BY ALL
        ORDER BY appendix, taxon, term, unit, country, year"""
