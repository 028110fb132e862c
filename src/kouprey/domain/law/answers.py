"""What shell, pages and API answer about law, as plain data in the shape of every answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from kouprey.domain.law.answer import reason
from kouprey.domain.law.claims import Claim
from kouprey.domain.law.comparing import Gap, comparators
from kouprey.domain.law.gap import Amendment, Harmonisation, Interval, Pair
from kouprey.domain.law.register import register
from kouprey.domain.law.route import Channel
from kouprey.domain.law.species import Protection
from kouprey.domain.law.unverified import Entry, Question
from kouprey.kernel.words import saying

UNSIGNED = saying("Entries that nobody has signed for are named; verify them before relying on one.")
READ_BOTH_ENDS = saying("What is unknown stays unknown: read the interval and the completeness, never one end of it.")
NEEDS_FACTS = saying("A basis that is met here still needs the facts of a case: see kouprey law assess.")


def _answer(measure: str, method: dict[str, Any], warnings: list[str], rows: list[dict[str, Any]]) -> dict[str, Any]:
    columns = list(rows[0]) if rows else []
    return {"method": {"measure": measure, **method}, "warnings": warnings, "columns": columns, "rows": rows}


def gap_dict(found: Harmonisation) -> dict[str, Any]:
    """One row for each State and comparator; beside them totals, pairs, amendments, progress and project."""
    titles = {by.id: by for by in comparators()}
    rows = [_gap(one) | {"weight": _round(found.weights[one.comparator])} for one in found.gaps]
    method = {
        "as_of": found.as_of.isoformat(),
        "edition": found.register.named(),
        "weights": {name: _round(weight) for name, weight in found.weights.items()},
        "comparators": {by.id: {"title": by.title, "kind": by.kind, "target": by.target} for by in titles.values()},
    }
    warnings = [READ_BOTH_ENDS, UNSIGNED]
    return _answer("law gap", method, warnings, rows) | {
        "states": [_interval(one) for one in found.states],
        "pairs": [_pair(one) for one in found.pairs],
        "amendments": [_amendment(one) for one in found.amendments],
        "spread": {name: _round(v) if isinstance(v, float) else v for name, v in found.spread.items()},
        "progress": [dict(row) for row in found.progress],
        "project": [dict(row) for row in found.project],
    }


def route_dict(channels: Iterable[Channel], pair: tuple[str, ...], on: date, edition: str) -> dict[str, Any]:
    """One row for each channel and basis, in the order in which to try them."""
    rows = [
        {
            "channel": one.channel,
            "basis": one.basis,
            "outcome": one.outcome.word,
            "authority": one.authority,
            "language": one.language,
            "how": one.how,
            "unverified": list(one.unverified),
        }
        for one in channels
    ]
    requesting, requested = pair
    method = {
        "requesting": requesting,
        "requested": requested,
        "as_of": on.isoformat(),
        "edition": register(edition).named(),
    }
    warnings = [NEEDS_FACTS, UNSIGNED]
    return _answer("law route", method, warnings, rows)


def claims_dict(found: Iterable[Claim]) -> dict[str, Any]:
    """One row for each claim of the founding paper."""
    return _answer("law claims", {}, [], [asdict(one) for one in found])


def unverified_dict(entries: Iterable[Entry], asked: Iterable[Question], edition: str) -> dict[str, Any]:
    """One row for each entry without a signature; beside them the standing questions to a lawyer."""
    rows = [asdict(one) for one in entries]
    questions = [asdict(one) | {"entries": list(one.entries)} for one in asked]
    return _answer("law unverified", {"edition": register(edition).named()}, [], rows) | {"questions": questions}


def protection_dict(found: Protection) -> dict[str, Any]:
    """The answer for one species, and one row for each provision that reaches it or may."""
    rows = [
        {
            "provision": one.provision.id,
            "law": one.provision.law,
            "section": one.provision.section,
            "category": one.category,
            "outcome": one.outcome.word,
            "because": [reason(said) for said in one.reasons],
        }
        for one in found.by
    ]
    method = {"taxon": found.taxon, "country": found.country, "as_of": found.on.isoformat()}
    return _answer("law protection", method, [], rows) | {
        "protected": found.outcome.word,
        "cites": found.appendix or None,
        "explanation": found.why,
    }


def _gap(one: Gap) -> dict[str, Any]:
    return {
        "country": one.country,
        "comparator": one.comparator,
        "value": one.value,
        "low": _round(one.low),
        "high": _round(one.high),
        "completeness": _round(one.known),
        "note": one.note,
    }


def _interval(one: Interval) -> dict[str, Any]:
    return {
        "country": one.country,
        "low": _round(one.low),
        "high": _round(one.high),
        "completeness": _round(one.completeness),
    }


def _pair(one: Pair) -> dict[str, Any]:
    return {
        "one": one.one,
        "other": one.other,
        "low": _round(one.interval.low),
        "high": _round(one.interval.high),
        "completeness": _round(one.interval.completeness),
        "untoc_usable": one.untoc_usable.word,
        "bottleneck": one.bottleneck or None,
        "conduct_in_both": list(one.both),
        "jaccard": None if one.jaccard is None else _round(one.jaccard),
        "gaps": [_gap(gap) for gap in one.gaps],
    }


def _amendment(one: Amendment) -> dict[str, Any]:
    return {
        "country": one.country,
        "comparator": one.comparator,
        "what": one.what,
        "low": _round(one.low),
        "high": _round(one.high),
        "completeness": _round(one.completeness),
    }


def _round(value: float) -> float | int:
    """A share to six places; whole numbers without a point."""
    found = round(value, 6)
    return int(found) if found == int(found) else found
