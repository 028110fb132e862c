"""What a person should know about a freshly loaded release, as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kouprey.analytics.build import Built, Plan
from kouprey.domain.trade import codes
from kouprey.domain.trade.warnings import SYNTHETIC
from kouprey.kernel.words import Said, said, saying

STRANGE = {
    "countries": saying("%(number)s country codes that are not in Kouprey's list were kept as written: %(words)s."),
    "terms": saying("%(number)s terms that are not in Kouprey's list were kept as written: %(words)s."),
    "units": saying("%(number)s units that are not in Kouprey's list were kept as written: %(words)s."),
}


def notices(plan: Plan, built: Built, *, synthetic: bool) -> list[str]:
    """Sentences about codes that are not in our lists, blank quantities and synthetic data."""
    found: list[str] = [SYNTHETIC] if synthetic else []
    countries = {c for field in ("importer", "exporter", "origin") for c in plan.kept.get(field, [])}
    found += _unknown("countries", countries, codes.known_countries())
    found += _unknown("terms", plan.kept.get("term", []), codes.known_terms())
    found += _unknown("units", plan.kept.get("unit", []), codes.known_units())
    if built.without_quantity:
        rows = f"{built.without_quantity:,}"
        found.append(said("%(rows)s rows have no quantity; they are kept and count nothing.", rows=rows))
    return found


def few(words: Sequence[str]) -> str:
    """The first of many words, for a sentence."""
    return ", ".join(words[:8]) + (", …" if len(words) > 8 else "")


def _unknown(what: str, values: Iterable[str], known: frozenset[str]) -> list[str]:
    strange = sorted(v for v in set(values) - known if v)
    return [Said(STRANGE[what], {"number": len(strange), "words": few(strange)})] if strange else []
