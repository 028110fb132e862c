"""A node in a process of its own, as `kouprey serve` starts it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from web.ready import ready

START = "import sys; from kouprey.web.config.serve import serve; serve('127.0.0.1', int(sys.argv[1]))"
LONGEST = 180


@dataclass(frozen=True)
class Node:
    """A running node: where it answers, and what it said on stderr."""

    address: str
    log: Path

    def said(self) -> str:
        """Everything on stderr so far."""
        return self.log.read_text(encoding="utf-8")


@contextmanager
def serving(home: Path, *, fresh: bool = False, **settings: str) -> Iterator[Node]:
    """Serve a home until the block ends, with these settings; `fresh`: by a first start, whatever the home lacks."""
    if not fresh:
        ready(home)
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KOUPREY_")}
    environment |= {"KOUPREY_HOME": str(home), **settings}
    with tempfile.NamedTemporaryFile("w", prefix="kouprey-serve-", suffix=".log") as log:
        command = [sys.executable, "-c", START, str(port)]
        process = subprocess.Popen(command, env=environment, stderr=log, stdout=subprocess.DEVNULL)
        node = Node(f"http://127.0.0.1:{port}", Path(log.name))
        try:
            wait_until_it_answers(process, node)
            yield node
        finally:
            process.terminate()
            process.wait(timeout=20)


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_it_answers(process: subprocess.Popen[bytes], node: Node) -> None:
    """Wait for a node that was started just now. AssertionError if it ends, or takes too long."""
    end = time.monotonic() + LONGEST
    while "answers at" not in node.said():
        if process.poll() is not None or time.monotonic() > end:
            raise AssertionError(f"The node did not start: {node.said()}")
        time.sleep(0.05)
