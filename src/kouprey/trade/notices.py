"""What a person should know about a freshly loaded release, as sentences."""

from __future__ import annotations

from kouprey.analytics.build import Built, Plan
from kouprey.domain.trade import codes
from kouprey.domain.trade.warnings import SYNTHETIC


def notices(plan: Plan, built: Built, *, synthetic: bool) -> list[str]:
    """Sentences about codes that are not in our lists, blank quantities and synthetic data."""
    found = [SYNTHETIC] if synthetic else []
    countries = {c for field in ("importer", "exporter", "origin") for c in plan.kept.get(field, [])}
    found += _unknown("country codes", countries, codes.known_countries())
    found += _unknown("terms", plan.kept.get("term", []), codes.known_terms())
    found += _unknown("units", plan.kept.get("unit", []), codes.known_units())
    if built.without_quantity:
        found.append(f"{built.without_quantity:,} rows have no quantity; they are kept and count nothing.")
    return found


def _unknown(what: str, values: object, known: frozenset[str]) -> list[str]:
    strange = sorted(v for v in set(values) - known if v)  # type: ignore[call-overload]
    if not strange:
        return []
    shown = ", ".join(strange[:8]) + (", …" if len(strange) > 8 else "")
    return [f"{len(strange)} {what} that are not in Kouprey's list were kept as written: {shown}."]
