"""How far a load is as a whole, and the watch over the engine while it works.

The shares were measured on SYNTHETIC bulk files of 200 000 and of 2 000 000 rows (docs/adr/0011). While it reads
a file the engine says how far it is; while it checks and builds it does not.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from itertools import accumulate
from typing import Final, TypeVar

import duckdb

SHARES: Final = {"reading": 45, "checking": 9, "building": 45, "placing": 1}
"""What is done one after the other, and how much of a load's time it takes, in per cent."""
LOOK: Final = 0.25
"""Seconds between two looks at the engine."""

_BEGINS: Final = dict(zip(SHARES, (0, *accumulate(SHARES.values())), strict=False))
Tick = Callable[[str, int], None]
"""Called several times a second with what is being done (a key of SHARES) and the per cent of the whole load."""
Result = TypeVar("Result")


class Meter:
    """The per cent of one load. It never goes back, and says 100 to nobody: the load's end says that."""

    def __init__(self, tick: Tick, files: int) -> None:
        self.tick, self.files = tick, max(files, 1)
        self.read, self.percent = 0, 0
        self.called_off = False

    def file_read(self) -> None:
        """One more file has been read."""
        self.read += 1
        self.at("reading")

    def at(self, doing: str, within: float = 0.0) -> None:
        """Tell where the load is; `within` is how much is done of this step or, in reading, of this file (0 to 1)."""
        share = min((self.read + within) / self.files, 1.0) if doing == "reading" else within
        self.percent = max(self.percent, int(_BEGINS[doing] + SHARES[doing] * share))
        self.tick(doing, self.percent)

    def watch(self, doing: str, connection: duckdb.DuckDBPyConnection, work: Callable[[], Result]) -> Result:
        """Do `work` on the engine in a thread of its own, and tell how far it is meanwhile.

        If telling raises (somebody called the load off, a signal came), the engine is interrupted and the work ended
        before the error goes on.
        """
        with ThreadPoolExecutor(1, "load") as pool:
            future = pool.submit(work)
            try:
                while not wait([future], LOOK).done:
                    self.at(doing, _within(connection) if doing == "reading" else 0.0)
            except BaseException:
                self.called_off = True  # the engine's part ends at once; what reads line by line asks for this
                raise
            finally:
                while not wait([future], 0 if future.done() else LOOK / 2).done:
                    connection.interrupt()
            return future.result()


def _within(connection: duckdb.DuckDBPyConnection) -> float:
    """How much of its present query the engine has done; 0 where it does not know."""
    return max(float(connection.query_progress()), 0.0) / 100
