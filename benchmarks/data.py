"""The data of a run: generated rows, loaded by Kouprey, and copied for its peers in load order."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

SEED = 7
BARE = """
import duckdb, sys
connection = duckdb.connect(config={"memory_limit": "2GB", "temp_directory": sys.argv[2] + ".tmp"})
connection.execute(f"COPY (FROM read_csv('{sys.argv[1]}')) TO '{sys.argv[2]}' (FORMAT parquet)")
"""
# The peers get Kouprey's two quantity columns and its country of source ready made, which a plain copy of the
# download would have to work out in every query: a head start for them, not for Kouprey.
PEERS = """
SELECT "Year"::SMALLINT AS year, coalesce("Appendix", '') AS appendix, coalesce("Taxon", '') AS taxon,
    coalesce("Class", '') AS "class", coalesce("Order", '') AS "order", coalesce("Family", '') AS family,
    coalesce("Genus", '') AS genus, coalesce("Importer", '') AS importer, coalesce("Exporter", '') AS exporter,
    coalesce("Origin", '') AS origin, coalesce("Origin", "Exporter", '') AS source_country,
    coalesce(trim("Term"), '') AS term,
    CASE WHEN "Unit" IS NULL OR lower("Unit") = 'number of specimens' THEN '' ELSE "Unit" END AS unit,
    coalesce("Purpose", '') AS purpose, coalesce("Source", '') AS source, "Reporter.type" AS reporter,
    CASE WHEN "Reporter.type" = 'I' THEN "Quantity"::DOUBLE END AS importer_quantity,
    CASE WHEN "Reporter.type" = 'E' THEN "Quantity"::DOUBLE END AS exporter_quantity,
    "Import.permit.RandomID" AS import_permit, "Export.permit.RandomID" AS export_permit,
    "Origin.permit.RandomID" AS origin_permit
FROM read_csv('{csv}', all_varchar = true, nullstr = '')
"""


@dataclass(frozen=True)
class Run:
    """A finished process: wall seconds and peak memory in GiB."""

    seconds: float
    gib: float


@dataclass(frozen=True)
class Data:
    """Where everything of one size lies."""

    rows: int
    folder: Path

    @property
    def csv(self) -> str:
        """All generated files, as a pattern."""
        return str(self.folder / "csv" / "*.csv")

    @property
    def home(self) -> Path:
        """The KOUPREY_HOME of the run."""
        return self.folder / "home"

    @property
    def strings(self) -> Path:
        """A DuckDB file with one table of text in load order, as citesdb keeps it."""
        return self.folder / "strings.duckdb"

    @property
    def parquet(self) -> Path:
        """The same rows as Parquet in load order, for the data frames."""
        return self.folder / "load-order.parquet"


def process(command: list[str], home: Path | None = None, **environment: str) -> Run:
    """Run a command to its end. Raises RuntimeError with its words if it fails."""
    env = os.environ | environment | ({"KOUPREY_HOME": str(home)} if home else {})
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=env) as child:
        errors = child.stderr.read() if child.stderr else b""
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{' '.join(command)}: {errors.decode()[-2000:]}")
    return Run(time.perf_counter() - start, usage.ru_maxrss / 2**20)


def shell() -> str:
    """The shell of the environment at hand."""
    return str(Path(sys.executable).with_name("kouprey"))


def generate(data: Data) -> Run | None:
    """Make the rows, unless they are there already."""
    if (data.folder / "csv" / "SYNTHETIC_trade_db_1.csv").exists():
        return None
    words = ["trade", "generate", "--rows", str(data.rows), "--seed", str(SEED), "--out", str(data.folder / "csv")]
    return process([shell(), *words])


def load(data: Data) -> tuple[Run, Run]:
    """Kouprey's load and a bare DuckDB copy of the same CSV files to Parquet, one after the other."""
    target = data.folder / "bare.parquet"
    bare = process([sys.executable, "-c", BARE, data.csv, str(target)])
    target.unlink()
    files = sorted(map(str, (data.folder / "csv").glob("*.csv")))
    return process([shell(), "trade", "load", *files], data.home), bare


def copies(data: Data) -> None:
    """The peers' copies in load order, unless they are there already."""
    import duckdb

    if data.parquet.exists():
        return
    data.strings.unlink(missing_ok=True)
    with duckdb.connect(str(data.strings), config={"memory_limit": "4GB"}) as connection:
        connection.execute(f"CREATE TABLE trade AS {PEERS.format(csv=data.csv)}")
        connection.execute(f"COPY trade TO '{data.parquet}' (FORMAT parquet, COMPRESSION zstd)")
