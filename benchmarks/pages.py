"""`make bench-pages`: a real node over a store of SYNTHETIC rows, and how long it takes to answer each page.

Each page is asked over one kept connection, as a browser does, with gzip; a time runs from the request to the last
byte of the answer. Each round asks what was not asked before (page_questions.py). Beside it stand the same questions
put in process through the Python face: what the page adds is the difference. The report is a part of
docs/benchmarks.md, between two marks; it is written when the machine was quiet at the beginning, else only printed.
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import data as prepared
from benchmarks.data import Data
from benchmarks.page_questions import PAGES, Page, Turn, turns
from benchmarks.page_report import Timed, put, write
from benchmarks.page_weight import weight

FIRST, WARM, ROUNDS = 1, 3, 20
QUIET = 1.5
"""The load average up to which times are those of the pages and not of a queue."""


def main() -> int:
    """Run the page benchmark and write its part of the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--folder", type=Path, default=Path("var/benchmarks"))
    parser.add_argument("--report", type=Path, default=Path("docs/benchmarks.md"))
    parser.add_argument("--anyway", action="store_true", help="write the report of a busy machine too")
    chosen = parser.parse_args()
    data = Data(chosen.rows, chosen.folder / str(chosen.rows))
    _prepare(data)
    before = os.getloadavg()[0]
    from kouprey import trade

    fresh = turns(trade.open(data.home))
    with serving(data.home) as (port, node):
        asked = FIRST + WARM + chosen.rounds
        timed = {page.name: _served(page, port, node, list(islice(fresh, asked))) for page in PAGES}
        weights = {page.name: weight(port, page.address(next(fresh))) for page in PAGES if page.whole}
    faces = _faces(data, chosen.rounds)
    text = write(chosen.rows, chosen.rounds, timed, faces, weights, (before, os.getloadavg()[0]))
    sys.stdout.write(text)
    if before < QUIET or chosen.anyway:
        put(text, chosen.report)
    else:
        sys.stderr.write(f"The machine was busy (load {before:.1f}): {chosen.report} is as it was.\n")
    return 0


def _prepare(data: Data) -> None:
    """The store: generated and loaded once, then used again."""
    data.folder.mkdir(parents=True, exist_ok=True)
    if not (data.home / "trade").is_dir():
        prepared.generate(data)
        prepared.process(
            [prepared.shell(), "trade", "load", *sorted(map(str, (data.folder / "csv").glob("*.csv")))], data.home
        )


@contextmanager
def serving(home: Path) -> Iterator[tuple[int, int]]:
    """A node in a process of its own, as `kouprey serve` starts it; gives its port and the number of its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [prepared.shell(), "serve", "--port", str(port)]
    node = subprocess.Popen(command, env=os.environ | {"KOUPREY_HOME": str(home)}, stderr=subprocess.DEVNULL)
    try:
        _wait(node, port)
        yield port, node.pid
    finally:
        node.terminate()
        node.wait(timeout=30)


def _wait(node: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and node.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the node did not start")


def fetch(connection: HTTPConnection, address: str) -> tuple[float, int]:
    """Seconds to the last byte, and the bytes that came over the wire. Raises RuntimeError if it is no page."""
    start = time.perf_counter()
    connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    seconds = time.perf_counter() - start
    if answer.status != 200:
        raise RuntimeError(f"{address}: {answer.status}")
    return seconds, len(body)


def _processor(process: int) -> float:
    """Seconds of processor time that a process and its threads have used."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _served(page: Page, port: int, node: int, turns: list[Turn]) -> Timed:
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    first, *_warm = [fetch(connection, page.address(turn))[0] for turn in turns[: FIRST + WARM]]
    times, bodies = [], []
    used = _processor(node)
    rounds = turns[FIRST + WARM :]
    for turn in rounds:
        seconds, size = fetch(connection, page.address(turn))
        times.append(seconds)
        bodies.append(size)
    used = _processor(node) - used
    connection.close()
    return Timed(first, times, int(median(bodies)), used / len(rounds))


def _faces(data: Data, rounds: int) -> dict[str, tuple[float, float]]:
    """Medians of the same questions in process: seconds of the engine, seconds in all, the store opened each time."""
    from kouprey import trade

    found = {}
    fresh = turns(trade.open(data.home))
    for page in PAGES:
        engine, whole = [], []
        for number, turn in enumerate(islice(fresh, WARM + rounds)):
            start = time.perf_counter()
            answers: list[Any] = page.ask(trade.open(data.home), turn)
            if number >= WARM:
                whole.append(time.perf_counter() - start)
                engine.append(sum(answer.seconds for answer in answers))
        found[page.name] = (median(engine), median(whole))
    return found


if __name__ == "__main__":
    raise SystemExit(main())
