"""Identifiers: UUID version 7 (RFC 9562), which sort by the time they were made."""

from __future__ import annotations

import secrets
import time
import uuid


def new_id(*, at_ms: int | None = None) -> uuid.UUID:
    """Make a UUIDv7. `at_ms` is the time in milliseconds since 1970; now, if not given."""
    moment = time.time_ns() // 1_000_000 if at_ms is None else at_ms
    value = (moment & (2**48 - 1)) << 80
    value |= 0x7 << 76 | secrets.randbits(12) << 64
    value |= 0b10 << 62 | secrets.randbits(62)
    return uuid.UUID(int=value)
