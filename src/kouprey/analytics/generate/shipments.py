"""Turn lines into shipments: how much each side reports, in how many rows, under which permits."""

from __future__ import annotations

import numpy as np

from kouprey.analytics.generate.lines import EXPORTER_ONLY, IMPORTER_ONLY, Lines
from kouprey.analytics.generate.mixes import Codes, Flags, Floats, pick, starts
from kouprey.analytics.generate.world import World

#: Upper tail of quantities: a normal score z counts as z * (1 + TAIL * |z|) when positive.
TAIL, MOST = 0.12, 4e8
#: How often both sides agree, and how the importer's figure lies to the exporter's when they do not.
EQUAL, RATIO_MIDDLE, RATIO_SPREAD = 0.21, -0.25, 1.1
#: People ship round numbers: so many lines above ten are rounded to one digit.
ROUNDED = 0.3
#: Digits after the point of fractional quantities; the longest are for single rows only.
DIGITS, LONG = np.array([30.0, 30, 30, 6, 4]), 9
#: Rows of one side of a line: log-normal, more for larger quantities, up to a bound.
ROWS_MIDDLE, ROWS_SPREAD, ROWS_BY_SIZE, ROWS_MOST = 0.0, 2.3, 0.6, 8000
#: Shipments of one line: all alike, or uneven with this spread.
ALIKE, UNEVEN = 0.4, 0.8

ROWS_PER_LINE = 13
"""About how many rows a line has; only used to guess how many lines to draw."""


def amounts(rng: np.random.Generator, lines: Lines, world: World) -> None:
    """Add what each side reports: whole `ticks` and the number of `digits` after the point."""
    size = len(lines["taxon"])
    middle, spread, fractional = world.market.amounts(lines["goods"], lines["unit"])
    score = lines["size"]
    quantity = np.exp(middle + spread * score * (1 + TAIL * np.maximum(score, 0)))
    ratio = np.exp(RATIO_MIDDLE + RATIO_SPREAD * rng.standard_normal(size))
    lines["equal"] = rng.random(size) < EQUAL
    digits = np.array([1, 2, 3, 4, LONG])[pick(rng, DIGITS, size)]
    digits[(digits == LONG) & ((quantity < 0.1) | (quantity > 1e6))] = 3
    lines["digits"] = np.where(rng.random(size) < fractional, digits, 0)
    rounded = rng.random(size) < ROUNDED
    exporter = _ticks(quantity, lines["digits"], rounded)
    lines["exporter_ticks"] = np.where(lines["side"] == IMPORTER_ONLY, 0, exporter)
    importer = np.where(lines["equal"], exporter, _ticks(quantity * ratio, lines["digits"], rounded))
    lines["importer_ticks"] = np.where(lines["side"] == EXPORTER_ONLY, 0, importer)


def _ticks(quantity: Floats, digits: Codes, rounded: Flags) -> Codes:
    quantity = np.minimum(quantity, MOST)
    power = 10.0 ** np.floor(np.log10(np.maximum(quantity, 1)))
    near = np.where(rounded & (digits == 0) & (quantity > 10), np.rint(quantity / power) * power, quantity)
    ticks = np.rint(near * 10.0**digits).astype(np.int64)
    # A quantity with a point must keep it: not all digits after it may be zero.
    whole = (digits > 0) & (ticks % 10 == 0)
    return np.asarray(np.maximum(ticks + whole, 1))


def counts(rng: np.random.Generator, lines: Lines, most: int) -> None:
    """Add how many rows each side files: at least one, never more than the pieces there are."""
    own = rng.standard_normal((2, len(lines["taxon"])))
    size = ROWS_BY_SIZE * lines["size"]
    for side, noise in (("exporter", own[0]), ("importer", np.where(lines["equal"], own[0], own[1]))):
        score = size + np.sqrt(1 - ROWS_BY_SIZE**2) * noise
        rows = np.exp(np.maximum(ROWS_MIDDLE + ROWS_SPREAD * score, 0)).astype(np.int64)
        rows = np.where(lines["digits"] == LONG, 1, np.minimum(rows, min(ROWS_MOST, most)))
        lines[f"{side}_rows"] = np.minimum(rows, lines[f"{side}_ticks"])


def split(rng: np.random.Generator, ticks: Codes, rows: Codes) -> Codes:
    """Share each side's ticks among its rows, at least one each, without losing any."""
    start, side = starts(rows), np.repeat(np.arange(len(rows)), rows)
    uneven = np.where(rng.random(len(rows)) < ALIKE, 0, UNEVEN)
    weight = np.exp(uneven[side] * rng.standard_normal(len(side)))
    total = np.add.reduceat(weight, start)
    part = 1 + np.floor((ticks - rows)[side] * (weight / total[side])).astype(np.int64)
    part[start] += ticks - np.add.reduceat(part, start)
    return np.asarray(part)
