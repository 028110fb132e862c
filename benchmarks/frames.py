"""The seven questions for data frames: Polars (lazy, on Parquet) and pandas."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.questions import Question

TEN = ("year", "appendix", "taxon", "importer", "exporter", "origin", "unit", "term", "purpose", "source")


def polars_rows(question: Question, parquet: Path) -> list[tuple[Any, ...]]:
    """The answer by Polars, without the nested countries' order being any different."""
    import polars as pl

    frame = pl.scan_parquet(parquet)
    for column, values in _filters(question):
        frame = frame.filter(pl.col(column).is_in(list(values)))
    if question.years:
        frame = frame.filter(pl.col("year").is_between(*question.years))
    if question.gross:
        return _polars_gross(question, frame)
    if question.quantity != "importer":
        frame = frame.group_by(TEN).agg(
            pl.col("genus", "source_country").first(),
            pl.col("importer_quantity", "exporter_quantity").sum(),
            has_importer=pl.col("importer_quantity").count(),
            has_exporter=pl.col("exporter_quantity").count(),
        )
        # Polars sums nothing to zero; a line without a report must stay without a quantity.
        frame = frame.with_columns(
            importer_quantity=pl.when(pl.col("has_importer") > 0).then(pl.col("importer_quantity")),
            exporter_quantity=pl.when(pl.col("has_exporter") > 0).then(pl.col("exporter_quantity")),
        )
    amount = {
        "importer": pl.col("importer_quantity"),
        "importer-first": pl.coalesce("importer_quantity", "exporter_quantity"),
        "max": pl.max_horizontal("importer_quantity", "exporter_quantity"),
    }[question.quantity]
    country = "source_country" if question.geography == "origin" else "exporter"
    frame = frame.with_columns(q=amount, _country=pl.col(country)).filter(pl.col("q").is_not_null())
    if question.at_genus:
        at = pl.col("genus").is_in(list(question.at_genus))
        frame = frame.with_columns(taxon=pl.when(at).then("genus").otherwise("taxon"))
    if "country" in question.by:
        frame = frame.with_columns(country=pl.col("_country"))
    keys = [*question.by, "unit"]
    cells = frame.group_by([*keys, "_country"]).agg(
        q=pl.col("q").sum(),
        w=pl.col("q").filter(pl.col("source").is_in(["W", "R"])).sum(),
        c=pl.col("q").filter(pl.col("source").is_in(["C", "D", "F"])).sum(),
    )
    cells = cells.sort([*keys, "q", "_country"], descending=[False] * len(keys) + [True, False])
    rows = cells.group_by(keys, maintain_order=True).agg(
        quantity=pl.col("q").sum(), w=pl.col("w").sum(), c=pl.col("c").sum(),
        names=pl.col("_country"), amounts=pl.col("q"),
    )  # fmt: skip
    same = [key for key in keys if key in ("term", "unit")]
    rows = rows.with_columns(total=pl.col("quantity").sum().over(same))
    rows = rows.sort(["quantity", *keys], descending=[True] + [False] * len(keys))
    rows = rows.head(question.top) if question.top else rows
    found = rows.collect(engine="streaming")
    return [_row(record, keys) for record in found.iter_rows(named=True)]


def _polars_gross(question: Question, frame: Any) -> list[tuple[Any, ...]]:
    import polars as pl

    keys = ["appendix", "taxon", "term", "unit"]
    country = "exporter" if question.gross == "exports" else "importer"
    pairs = frame.group_by([*keys, "importer", "exporter", "year"]).agg(
        pl.col("importer_quantity", "exporter_quantity").sum()
    )
    pairs = pairs.with_columns(larger=pl.max_horizontal("importer_quantity", "exporter_quantity"))
    cells = pairs.filter(pl.col("larger") > 0).group_by([*keys, country, "year"]).agg(quantity=pl.col("larger").sum())
    found = cells.sort([*keys, country, "year"]).collect(engine="streaming")
    return [tuple(row) for row in found.select(*keys, country, "year", "quantity").iter_rows()]


def pandas_rows(question: Question, parquet: Path) -> list[tuple[Any, ...]]:
    """The largest part of a study by pandas: quantity by key and country, nested like the others."""
    import pandas as pd

    columns = [*TEN, "genus", "class", "source_country", "importer_quantity", "exporter_quantity"]
    frame = pd.read_parquet(parquet, columns=columns)
    for column, values in _filters(question):
        frame = frame[frame[column].isin(values)]
    if question.years:
        frame = frame[frame["year"].between(*question.years)]
    keys = [*question.by, "unit"]
    frame = frame[frame["importer_quantity"].notna()].assign(
        _country=frame["exporter"],
        w=frame["importer_quantity"].where(frame["source"].isin(["W", "R"]), 0.0),
        c=frame["importer_quantity"].where(frame["source"].isin(["C", "D", "F"]), 0.0),
    )
    if "country" in question.by:
        frame["country"] = frame["_country"]
    cells = frame.groupby([*keys, "_country"], as_index=False)[["importer_quantity", "w", "c"]].sum()
    cells = cells.sort_values(["importer_quantity", "_country"], ascending=[False, True])
    rows = cells.groupby(keys, as_index=False).agg(
        quantity=("importer_quantity", "sum"), w=("w", "sum"), c=("c", "sum"),
        names=("_country", list), amounts=("importer_quantity", list),
    )  # fmt: skip
    same = [key for key in keys if key in ("term", "unit")]
    rows["total"] = rows.groupby(same)["quantity"].transform("sum")
    rows = rows.sort_values(["quantity", *keys], ascending=[False] + [True] * len(keys))
    rows = rows.head(question.top) if question.top else rows
    return [_row(record, keys) for record in rows.to_dict("records")]


def _filters(q: Question) -> list[tuple[str, tuple[str, ...]]]:
    country = "source_country" if q.geography == "origin" else "exporter"
    asked = [("importer", q.importer), (country, q.exporter), ("term", q.terms)]
    asked += [("class", (q.class_,))] if q.class_ else []
    asked += [("unit", (q.unit,))] if q.unit is not None else []
    return [(column, values) for column, values in asked if values]


def _row(record: dict[str, Any], keys: list[str]) -> tuple[Any, ...]:
    quantity = record["quantity"]

    def share(part: float, whole: float) -> float | None:
        return part / whole if whole else None

    parts = [
        {"country": country, "quantity": amount, "share": share(amount, quantity)}
        for country, amount in zip(record["names"], record["amounts"], strict=True)
    ]
    shares = (share(quantity, record["total"]), share(record["w"], quantity), share(record["c"], quantity))
    return (*(record[key] for key in keys), quantity, *shares, parts)
