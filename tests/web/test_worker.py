"""Workers as they really run: processes of their own, beside the pages, gone when the pages are gone."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from web.ready import DATABASE, ready
from web.serving import START, free_port
from web.stores import rows, write

ASK = """
import io, pathlib, sys
from kouprey.web.config.serve import _set_up, enrol
enrol(username="sokha", full_name="Sok Sokha")
from kouprey.domain.access import Role
from kouprey.kernel.clock import now
from kouprey.web.accounts.queries import officer_named
from kouprey.web.trade.actions import receive_upload, start_import
from web.work import put_to_work
by = put_to_work(officer_named("sokha"), Role.ANALYST).actor
for path in map(pathlib.Path, sys.argv[1:]):
    item = receive_upload(upload=path.open("rb"), name=path.name, by=by, at=now())
    start_import(item=item, dataset="comptab", add=True, by=by, at=now())
"""


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KOUPREY_")}
    return kept | {"KOUPREY_HOME": str(home), "PYTHONPATH": str(Path(__file__).parents[1])}


def run(home: Path, code: str, *words: str) -> str:
    return subprocess.check_output([sys.executable, "-c", code, *words], env=environment(home), text=True)


def jobs(home: Path) -> list[tuple[str, int]]:
    """State and tries of each job, as its file has them."""
    with closing(sqlite3.connect(home / DATABASE)) as database:
        return database.execute("SELECT state, tries FROM core_job").fetchall()


def until(true: Callable[[], bool], seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.3)


def children(process: int) -> list[int]:
    lists = [path.read_text() for path in Path(f"/proc/{process}/task").glob("*/children")]
    return [int(word) for text in lists for word in text.split()]


def alive(process: int) -> bool:
    stat = Path(f"/proc/{process}/stat")
    return stat.exists() and ") Z " not in stat.read_text()


def test_two_workers_add_five_files_to_one_dataset(tmp_path: Path):
    home = ready(tmp_path / "home")
    files = [
        write(tmp_path / f"{n}.csv", [line.replace("Ptyas", f"Ptyas{n}") for line in rows(more=n)]) for n in range(5)
    ]
    run(home, ASK, *map(str, files))
    command = [sys.executable, "-m", "kouprey", "work"]
    workers = [subprocess.Popen(command, env=environment(home)) for _ in range(2)]
    try:
        until(lambda: jobs(home) == [("done", 1)] * 5)
    finally:
        for worker in workers:
            worker.terminate()
    assert [worker.wait(timeout=20) for worker in workers] == [0, 0]
    from kouprey import trade

    assert trade.open(home, dataset="comptab").release.manifest["rows"] == 5 * 9 + 10


def start(home: Path) -> subprocess.Popen[bytes]:
    """A node, once it has a worker."""
    command = [sys.executable, "-c", START, str(free_port())]
    node = subprocess.Popen(command, env=environment(ready(home)), stderr=subprocess.DEVNULL)
    until(lambda: len(children(node.pid)) == 1)
    return node


def test_a_worker_that_dies_is_replaced_and_goes_with_its_node(tmp_path: Path):
    if not Path("/proc/self/task").exists():
        return  # this system does not list children
    node = start(tmp_path)
    first = children(node.pid)
    os.kill(first[0], signal.SIGKILL)
    until(lambda: len(children(node.pid)) == 1 and children(node.pid) != first)
    (second,) = children(node.pid)
    node.terminate()
    assert node.wait(timeout=20) == 0
    until(lambda: not alive(second))


@pytest.mark.long
def test_a_worker_goes_with_a_node_that_is_killed(tmp_path: Path):
    if not Path("/proc/self/task").exists():
        return  # this system does not list children
    node = start(tmp_path)
    (worker,) = children(node.pid)
    until((tmp_path / "worker.beat").exists)  # it is at work
    node.kill()
    node.wait(timeout=20)
    until(lambda: not alive(worker))
