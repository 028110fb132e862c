"""Border posts, ports, airports and other places that can be chosen instead of typed (list `seizure-places`)."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from kouprey.domain.lists import edition, load
from kouprey.domain.seizures.values import Place
from kouprey.domain.seizures.vocabulary import fold

NAME = "seizure-places"


class ListedPlace(NamedTuple):
    """One place of the list: its point is approximate, within `precision_m` metres."""

    code: str
    country: str
    admin1: str
    name: str
    name_local: str
    kind: str
    latitude: Decimal
    longitude: Decimal
    precision_m: int
    source: str
    verified: bool

    def as_place(self) -> Place:
        """The place of an incident that was found there; its point is read from the list, never copied."""
        return Place(self.country, self.admin1, self.code, self.name)


def places(country: str = "") -> tuple[ListedPlace, ...]:
    """The places of a country, or all of them, in the order of the list."""
    known = _places(*edition(NAME)).values()
    return tuple(place for place in known if country in ("", place.country))


def place(code: str) -> ListedPlace | None:
    """The place with this code."""
    return _places(*edition(NAME)).get(code)


def place_named(country: str, name: str) -> ListedPlace | None:
    """The only place of the country that bears this name, in English or in its own script."""
    found = _named(*edition(NAME)).get((country, fold(name)), ())
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=4)
def _places(home: str, stamp: int) -> dict[str, ListedPlace]:
    return {
        row["code"]: ListedPlace(
            row["code"], row["country"], row["admin1"], row["name"], row["name_local"], row["kind"],
            Decimal(row["latitude"]), Decimal(row["longitude"]), int(row["precision_km"]) * 1000, row["source"],
            row["verified"] == "yes",
        )
        for row in load(NAME).rows
    }  # fmt: skip


@lru_cache(maxsize=4)
def _named(home: str, stamp: int) -> dict[tuple[str, str], tuple[ListedPlace, ...]]:
    found: dict[tuple[str, str], tuple[ListedPlace, ...]] = {}
    for listed in _places(home, stamp).values():
        for name in {fold(listed.name), fold(listed.name_local)} - {""}:
            found[listed.country, name] = (*found.get((listed.country, name), ()), listed)
    return found
