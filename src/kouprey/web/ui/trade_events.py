"""Dated events beside pictures of years: which of them touch what is shown, and the numbers they bear."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from kouprey.domain.taxa.names import key
from kouprey.trade import reference
from kouprey.trade.reports import events
from kouprey.web.ui.trade_question import Question

Event = Mapping[str, Any]


def numbered(rows: Iterable[Event]) -> list[dict[str, Any]]:
    """Events in order of time, each with its number and its day."""
    return [
        {**row, "number": str(number), "on": date.fromisoformat(row["date"])}
        for number, row in enumerate(rows, start=1)
    ]


def touches(event: Event, own: Collection[str], *, of_countries: bool = False) -> bool:
    """Whether an event belongs beside a picture: it names one of the taxa `own`, or no taxon at all.

    One that names no taxon belongs to the whole world, unless events `of_countries` are wanted as well.
    """
    if event["taxa"]:
        return any(key(name) in own for name in event["taxa"])
    return of_countries or not event["where"]


def own_names(name: str, taxon: Any) -> set[str]:
    """A taxon's name and those of the taxa above it, as events name them. `taxon` may be None."""
    return {key(name)} | ({key(word) for word in taxon.ranks.values() if word} if taxon else set())


def of_question(question: Question, span: tuple[int, int]) -> list[dict[str, Any]]:
    """Events of the countries asked for and of the whole world; of taxa only those asked for, or above them."""
    countries = tuple(question[side] for side in ("importer", "exporter") if question[side])
    own: set[str] = set()
    for name in (part.strip() for part in question["taxon"].split(",") if part.strip()):
        own |= own_names(name, reference.find(name, Path(settings.HOME)).taxon)
    rows = events(years=span, country=countries or None).records()
    return numbered(row for row in rows if touches(row, own, of_countries=bool(countries)))
