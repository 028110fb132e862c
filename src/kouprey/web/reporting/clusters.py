"""Where seizures were made, from afar to near: countries, provinces, and exact places for who reads records.

A province has no outline here: it stands at the middle of its listed places, and one without any at its country.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext as _

from kouprey.domain import seizures as sz
from kouprey.domain.lists import overrides
from kouprey.domain.trade.codes import country_name
from kouprey.formats.charts.flows import points
from kouprey.web.reporting.queries import Pool

Point = tuple[float, float]
COUNTRY, PROVINCE, PLACE = "country", "province", "place"
LEVELS: Final = (COUNTRY, PROVINCE, PLACE)
NEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    COUNTRY: ("country",), PROVINCE: ("country", "admin1", "post"), PLACE: (),
}  # fmt: skip
"""The columns of observations that a level needs; none where it needs all that they say."""
NEAR: Final = 3
"""Exact points that agree to so many decimals of a degree (some 100 metres) are one place."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One place on the map: its words, where it stands (nowhere: None), how many events, and ids of their records.

    `about` says how an exact place is known, `exact` whether its point is that of the place itself.
    """

    key: tuple[str, ...]
    name: str
    about: str
    point: Point | None
    events: int
    ids: tuple[str, ...]
    exact: bool = False


def spots(pool: Pool, level: str) -> tuple[Spot, ...]:
    """The places of these seizures at one of `LEVELS`, in the order of their names. Raises KeyError."""
    found: dict[tuple[str, ...], list[sz.Incident]] = {}
    key_of = _KEYS[level]
    for one in pool.incidents:
        found.setdefault(key_of(one), []).append(one)
    made = [_spot(level, key, group, pool.events(group)) for key, group in found.items()]
    return tuple(sorted(made, key=lambda spot: (not spot.key[0], spot.name.casefold(), spot.key)))


def _spot(level: str, key: tuple[str, ...], group: list[sz.Incident], events: int) -> Spot:
    country = country_name(key[0]) if key[0] else _("country not known")
    name, about = country, ""
    if level != COUNTRY:
        known = _("%(place)s, %(country)s") if key[1] else _("%(country)s, province not known")
        name = known % {"place": key[1], "country": country}
    if level == PLACE:
        name, about = _named(group[0], country), _where(group[0])
    exact = level == PLACE and _exact(group[0]) is not None
    return Spot(key, name, about, _point(level, key, group[0]), events, tuple(one.id for one in group), exact)


def _named(one: sz.Incident, country: str) -> str:
    listed = sz.place(one.place.code)
    place = one.place.name or (listed.name if listed else one.place.admin1)
    return _("%(place)s, %(country)s") % {"place": place, "country": country} if place else country


def _where(one: sz.Incident) -> str:
    """How a point is known."""
    if one.place.latitude is not None and one.place.longitude is not None:
        metres = one.place.precision_m
        return _("within %(metres)s m") % {"metres": f"{metres:,}"} if metres else _("as recorded")
    if sz.place(one.place.code):
        return _("point of the list of places")
    return _("only the province is known") if one.place.admin1 else _("only the country is known")


def _point(level: str, key: tuple[str, ...], one: sz.Incident) -> Point | None:
    if level == PLACE:
        exact = _exact(one)
        if exact is not None:
            return exact
    if level != COUNTRY and key[1]:
        province = _provinces(str(overrides())).get((key[0], key[1].casefold()))
        if province is not None:
            return province
    return points().get(key[0])


def _exact(one: sz.Incident) -> Point | None:
    place, listed = one.place, sz.place(one.place.code)
    if place.latitude is not None and place.longitude is not None:
        return float(place.longitude), float(place.latitude)
    return (float(listed.longitude), float(listed.latitude)) if listed else None


@lru_cache(maxsize=2)
def _provinces(home: str) -> Mapping[tuple[str, str], Point]:
    """The middle of the listed places of each province."""
    found: dict[tuple[str, str], list[Point]] = {}
    for place in sz.places():
        point = float(place.longitude), float(place.latitude)
        found.setdefault((place.country, place.admin1.casefold()), []).append(point)
    return {
        key: (sum(x for x, _y in spot) / len(spot), sum(y for _x, y in spot) / len(spot))
        for key, spot in found.items()
    }


def _province_of(one: sz.Incident) -> tuple[str, ...]:
    listed = None if one.place.admin1 else sz.place(one.place.code)
    return one.place.country, listed.admin1 if listed else one.place.admin1


def _place_of(one: sz.Incident) -> tuple[str, ...]:
    exact = _exact(one)
    at = "" if exact is None else ",".join(f"{part:.{NEAR}f}" for part in exact)
    return (*_province_of(one), one.place.name, at)


_KEYS: Final = {
    COUNTRY: lambda one: (one.place.country,),
    PROVINCE: _province_of,
    PLACE: _place_of,
}
