"""A large file over a slow line that breaks, before a real node: one import, the same digest, never half of one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import expect

from browser.conftest import _enrol
from browser.test_imports import sign_in
from browser.whole import picture, whole
from kouprey.analytics.generate import generate
from web.serving import serving
from web.stores import rows, write

pytestmark = pytest.mark.browser
ROWS = 208_000
SLOW = {"offline": False, "latency": 20, "downloadThroughput": -1, "uploadThroughput": 6_000_000}
CUT = SLOW | {"offline": True}
SAYS = ("ERR_INTERNET_DISCONNECTED", "net::ERR_")


class Place(NamedTuple):
    """A running node, and its folder."""

    address: str
    home: Path

    def files(self) -> list[Path]:
        """What lies among the uploads."""
        return [path for path in (self.home / "uploads").glob("*-*/*") if path.is_file()]


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Place]:
    """A node without data, with one officer."""
    _enrol(tmp_path / "home")
    with serving(tmp_path / "home") as running:
        yield Place(running.address, tmp_path / "home")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A node for the tests that leave nothing behind."""
    home = tmp_path_factory.mktemp("shared")
    _enrol(home)
    with serving(home) as running:
        yield Place(running.address, home)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """SYNTHETIC rows of 25 MB."""
    (path,) = generate(tmp_path_factory.mktemp("large"), rows=ROWS, seed=3)
    assert path.stat().st_size > 25_000_000
    return path


def line(page: Any, conditions: dict[str, Any]) -> None:
    """Make the line of this page slow, cut it, or mend it."""
    if not hasattr(page, "cdp"):
        page.cdp = page.context.new_cdp_session(page)
        page.cdp.send("Network.enable")
    page.cdp.send("Network.emulateNetworkConditions", conditions)


def choose(page: Any, path: Path) -> None:
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Upload file").click()


def until(page: Any, sent: int) -> None:
    """Wait until so many bytes have gone out."""
    for _ in range(1200):
        if page.evaluate("document.querySelector('[data-sending] progress').value") > sent:
            break
        expect(page.locator("[data-sending]")).to_be_visible()
        page.wait_for_timeout(50)  # the page's policy forbids Playwright's own way to wait for a value
    else:
        pytest.fail(f"Less than {sent} bytes were sent within a minute.")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def arrived_whole(page: Any, node: Place, path: Path) -> None:
    """The page of the one import says the file's own digest, and nothing else lies on the node."""
    page.get_by_role("heading", name="What will happen").wait_for(timeout=60_000)
    assert page.locator(".k-digest").inner_text() == digest(path)
    assert [digest(found) for found in node.files()] == [digest(path)]
    page.goto(node.address + "/trade/import/")
    expect(page.locator(".k-imports tbody tr")).to_have_count(1)
    expect(page.get_by_text("Your unfinished uploads")).to_be_hidden()


@pytest.mark.long
def test_a_line_that_breaks_and_comes_back(looking: Callable[..., Any], node: Place, large: Path):
    with looking(node.address + "/trade/import/", 390, says=SAYS) as page:
        sign_in(page)
        line(page, SLOW)
        choose(page, large)
        until(page, 4_000_000)
        whole(page, "upload-sending")
        until(page, 9_300_000)
        line(page, CUT)
        page.get_by_text(re.compile("The line is broken; .* are kept")).wait_for()
        whole(page, "upload-broken")
        with looking(node.address + "/trade/import/", 390) as second:  # half a file is no import
            sign_in(second)
            expect(second.get_by_text("No file was uploaded yet.")).to_be_visible()
            expect(second.get_by_role("heading", name="Your unfinished uploads")).to_be_visible()
            whole(second, "upload-unfinished")
        (part,) = node.files()
        assert 4_000_000 < part.stat().st_size < large.stat().st_size
        line(page, SLOW)
        arrived_whole(page, node, large)


@pytest.mark.long
def test_a_page_that_was_closed(looking: Callable[..., Any], node: Place, large: Path):
    with looking(node.address + "/trade/import/", says=SAYS) as page:
        sign_in(page)
        closed = page.context.new_page()
        closed.goto(node.address + "/trade/import/")
        line(closed, SLOW)
        choose(closed, large)
        until(closed, 7_000_000)
        closed.close()
        page.reload()
        kept = page.locator("[data-unfinished] [data-column=quantity]").inner_text()
        percent = int(re.search(r"\((\d+) per cent\)", kept)[1])  # type: ignore[index]
        assert 20 < percent < 100
        sent: list[int] = []
        page.on("request", lambda asked: sent.append(int(asked.headers.get("upload-offset", -1))))
        choose(page, large)
        arrived_whole(page, node, large)
        assert min(offset for offset in sent if offset >= 0) >= large.stat().st_size * percent // 100


@pytest.mark.long
def test_a_changed_file_begins_anew(looking: Callable[..., Any], node: Place, large: Path, tmp_path: Path):
    body = large.read_bytes()
    path = tmp_path / "trade.csv"
    path.write_bytes(body)
    with looking(node.address + "/trade/import/", says=SAYS) as page:
        sign_in(page)
        line(page, SLOW)
        choose(page, path)
        until(page, 7_000_000)
        page.reload()
        middle = body.rindex(b"\n", 0, 3_000_000) - 1
        path.write_bytes(body[:middle] + bytes([body[middle] ^ 1]) + body[middle + 1 :])
        choose(page, path)
        arrived_whole(page, node, path)


@pytest.mark.long
def test_an_upload_is_cancelled(looking: Callable[..., Any], shared: Place, large: Path):
    with looking(shared.address + "/trade/import/", says=SAYS) as page:
        sign_in(page)
        line(page, SLOW)
        choose(page, large)
        until(page, 3_000_000)
        page.keyboard.press("Enter")  # the act that has the focus is Cancel
        page.get_by_text("The upload was cancelled. Nothing of the file was kept.").wait_for()
        expect(page.get_by_role("button", name="Upload file")).to_be_visible()
        whole(page, "upload-cancelled")
        assert shared.files() == []
        page.reload()
        expect(page.get_by_text("Your unfinished uploads")).to_be_hidden()


@pytest.mark.long
def test_what_is_refused_is_said(looking: Callable[..., Any], shared: Place, tmp_path: Path):
    letter, empty = tmp_path / "letter.csv", tmp_path / "empty.csv"
    letter.write_bytes(b"Dear colleague,\nplease find attached\n" * 100_000)
    empty.write_bytes(b"")
    with looking(shared.address + "/trade/import/", says=("status of 400", "status of 401")) as page:
        sign_in(page)
        sent: list[str] = []
        page.on("request", lambda asked: sent.append(asked.method))
        choose(page, letter)
        page.get_by_role("alert").get_by_text("letter.csv cannot be used").wait_for()
        assert sent.count("PUT") == 1  # refused at its beginning
        whole(page, "upload-refused")
        choose(page, empty)
        page.get_by_role("alert").get_by_text("The file is empty.").wait_for()
        page.context.clear_cookies(name="sessionid")
        choose(page, letter)
        page.get_by_role("alert").get_by_text("You are not signed in any more.").wait_for()
        assert shared.files() == []


@pytest.mark.long
def test_an_officer_deletes_a_file(looking: Callable[..., Any], shared: Place, tmp_path: Path):
    with looking(shared.address + "/trade/import/") as page:
        sign_in(page)
        choose(page, write(tmp_path / "comptab.csv", rows(more=1)))
        page.get_by_role("button", name="Delete this file").wait_for()
        whole(page, "import-received")
        page.get_by_role("button", name="Delete this file").click()
        page.get_by_text("sokha deleted it; its import was never started.").wait_for()
        whole(page, "import-deleted")
        assert shared.files() == []


@pytest.mark.long
def test_a_load_is_watched_without_loading_the_page_again(looking: Callable[..., Any], node: Place, large: Path):
    said = {
        "open": True,
        "word": "being loaded",
        "title": "Step 1 of 4: reading the file",
        "percent": 37,
        "says": "37 per cent",
    }
    with looking(node.address + "/trade/import/") as page:
        sign_in(page)
        choose(page, large)
        page.get_by_role("button", name="Start import").wait_for(timeout=60_000)
        page.route("**/progress.json", lambda route: route.fulfill(json=said))
        page.get_by_role("button", name="Start import").click()
        page.evaluate("window.same = true")
        page.get_by_text("37 per cent").wait_for()
        assert page.locator("[data-progress] progress").get_attribute("value") in ("0", "37")
        assert page.evaluate("document.querySelector('[data-progress] progress').value") == 37
        assert page.evaluate("window.same")
        whole(page, "import-progress")
        page.unroute("**/progress.json")
        page.get_by_role("heading", name="Account of the rows").wait_for(timeout=120_000)
        expect(page.get_by_text(re.compile("208[ ,]000")).first).to_be_visible()


@pytest.mark.long
def test_without_scripts_the_form_and_the_page_do_it_alone(looking: Callable[..., Any], node: Place, large: Path):
    with looking(node.address + "/trade/import/", java_script_enabled=False) as page:
        page.set_default_timeout(120_000)
        sign_in(page)
        picture(page, "upload-without-scripts-1280")
        expect(page.locator(".k-kept noscript")).to_be_visible()
        expect(page.get_by_text("the upload goes on by itself")).to_be_hidden()
        choose(page, large)
        page.get_by_role("button", name="Start import").click()
        page.get_by_role("heading", name="Account of the rows").wait_for(timeout=120_000)


def test_the_digest_of_the_script_is_sha256(looking: Callable[..., Any], shared: Place):
    code = """([length, cuts]) => {
        const bytes = Uint8Array.from({length}, (_, i) => (i * 31 + (i >> 8)) & 255);
        const found = new window.KoupreySha256();
        let at = 0;
        for (const cut of [...cuts, length]) { found.update(bytes.subarray(at, cut)); at = cut; }
        return [found.hex(), found.hex(), found.length];
    }"""
    with looking(shared.address + "/trade/import/") as page:
        sign_in(page)
        for length in (0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 1000, 1 << 20):
            data = bytes((i * 31 + (i >> 8)) & 255 for i in range(length))
            for cuts in ([], [length // 3], sorted({min(n, length) for n in (1, 63, 64, 130)})):
                expected = hashlib.sha256(data).hexdigest()
                assert page.evaluate(code, [length, cuts]) == [expected, expected, length]
