"""Every page, wide and narrow: nothing refused by the policy, nothing axe objects to, nothing cut off."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from browser.conftest import OFFICER, PASSWORD
from browser.whole import picture, whole

pytestmark = pytest.mark.browser
PAGES = {
    "study": ("real", "/trade/", ()),
    "study-synthetic": ("synthetic", "/trade/", ()),
    "mirror": ("years", "/trade/mirror/", ()),
    "redflags": ("years", "/trade/redflags/", ()),
    "comptab": ("years", "/trade/comptab/?dataset=national-kh", ()),
    "no-store": ("empty", "/trade/", ()),
    "sign-in": ("real", "/officers/sign-in/", ()),
    "taxa": ("real", "/taxa/?q=python", ()),
    "taxon": ("real", "/taxa/Ptyas%20mucosus/", ()),
    "country": ("real", "/countries/CN/", ()),
    "nowhere": ("real", "/nowhere/", ("status of 404",)),
}
MORE = {
    "study-nothing": ("real", "/trade/?importer=CN&exporter=BN", ()),
    "study-refused": ("real", "/trade/?exporter=Nowhere", ("status of 400",)),
    "study-years": ("years", "/trade/?importer=CN&exporter=VN,LA,ID&taxon=Naja&by=year", ()),
    "gross-exports": ("years", "/trade/gross-exports/", ()),
    "flows": ("years", "/trade/flows/?importer=", ()),
    "trend": ("years", "/trade/trend/?every=1", ()),
    "quotas": ("years", "/trade/quotas/", ()),
    "quota-lines": ("years", "/trade/quotas/lines/?line=2&year=2001", ()),
    "sign-up": ("real", "/officers/sign-up/", ()),
    "countries": ("real", "/countries/", ()),
    "taxon-unknown": ("real", "/taxa/Python%20nemo/", ("status of 404",)),
    "country-unknown": ("real", "/countries/QQ/", ("status of 404",)),
    "study-sorted": ("real", "/trade/?importer=CN&exporter=SEA&sort=-quantity&page=2", ()),
    "study-units": ("real", "/trade/?importer=CN&unit=any", ()),
    "study-world": ("real", "/trade/?importer=&exporter=", ()),
    "mirror-columns": ("real", "/trade/mirror/?columns=taxon,stage,difference&top=", ()),
    "mirror-nothing": ("years", "/trade/mirror/?importer=BN", ()),
    "mirror-synthetic": ("synthetic", "/trade/mirror/", ()),
    "flows-countries": ("years", "/trade/flows/?show=countries", ()),
    "taxon-synthetic": ("synthetic", "/taxa/Ptyas%20mucosus%20SYNTHETIC/", ()),
    "country-synthetic": ("synthetic", "/countries/CN/", ()),
    "quotas-none": ("real", "/trade/quotas/", ()),
    "trend-refused": ("real", "/trade/trend/", ("status of 400",)),
    "taxon-no-store": ("empty", "/taxa/Manis%20javanica/", ()),
    "country-no-store": ("empty", "/countries/TH/", ()),
    "net-imports": ("years", "/trade/net-imports/?unit=number", ()),
}
"""Pages of the same templates, and other states of the same pages."""


@pytest.mark.parametrize("name", [*PAGES, *(pytest.param(name, marks=pytest.mark.long) for name in MORE)])
def test_a_page_is_whole_and_open_to_all(looking: Callable[..., Any], nodes: dict[str, str], name: str):
    node, address, says = (PAGES | MORE)[name]
    with looking(nodes[node] + address, says=says) as page:
        picture(page, f"{name}-first", full_page=False)  # what is seen before any scrolling
        whole(page, name, colours_of_both=name in ("study", "sign-in"))


def test_without_scripts_everything_can_be_read(looking: Callable[..., Any], nodes: dict[str, str]):
    with looking(nodes["real"] + "/trade/", 390, java_script_enabled=False) as page:
        expect(page.locator("table.k-table:not(.k-flows) tbody tr")).to_have_count(20)
        expect(page.locator("figure img")).to_be_visible()
        page.get_by_label("Importer").fill("CN")
        page.get_by_label("Exporter or origin").fill("VN")
        page.get_by_role("button", name="Show study").click()
        expect(page).to_have_url(re.compile("exporter=VN"))
        expect(page.get_by_text("Macaca fascicularis").first).to_be_visible()


@pytest.mark.long
def test_without_scripts_taxa_and_countries_lead_to_each_other(looking: Callable[..., Any], nodes: dict[str, str]):
    with looking(nodes["real"] + "/trade/", 390, java_script_enabled=False) as page:
        page.get_by_role("link", name="Ptyas mucosus").click()
        expect(page.locator("figure img, .k-figure img").first).to_be_visible()
        page.get_by_text("Table of years").click()
        expect(page.get_by_role("cell", name="2010")).to_be_visible()
        page.get_by_role("link", name="Indonesia").click()
        assert page.get_by_role("heading", level=1).inner_text() == "Indonesia"
        page.get_by_role("link", name="Ptyas mucosus").click()
        page.get_by_role("link", name="Find another taxon").click()
        page.get_by_label("Name, or part of it").fill("网纹蟒")
        page.get_by_role("button", name="Find taxon").click()
        page.get_by_role("link", name="Malayopython reticulatus").click()
        expect(page.get_by_text("UNVERIFIED").first).to_be_visible()


def test_the_keyboard_alone_asks_a_question(looking: Callable[..., Any], nodes: dict[str, str]):
    with looking(nodes["real"] + "/trade/") as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the page"
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id") == "exporter":
                break
        assert page.evaluate("document.activeElement.id") == "exporter"
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.keyboard.press("Control+A")
        page.keyboard.type("TH")
        page.keyboard.press("Enter")
        page.wait_for_url("**exporter=TH**")
        expect(page.get_by_role("heading", name="Rows 1 to 2 of 2")).to_be_visible()


@pytest.mark.long
def test_a_row_opens_its_other_countries_with_enter(looking: Callable[..., Any], nodes: dict[str, str]):
    with looking(nodes["real"] + "/trade/") as page:
        fold = page.locator(".k-countries details").first
        expect(fold.get_by_text("MY")).to_be_hidden()
        fold.locator("summary").focus()
        page.keyboard.press("Enter")
        expect(fold.get_by_text("MY")).to_be_visible()


def test_the_rules_of_counting_stand_open_on_a_wide_page(looking: Callable[..., Any], nodes: dict[str, str]):
    with looking(nodes["real"] + "/trade/", 1280) as page:
        expect(page.get_by_label("Geography")).to_be_visible()
    with looking(nodes["real"] + "/trade/", 390) as page:
        expect(page.get_by_label("Geography")).to_be_hidden()
        page.get_by_text("Rules of counting").click()
        expect(page.get_by_label("Geography")).to_be_visible()


@pytest.mark.long
def test_the_print_keeps_the_mark_and_drops_the_rail(
    looking: Callable[..., Any], nodes: dict[str, str], pictures: Path
):
    with looking(nodes["synthetic"] + "/trade/") as page:
        page.emulate_media(media="print")
        expect(page.locator(".k-synthetic")).to_be_visible()
        expect(page.get_by_role("heading", name="Method")).to_be_visible()
        for gone in (".k-rail", ".k-filters", ".k-acts"):
            expect(page.locator(gone)).to_be_hidden()
        page.pdf(path=pictures / "study-synthetic.pdf")


def test_an_officer_signs_in_and_out(looking: Callable[..., Any], nodes: dict[str, str]):
    with looking(nodes["real"] + "/trade/?importer=CN&exporter=TH") as page:
        page.get_by_role("link", name="Sign in").click()
        page.get_by_label("User name").fill(OFFICER)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page).to_have_url(re.compile("exporter=TH"))
        expect(page.get_by_text("Sok Sokha")).to_be_visible()
        page.get_by_role("button", name="Sign out").click()
        page.get_by_role("link", name="Sign in").wait_for()  # the page looks for drafts on this device first
