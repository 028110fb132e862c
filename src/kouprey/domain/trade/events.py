"""Events that a chart of trade must show: bans, suspensions, listings, accessions, COVID-19. A dated list.

Entered by hand, one source a row, from the list `events`; what was not checked with a document says so.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from kouprey.domain.lists import load
from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.words import said

COLUMNS = ("date", "kind", "where", "taxa", "title", "source", "verified")


class Event(NamedTuple):
    """One event. `countries` are codes, empty for the whole world; `taxa` are names, empty for all."""

    date: str
    kind: str
    countries: list[str]
    taxa: list[str]
    title: str
    source: str
    verified: bool


def events(
    *, years: tuple[int, int] | None = None, countries: tuple[str, ...] = (), kind: str | None = None
) -> list[Event]:
    """The events in order of time; with `countries`, those of these countries and those of the whole world.

    Raises UnusableInput for a kind that the list does not have.
    """
    found = [_event(row) for row in load("events").rows]
    kinds = sorted({event.kind for event in found})
    if kind is not None and kind not in kinds:
        raise UnusableInput(
            said("There are no events of the kind “%(kind)s”.", kind=kind),
            remedy=said("Kinds: %(kinds)s.", kinds=", ".join(kinds)),
        )
    chosen = [event for event in found if _chosen(event, years, countries, kind)]
    return sorted(chosen, key=lambda event: (event.date, event.title))


def about() -> dict[str, Any]:
    """What the list is, for the method note."""
    edition = load("events")
    return {"table": edition.name, "version": edition.version, "source": edition.source}


def _chosen(event: Event, years: tuple[int, int] | None, countries: tuple[str, ...], kind: str | None) -> bool:
    in_time = years is None or years[0] <= int(event.date[:4]) <= years[1]
    here = not countries or not event.countries or bool(set(countries) & set(event.countries))
    return in_time and here and kind in (None, event.kind)


def _event(row: dict[str, str]) -> Event:
    return Event(
        row["date"], row["kind"], _parts(row["countries"]), _parts(row["taxa"]), row["title"], row["source"],
        row["verified"] == "yes",
    )  # fmt: skip


def _parts(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]
