"""The table as plain data, exactly in the shape of the contract (docs/cli.md)."""

from __future__ import annotations

from typing import Any

from kouprey.domain.law.table import Row, Table, term
from kouprey.domain.law.values import Provision

COLUMNS = ("country", "max_years", "serious_crime", "mla_with_china", "extradition_with_china", "provisions", "notes")


def as_dict(found: Table) -> dict[str, Any]:
    """Method, warnings, columns and rows."""
    method = {"measure": "law table", "as_of": found.as_of.isoformat(), "edition": found.register.named()}
    return {
        "method": method,
        "warnings": list(found.warnings),
        "columns": list(COLUMNS),
        "rows": [_row(row) for row in found.rows],
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "country": row.country,
        "max_years": term(row.max_years),
        "serious_crime": row.serious_crime.word,
        "mla_with_china": row.mla_with_china,
        "extradition_with_china": row.extradition_with_china,
        "provisions": [provision(one) for one in row.provisions],
        "notes": list(row.notes),
    }


def provision(one: Provision) -> dict[str, Any]:
    """One provision: conduct and species in the words of its source."""
    until = one.span.until
    return {
        "id": one.id,
        "law": one.law,
        "section": one.section,
        "conduct": "; ".join(_verbs(act.verbs, act.circumstances) for act in one.conduct),
        "species": "; ".join(
            dict.fromkeys(act.species + (", parts too" if act.parts else "") for act in one.conduct)
        ),
        "max_years": term(one.max_years),
        "valid_from": one.valid_from.isoformat() if one.valid_from else None,
        "valid_to": until.isoformat() if until else None,
        "provenance": one.origin.provenance,
        "verified": one.origin.verified,
    }


def _verbs(verbs: frozenset[str], circumstances: str) -> str:
    named = "any offence" if "*" in verbs else ", ".join(verb.replace("_", " ") for verb in sorted(verbs))
    return f"{named} ({circumstances})" if circumstances else named
