"""Records, desk and received before a real node: seen, written, asked for, released, confirmed and printed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from web.serving import serving

pytestmark = pytest.mark.browser
SEED = Path(__file__).parent / "record_seed.py"


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """A node with two invented States; its address, the sessions of four officers, and ids."""
    home = tmp_path_factory.mktemp("records")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KOUPREY_")}
    environment |= {"KOUPREY_HOME": str(home), "PYTHONPATH": str(SEED.parents[1])}
    made = subprocess.run([sys.executable, str(SEED)], env=environment, check=True, capture_output=True, text=True)
    with serving(home) as running:
        yield json.loads(made.stdout.splitlines()[-1]) | {"address": running.address}


@pytest.fixture
def as_officer(looking: Callable[..., Any], node: dict[str, Any]) -> Callable[..., Any]:
    """Open a page as one of the officers."""

    @contextmanager
    def open_(name: str, path: str, width: int = 1280, **options: Any) -> Iterator[Any]:
        cookie = {"name": "sessionid", "value": node["sessions"][name], "url": node["address"]}
        with looking(node["address"] + "/officers/sign-in/", width, **options) as page:
            page.context.add_cookies([cookie])
            page.goto(node["address"] + path, wait_until="networkidle")
            yield page

    return open_


def check(page: Any, picture: Path, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.screenshot(path=picture, full_page=True)
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == width


PAGES = [
    ("recorder", "/records/", "records"),
    ("recorder", "/records/new/information/", "record-new"),
    ("recorder", "/records/{shared}/", "record"),
    ("verifier", "/records/{shared}/", "record-verifier"),
    ("recorder", "/records/{shared}/marks/", "record-marks"),
    ("recorder", "/records/{shared}/ask/?q=lotus", "record-ask"),
    ("recorder", "/records/{late}/amend/", "record-amend"),
    ("recorder", "/records/{late}/versions/1/", "record-version"),
    ("desk", "/desk/", "desk"),
    ("desk", "/desk/asked/{asked}/", "desk-question"),
    ("desk", "/desk/rules/", "desk-rules"),
    ("desk", "/desk/rules/new/", "desk-rule-new"),
    ("desk", "/desk/report/", "desk-report"),
    ("abroad", "/received/", "received"),
    ("desk", "/desk/report/as/print", "desk-report-print"),
    ("verifier", "/records/{shared}/as/print", "record-print"),
]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(("who", "path", "name"), PAGES, ids=[name for _who, _path, name in PAGES])
def test_pages_are_clean(
    as_officer, node: dict[str, Any], pictures: Path, who: str, path: str, name: str, width: int
):
    with as_officer(who, path.format(asked=node["asked"], **node["records"]), width) as page:
        check(page, pictures / f"{name}-{width}.png", width)
