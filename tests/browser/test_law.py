"""The room of law before a real node: its pages for reading, a case assessed and kept, at both widths."""

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
from playwright.sync_api import expect

from browser.whole import whole
from web import ready as homes
from web.serving import serving

pytestmark = pytest.mark.browser
SEED = Path(__file__).parent / "law_seed.py"
READING = {"law": "/law/", "law-gap": "/law/gap/"}


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """A node with an assessment; its address, the sessions of two officers, and ids."""
    home = tmp_path_factory.mktemp("law")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KOUPREY_")}
    environment["KOUPREY_HOME"] = str(homes.ready(home))
    environment["PYTHONPATH"] = os.pathsep.join([str(SEED.parents[1]), *sys.path])
    made = subprocess.run([sys.executable, str(SEED)], env=environment, check=True, capture_output=True, text=True)
    with serving(home) as running:
        yield json.loads(made.stdout.splitlines()[-1]) | {"address": running.address}


@pytest.fixture
def as_officer(looking: Callable[..., Any], node: dict[str, Any]) -> Callable[..., Any]:
    """Open a page as one of the officers."""

    @contextmanager
    def open_(name: str, path: str, width: int = 1280, **options: Any) -> Iterator[Any]:
        with looking(node["address"] + path, width, cookie=node["sessions"].get(name, ""), **options) as page:
            yield page

    return open_


def test_the_pages_for_reading(as_officer, node):
    with as_officer("", "/law/") as page:
        for name, path in READING.items():
            page.goto(node["address"] + path)
            whole(page, name)


@pytest.mark.long
def test_a_case_is_assessed_and_kept_without_scripts(as_officer, node):
    with as_officer("legal", "/law/assess/", java_script_enabled=False) as page:
        page.get_by_label("Date of the act").fill("2021-06-01")
        page.get_by_label("Requesting State").select_option("CN")
        page.get_by_label("Requested State").select_option("VN")
        page.locator("#f-n_members").fill("4")
        page.get_by_role("button", name="Show the answer").last.click()
        expect(page.get_by_role("heading", name="Answer", exact=True)).to_be_visible()
        assert page.locator("#f-n_members").input_value() == "4"
    with as_officer("legal", "/law/") as page:
        page.goto(f"{node['address']}/law/assessments/{node['assessment']}/")
        page.locator("#tool-16 details").first.wait_for()
        whole(page, "law-assessment")
        page.goto(f"{node['address']}/law/propose/law-drafts/?entry=AET&sign=yes")
        whole(page, "law-propose")
