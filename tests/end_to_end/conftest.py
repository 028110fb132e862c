"""Homes to work in: an empty one for each test, and one with the real samples in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from end_to_end.shell import SAMPLES, load


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty home that does not even exist yet."""
    return tmp_path / "home"


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of real samples, or a skip."""
    if not SAMPLES.is_dir():
        pytest.skip("the development samples (../shared/data/trade) are not on this machine")
    return SAMPLES


@pytest.fixture(scope="session")
def sample_home(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with three datasets: `bulk` and `comptab` (pangolins), `year2013`."""
    home = tmp_path_factory.mktemp("samples") / "home"
    load(home, samples / "manidae_bulk_2019.csv.gz")
    load(home, samples / "manidae_web_comptab.csv.gz")
    load(home, *(samples / f"comptab_2013_{n}.csv.gz" for n in range(1, 6)), "--dataset", "year2013")
    return home
