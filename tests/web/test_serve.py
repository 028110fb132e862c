"""The node as it is really started: from an empty home, in a process of its own."""

from __future__ import annotations

import gzip
import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from web.serving import START, free_port, serving


def fetch(address: str) -> tuple[bytes, dict[str, str]]:
    """What comes over the line, as it is, and its headers."""
    with urlopen(Request(address, headers={"Accept-Encoding": "gzip"}), timeout=20) as response:  # noqa: S310
        return response.read(), dict(response.headers)


def test_an_empty_home_is_made_ready_and_served(tmp_path: Path):
    with serving(tmp_path / "home", fresh=True) as node:
        said = node.said()
        assert "Preparing the database" in said
        assert f"Kouprey answers at {node.address}/" in said
        body, headers = fetch(f"{node.address}/trade/")
        assert headers["Content-Encoding"] == "gzip"
        page = gzip.decompress(body).decode()
        assert "There is no trade store" in page
    with serving(tmp_path / "home", fresh=True) as node:
        assert "Preparing" not in node.said()
        assert "Gathering" not in node.said()


def test_a_first_page_with_all_it_needs_is_under_250_kb(real_home: Path):
    with serving(real_home) as node:
        body, _headers = fetch(f"{node.address}/trade/")
        total = len(body)
        parts = re.findall(r'(?:href|src)="(/(?:static|trade/chart)[^"]+)"', gzip.decompress(body).decode())
        assert {Path(part.partition("?")[0]).suffix for part in parts} == {".svg", ".css", ".js"}
        for part in set(parts):
            content, headers = fetch(node.address + part.replace("&amp;", "&"))
            total += len(content)
            if part.endswith(".css"):
                assert headers["Content-Encoding"] == "gzip"
                assert "immutable" in headers["Cache-Control"]
    assert total < 250_000


@pytest.mark.long
def test_a_taken_port_is_said_plainly(tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ended = start(tmp_path, taken.getsockname()[1])
    assert ended.returncode != 0
    assert "is taken by another program" in ended.stderr


@pytest.mark.parametrize("name", ["KOUPREY_DEBUG", pytest.param("KOUPREY_PRODUCTION", marks=pytest.mark.long)])
def test_an_unsafe_production_does_not_start(tmp_path: Path, name: str):
    ended = start(tmp_path, free_port(), **{"KOUPREY_PRODUCTION": "yes", name: "yes"})
    assert ended.returncode != 0
    assert "kouprey.E011" in ended.stderr
    assert ("kouprey.E010" in ended.stderr) is (name == "KOUPREY_DEBUG")
    assert not (tmp_path / "kouprey.sqlite3").exists()


def start(home: Path, port: int, **more: str) -> subprocess.CompletedProcess[str]:
    """Start a node that is expected to end by itself."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KOUPREY_")}
    environment |= {"KOUPREY_HOME": str(home)} | more
    command = [sys.executable, "-c", START, str(port)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
