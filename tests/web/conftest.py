"""Stores to study, homes to serve, and the cast: an insider and the shell."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from filelock import FileLock

from kouprey import trade
from web.stores import rows, write

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session", autouse=True)
def static_files() -> None:
    """Pages name static files by their hash: gather them once."""
    from django.conf import settings

    from kouprey.web.config.prepare import collect_static

    if str(settings.HOME) != os.environ["KOUPREY_HOME"]:
        pytest.fail("Django read its settings before the session had a home: set no DJANGO_SETTINGS_MODULE")
    with FileLock(settings.HOME / "prepare.lock"):  # the workers of xdist share one home
        collect_static()


@pytest.fixture(autouse=True)
def quick_passwords(settings) -> None:
    """A hash that costs nothing: tests sign in by the hundred. Which one a node uses is Django's choice."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def real_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a small store of ordinary rows."""
    home = tmp_path_factory.mktemp("real")
    trade.load([write(home / "comptab.csv", rows())], home=home)
    return home


@pytest.fixture(scope="session")
def synthetic_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a small store whose taxa say that they were invented."""
    home = tmp_path_factory.mktemp("synthetic")
    trade.load([write(home / "comptab.csv", rows(suffix=" SYNTHETIC"))], home=home)
    return home


@pytest.fixture
def page(client: Client, settings, real_home: Path) -> Client:
    """A visitor of a node with the small store. No database: trade pages need none."""
    settings.HOME = real_home
    return client
