"""Permit ids: which rows share one, which rows have none, and how an id is written.

A pair of countries uses numbered slots, one after another; both sides of a shipment may name the same slot.
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
SLOTS_PER_ROW, CONTINUED = 0.8, 0.25
#: How often each side names an export permit; how often the importer names the exporter's own.
EXPORTER_NAMES, IMPORTER_NAMES, IMPORTER_AGREES = 0.9, 0.47, 0.4
IMPORT_PERMIT = 0.075
ORIGIN_BY_EXPORTER, ORIGIN_BY_IMPORTER = 0.009, 0.042
BLOCK = 1 << 22
"""Slots set aside for one block of rows."""

_DIGITS = np.frombuffer(b"0123456789abcdefghijklmnopqrstuvwxyz", np.uint8)
_SPACE = 36**6
_TRIPLES = np.stack(np.meshgrid(_DIGITS, _DIGITS, _DIGITS, indexing="ij"), axis=-1).reshape(-1, 3)
# Coprime to 36, so that different numbers never meet.
_STRIDE = 1_234_567_891


@dataclass(frozen=True, slots=True)
class Permits:
    """Permit numbers of every row; NONE where there is none."""

    import_permit: Codes
    export_permit: Codes
    origin_permit: Codes


def assign(rng: np.random.Generator, lines: Lines, rows: Codes, places: int, block: int) -> Permits:
    """Number the permits of all rows.

    `lines` stand in order of exporter and importer; `rows` counts the rows of each line's two sides,
    exporter and importer by turns.
    """
    longest = np.maximum(rows[0::2], rows[1::2])
    slots = np.maximum(np.rint(longest * SLOTS_PER_ROW).astype(np.int64), 1)
    first = starts(slots)
    same = np.diff(lines["exporter"] * places + lines["importer"], prepend=-1) == 0
    first[same & (rng.random(len(first)) < CONTINUED)] -= 1
    used = int(slots.sum())
    base = block * BLOCK
    side = np.repeat(np.arange(len(rows)), rows)
    turn = np.arange(len(side)) - starts(rows)[side]
    own = turn * slots[side // 2] // rows[side]
    number = base + np.maximum(first, 0)[side // 2] + own
    agrees = np.repeat(rng.random(len(slots)) < IMPORTER_AGREES, 2)
    agrees[0::2] = True
    export = np.where(agrees[side], number, number + used)
    names = rng.random(len(rows)) < np.tile([EXPORTER_NAMES, IMPORTER_NAMES], len(slots))
    imports = rng.random(len(rows)) < np.tile([0, IMPORT_PERMIT], len(slots))
    origin = base + _of_origin(rng, lines, first, used, places)[side // 2] + own
    return Permits(
        np.where(imports[side], number + 2 * used, NONE),
        np.where(names[side], export, NONE),
        np.where((origin >= base + 0) & _names_origin(rng, lines, len(rows))[side], origin, NONE),
    )
