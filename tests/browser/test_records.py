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
from playwright.sync_api import expect

from browser.whole import picture, whole
from web.ready import ready
from web.serving import serving

pytestmark = pytest.mark.browser
# The head of a table, when it may not be broken, is what browsers repeat on every sheet.
REPEATS = "e => [getComputedStyle(e).display, getComputedStyle(e).breakInside]"
SEED = Path(__file__).parent / "record_seed.py"


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """A node with two invented States; its address, the sessions of four officers, and ids."""
    home = tmp_path_factory.mktemp("records")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KOUPREY_")}
    environment |= {"KOUPREY_HOME": str(ready(home)), "PYTHONPATH": str(SEED.parents[1])}
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


def test_what_was_received_opens_after_its_caveats_by_keyboard_alone(as_officer, node):
    with as_officer("abroad", "/received/") as page:
        link = page.get_by_role("row").filter(has_text="opens after you confirm").get_by_role("link")
        link.focus()
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Before you read it").wait_for()
        whole(page, "received-caveats")
        expect(page.get_by_text("The seals had been changed")).to_be_hidden()
        tab_to(page, "I have read these limits and will keep to them")
        page.keyboard.press("Enter")
        page.get_by_text("The seals had been changed").wait_for()
        expect(page.get_by_text("TLP:AMBER").first).to_be_visible()
        whole(page, "received-one")


def tab_to(page: Any, name: str) -> None:
    """Press Tab until the button of that name has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText").strip() == name:
            return
    raise AssertionError(f"The keyboard does not reach “{name}”")


def test_a_record_is_written_corrected_filed_and_asked_for_without_scripts(as_officer, node):
    options = {"java_script_enabled": False, "says": ("status of 400",)}
    with as_officer("recorder", "/records/new/information/", 390, **options) as page:
        page.get_by_role("textbox", name="Information needed").fill("Two boxes with turtles.")
        page.get_by_role("button", name="Save draft").click()
        expect(page.get_by_role("alert").get_by_text("Nothing was saved yet")).to_be_visible()
        assert page.get_by_role("textbox", name="Information needed").input_value() == "Two boxes with turtles."
        picture(page, "record-problems-390")
        page.get_by_role("textbox", name="Subject needed").fill("Turtles at 390")
        page.get_by_role("button", name="Save draft").click()
        expect(page.get_by_role("status").get_by_text("written down as a draft")).to_be_visible()
        page.get_by_role("button", name="File", exact=True).click()
        page.get_by_role("link", name="Ask for release").click()
        page.get_by_role("link", name="Lotus Administration (invented), VN", exact=True).click()
        page.get_by_role("checkbox", name="Information").check()
        page.get_by_label("Reason").fill("They watch the same market.")
        page.get_by_role("button", name="Ask for release").click()
        expect(page.get_by_role("status").get_by_text("Nothing leaves before")).to_be_visible()
        picture(page, "record-asked-390")


def test_a_rule_is_previewed_before_it_is_set(as_officer, node):
    with as_officer("desk", "/desk/rules/new/?q=lotus+customs") as page:
        page.get_by_role("link", name="Lotus Customs").click()
        page.get_by_label("Subject").check()
        page.get_by_label("Law or agreement").fill("Memorandum of invented States, article 2")
        page.get_by_role("button", name="See what it would release").click()
        expect(page.get_by_text("as it stands").or_(page.get_by_text("as they stand")).first).to_be_visible()
        whole(page, "desk-rule-preview")
        page.get_by_role("button", name="Set this rule").click()
        page.get_by_role("button", name="End this rule").wait_for()
        whole(page, "desk-rule")


@pytest.mark.long
def test_what_is_past_its_period_is_held_proposed_and_looked_at_by_the_second(as_officer, node):
    held, proposal = node["past"]["held"], node["past"]["proposal"]
    with as_officer("legal", "/records/retention/") as page:
        rows = page.get_by_role("row")
        expect(rows.filter(has_text="under a hold").get_by_role("checkbox")).to_have_count(0)
        expect(rows.filter(has_text="waits for a second officer").get_by_role("checkbox")).to_have_count(0)
        expect(rows.get_by_role("checkbox")).to_have_count(1)
        whole(page, "retention")
        page.goto(f"{node['address']}/records/{held}/holds/")
        whole(page, "retention-holds")
        page.goto(f"{node['address']}/records/{held}/")
        expect(page.get_by_text("Under a hold: this record is not destroyed.")).to_be_visible()
        picture(page, "retention-record")
    with as_officer("desk", f"/approvals/{proposal}/") as page:
        expect(page.get_by_text("This cannot be undone.")).to_be_visible()
        whole(page, "retention-approval")
        page.goto(f"{node['address']}/records/retention/destroyed/")
        whole(page, "retention-destroyed")


def test_on_paper_the_marks_stand_on_every_sheet(as_officer, node, pictures: Path):
    with as_officer("verifier", f"/records/{node['records']['shared']}/as/print") as page:
        page.emulate_media(media="print")
        head = page.locator(".k-sheethead")
        expect(head.get_by_text("TLP:AMBER")).to_be_visible()
        expect(head.get_by_text("Not to be named to the press.")).to_be_visible()
        expect(head.get_by_text("Names persons")).to_be_visible()
        assert head.evaluate(REPEATS) == ["table-header-group", "avoid"]
        expect(page.get_by_role("link", name="Back")).to_be_hidden()
        page.pdf(path=pictures / "record-print.pdf", format="A4")
    with as_officer("verifier", f"/records/{node['records']['shared']}/") as page:
        page.emulate_media(media="print")
        marks = page.get_by_role("group", name="Handling")
        expect(marks.get_by_text("TLP:AMBER")).to_be_visible()
        assert marks.evaluate(REPEATS) == ["table-header-group", "avoid"]


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


AGAIN = {
    "desk-rule-new",
    "record-marks",
    "record-new",
    "desk",
    "received",
    "desk-report-print",
    "record-version",
    "record-print",
    "desk-rules",
    "record-verifier",
    "record-ask",
    "desk-question",
}
"""Like others among them: looked at in the long run alone."""


@pytest.mark.parametrize(
    ("who", "path", "name"),
    [pytest.param(*page, id=page[2], marks=[pytest.mark.long] if page[2] in AGAIN else []) for page in PAGES],
)
def test_pages_are_clean(as_officer, node: dict[str, Any], who: str, path: str, name: str):
    with as_officer(who, path.format(asked=node["asked"], **node["records"])) as page:
        whole(page, name)
