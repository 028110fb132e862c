"""The shell as a user has it: a subprocess, a home of its own, an exit code, JSON on stdout."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

KOUPREY = Path(sys.executable).parent / "kouprey"
SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data" / "trade"


@dataclass(frozen=True)
class Run:
    """What one call left behind."""

    code: int
    out: str
    err: str

    def json(self) -> dict[str, Any]:
        """The answer: one JSON object and nothing else on stdout, numbers exact and without exponent."""
        answer = json.loads(self.out, parse_float=_plain_number, parse_int=Decimal)
        assert isinstance(answer, dict), self.out[:200]
        return answer

    def rows(self) -> list[dict[str, Any]]:
        """The rows of an answer, which also has its method, warnings and columns."""
        answer = self.json()
        assert answer.keys() >= {"method", "warnings", "columns", "rows"}
        return list(answer["rows"])


def _plain_number(text: str) -> Decimal:
    assert "e" not in text.lower(), f"a number in exponent form: {text}"
    return Decimal(text)


def start(home: Path, *arguments: object, **environment: str) -> subprocess.Popen[str]:
    """Start `kouprey ARGUMENTS` in that home, in its own process group, without waiting for it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KOUPREY_", "DJANGO_"))}
    return subprocess.Popen(
        [str(KOUPREY), *map(str, arguments)],
        env={**kept, "KOUPREY_HOME": str(home), **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )


def run(home: Path, *arguments: object, code: int | None = 0, **environment: str) -> Run:
    """Run `kouprey ARGUMENTS` to its end; `code` is the exit code that must come, None for any."""
    with start(home, *arguments, **environment) as process:
        out, err = process.communicate(timeout=300)
    assert "Traceback (most recent call last)" not in err, err
    if code is not None:
        assert process.returncode == code, f"exit {process.returncode}, not {code}\n{out[-2000:]}\n{err[-2000:]}"
    return Run(process.returncode, out, err)


def load(home: Path, *arguments: object, code: int = 0) -> dict[str, Any]:
    """`kouprey trade load ... --format json`: the accounting of the load."""
    return run(home, "trade", "load", *arguments, "--format", "json", code=code).json()


def study(home: Path, *arguments: object) -> list[dict[str, Any]]:
    """`kouprey trade study ... --format json`: the rows of the answer."""
    return run(home, "trade", "study", *arguments, "--format", "json").rows()


def contents(home: Path) -> dict[str, str]:
    """The digest of every file in a home, except locks: what must not change when nothing changes."""
    return {
        str(path.relative_to(home)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(home.rglob("*"))
        if path.is_file() and path.suffix != ".lock"
    }


def agree(found: Sequence[dict[str, Any]], expected: Sequence[dict[str, Any]]) -> None:
    """The product's rows are the reference's: same rows in the same order, exact quantities, close shares."""
    assert [_exact(row) for row in found] == [_exact(row) for row in expected]
    for ours, theirs in zip(found, expected, strict=True):
        for name in ("share", "wild_share", "captive_share"):
            _same_share(ours[name], theirs[name], name, ours)
        for mine, other in zip(ours["countries"], theirs["countries"], strict=True):
            _same_share(mine["share"], other["share"], mine["country"], ours)


def _exact(row: dict[str, Any]) -> dict[str, Any]:
    """A row without its shares, quantities as Decimal: floats would not be equal to them."""
    exact = {name: value for name, value in row.items() if not name.endswith("share")}
    countries = [(c["country"], _decimal(c["quantity"])) for c in row["countries"]]
    return {**exact, "quantity": _decimal(row["quantity"]), "countries": countries}


def _decimal(value: Any) -> Decimal:
    assert not isinstance(value, float), f"a quantity as a float: {value!r}"
    return Decimal(value)


def _same_share(found: Any, expected: Any, name: str, row: dict[str, Any]) -> None:
    if expected is None or found is None:
        assert found is expected, f"{name} is {found}, not {expected}: {row}"
        return
    assert 0 <= found <= 1, f"{name} is {found}: {row}"
    assert abs(float(found) - float(expected)) < 1e-9, f"{name} is {found}, not {float(expected)}: {row}"
