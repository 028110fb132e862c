"""Tabulation lines: the ten key fields and the two reported quantities (SAPI, comptab query)."""

from __future__ import annotations

from typing import Any

from kouprey.analytics.columns import RANKS


def fold(t: Any, kind: str, carry: tuple[str, ...] = RANKS) -> Any:
    """The table holds lines already (analytics/build.py)."""
    return t


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
