"""An officer imports a file before a real node with its own worker: seen, started, loaded; and refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from browser.conftest import OFFICER, PASSWORD, _enrol
from browser.whole import picture, whole
from web.serving import serving
from web.stores import rows, write

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A node without data, with one officer."""
    home = tmp_path_factory.mktemp("importing")
    _enrol(home)
    with serving(home) as running:
        yield running.address


def sign_in(page: Any) -> None:
    page.get_by_label("User name").fill(OFFICER)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Import", exact=True).wait_for()


@pytest.mark.long
def test_a_file_is_seen_started_and_loaded(looking: Callable[..., Any], node: str, tmp_path: Path):
    lines = rows(more=3)
    given = write(tmp_path / "trade.csv", [*lines, lines[0].replace("2010", "20x0")])
    with looking(node + "/trade/import/") as page:
        sign_in(page)
        page.locator("input[type=file]").set_input_files(given)
        page.get_by_role("button", name="Upload file").click()
        page.get_by_text("comptab-16").wait_for()
        whole(page, "import-seen")
        page.get_by_role("button", name="Start import").click()
        picture(page, "import-progress-first")
        page.get_by_role("heading", name="Account of the rows").wait_for(timeout=60_000)
        expect(page.get_by_text("20x0")).to_be_visible()
        whole(page, "import-account")
        with page.expect_download() as download:
            page.get_by_role("link", name="Download all rejected rows").click()
        assert "20x0" in Path(download.value.path()).read_text(encoding="utf-8")
        page.get_by_role("link", name="All imports").click()
        expect(page.get_by_text(given.name).first).to_be_visible()
        whole(page, "import-list")


@pytest.mark.long
def test_a_file_that_is_none_of_ours_is_refused(looking: Callable[..., Any], node: str, tmp_path: Path):
    (tmp_path / "letter.csv").write_text("Dear colleague,\nplease find attached\n", encoding="utf-8")
    with looking(node + "/trade/import/", says=("status of 400",)) as page:
        sign_in(page)
        page.locator("input[type=file]").set_input_files(tmp_path / "letter.csv")
        page.get_by_role("button", name="Upload file").click()
        page.get_by_role("alert").get_by_text("letter.csv cannot be used").wait_for()
        whole(page, "import-refused")
