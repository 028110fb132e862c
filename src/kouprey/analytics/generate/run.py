"""Share the rows among years, make block after block, write each while the next is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np

from kouprey.analytics.generate.blocks import ROWS_MOST, Block, make
from kouprey.analytics.generate.files import Files
from kouprey.analytics.generate.mixes import Codes
from kouprey.analytics.generate.world import World
from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.words import said

#: Rows per year grow along a logistic curve: half the final level in this year, steeper for a smaller width.
HALF_YEAR, WIDTH = 2000, 9.0
#: Reports of the last two years are still coming in.
LAST_YEARS = (0.8, 0.4)


def generate(
    out: Path,
    *,
    rows: int,
    seed: int,
    years: tuple[int, int] = (1975, 2024),
    rows_per_file: int = 500_000,
    progress: Callable[[int], None] | None = None,
) -> list[Path]:
    """Write `rows` rows of SYNTHETIC trade data in the bulk format to `out`, and say which files they are in.

    The same rows, seed and years give the same bytes, as long as the lists of taxa and countries are the same.
    `progress` is told the rows written so far. Files of an earlier run in `out` are replaced at the end.
    """
    _check(rows, seed, years, rows_per_file)
    world = World(seed)
    written = 0
    with Files(out, rows_per_file) as files, ThreadPoolExecutor(1) as writer:
        pending: Future[None] | None = None
        for block in blocks(rows, years):
            table = make(block, world)
            if pending:
                pending.result()
                _tell(progress, written)
            pending = writer.submit(files.write, table)
            written += block.rows
        if pending:
            pending.result()
            _tell(progress, written)
    return files.done


def blocks(rows: int, years: tuple[int, int]) -> Iterator[Block]:
    """Cut the rows into blocks by year, and years too large into parts."""
    number, first_id = 0, 1
    first_year, last_year = years
    for year, left in zip(range(first_year, last_year + 1), per_year(rows, years), strict=True):
        while left:
            size = min(int(left), ROWS_MOST)
            yield Block(number, year, size, first_id)
            number, first_id, left = number + 1, first_id + size, left - size


def per_year(rows: int, years: tuple[int, int]) -> Codes:
    """How many of the rows fall in each year."""
    year = np.arange(years[0], years[1] + 1)
    weight = 1 / (1 + np.exp(-(year - HALF_YEAR) / WIDTH))
    if len(year) > len(LAST_YEARS):
        weight[-len(LAST_YEARS) :] *= LAST_YEARS
    edges = np.rint(np.cumsum(weight) / weight.sum() * rows).astype(np.int64)
    return np.asarray(np.diff(edges, prepend=0))


def _tell(progress: Callable[[int], None] | None, written: int) -> None:
    if progress:
        progress(written)


def _check(rows: int, seed: int, years: tuple[int, int], rows_per_file: int) -> None:
    if rows < 1 or rows_per_file < 1:
        raise UnusableInput(said("The number of rows must be 1 or more."), remedy=said("Ask for at least one row."))
    if seed < 0:
        raise UnusableInput(said("The seed must not be negative."), remedy=said("Give a seed of 0 or more."))
    if not 1900 <= years[0] <= years[1] <= 2100:
        raise UnusableInput(
            said("%(first)s-%(last)s is no span of years.", first=years[0], last=years[1]),
            remedy=said("Give the earlier year first."),
        )
