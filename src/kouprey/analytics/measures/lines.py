"""Which of a line's two reported quantities counts. The table holds tabulation lines (analytics/build.py)."""

from __future__ import annotations

from typing import Any


def amount(t: Any, rule: str) -> Any:
    """The quantity of a line under a quantity rule (the names of cli.md)."""
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
    """Whether a quantity rule compares the two reporters of a line."""
    return rule not in ("importer", "exporter")
