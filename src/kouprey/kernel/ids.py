"""Identifiers: UUID version 7 (RFC 9562), which sort by the time they were made."""

from __future__ import annotations

import os
import time
import uuid

_FIXED = 0x7 << 76 | 0b10 << 62
"""Version and variant."""
_DRAWN = (2**12 - 1) << 64 | (2**62 - 1)
"""The bits that chance gives."""
_BYTES = 10


def new_id(*, at_ms: int | None = None) -> uuid.UUID:
    """Make a UUIDv7. `at_ms` is the time in milliseconds since 1970; now, if not given."""
    return new_ids(1, at_ms=at_ms)[0]


def new_ids(count: int, *, at_ms: int | None = None) -> list[uuid.UUID]:
    """Make many of one moment, the lowest first: a database adds keys in their order most quickly."""
    return [uuid.UUID(int=drawn) for drawn in _drawn(count, at_ms)]


def new_keys(count: int, *, at_ms: int | None = None) -> list[str]:
    """The same as 32 digits, for rows that nothing but the database names."""
    return [f"{drawn:032x}" for drawn in _drawn(count, at_ms)]


def _drawn(count: int, at_ms: int | None) -> list[int]:
    moment = time.time_ns() // 1_000_000 if at_ms is None else at_ms
    head = (moment & (2**48 - 1)) << 80 | _FIXED
    drawn = os.urandom(_BYTES * count)
    parts = (int.from_bytes(drawn[at : at + _BYTES]) for at in range(0, len(drawn), _BYTES))
    return [head | part for part in sorted(part & _DRAWN for part in parts)]
