"""One block of rows: a year, or a part of a year too large for memory, as an Arrow table in the bulk columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from kouprey.analytics.generate import lines as drawing
from kouprey.analytics.generate import permits, shipments
from kouprey.analytics.generate.lines import Lines
from kouprey.analytics.generate.mixes import Codes
from kouprey.analytics.generate.world import APPENDICES, World

COLUMNS = (
    "Id", "Year", "Appendix", "Taxon", "Class", "Order", "Family", "Genus", "Term", "Quantity", "Unit", "Importer",
    "Exporter", "Origin", "Purpose", "Source", "Reporter.type", "Import.permit.RandomID", "Export.permit.RandomID",
    "Origin.permit.RandomID",
)  # fmt: skip
ROWS_MOST = 1_200_000
REPORTERS = ("E", "I")


@dataclass(frozen=True, slots=True)
class Block:
    """What to make: `rows` rows of one year, with Ids from `first_id`."""

    number: int
    year: int
    rows: int
    first_id: int


def make(block: Block, world: World) -> pa.Table:
    """Make the rows of one block."""
    rng = np.random.default_rng([world.seed, 1 + block.number, block.year])
    lines = _enough(rng, block, world)
    order = np.lexsort((lines["importer"], lines["exporter"]))
    lines = {field: column[order] for field, column in lines.items()}
    rows = np.stack([lines["exporter_rows"], lines["importer_rows"]], axis=1).ravel()
    ticks = np.stack([lines["exporter_ticks"], lines["importer_ticks"]], axis=1).ravel()
    some = rows > 0
    quantity = shipments.split(rng, ticks[some], rows[some])
    numbers = permits.assign(rng, lines, rows, block.number)
    side = np.repeat(np.arange(len(rows)), rows)
    filed = _filed(lines, side, world)
    table = _columns(lines, side[filed], quantity[filed], block, world)
    for column, found in zip(COLUMNS[-3:], (numbers.imports, numbers.exports, numbers.origins), strict=True):
        table[column] = permits.write(found[filed])
    return pa.table([table[column] for column in COLUMNS], names=list(COLUMNS))


def _enough(rng: np.random.Generator, block: Block, world: World) -> Lines:
    """Draw lines until they hold the rows wanted, then cut the last line so that they fit exactly."""
    size = int(1.5 * block.rows / shipments.ROWS_PER_LINE) + 50
    while True:
        lines = drawing.distinct(rng, block.year, size, world)
        shipments.amounts(rng, lines, world)
        shipments.counts(rng, lines, max(1, block.rows // 50))
        total = np.cumsum(lines["exporter_rows"] + lines["importer_rows"])
        if total[-1] >= block.rows:
            break
        size *= 2
    last = int(np.searchsorted(total, block.rows))
    lines = {field: column[: last + 1] for field, column in lines.items()}
    over = int(total[last]) - block.rows
    cut = min(over, int(lines["importer_rows"][last]))
    lines["importer_rows"][last] -= cut
    lines["exporter_rows"][last] -= over - cut
    return lines


def _filed(lines: Lines, side: Codes, world: World) -> Codes:
    """The order of the file: report by report, the exporters' rows and the importers' as each State sent them."""
    reporter = np.where(side % 2 == 0, lines["exporter"][side // 2], lines["importer"][side // 2])
    return np.argsort(world.report_order[reporter], kind="stable")


def _columns(lines: Lines, side: Codes, ticks: Codes, block: Block, world: World) -> dict[str, pa.Array]:
    market = world.market
    line = side // 2
    taxon = lines["taxon"][line]
    countries = _countries(lines, line, block.year, world)
    return {
        "Id": pa.array(np.arange(block.first_id, block.first_id + len(side))),
        "Year": pa.array(np.full(len(side), block.year, np.int16)),
        "Appendix": _coded(_appendix(lines, world)[line], APPENDICES),
        "Taxon": _coded(taxon, world.taxa.taxon),
        **{rank: _coded(codes[taxon], words) for rank, (codes, words) in world.ranks.items()},
        "Term": _coded(lines["term"][line], market.terms.words),
        "Quantity": pa.array(ticks / 10.0 ** lines["digits"][line]),
        "Unit": _coded(lines["unit"][line], market.units.words),
        **countries,
        "Purpose": _coded(lines["purpose"][line], market.purposes.words),
        "Source": _coded(lines["source"][line], market.sources.words),
        "Reporter.type": _coded(side % 2, REPORTERS),
    }


def _appendix(lines: Lines, world: World) -> Codes:
    """The appendix of each line; a split listing goes by the country where the goods are from."""
    code = world.appendix[lines["taxon"]]
    home = np.where(lines["origin"] > 0, lines["origin"], lines["exporter"])
    return np.where(code < 0, home % 2, code)


def _countries(lines: Lines, line: Codes, year: int, world: World) -> dict[str, pa.Array]:
    spelled = world.places.spelled(year)
    columns = ("Importer", "Exporter", "Origin")
    return {column: _coded(spelled[lines[column.lower()]][line], world.places.codes.words) for column in columns}


def _coded(codes: Codes, words: Sequence[str]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32)), pa.array(words))
