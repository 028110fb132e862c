"""Seizures before a real node: entered on a telephone, grown in place, compared, handed over, at both widths."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from browser.whole import whole
from web.ready import ready
from web.serving import serving

pytestmark = pytest.mark.browser
SEED = Path(__file__).parent / "incident_seed.py"


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """A node with observations; its address, the sessions of two officers, and ids."""
    home = tmp_path_factory.mktemp("incidents")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KOUPREY_")}
    environment |= {
        "KOUPREY_HOME": str(ready(home)),
        "PYTHONPATH": os.pathsep.join([str(SEED.parents[1]), *sys.path]),
    }
    made = subprocess.run([sys.executable, str(SEED)], env=environment, check=True, capture_output=True, text=True)
    with serving(home, KOUPREY_TIPS_AGENCY="Kiri Customs (invented)") as running:
        yield json.loads(made.stdout.splitlines()[-1]) | {"address": running.address}


@pytest.fixture
def as_officer(looking: Callable[..., Any], node: dict[str, Any]) -> Callable[..., Any]:
    """Open a page as one of the officers."""

    @contextmanager
    def open_(name: str, path: str, width: int = 1280, **options: Any) -> Iterator[Any]:
        with looking(node["address"] + path, width, cookie=node["sessions"].get(name, ""), **options) as page:
            yield page

    return open_


def test_a_seizure_is_entered_on_a_telephone_and_the_form_grows_in_place(as_officer):
    with as_officer("recorder", "/incidents/new/", 390) as page:
        whole(page, "incident-new")
        page.get_by_label("Date", exact=False).first.fill("2026-11-12")
        page.locator("#f-agency").select_option("customs")
        page.locator("#f-specimen-0-taxon").press_sequentially("pangolin")
        page.locator("datalist#taxa option").first.wait_for(state="attached")
        page.locator("#f-specimen-0-term").select_option("SCA")
        assert page.locator("#f-specimen-0-unit option[value=MTR]").is_disabled()
        page.locator("#f-specimen-0-number").fill("12.5")
        page.locator("#f-specimen-0-unit").select_option("KGM")
        page.get_by_role("button", name="Add a specimen").click()
        page.locator("#f-specimen-1-taxon").fill("Cuora amboinensis")
        page.locator("#f-specimen-1-term").select_option("LIV")
        page.locator("#f-specimen-1-amount").select_option("present")
        expect(page.locator("#f-court")).to_be_hidden()
        page.get_by_role("button", name="Save draft").last.click()
        page.get_by_text("was written down as a draft").wait_for()
        expect(page.get_by_text("present, number not known")).to_be_visible()
        whole(page, "incident-draft")


COVERED = """() => {
  const focused = document.activeElement, bar = document.querySelector(".k-rail").getBoundingClientRect();
  if (focused.closest(".k-rail") || focused.matches(".k-first, .k-skip")) return "";
  const { top, bottom } = focused.getBoundingClientRect();
  return bottom > bar.top || top < 0 ? focused.id || focused.textContent.trim() : "";
}"""


def test_the_focus_is_never_under_the_bar_of_a_telephone(as_officer):
    with as_officer("recorder", "/incidents/new/", 390, reduced_motion="reduce") as page:
        page.locator("#f-kind").focus()
        reached, covered = set(), []
        while "Save draft" not in reached and len(reached) < 200:
            page.keyboard.press("Tab")
            reached.add(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
            covered.append(page.evaluate(COVERED))
        assert {"f-place-name", "f-specimen-0-term", "Add a country", "Save draft"} <= reached
        assert [name for name in covered if name] == []


def test_a_listed_place_and_a_taxon_fit_the_form(as_officer):
    with as_officer("recorder", "/incidents/new/", 390) as page:
        page.locator("#f-post").select_option("vn-mong-cai")
        assert page.locator("#f-country").input_value() == "VN"
        assert page.locator("#f-admin1").input_value() == "Quang Ninh"
        last = page.locator("#f-specimen-0-term optgroup[label='Seldom of this taxon']")
        page.locator("#f-specimen-0-term").select_option("SKI")
        page.locator("#f-specimen-0-taxon").fill("tiger")
        page.keyboard.press("Tab")
        expect(last.locator("option[value=BAL]")).to_have_count(1)
        expect(last.locator("option[value=SKI]")).to_have_count(0)
        assert page.locator("#f-specimen-0-term").input_value() == "SKI"
        whole(page, "incident-fitted")
        page.get_by_role("button", name="Add a specimen").click()
        expect(page.locator("#f-specimen-1-term optgroup")).to_have_count(0)
        page.locator("#f-specimen-0-taxon").fill("a grey bird")
        page.keyboard.press("Tab")
        expect(last).to_have_count(0)
        assert page.locator("#f-specimen-0-term").input_value() == "SKI"


@pytest.mark.long
def test_the_list_the_record_and_what_is_compared(as_officer, node):
    one, twin = node["records"]["one"], node["records"]["twin"]
    with as_officer("recorder", "/incidents/") as page:
        expect(page.get_by_text("SYNTHETIC").first).to_be_visible()
        whole(page, "incidents")
        page.get_by_label("Taxon").fill("Manidae")
        page.get_by_role("button", name="Find").click()
        expect(page).to_have_url(re.compile("taxon=Manidae"))
        page.goto(f"{node['address']}/incidents/{one}/")
        whole(page, "incident-one")
        page.goto(f"{node['address']}/incidents/{one}/beside/{twin}/")
        whole(page, "incident-beside")
        page.get_by_label("Why you think so").fill("One lorry, weighed twice")
        page.get_by_role("button", name="The same event").click()
        page.get_by_role("button", name="Take back").click()
        page.get_by_text("The judgement was taken back").wait_for()


@pytest.mark.long
def test_what_was_received_is_compared_with_an_own_record_and_judged(as_officer, node):
    one, received = node["records"]["one"], node["records"]["received"]
    with as_officer("recorder", f"/received/{received}/") as page:
        offered = page.get_by_role("region", name="May be the same event")
        offered.locator(f"a[href*='{one}']").first.click()
        page.get_by_role("columnheader", name="KH-INC").first.wait_for()
        whole(page, "received-beside")
        page.get_by_label("Why you think so").fill("The same lorry on the same day")
        page.get_by_role("button", name="The same event").press("Enter")
        page.get_by_text("The judgement was written down").wait_for()
        whole(page, "received-judged")
        page.goto(f"{node['address']}/incidents/{one}/")
        page.get_by_text("received from Lotus Administration").wait_for()
        page.goto(f"{node['address']}/incidents/pictures/?since=2026")
        page.get_by_text("by the own record").wait_for()
        page.goto(f"{node['address']}/received/{received}/")
        page.get_by_role("button", name="Take back").click()
        page.get_by_text("The judgement was taken back").wait_for()


def test_what_was_handed_over_is_taken_over_with_a_receipt(as_officer, node):
    with as_officer("recorder", "/incidents/inbox/", 390) as page:
        whole(page, "incidents-inbox")
        handed = page.get_by_role("region", name="Handed to your agency")  # the worker may put duties above it
        handed.get_by_role("link", name="KH-INC").first.click()
        page.get_by_role("heading", name="Hand-over", exact=True).wait_for()
        whole(page, "incident-handed")
        page.get_by_role("button", name="Take over", exact=True).click()
        page.get_by_text("Your agency goes on with this record from now on").wait_for()
        page.get_by_role("link", name="Amend").click()
        whole(page, "incident-amend")
        page.go_back()
        page.get_by_role("link", name="Receipt to print").first.click()
        expect(page.get_by_role("heading", name="Receipt of a hand-over")).to_be_visible()
        page.goto(f"{node['address']}/incidents/{node['records']['one']}/hand-over/")
        page.get_by_role("button", name="Choose this agency").click()
        whole(page, "incident-hand-over")


def test_anybody_leaves_a_tip_without_scripts(looking, node):
    with looking(node["address"] + "/tip/", 390, java_script_enabled=False) as page:
        page.get_by_label("What did you see").fill("Cages behind a shop.")
        page.get_by_role("button", name="Send what I saw").click()
        expect(page.get_by_text("TIP-")).to_be_visible()
    with looking(node["address"] + "/tip/", 390) as page:
        whole(page, "tip")


def test_pictures_the_map_and_legal_trade_are_read_without_scripts(as_officer, node):
    with as_officer("verifier", "/incidents/", java_script_enabled=False) as page:
        page.goto(f"{node['address']}/incidents/pictures/?since=2016")
        page.get_by_role("link", name="Routes").click()
        page.get_by_text("raw counts do not compare").wait_for()
        assert page.locator("figure img").evaluate("image => image.naturalWidth") > 100
        page.get_by_role("link", name="Map", exact=True).click()
        page.wait_for_url("**/incidents/map/?since=2016")
        page.get_by_role("link", name="by exact place").click()
        page.get_by_role("columnheader", name="Latitude, longitude").wait_for()
    with as_officer("verifier", "/incidents/") as page:
        page.goto(f"{node['address']}/incidents/pictures/?since=2016&picture=detection")
        whole(page, "pictures-detection")
        page.goto(f"{node['address']}/incidents/pictures/?since=2016&picture=species&measure=weight")
        whole(page, "pictures-species")
        page.goto(f"{node['address']}/incidents/map/?since=2016&level=place")
        assert page.get_by_role("heading", level=1).inner_text() == "Map of seizures"
        whole(page, "pictures-map")
        page.goto(f"{node['address']}/incidents/beside-trade/?since=2016")
        assert page.get_by_role("heading", level=1).inner_text() == "Legal trade beside seizures"
        whole(page, "pictures-beside-trade")
