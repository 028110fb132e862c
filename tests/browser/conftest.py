"""A real browser before a real node. Without Chromium these tests are skipped, loudly; in CI that is a failure."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect, sync_playwright

from browser.whole import PICTURES
from kouprey import trade
from web.ready import ready
from web.serving import serving
from web.stores import quotas, rows, ten_years, write

OFFICER, PASSWORD = "sokha", "nine green turtles"
ENROL = f"""
import sys
from kouprey.web.config import enrolling
from kouprey.web.config.serve import enrol
enrol(username={OFFICER!r}, full_name="Sok Sokha", password={PASSWORD!r}, is_invented=True)
home, agency = "Test Administration (invented)", "Test Customs (invented)"
enrolling.enter_authority(home, country="KH")
enrolling.enter_agency(agency, authority=home, kind="customs")
enrolling.give_role({OFFICER!r}, agency=agency, role=sys.argv[1])
"""
TOLD = ("Clear-Site-Data header on", "Autofocus processing was blocked")
"""What Chromium says in the console of what is as it should be: cleared at sign-out, the focus is elsewhere."""
LONGEST = 120
"""Seconds that a page may take on a machine with other work; a bound, not a measure."""
expect.set_options(timeout=LONGEST * 1000)
LISTEN = """
window.refused = [];
document.addEventListener('securitypolicyviolation',
    e => window.refused.push(e.violatedDirective + ' ' + e.blockedURI));
"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser for one module: Playwright's loop must not outlive it, or Django would refuse its database."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser")  # the first spends least on what nobody sees
    found = os.environ.get("KOUPREY_TEST_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not found:
        pytest.skip("CHROMIUM IS MISSING: the pages are not tested in a browser (Debian: apt install chromium)")
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=found, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Addresses of running nodes: ordinary data, fourteen years with a country's own, synthetic, and none."""
    homes = {name: tmp_path_factory.mktemp(name) for name in ("real", "years", "synthetic", "empty")}
    trade.load([write(homes["real"] / "comptab.csv", rows())], home=homes["real"])
    trade.load([write(homes["synthetic"] / "comptab.csv", rows(suffix=" SYNTHETIC"))], home=homes["synthetic"])
    trade.load([write(homes["years"] / "comptab.csv", ten_years())], home=homes["years"])
    quotas(homes["years"])
    trade.load([homes["years"] / "comptab.csv"], home=homes["years"], dataset="national-kh", preliminary=True)
    _enrol(homes["real"])
    with ExitStack() as running:
        yield {name: running.enter_context(serving(home)).address for name, home in homes.items()}


@pytest.fixture
def looking(chromium: Any) -> Callable[..., Any]:
    """Open a page of a given width; at the end nothing may have been refused by its policy or said in the console."""

    @contextmanager
    def look(
        address: str, width: int = 1280, *, says: tuple[str, ...] = (), cookie: str = "", **options: Any
    ) -> Iterator[Any]:
        context = chromium.new_context(viewport={"width": width, "height": 860}, **options)
        context.set_default_timeout(LONGEST * 1000)
        if cookie:
            context.add_cookies([{"name": "sessionid", "value": cookie, "url": urljoin(address, "/")}])
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.add_init_script(LISTEN)
        try:
            page.goto(address, wait_until="networkidle")
            yield page
            if options.get("java_script_enabled", True):
                assert page.evaluate("window.refused") == []
            assert [line for line in said if not any(known in line for known in (*says, *TOLD))] == []
        finally:
            context.close()

    return look


def _enrol(home: Path, role: str = "recorder") -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KOUPREY_")}
    environment["KOUPREY_HOME"] = str(ready(home))
    subprocess.run([sys.executable, "-c", ENROL, role], env=environment, check=True)


@pytest.fixture(scope="session")
def pictures() -> Path:
    """Where screenshots are kept, to be looked at."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    return PICTURES
