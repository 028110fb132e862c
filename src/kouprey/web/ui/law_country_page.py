"""The page of one jurisdiction: instruments, provisions with penalties, thresholds, treaties, authorities, what is
unknown."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from kouprey.domain import law
from kouprey.domain.law.register import Register, register, rows
from kouprey.domain.law.table import row as table_row
from kouprey.domain.law.table import term
from kouprey.domain.law.table_answer import provision as provision_answer
from kouprey.domain.law.values import Link, Origin, Span
from kouprey.domain.trade.codes import country_name
from kouprey.web.ui.law_words import FUNCTIONS, LISTS, RANKS, TOPICS, VALUES

ASKED: Final = (
    "untoc-16-5", "extradites-nationals", "treaty-conditional", "reciprocity-extradition", "reciprocity-mla",
    "language", "mla-law", "legal-persons", "participation-offence",
)  # fmt: skip
"""Positions that a request rests on: those that nobody entered are named as unknown."""


def context(code: str, as_of: date, edition: str) -> dict[str, Any]:
    """Everything the register holds of one jurisdiction on a day, and what it does not."""
    held = register(edition)
    own = [one for one in held.provisions if one.country == code and one.span.holds(as_of) != law.NOT_MET]
    return {
        "code": code,
        "name": country_name(code),
        "as_of": as_of,
        "edition": edition,
        "summary": table_row(held, code, as_of),
        "instruments": [
            {"of": one, "rank": RANKS.get(one.rank, one.rank), "holds": _holds(one.span, as_of), **_mark(one.origin)}
            for one in held.instruments
            if one.country == code
        ],
        "provisions": [
            provision_answer(one)
            | {"of": one, "term": term(one.max_years), "holds": _holds(one.span, as_of), **_mark(one.origin)}
            for one in own
        ],
        "earlier": sum(one.country == code for one in held.provisions) - len(own),
        "thresholds": [
            {"of": one, "holds": _holds(one.span, as_of), **_mark(one.origin)}
            for one in held.thresholds
            if one.country == code
        ],
        "treaties": [_link(one, code, as_of) for one in held.links if code in (one.country, one.other)],
        "positions": [
            {
                "topic": TOPICS.get(one.topic, one.topic),
                "value": VALUES.get(one.value, one.value),
                "of": one,
                "holds": _holds(one.span, as_of),
                **_mark(one.origin),
            }
            for one in held.positions
            if one.country == code
        ],
        "authorities": [
            {"function": FUNCTIONS.get(one.function, one.function), "of": one, **_mark(one.origin)}
            for one in held.authorities
            if one.country == code
        ],
        "groups": [{"of": one, **_mark(one.origin)} for one in held.groups if one.country == code],
        "exemptions": [row for row in rows("law-exemptions", edition) if row["country"] == code],
        "drafts": [row for row in law.drafts() if code in row["countries"].split("|")],
        "unknown": unknown(held, code),
    }


def unknown(held: Register, code: str) -> list[str]:
    """What the register does not say of a jurisdiction, each as words."""
    found = []
    parts = (
        ("law-instruments", any(one.country == code for one in held.instruments)),
        ("law-provisions", any(one.country == code for one in held.provisions)),
        ("law-thresholds", any(one.country == code for one in held.thresholds)),
        ("law-groups", any(one.country == code for one in held.groups)),
        ("law-authorities", any(one.country == code and one.body for one in held.authorities)),
        ("law-bilateral", any(code in (one.country, one.other) and one.other for one in held.links)),
        ("law-species", any(held.categories[one.category].country == code for one in held.species)),
    )
    found += [str(LISTS[name]) for name, there in parts if not there]
    known = {one.topic for one in held.positions if one.country == code}
    return [*found, *(str(TOPICS[topic]) for topic in ASKED if topic not in known)]


def _holds(span: Span, on: date) -> str:
    return span.holds(on).word


def _mark(origin: Origin) -> dict[str, Any]:
    return {"origin": origin, "verified": origin.verified}


def _link(one: Link, code: str, on: date) -> dict[str, Any]:
    other = one.other if one.country == code else one.country
    kinds = {"mla": _("Mutual legal assistance"), "extradition": _("Extradition")}
    return {
        "treaty": kinds.get(one.treaty, one.treaty),
        "with": other if one.other else "",
        "of": one,
        "since": one.since.text if one.since is not None else "",
        **_mark(one.origin),
    }
