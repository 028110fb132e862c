"""The report of `make bench-seizures`: a part of docs/benchmarks.md."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from typing import Any

TARGET, ENTRY = 150, 100
"""Milliseconds: p95 of a page, and of an entry."""
TABLE, SECONDS = 100_000, 60
"""A table of so many rows is to come in within so many seconds."""


def write(node: Any, timed: dict[str, list[float]], load: float, database: str, rounds: int) -> str:
    """The part, as Markdown."""
    each = (node.reading + node.storing) / node.rows
    lines = [
        f"## Observations: {node.total:,} on {database}",
        "",
        f"`make bench-seizures` on {datetime.now(UTC):%d %b %Y}: {node.total:,} SYNTHETIC observations"
        f"{', half of the copies of another authority' if node.rows < node.total else ''}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, load {load:.1f} at the beginning. Answers in process, {rounds} rounds, "
        f"p95 by the nearest rank.",
        "",
        "| question | median (ms) | p95 | slowest | target |",
        "|---|--:|--:|--:|---|",
    ]
    for name, times in timed.items():
        most = ENTRY if name == "entry" else TARGET
        high = times[max(0, -(-95 * len(times) // 100) - 1)]
        kept = "kept" if high <= most else f"missed: {most}"
        lines.append(f"| {name} | {times[len(times) // 2]:.0f} | {high:.0f} | {times[-1]:.0f} | {kept} |")
    lines += [
        "",
        f"A table of {node.rows:,} rows was read in {node.reading:.1f} s and stored in {node.storing:.1f} s: "
        f"{each * TABLE:.0f} s for {TABLE:,} rows; target {SECONDS} s.",
        "",
    ]
    return "\n".join(lines)
