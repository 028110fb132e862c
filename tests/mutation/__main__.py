"""`make mutate`: put small faults into what decides permission, one at a time, and see whether a test notices.

Each fault runs the tests of its module in a process of its own, on a copy of the sources. Survivors are held against
survivors.toml, each with its reason; a new one fails, and so does an entry whose fault is noticed by now.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from mutation.mutants import Mutant, mutants

ROOT = Path(__file__).parents[2]
DOMAIN = "src/kouprey/domain"
ACCESS = ["tests/domain/access"]
TESTS = {
    f"{DOMAIN}/access/clauses.py": ACCESS,
    f"{DOMAIN}/access/predicates.py": ACCESS,
    f"{DOMAIN}/access/facts.py": ACCESS,
    f"{DOMAIN}/access/roles.py": ACCESS,
    f"{DOMAIN}/access/__init__.py": ACCESS,
    f"{DOMAIN}/handling.py": ["tests/domain/test_handling.py"],
    f"{DOMAIN}/release.py": ["tests/domain/test_release.py"],
}
"""Each module, and the tests that are to notice."""
LIMIT = 300
"""Seconds: a fault that makes a test run on for ever is noticed as well."""


def main() -> int:
    """Run, tell, and say by the exit status whether the list of survivors is true."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--only", default="", help="modules whose path holds this")
    asked.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    given = asked.parse_args()
    chosen = [module for module in TESTS if given.only in module]
    faults = [(module, fault) for module in chosen for fault in mutants((ROOT / module).read_text(encoding="utf-8"))]
    with tempfile.TemporaryDirectory() as place, ThreadPoolExecutor(given.jobs) as pool:
        benches = _benches(Path(place), given.jobs)
        for tests in {tuple(TESTS[module]) for module in chosen}:
            if not _passes(list(tests), benches[0]):
                raise SystemExit(f"{' '.join(tests)} fail without any fault.")
        outcome = []
        for (module, fault), survived in zip(
            faults, pool.map(lambda one: _survives(*one, benches), faults), strict=True
        ):
            outcome.append(survived)
            if survived:
                print(f"survives: {module}: {fault.name}", flush=True)
            print(f"\r{len(outcome)} of {len(faults)}", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
    alive = {f"{module}: {fault.name}" for (module, fault), survived in zip(faults, outcome, strict=True) if survived}
    return _told(len(faults), alive, _known(chosen))


def _benches(place: Path, jobs: int) -> list[Path]:
    """A copy of the sources for each process."""
    made = [place / str(number) for number in range(jobs)]
    for bench in made:
        shutil.copytree(ROOT / "src", bench / "src", ignore=shutil.ignore_patterns("__pycache__"))
    return made


def _survives(module: str, fault: Mutant, benches: list[Path]) -> bool:
    bench = benches.pop()  # as many as there are threads
    target, sound = bench / module, (ROOT / module).read_text(encoding="utf-8")
    try:
        _put(target, fault.source, bench)
        return _passes(TESTS[module], bench)
    finally:
        _put(target, sound, bench)
        benches.append(bench)


def _put(target: Path, source: str, bench: Path) -> None:
    """Write a module; of its last fault, which may be as long and of the same second, nothing compiled stays."""
    target.write_text(source, encoding="utf-8")
    for compiled in (bench / "compiled").rglob(f"{target.stem}.*.pyc"):
        compiled.unlink()


def _passes(tests: list[str], bench: Path) -> bool:
    """Whether the tests pass with the sources of the bench before those that are installed."""
    plain = ["--noconftest", "--hypothesis-seed=0", "-p_hypothesis_pytestplugin", "-pno:cacheprovider"]
    command = [sys.executable, "-m", "pytest", "-q", "-x", *plain, *tests]
    kept = os.environ | {"PYTHONPATH": str(bench / "src"), "PYTHONPYCACHEPREFIX": str(bench / "compiled")}
    kept |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": ""}
    try:
        return subprocess.run(command, cwd=ROOT, env=kept, capture_output=True, timeout=LIMIT).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def _known(chosen: list[str]) -> dict[str, str]:
    listed = tomllib.loads(Path(__file__).with_name("survivors.toml").read_text(encoding="utf-8"))
    return {
        f"{module}: {fault}": reason
        for module, faults in listed.items()
        for fault, reason in faults.items()
        if module in chosen
    }


def _told(count: int, alive: set[str], known: dict[str, str]) -> int:
    new, stale = sorted(alive - known.keys()), sorted(known.keys() - alive)
    print(f"{count} faults, {count - len(alive)} noticed, {len(alive)} survive, {len(known)} of them listed.")
    for name in _lines("survives, and no reason is listed", new):
        print(name)
    for name in _lines("is listed, and noticed or gone by now", stale):
        print(name)
    blank = [name for name, reason in known.items() if not reason.strip()]
    for name in _lines("is listed without a reason", blank):
        print(name)
    return 1 if new or stale or blank else 0


def _lines(why: str, names: list[str]) -> Iterator[str]:
    return (f"{why}: {name}" for name in names)


if __name__ == "__main__":
    sys.exit(main())
