"""Write the tables as the official download is cut: numbered CSV files of equal length."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import IO

import pyarrow as pa
from pyarrow import csv

from kouprey.analytics.generate.blocks import COLUMNS

NAME = "SYNTHETIC_trade_db_"
_PART = ".part"


class Files:
    """Numbered files in one folder. They get their names only when all are complete.

    Files of an earlier run in the same folder are replaced: two runs must not be read as one release.
    """

    def __init__(self, out: Path, rows_per_file: int) -> None:
        self._out, self._most = out, rows_per_file
        self._parts: list[Path] = []
        self._file: IO[bytes] | None = None
        self._room = 0
        self.done: list[Path] = []

    def __enter__(self) -> Files:
        self._out.mkdir(parents=True, exist_ok=True)
        for left in self._out.glob(f"{NAME}*.csv{_PART}"):
            left.unlink()
        return self

    def write(self, table: pa.Table) -> None:
        """Append rows, opening the next file where one is full."""
        while table.num_rows:
            if not self._room:
                self._next()
            part, table = table.slice(0, self._room), table.slice(self._room)
            # No value holds a comma or a quote; if one ever does, pyarrow refuses to write it.
            options = csv.WriteOptions(include_header=False, quoting_style="none", batch_size=1 << 16)
            csv.write_csv(part, self._file, options)
            self._room -= part.num_rows

    def _next(self) -> None:
        self._close()
        part = self._out / f"{NAME}{len(self._parts) + 1}.csv{_PART}"
        self._parts.append(part)
        self._file = part.open("wb")
        self._file.write((",".join(COLUMNS) + "\n").encode())
        self._room = self._most

    def _close(self) -> None:
        if self._file:
            self._file.close()
            self._file = None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()
        if error:
            for part in self._parts:
                part.unlink(missing_ok=True)
            return
        for old in self._out.glob(f"{NAME}*.csv"):
            old.unlink()
        self.done = [part.rename(part.with_suffix("")) for part in self._parts]
