"""The shell called in this process, in a home of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from formats.cites_text import bulk, row
from kouprey.cli.main import main


@dataclass(frozen=True)
class Run:
    """What one command left: exit code, standard output as bytes, standard error."""

    code: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        """Standard output as text."""
        return self.raw.decode("utf-8")

    def json(self) -> dict[str, Any]:
        """Standard output as one JSON object; a number in exponent form is an error."""
        found: dict[str, Any] = json.loads(self.out, parse_float=_plain)
        return found


def _plain(text: str) -> Decimal:
    assert "e" not in text.lower(), f"exponent form: {text}"
    return Decimal(text)


Shell = Callable[..., Run]

ROWS = [
    row(id="1", quantity="1234567.5", taxon="Naja naja"),
    row(id="2", quantity="0.000000000005", taxon='=Odd, "name"', exporter="NA", source="C"),
    row(id="3", quantity="7", taxon="Naja naja", exporter="ID", term="skins"),
    row(id="4", quantity="100", taxon="Naja naja", unit="kg"),
]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, which does not exist yet, and a folder to stand in."""
    monkeypatch.setenv("KOUPREY_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


@pytest.fixture
def shell(home: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Shell:
    """Call `kouprey WORDS`; by default it must end with 0."""

    def run(*words: object, code: int | None = 0) -> Run:
        capsysbinary.readouterr()
        found = main([str(word) for word in words])
        out, err = capsysbinary.readouterr()
        done = Run(found, out, err.decode("utf-8"))
        assert code in (None, found), f"exit {found}: {done.err}"
        return done

    return run


@pytest.fixture
def loaded(shell: Shell, tmp_path: Path) -> Shell:
    """The shell, in a home where ROWS are loaded."""
    (tmp_path / "given.csv").write_text(bulk(*ROWS), encoding="utf-8")
    shell("trade", "load", "given.csv")
    return shell
