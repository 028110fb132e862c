"""The first page of law: the paper's Table 2 on a day, and the current edition beside it, cell by cell."""

from __future__ import annotations

from datetime import date
from typing import Any

from kouprey.domain import law
from kouprey.domain.law.table import Row, Table, table
from kouprey.domain.law.table import term as term_of


def context(as_of: date) -> dict[str, Any]:
    """Both editions beside each other: a row for each State, its marks, its notes and where the two differ."""
    paper, current = table(as_of, law.PAPER_EDITION), table(as_of, law.CURRENT)
    rows = [_row(old, new) for old, new in zip(paper.rows, current.rows, strict=True)]
    return {
        "as_of": as_of,
        "rows": rows,
        "paper": _totals(paper),
        "current": _totals(current),
        "warnings": [*dict.fromkeys([*paper.warnings, *current.warnings])],
        "differing": sum(row["differs"] for row in rows),
        "paper_day": law.PAPER_DAY,
    }


def _row(old: Row, new: Row) -> dict[str, Any]:
    said = (_cells(old), _cells(new))
    return {
        "country": old.country,
        "editions": [("paper", *said[:1]), ("current", *said[1:])],
        "differs": said[0]["marks"] != said[1]["marks"],
        "unknown": not old.provisions and not new.provisions,
    }


def _cells(row: Row) -> dict[str, Any]:
    marks = {
        "term": term_of(row.max_years),
        "serious": row.serious_crime.word,
        "mla": row.mla_with_china,
        "extradition": row.extradition_with_china,
    }
    return {
        "marks": marks,
        "is_china": row.country == "CN",
        "provisions": len(row.provisions),
        "notes": list(row.notes),
        "verified": bool(row.provisions) and all(one.origin.verified for one in row.provisions),
    }


def _totals(found: Table) -> dict[str, Any]:
    treaties = [row for row in found.rows if row.country != "CN"]
    return {
        "serious": sum(row.serious_crime == law.MET for row in found.rows),
        "not_serious": sum(row.serious_crime == law.NOT_MET for row in found.rows),
        "mla": sum(row.mla_with_china is True for row in treaties),
        "extradition": sum(row.extradition_with_china is True for row in treaties),
        "edition": found.register.named(),
    }
