"""A loader killed at any moment: the old answer stays, or the new one is there; never a third."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from end_to_end import product
from end_to_end.shell import agree, load, run, start
from end_to_end.tables import COMPTAB, csv_text
from reference import cites

STOPS = ("staged", "built", "written", "renamed", "pointed")
SEED = 20261120
QUESTION: dict[str, Any] = {"quantity": "max", "by": ("taxon", "term")}


@dataclass(frozen=True)
class Scene:
    """A home with the old release, the file of the new one, both answers, and how long a load takes."""

    home: Path
    new_file: Path
    old: list[cites.Row]
    new: list[cites.Row]
    seconds: float


def table(seed: int, rows: int) -> str:
    """A table that differs from every other seed's in every answer."""
    rng = random.Random(seed)
    drawn = [
        {
            **{
                "Year": str(rng.randint(1990, 2020)),
                "App.": "II",
                "Taxon": f"Naja species{rng.randint(1, 9)}",
            },
            **{"Importer": rng.choice(("CN", "NA", "US")), "Exporter": rng.choice(("VN", "ID", "SG"))},
            **{"Importer reported quantity": str(rng.randint(1, 10**6))},
            **{"Exporter reported quantity": rng.choice(("", str(rng.randint(1, 10**6))))},
            **{"Term": rng.choice(("live", "skins")), "Purpose": "T", "Source": rng.choice("WCF")},
        }
        for _ in range(rows)
    ]
    return csv_text(COMPTAB, drawn)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    folder = tmp_path_factory.mktemp("killed")
    texts = {name: table(seed, 30_000) for name, seed in (("old", SEED), ("new", SEED + 1))}
    for name, content in texts.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    answers = {n: cites.study(cites.read_text(content), "comptab", **QUESTION) for n, content in texts.items()}
    home = folder / "home"
    load(home, folder / "old.csv")
    trial = folder / "trial"
    shutil.copytree(home, trial)
    began = time.monotonic()
    load(trial, folder / "new.csv")
    seconds = time.monotonic() - began
    agree(product.study(trial, **QUESTION), answers["new"])
    return Scene(home, folder / "new.csv", answers["old"], answers["new"], seconds)


def is_the_new_answer(scene: Scene, home: Path) -> bool:
    """Whether the store answers as after the load; fails unless it answers as before or as after."""
    found = product.study(home, **QUESTION)
    total = sum(row["quantity"] for row in found)
    is_new = total == sum(row["quantity"] for row in scene.new)
    agree(found, scene.new if is_new else scene.old)
    return is_new


def check_after(scene: Scene, home: Path) -> bool:
    """The old answer or the new one; then the next load works."""
    was_new = is_the_new_answer(scene, home)
    load(home, scene.new_file)
    assert is_the_new_answer(scene, home)
    return was_new


SUICIDE = """
import os, signal, sys
from pathlib import Path
from kouprey import trade

def stop(step, done, total):
    if step == sys.argv[3]:
        os.kill(os.getpid(), signal.SIGKILL)

trade.load([sys.argv[1]], Path(sys.argv[2]), progress=stop)
"""


def killed_at(home: Path, file: Path, step: str) -> None:
    """Load in a process that kills itself when the load reports that step, between one write and the next."""
    done = subprocess.run([sys.executable, "-c", SUICIDE, str(file), str(home), step], capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


@pytest.mark.parametrize("stop", STOPS)
def test_killed_at_a_named_point(scene: Scene, home: Path, stop: str) -> None:
    shutil.copytree(scene.home, home)
    killed_at(home, scene.new_file, stop)
    was_new = check_after(scene, home)
    assert was_new == (stop == "pointed")


@pytest.mark.parametrize("stop", ["built", "renamed"])
def test_first_load_killed(scene: Scene, home: Path, stop: str) -> None:
    """In an empty home there is no old answer; the next load must still work."""
    killed_at(home, scene.new_file, stop)
    assert run(home, "trade", "study", "--format", "json", code=None).code in (0, 2)
    load(home, scene.new_file)
    assert is_the_new_answer(scene, home)


def kill_after(scene: Scene, home: Path, seed: int) -> None:
    """Kill a load, and whatever it started, after a share of its usual time."""
    delay = random.Random(seed).uniform(0.1, 1.05) * scene.seconds
    with start(home, "trade", "load", scene.new_file) as process:
        time.sleep(delay)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


@pytest.mark.parametrize("seed", range(SEED, SEED + 3))
def test_killed_at_a_random_moment(scene: Scene, home: Path, seed: int) -> None:
    shutil.copytree(scene.home, home)
    kill_after(scene, home, seed)
    check_after(scene, home)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(SEED + 100, SEED + 150))
def test_killed_at_many_random_moments(scene: Scene, home: Path, seed: int) -> None:
    shutil.copytree(scene.home, home)
    kill_after(scene, home, seed)
    check_after(scene, home)


@pytest.mark.long
def test_killed_again_and_again(scene: Scene, home: Path) -> None:
    """Leftovers of one killed load do not stand in the way of the next, killed or not."""
    shutil.copytree(scene.home, home)
    for seed in range(SEED + 200, SEED + 212):
        kill_after(scene, home, seed)
        is_the_new_answer(scene, home)
    check_after(scene, home)
