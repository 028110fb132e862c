"""The explorable map in a browser: wide and narrow, by mouse, by keyboard, without scripts, within the policy."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from browser.whole import whole

pytestmark = pytest.mark.browser
PAGES = {
    "map": ("real", "/trade/map/", ()),
    "map-chosen": ("real", "/trade/map/?importer=CN&exporter=SEA&at=TH", ()),
    "map-synthetic": ("synthetic", "/trade/map/", ()),
    "map-world": ("real", "/trade/map/?importer=&exporter=", ()),
    "map-nothing": ("real", "/trade/map/?importer=CN&exporter=BN", ()),
    "map-refused": ("real", "/trade/map/?importer=CN&unit=any", ("status of 400",)),
    "map-no-store": ("empty", "/trade/map/", ()),
}


AGAIN = {"map-chosen", "map-no-store", "map-synthetic", "map-world", "map-nothing", "map-refused"}
"""Other states of the same page: looked at in the long run alone."""


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.long] if name in AGAIN else []) for name in PAGES]
)
def test_a_page_is_whole_and_open_to_all(looking: Callable[..., Any], nodes: dict[str, str], name: str):
    node, address, says = PAGES[name]
    with looking(nodes[node] + address, says=says) as page:
        whole(page, name)


def ready(page: Any) -> Any:
    """The map, once the script has drawn it."""
    page.locator("#map[data-ready=yes]").wait_for()
    return page.locator("#map")


def test_a_click_on_a_country_shows_what_it_sends_and_can_be_shared(
    looking: Callable[..., Any], nodes: dict[str, str]
):
    with looking(nodes["real"] + "/trade/map/?importer=CN&exporter=SEA") as page:
        shown = ready(page)
        expect(page.locator("path.k-flow")).to_have_count(6)
        shown.get_by_role("button", name="Show what Viet Nam sends and receives").click()
        page.get_by_role("heading", name="Viet Nam").wait_for()
        beside = page.locator("#map-choice")
        expect(beside.get_by_text("Sends to")).to_be_visible()
        expect(beside.get_by_role("link", name="China")).to_be_visible()
        expect(beside.get_by_text("550").first).to_be_visible()
        expect(page).to_have_url(re.compile(re.escape("importer=CN&exporter=SEA&at=VN") + "$"))
        address = page.url
        page.get_by_role("link", name="Page of this country").click()
        assert page.get_by_role("heading", level=1).inner_text() == "Viet Nam"
        page.goto(address)
        expect(page.get_by_role("heading", name="Viet Nam")).to_be_visible()
        expect(ready(page).locator("[aria-pressed=true]")).to_have_count(1)


@pytest.mark.long
def test_a_click_on_land_chooses_the_country(looking: Callable[..., Any], nodes: dict[str, str]):
    with looking(nodes["real"] + "/trade/map/?importer=CN&exporter=SEA") as page:
        china = ready(page).get_by_role("button", name="Show what China").bounding_box()
        page.mouse.click(china["x"] - 60, china["y"] + 12)  # beside the mark, well inland
        page.get_by_role("heading", name="China").wait_for()
        expect(page.locator("#map-choice").get_by_text("6 countries in all")).to_be_visible()


def test_a_line_says_what_it_stands_for(looking: Callable[..., Any], nodes: dict[str, str]):
    with looking(nodes["real"] + "/trade/map/?importer=CN&exporter=ID") as page:
        ready(page)
        middle = page.evaluate(
            "(() => { const line = document.querySelector('path.k-flow');"
            " const { x, y } = line.getPointAtLength(line.getTotalLength() / 2);"
            " const at = new DOMPoint(x, y).matrixTransform(line.getScreenCTM()); return [at.x, at.y]; })()"
        )
        page.mouse.move(*middle)
        page.locator(".leaflet-tooltip", has_text="Indonesia to China, 1,200").wait_for()


def test_a_name_in_the_table_chooses_without_leaving_the_page(looking: Callable[..., Any], nodes: dict[str, str]):
    with looking(nodes["real"] + "/trade/map/?importer=CN&exporter=SEA") as page:
        shown = ready(page)
        page.evaluate("window.same = true")
        page.locator(".k-atlastable").get_by_role("link", name="Indonesia").click()
        page.get_by_role("heading", name="Indonesia").wait_for()
        assert page.evaluate("window.same")
        assert shown.locator("[aria-pressed=true]").get_attribute("aria-label") == (
            "Show what Indonesia sends and receives"
        )
        page.get_by_label("Years").fill("2010-2013")
        page.get_by_role("button", name="Show map").click()
        expect(page).to_have_url(re.compile("at=ID"))
        expect(page.get_by_role("heading", name="Indonesia")).to_be_visible()


def test_the_keyboard_alone_zooms_and_chooses(looking: Callable[..., Any], nodes: dict[str, str]):
    with looking(nodes["real"] + "/trade/map/", reduced_motion="reduce") as page:
        ready(page).focus()
        before = page.locator(".k-spot").first.bounding_box()["x"]
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.keyboard.press("ArrowRight")
        assert page.locator(".k-spot").first.bounding_box()["x"] < before
        for _ in range(3):
            page.keyboard.press("+")
        page.locator("#map.k-near").wait_for()
        expect(page.locator(".k-spot .k-shortname").first).to_be_visible()
        page.keyboard.press("Tab")  # marks come next: lines are no stops
        assert page.evaluate("document.activeElement.classList.contains('k-spot')")
        asked = page.evaluate("document.activeElement.getAttribute('aria-label')")
        page.keyboard.press("Enter")
        page.locator("#map-choice table").first.wait_for()
        assert page.evaluate("document.activeElement.id") == "choice-head"
        assert page.locator("#choice-head").inner_text().rsplit(" ", 1)[0] in asked


def test_without_scripts_picture_table_and_choice_stand_there(looking: Callable[..., Any], nodes: dict[str, str]):
    with looking(nodes["real"] + "/trade/map/", 390, java_script_enabled=False) as page:
        expect(page.get_by_role("img", name="Map of flows from exporting")).to_be_visible()
        expect(page.locator("#map")).to_be_hidden()
        expect(page.locator(".k-atlastable tbody tr")).to_have_count(6)
        page.locator(".k-atlastable").get_by_role("link", name="Thailand").click()
        expect(page).to_have_url(re.compile("at=TH"))
        expect(page.get_by_role("heading", name="Thailand")).to_be_visible()
        expect(page.get_by_text("Kingdom of Thailand")).to_be_visible()


def test_where_the_outlines_do_not_come_the_picture_does(looking: Callable[..., Any], nodes: dict[str, str]):
    with looking(nodes["real"] + "/officers/sign-in/", says=("ERR_FAILED",)) as page:
        page.route("**/outlines.json*", lambda route: route.abort())
        page.goto(nodes["real"] + "/trade/map/", wait_until="networkidle")
        expect(page.get_by_role("img", name="Map of flows from exporting")).to_be_visible()
        expect(page.locator("#map")).to_be_hidden()


@pytest.mark.long
def test_synthetic_data_say_so_inside_the_map(looking: Callable[..., Any], nodes: dict[str, str], pictures: Path):
    with looking(nodes["synthetic"] + "/trade/map/") as page:
        expect(ready(page).get_by_text("SYNTHETIC")).to_be_visible()
        expect(page.locator("#map .leaflet-control-attribution").get_by_text("no opinion")).to_be_visible()
        page.emulate_media(media="print")
        expect(page.locator("#map .k-mapband")).to_be_visible()
        expect(page.locator(".leaflet-control-zoom")).to_be_hidden()
        page.pdf(path=pictures / "map-synthetic.pdf")


@pytest.mark.long
def test_the_study_leads_to_its_map(looking: Callable[..., Any], nodes: dict[str, str]):
    with looking(nodes["real"] + "/trade/?importer=CN&exporter=TH") as page:
        page.get_by_role("link", name="Explore this map").click()
        expect(page).to_have_url(re.compile("exporter=TH"))
        ready(page)
        page.get_by_role("link", name="Study these rows").click()
        assert page.get_by_role("heading", level=1).inner_text() == "Trade"
        expect(page).to_have_url(re.compile("exporter=TH"))


def test_the_page_is_light_beside_its_outlines(looking: Callable[..., Any], nodes: dict[str, str]):
    with looking(nodes["real"] + "/trade/map/?importer=&exporter=") as page:
        ready(page)
        sizes = page.evaluate(
            "Object.fromEntries(['resource', 'navigation'].flatMap(kind => performance.getEntriesByType(kind))"
            ".map(entry => [entry.name, entry.encodedBodySize]))"
        )
        outlines = sum(size for name, size in sizes.items() if "outlines.json" in name)
        assert 0 < outlines < 150_000
        assert sum(sizes.values()) - outlines < 250_000
        assert not [name for name in sizes if "map.svg" in name]
