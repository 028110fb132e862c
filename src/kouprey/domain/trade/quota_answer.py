"""Verdicts on quotas as rows and counts of an answer."""

from __future__ import annotations

from collections.abc import Iterable

from kouprey.domain.trade.quotas import LeftOut, Verdict

COLUMNS = (
    "line", "taxon", "country", "year", "kind", "term", "unit", "source", "purpose", "quota", "exporter_volume",
    "exporter_percent", "exporter_breach", "importer_volume", "importer_percent", "importer_breach", "basis",
    "document",
)  # fmt: skip


def row(verdict: Verdict) -> tuple[object, ...]:
    """A verdict as a row of the answer; term, unit, source and purpose as the quota names them, blank for none."""
    quota = verdict.quota
    named = ("|".join(quota.terms), quota.unit or "", "|".join(quota.sources), "|".join(quota.purposes))
    return (
        quota.line, quota.taxon, quota.country, verdict.year, quota.kind, *named, quota.quantity, *verdict[2:],
        quota.basis, quota.document,
    )  # fmt: skip


def left_out(found: LeftOut) -> dict[str, object]:
    """A quota that was not judged, for the method note."""
    quota = found.quota
    return {
        "line": quota.line, "taxon": quota.taxon, "country": quota.country, "year": found.year,
        "reason": found.reason,
    }  # fmt: skip


def counts(verdicts: Iterable[Verdict]) -> dict[str, int]:
    """How many quota-years were judged, and how many were exceeded by which reporter's figures."""
    found = [(verdict.exporter_breach, verdict.importer_breach) for verdict in verdicts]
    return {
        "judged": len(found),
        "exceeded_by_either": sum(any(pair) for pair in found),
        "exceeded_by_both": sum(all(pair) for pair in found),
        "exceeded_by_exporter_only": found.count((True, False)),
        "exceeded_by_importer_only": found.count((False, True)),
    }
