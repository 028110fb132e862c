"""Permit ids: which rows share one, which rows have none, and how an id is written.

A line uses numbered slots, one after another; both sides of a shipment may name the same slot.
A re-export may name a slot that the country of origin used in the same block, so chains can be followed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from kouprey.analytics.generate.lines import Lines
from kouprey.analytics.generate.mixes import Codes, starts

PREFIX = b"SYN-"
NONE = -1
#: Slots per row of the longer side, and how often a line goes on with the slot of the line before.
SLOTS_PER_ROW, CONTINUED = 0.82, 0.3
#: How often each side names an export permit, and how often the importer names the exporter's own.
EXPORTER_NAMES, IMPORTER_NAMES, IMPORTER_AGREES = 0.9, 0.47, 0.45
IMPORT_PERMIT = 0.075
#: How often the exporter's and the importer's rows with an origin name the permit of that origin.
ORIGIN_NAMED = (0.009, 0.042)
BLOCK = 1 << 23
"""Slots set aside for one block of rows."""

_DIGITS = np.frombuffer(b"0123456789abcdefghijklmnopqrstuvwxyz", np.uint8)
_SPACE = 36**6
_TRIPLES = np.stack(np.meshgrid(_DIGITS, _DIGITS, _DIGITS, indexing="ij"), axis=-1).reshape(-1, 3)
# Coprime to 36, so that different numbers never meet; small enough for 64 bits.
_STRIDE = 1_234_567_891


@dataclass(frozen=True, slots=True)
class Permits:
    """Permit numbers of every row; NONE where there is none."""

    imports: Codes
    exports: Codes
    origins: Codes


def assign(rng: np.random.Generator, lines: Lines, rows: Codes, block: int) -> Permits:
    """Number the permits of all rows.

    `lines` stand in order of exporter and importer; `rows` counts the rows of each line's two sides,
    exporter and importer by turns.
    """
    slots = np.maximum(np.rint(np.maximum(rows[0::2], rows[1::2]) * SLOTS_PER_ROW).astype(np.int64), 1)
    first = _first_slots(rng, lines, slots)
    sides, used = len(rows), int(slots.sum())
    side = np.repeat(np.arange(sides), rows)
    turn = (np.arange(len(side)) - starts(rows)[side]) * slots[side // 2] // rows[side]
    number = first[side // 2] + turn
    own_number = np.zeros(sides, bool)
    own_number[1::2] = rng.random(len(slots)) >= IMPORTER_AGREES
    exports = np.where(own_number[side], number + used, number)
    chosen = _line_of_origin(rng, lines)
    chained = turn < slots[chosen][side // 2]
    origins = np.where(chained, first[chosen][side // 2] + turn, number - turn // 5 + 3 * used)
    return Permits(
        _named(rng, number + 2 * used, side, np.tile([0, IMPORT_PERMIT], len(slots)), block),
        _named(rng, exports, side, np.tile([EXPORTER_NAMES, IMPORTER_NAMES], len(slots)), block),
        _named(rng, origins, side, np.repeat(chosen >= 0, 2) * np.tile(ORIGIN_NAMED, len(slots)), block),
    )


def _first_slots(rng: np.random.Generator, lines: Lines, slots: Codes) -> Codes:
    first = starts(slots)
    same = (np.diff(lines["exporter"], prepend=-1) == 0) & (np.diff(lines["importer"], prepend=-1) == 0)
    first[same & (rng.random(len(first)) < CONTINUED)] -= 1
    return first


def _line_of_origin(rng: np.random.Generator, lines: Lines) -> Codes:
    """For each line another line whose exporter is this line's origin; NONE if there is none."""
    low = np.searchsorted(lines["exporter"], lines["origin"], side="left")
    high = np.searchsorted(lines["exporter"], lines["origin"], side="right")
    return np.where(high > low, low + (rng.random(len(low)) * (high - low)).astype(np.int64), NONE)


def _named(rng: np.random.Generator, numbers: Codes, side: Codes, share: Codes, block: int) -> Codes:
    """Keep the numbers of the sides that name their permits at all."""
    names = rng.random(len(share)) < share
    return np.where(names[side], block * BLOCK + numbers, NONE)


def write(numbers: Codes) -> pa.Array:
    """Spell permit numbers as ids such as "SYN-0k3f9a"; blank text for NONE."""
    some = numbers >= 0
    spread = numbers[some] * _STRIDE % _SPACE
    text = np.empty((len(spread), 10), np.uint8)
    text[:, :4] = np.frombuffer(PREFIX, np.uint8)
    text[:, 4:7] = _TRIPLES[spread // 46_656]
    text[:, 7:] = _TRIPLES[spread % 46_656]
    offsets = np.zeros(len(numbers) + 1, np.int32)
    np.cumsum(some * 10, out=offsets[1:])
    return pa.StringArray.from_buffers(len(numbers), pa.py_buffer(offsets), pa.py_buffer(text))
