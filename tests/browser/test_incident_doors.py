"""Tables, reports and duties before a real node with its worker: settled by hand, imported, sent; at both widths."""

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
from kouprey.kernel.clock import now
from web import ready as homes
from web.serving import serving

pytestmark = pytest.mark.browser
SEED = Path(__file__).parent / "door_seed.py"
TABLE = (
    "Tag,Species,Ware,Quantity,Unit,Mode of transport,Reason for seizure,Detecting agency,Additional information\n"
    "2026-03-02,Manis javanica,SCA,12,kg,ox cart,smuggling,Customs,Driver Mr Sok Invented was asked.\n"
    "2026-03-03,Manis javanica,SCA,7,kg,road,smuggling,Customs,\n"
    "2026-13-45,Manis javanica,SCA,7,kg,road,smuggling,Customs,\n"
)


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """A node with observations and its worker; its address, the sessions of two officers."""
    home = tmp_path_factory.mktemp("doors")
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
        with looking(node["address"] + path, width, cookie=node["sessions"][name], **options) as page:
            yield page

    return open_


def test_a_table_is_settled_imported_and_undone(as_officer, tmp_path: Path):
    path = tmp_path / "port.csv"
    path.write_text(TABLE, encoding="utf-8")
    with as_officer("recorder", "/incidents/imports/") as page:
        page.get_by_label("Where it comes from").fill("A port")
        page.locator("input[type=file]").set_input_files(str(path))
        page.get_by_role("button", name="Bring table").click()
        page.get_by_label("Tag", exact=True).select_option("date")
        page.get_by_label("Ware", exact=True).select_option("term")
        page.get_by_role("button", name="Keep this and read again").click()
        page.get_by_label("ox cart").select_option("road")
        page.get_by_role("button", name="Keep these meanings").click()
        whole(page, "import-names")
        page.get_by_label("take it out").check()
        page.get_by_role("button", name="Settle these", exact=True).click()
        page.get_by_role("button", name="Import 2 observations").click()
        page.get_by_role("heading", name="What it made and amended").wait_for()
        whole(page, "import-done")
        page.get_by_role("link", name="Undo this import").click()
        page.get_by_label("Reason").fill("The wrong file.")
        whole(page, "import-undo")
        page.get_by_role("button", name="Undo the whole import").click()
        page.get_by_text("The import was undone.").wait_for()
        page.get_by_role("link", name="All imports").click()
        whole(page, "imports")


@pytest.mark.long
def test_a_report_is_answered_for_and_sent_and_fills_the_calendar(as_officer):
    year = now().year - 1
    with as_officer("legal", f"/incidents/reports/aitr/{year}/") as page:
        page.get_by_role("link", name="Write how much it was").first.click()
        page.locator("#f-specimen-0-number").wait_for()
        page.go_back()
        page.get_by_label("no", exact=True).check()
        page.get_by_role("button", name="Answer for the State").click()
        page.get_by_label("On", exact=True).fill(f"{year + 1}-01-05")
        page.get_by_role("button", name="Record the submission").click()
        page.get_by_text("The submission was recorded").wait_for()
        whole(page, "report-aitr")
        page.get_by_role("link", name="Another report").click()
        whole(page, "reports")
        page.get_by_role("link", name="Calendar of duties").click()
        expect(page.get_by_role("link", name=f"SYNTHETIC-aitr-KH-{year}.xlsx")).to_be_visible()
        whole(page, "calendar")
        page.get_by_role("link", name="Record what was sent").first.click()
        whole(page, "filing")
