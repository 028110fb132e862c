"""The dated law register: lists of the loader, read into frozen values, one register for each edition.

Two axes: as of a date (every query takes one) and by edition. The edition `paper` is frozen at 29 January 2021 with
its errors marked; `current` carries later law. A released edition is named by the digest of what it holds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kouprey.domain.law import reading
from kouprey.domain.law.values import (
    CURRENT,
    EDITIONS,
    PAPER_DAY,
    PAPER_EDITION,
    Authority,
    Category,
    GroupDefinition,
    Instrument,
    Link,
    Listed,
    Position,
    Problem,
    Provision,
    Threshold,
)
from kouprey.domain.lists import load, stamps
from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.words import said

LISTS = (
    "law-instruments", "law-provisions", "law-conduct", "law-categories", "law-species", "law-verbs", "law-treaties",
    "law-parties", "law-bilateral", "law-positions", "law-groups", "law-thresholds", "law-exemptions", "law-drafts",
    "law-problems", "law-authorities", "law-rules", "law-facts", "law-tools",
)  # fmt: skip
TAXA = ("taxa", "taxa-names", "taxa-listings")
"""Lists of taxa that answers rest on as well; a register is made anew when one of them changes."""


@dataclass(frozen=True, eq=False)
class Register:
    """All that one edition holds. Two registers are equal only if they are one object: they are cache keys."""

    edition: str
    version: str
    digest: str
    instruments: tuple[Instrument, ...]
    provisions: tuple[Provision, ...]
    by_country: dict[str, tuple[Provision, ...]]
    links: tuple[Link, ...]
    positions: tuple[Position, ...]
    groups: tuple[GroupDefinition, ...]
    thresholds: tuple[Threshold, ...]
    categories: dict[str, Category]
    species: tuple[Listed, ...]
    authorities: tuple[Authority, ...]
    problems: tuple[Problem, ...]
    begins: dict[str, date]
    """The first day on which anybody can be bound by a treaty: entry into force, else opening for signature."""

    def named(self) -> dict[str, str]:
        """How an answer names the edition: its name, version and digest."""
        return {"name": self.edition, "version": self.version, "digest": self.digest}


def edition_for(as_of: date) -> str:
    """The edition of a table by default: the paper's up to its day, the current one after."""
    return PAPER_EDITION if as_of <= PAPER_DAY else CURRENT


def register(edition: str = CURRENT) -> Register:
    """The register of an edition, this node's own lists laid over ours. Raises UnusableInput for another name."""
    if edition not in EDITIONS:
        raise UnusableInput(
            said("There is no edition “%(edition)s”.", edition=edition),
            remedy=said("There is: %(names)s.", names=", ".join(EDITIONS)),
        )
    return _register(edition, stamps((*LISTS, *TAXA)))


def digest(edition: str, names: Iterable[str] = LISTS) -> str:
    """SHA-256 over the rows of an edition, in the order of the lists: the same rows, the same digest."""
    return digest_of({name: rows(name, edition) for name in names})


def digest_of(lists: Mapping[str, Iterable[Mapping[str, str]]]) -> str:
    """The digest of an edition from its rows, as anybody can make it again from a released file.

    Which editions a row belongs to is left out: an edit of the current one does not touch the paper's.
    """
    held = [[name, [{c: v for c, v in row.items() if c != "edition"} for row in lists[name]]] for name in lists]
    text = json.dumps(held, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def rows(name: str, edition: str) -> list[dict[str, str]]:
    """The rows of a list that belong to an edition; rows without the column belong to every one."""
    return [row for row in load(name).rows if _of(row, edition)]


def _of(row: dict[str, str], edition: str) -> bool:
    return row.get("edition", "both") in ("both", edition)


# Keyed by the node's folder and the times of its own lists, so that an edit there is seen.
@lru_cache(maxsize=8)
def _register(edition: str, stamp: tuple[str | int, ...]) -> Register:
    instruments = {row["id"]: reading.instrument(row) for row in rows("law-instruments", edition)}
    acts: dict[str, list[dict[str, str]]] = {}
    for row in load("law-conduct").rows:
        if row["edition"] in ("both", edition):
            acts.setdefault(row["provision"], []).append(row)
    provisions = tuple(
        reading.provision(row, instruments[row["instrument"]], acts.get(row["id"], []))
        for row in rows("law-provisions", edition)
    )
    return Register(
        edition=edition,
        version=load("law-provisions").version,
        digest=digest(edition),
        instruments=tuple(instruments.values()),
        provisions=provisions,
        by_country={c: tuple(p for p in provisions if p.country == c) for c in {p.country for p in provisions}},
        links=(
            *map(reading.party, rows("law-parties", edition)),
            *map(reading.bilateral, rows("law-bilateral", edition)),
        ),
        positions=tuple(map(reading.position, rows("law-positions", edition))),
        groups=tuple(map(reading.group, rows("law-groups", edition))),
        thresholds=tuple(map(reading.threshold, rows("law-thresholds", edition))),
        categories={row["id"]: reading.category(row) for row in rows("law-categories", edition)},
        species=tuple(map(reading.listed, rows("law-species", edition))),
        authorities=tuple(map(reading.authority, rows("law-authorities", edition))),
        problems=tuple(map(reading.problem, rows("law-problems", edition))),
        begins={row["id"]: _beginning(row) for row in load("law-treaties").rows},
    )


def _beginning(row: dict[str, str]) -> date:
    return date.fromisoformat(row["in_force"] or row["opened"])
