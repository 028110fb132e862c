"""Tabulation lines: the ten key fields and the two reported quantities (SAPI, comptab query)."""

from __future__ import annotations

from typing import Any

from kouprey.analytics.columns import RANKS, TEN_KEYS


def fold(t: Any, kind: str, carry: tuple[str, ...] = RANKS) -> Any:
    """Fold bulk rows to tabulation lines; a comparative tabulation has them already and is left alone.

    Columns that the ten keys settle (`carry`) come along; where rows of one line disagree, the first by name.
    """
    if kind != "bulk":
        return t
    kept = {c: t[c].min() for c in carry if c not in TEN_KEYS}
    return t.group_by(list(TEN_KEYS)).agg(
        importer_quantity=t.importer_quantity.sum(), exporter_quantity=t.exporter_quantity.sum(), **kept
    )


def amount(t: Any, rule: str) -> Any:
    """The quantity of a row or line under a quantity rule (the names of cli.md)."""
    import ibis

    importer, exporter = t.importer_quantity, t.exporter_quantity
    return {
        "importer": lambda: importer,
        "exporter": lambda: exporter,
        "max": lambda: ibis.greatest(importer, exporter),
        "importer-first": lambda: importer.coalesce(exporter),
        "exporter-first": lambda: exporter.coalesce(importer),
    }[rule]()


def needs_lines(rule: str) -> bool:
    """Whether a quantity rule compares the two reporters, and so needs lines and not rows."""
    return rule not in ("importer", "exporter")
