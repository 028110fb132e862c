"""Names inside an expression: taxa under their accepted names, blank ranks filled from the lists of taxa.

The table `names` is laid beside the trade table for one question (analytics/reference/naming.py). A taxon that is
not in it keeps its name and its ranks: the join adds words to rows and never takes a row away.
"""

from __future__ import annotations

from typing import Any

from kouprey.analytics.columns import RANKS, TEN_KEYS
from kouprey.analytics.measures.filters import Filters, conditions

NAMES = {"file_taxon": "string", "accepted": "string", "renamed": "boolean"} | dict.fromkeys(RANKS, "string")


def chosen(t: Any, filters: Filters, *, accepted: bool, meet: bool = False) -> Any:
    """The rows that pass the filters, under the names that were asked for.

    `meet` folds lines once more by their ten keys, now that two names may have become one: what the importer
    reported under the old name and the exporter under the new one is one line, not two.

    Only the class is filtered after naming, for it may have been blank; taxa are asked by their names in the file,
    which the engine skips by.
    """
    if not accepted:
        return t.filter(conditions(t, filters)) if filters != Filters() else t
    before = conditions(t, filters._replace(class_mode=""))
    rows = _named(t.filter(before) if before else t)
    after = conditions(rows, Filters(class_mode=filters.class_mode))
    rows = rows.filter(after) if after else rows
    return _met(rows) if meet else rows


def _met(rows: Any) -> Any:
    carried = {column: rows[column].min() for column in (*RANKS, "source_country")}
    return rows.group_by(list(TEN_KEYS)).agg(
        importer_quantity=rows.importer_quantity.sum(), exporter_quantity=rows.exporter_quantity.sum(), **carried
    )


def _named(rows: Any) -> Any:
    import ibis

    names = ibis.table(NAMES, name="names")
    joined = rows.left_join(names, rows.taxon == names.file_taxon)
    filled = {rank: rows[rank].nullif("").coalesce(names[rank]).coalesce("") for rank in RANKS}
    # A taxon under another name belongs to the genus of that name.
    own = names.genus.nullif("")
    filled["genus"] = names.renamed.coalesce(False).ifelse(own.coalesce(filled["genus"]), filled["genus"])
    kept = {column: rows[column] for column in rows.columns if column not in ("taxon", *RANKS)}
    return joined.select(**kept, taxon=names.accepted.coalesce(rows.taxon), **filled)
