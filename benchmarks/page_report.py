"""The part of docs/benchmarks.md about pages: figures, method, and plainly what was not reached."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil
from pathlib import Path
from statistics import median

from benchmarks.page_questions import PAGES
from benchmarks.page_weight import Weight

TARGET = 300
"""Milliseconds in which a page should be answered, warm, at 5 million rows."""
BEGIN, END = "<!-- pages -->", "<!-- end of pages -->"


@dataclass(frozen=True)
class Timed:
    """Seconds of the first answer and of those that count, and the bytes of one."""

    first: float
    times: list[float]
    bytes: int
    processor: float
    """Seconds of processor time that one answer took the node."""

    @property
    def p95(self) -> float:
        """The time that 95 of 100 answers keep, by the nearest rank."""
        return sorted(self.times)[ceil(0.95 * len(self.times)) - 1]


def write(
    rows: int, rounds: int, timed: dict[str, Timed], faces: dict[str, tuple[float, float]],
    weights: dict[str, Weight], load: tuple[float, float],
) -> str:  # fmt: skip
    """The part as Markdown, between its marks."""
    return "\n".join([BEGIN, *_head(rows, rounds, load), *_times(timed, faces), *_weights(weights), END]) + "\n"


def put(text: str, report: Path) -> None:
    """Put the part into the report, in place of the one before."""
    old = report.read_text(encoding="utf-8") if report.exists() else "# Benchmarks\n"
    before, _, rest = old.partition(BEGIN)
    report.write_text(before.rstrip() + "\n\n" + text + rest.partition(END)[2].lstrip(), encoding="utf-8")


def _head(rows: int, rounds: int, load: tuple[float, float]) -> list[str]:
    busy = (
        f" Other work filled the machine (load {load[0]:.0f} at the beginning, {load[1]:.0f} at the end): the times are those of a queue, and the processor time of an answer is the better measure; on a quiet machine an answer takes at most about that long."
        if max(load) > 3
        else f" Load average {load[0]:.1f} at the beginning, {load[1]:.1f} at the end."
    )
    return [
        f"## Pages at {rows:,} rows",
        "",
        f"`make bench-pages ROWS={rows}` on {datetime.now(UTC):%d %b %Y}: {rows:,} SYNTHETIC rows, {os.cpu_count()} cores "
        f"Python {platform.python_version()}; a node as `kouprey serve` starts it.{busy}",
        "",
        f"Each page is asked {rounds} times over one kept connection with gzip, after warming; from the request to the "
        "last byte. The server is warm and the question is new: each round has other years, or another taxon or country, "
        "so that no answer and no picture of before can be given again. (Sorting, turning a page, the pictures and files "
        "of a page that was just shown find its answer kept, and take less.) Engine and Python face: the same questions in another process, the store opened anew each time, "
        "as the page does; engine is what DuckDB takes, face the whole call. Medians; p95 by the nearest rank. First: the "
        "first answer after the node started, with the SQL of the shape compiled if it never was. Processor: the node's "
        "processor time for one answer, all its threads (user and system, as the kernel counts it).",
        "",
    ]


def _times(timed: dict[str, Timed], faces: dict[str, tuple[float, float]]) -> list[str]:
    lines = [
        "| page | first (ms) | median | p95 | fastest | processor | engine | Python face | page over face | kB sent |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for page in PAGES:
        t, (engine, face) = timed[page.name], faces[page.name]
        middle = median(t.times)
        lines.append(
            f"| {page.name} | {t.first * 1000:.0f} | {middle * 1000:.0f} | {t.p95 * 1000:.0f} | {min(t.times) * 1000:.0f} | "
            f"{t.processor * 1000:.0f} | {engine * 1000:.0f} | "
            f"{face * 1000:.0f} | {(middle - face) * 1000:+.0f} | {t.bytes / 1000:.1f} |"
        )
    about = [f"- {page.name}: {page.about}" for page in PAGES]
    verdicts = [
        f"Target, {TARGET} ms warm, by {measure}: {_kept({page.name: of(timed[page.name]) for page in PAGES})}."
        for measure, of in (("median", lambda t: median(t.times)), ("processor time", lambda t: t.processor))
    ]
    return [*lines, "", *about, "", *verdicts, ""]


def _kept(seconds: dict[str, float]) -> str:
    slow = [name for name, value in seconds.items() if value * 1000 >= TARGET]
    return f"missed by {', '.join(slow)}" if slow else "kept by every page"


def _weights(weights: dict[str, Weight]) -> list[str]:
    lines = [
        "| whole weight, compressed (kB) | page | style | script | pictures | together | requests |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for name, w in weights.items():
        parts = (w.page, w.style, w.script, w.pictures, w.whole)
        lines.append(f"| {name} | " + " | ".join(f"{part / 1000:.1f}" for part in parts) + f" | {w.requests} |")
    return lines
