"""Draw the lines of a year: what, from whom, to whom, why. A line is one row of a comparative tabulation."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kouprey.analytics.generate.mixes import Codes, pick
from kouprey.analytics.generate.world import World

#: The fields that make a line one line, with the bits each needs in a packed key.
BITS = {"taxon": 15, "importer": 9, "exporter": 9, "origin": 9, "term": 7, "unit": 5, "purpose": 4, "source": 4}
#: How often a taxon comes from its first, second ... home country.
HOME_RANKS = np.array([30.0, 22, 18, 16, 14])
#: Shares of lines from another country where such goods are found, and of origins named though
#: they are the seller.
FAR, NAMED_ALL_THE_SAME = 0.65, 0.006
UNKNOWN_BUYER, UNKNOWN_SELLER, OWN_COUNTRY = 0.0036, 0.0012, 0.0013
#: Lines of an exporter whose importer filed the same goods under another origin, purpose or source.
TWINS = 0.1
BOTH, IMPORTER_ONLY, EXPORTER_ONLY = 0, 1, 2
SIDES = np.array([23.0, 25, 52])
SPELLED_COUNT, SPELLED_FROM = 0.01, 2019

Lines = dict[str, NDArray[Any]]


def distinct(rng: np.random.Generator, year: int, size: int, world: World) -> Lines:
    """Draw about `size` lines of one year with different keys, in random order."""
    lines = draw(rng, year, size, world)
    key = np.zeros(len(lines["taxon"]), np.int64)
    for field, bits in BITS.items():
        key = (key << bits) | lines[field]
    _, first = np.unique(key, return_index=True)
    kept = np.sort(first)
    return {field: column[kept] for field, column in lines.items()}


def draw(rng: np.random.Generator, year: int, size: int, world: World) -> Lines:
    """Draw `size` lines of one year; some may have the same key."""
    market, taxa = world.market, world.taxa
    taxon = pick(rng, taxa.weight * (taxa.since <= year), size)
    kind = taxa.kind[taxon]
    lines: Lines = {"taxon": taxon, "term": market.term.draw(rng, kind)}
    goods = market.goods[lines["term"]]
    lines["goods"] = goods
    lines |= _route(rng, taxon, goods, world)
    lines["unit"] = market.unit.draw(rng, goods)
    if year >= SPELLED_FROM:
        spelled = (lines["unit"] == 0) & (rng.random(size) < SPELLED_COUNT)
        lines["unit"][spelled] = market.spelled_unit
    lines["purpose"] = market.purpose.draw(rng, goods)
    lines["source"] = market.source.draw(rng, 2 * kind + (goods != market.live))
    lines["side"] = pick(rng, SIDES, size)
    lines["size"] = rng.standard_normal(size)
    _twin(rng, lines, world)
    return lines


def _route(rng: np.random.Generator, taxon: Codes, goods: Codes, world: World) -> Lines:
    size, places = len(taxon), world.places
    usual = world.homes[taxon, pick(rng, HOME_RANKS, size)]
    home = np.where(rng.random(size) < FAR, places.home.draw(rng, world.taxa.kind[taxon]), usual)
    worked = rng.random(size) < world.market.reexport[goods]
    exporter = np.where(worked, pick(rng, places.workshops, size), home)
    origin = np.where(worked, home, 0)
    origin[(origin == exporter) & (rng.random(size) > NAMED_ALL_THE_SAME)] = 0
    origin[worked & (rng.random(size) < world.market.unknown[goods])] = places.unknown
    importer = places.buyer.draw(rng, exporter)
    own = rng.random(size) < OWN_COUNTRY
    importer[own] = exporter[own]
    importer[rng.random(size) < UNKNOWN_BUYER] = places.unknown
    exporter[rng.random(size) < UNKNOWN_SELLER] = places.unknown
    return {"importer": importer, "exporter": exporter, "origin": origin}


def _twin(rng: np.random.Generator, lines: Lines, world: World) -> None:
    """Turn some lines into the importer's view of the line before, under a key that does not match."""
    size = len(lines["taxon"])
    odd = np.arange(1, size, 2)
    twins = odd[rng.random(len(odd)) < TWINS]
    changed = rng.integers(0, 3, len(twins))
    for field, column in lines.items():
        before = column[twins - 1]
        if field == "origin":
            column[twins] = np.where(changed == 0, np.where(before > 0, 0, world.places.unknown), before)
        elif field in ("purpose", "source"):
            column[twins] = np.where(changed == (1 if field == "purpose" else 2), column[twins], before)
        else:
            column[twins] = before
    lines["side"][twins] = IMPORTER_ONLY
    lines["side"][twins - 1] = EXPORTER_ONLY
