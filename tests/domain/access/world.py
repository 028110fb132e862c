"""Who can act and on what: every value of every fact, and ways to walk through their combinations."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import Any
from uuid import UUID

from kouprey.domain.access import Actor, RecordFacts, ReleaseFacts, Role, State
from kouprey.domain.handling import Purpose, Tlp

ME, OTHER, TEAM, ALIEN_TEAM, ROOM, ALIEN_ROOM, GROUP, ALIEN = (UUID(int=n) for n in range(1, 9))
AUTHORITY, AGENCY, NEIGHBOUR, ABROAD, ABROAD_AGENCY = (UUID(int=n) for n in range(11, 16))
ALL = frozenset(map(str, Purpose))

RECORD: dict[str, Sequence[Any]] = {
    "place": ((AUTHORITY, AGENCY), (AUTHORITY, NEIGHBOUR), (ABROAD, ABROAD_AGENCY)),
    "recorded_by": (OTHER, ME),
    "amended_by": (OTHER, ME),
    "state": tuple(State),
    "tlp": tuple(Tlp),
    "codes": tuple(
        frozenset(chosen) for size in range(4) for chosen in combinations(("H0", "H1", "H2"), size)
    ),
    "purposes": (ALL, frozenset({"investigation", "statistics"}), frozenset({"prosecution"})),
    "nominal": (False, True),
    "received": (False, True),
    "team": (None, TEAM, ALIEN_TEAM),
    "compartment": (None, ROOM, ALIEN_ROOM),
    "reach": (
        frozenset({AGENCY}), frozenset(), frozenset({ME}), frozenset({TEAM}), frozenset({AUTHORITY}),
        frozenset({GROUP}), frozenset({ALIEN}),
    ),
    "asked_by": (OTHER, ME, None),
}  # fmt: skip
RELEASE: dict[str, Sequence[Any]] = {
    "recipient": (AGENCY, ME, TEAM, AUTHORITY, GROUP, ALIEN),
    "tlp": tuple(Tlp),
    "codes": RECORD["codes"],
    "purposes": RECORD["purposes"],
    "recalled": (False, True),
}


def actor(role: Role, purpose: Purpose, *, strong: bool = True, active: bool = True, named: bool = True) -> Actor:
    """An officer of the agency, on a team and admitted to a compartment unless `named` says otherwise."""
    lists = frozenset({TEAM}) if named else frozenset()
    rooms = frozenset({ROOM}) if named else frozenset()
    return Actor(
        ME, "me", AUTHORITY, AGENCY, role, purpose, strong=strong, active=active, groups=frozenset({GROUP}),
        teams=lists, compartments=rooms,
    )  # fmt: skip


def record(**chosen: Any) -> RecordFacts:
    """A record of the first value of every fact, but for those chosen."""
    facts = {name: values[0] for name, values in RECORD.items()} | chosen
    authority, agency = facts.pop("place")
    return RecordFacts(authority=authority, agency=agency, **facts)


def by_pairs(world: dict[str, Sequence[Any]], base: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The base, and every pair of facts at every pair of their values with all other facts at the base."""
    yield base
    for one, two in combinations(world, 2):
        for first, second in product(world[one], world[two]):
            yield base | {one: first, two: second}


def at_random(world: dict[str, Sequence[Any]], count: int, seed: int) -> Iterator[dict[str, Any]]:
    """So many combinations drawn by a seed."""
    draw = random.Random(seed)
    for _ in range(count):
        yield {name: draw.choice(values) for name, values in world.items()}


def release(**chosen: Any) -> ReleaseFacts:
    """A release of the first value of every fact, but for those chosen."""
    return ReleaseFacts(**{name: values[0] for name, values in RELEASE.items()} | chosen)


def whole(world: dict[str, Sequence[Any]]) -> Iterator[dict[str, Any]]:
    """Every combination there is."""
    for values in product(*world.values()):
        yield dict(zip(world, values, strict=True))
