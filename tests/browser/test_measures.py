"""The pages of measures in use: parts replaced and addresses kept, by mouse, by keyboard, and with scripts off."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from browser.whole import whole

pytestmark = pytest.mark.browser
Looking = Callable[..., Any]


def stamp(page: Any) -> None:
    """Leave a mark on the document, which a full load would wipe away."""
    page.evaluate("window.stays = true")


def stayed(page: Any) -> bool:
    return bool(page.evaluate("window.stays === true"))


def stands_on(page: Any, place: str) -> None:
    """Wait until the keyboard stands on the element with this id."""
    page.wait_for_function("place => document.activeElement.id === place", arg=place)


def drawn_in(picture: Any) -> bool:
    """Whether a picture was fetched and can be drawn."""
    return bool(picture.evaluate("async image => { await image.decode(); return image.naturalWidth > 0 }"))


def test_filters_sort_pages_and_columns_replace_the_result(looking: Looking, nodes: dict[str, str]):
    with looking(nodes["years"] + "/trade/mirror/") as page:
        stamp(page)
        page.locator("#exporter").fill("VN,ID,LA,MY,SG")
        page.get_by_role("button", name="Show figures").click()
        page.wait_for_url("**/trade/mirror/?importer=CN&exporter=VN%2CID%2CLA%2CMY%2CSG&top=100")
        assert page.locator("#said").inner_text() == "Rows 1 to 50 of 70"
        page.get_by_role("link", name="Difference").click()
        page.wait_for_url("**&sort=-difference")
        stands_on(page, "sort-difference")
        assert page.locator("th[aria-sort=descending]").inner_text().startswith("Difference")
        page.locator("#next-below").click()
        page.wait_for_url("**&sort=-difference&page=2")
        expect(page.get_by_role("heading", name="Rows 51 to 70 of 70")).to_be_visible()
        stands_on(page, "rows")  # there is no next page to stand on
        page.locator("#choose").click()
        page.locator(".k-choose").get_by_label("Ratio", exact=True).uncheck()
        page.locator(".k-choose").get_by_label("Stage", exact=True).check()
        page.get_by_role("button", name="Show columns").click()
        page.wait_for_url("**&columns=*")
        stands_on(page, "choose")
        expect(page.locator("th", has_text="Stage")).to_be_visible()
        expect(page.locator("th", has_text="Ratio")).to_have_count(0)
        page.locator("#years").fill("2010-2013")
        page.keyboard.press("Enter")
        page.wait_for_url("**years=2010-2013*")
        expect(page).to_have_url(re.compile("columns="))
        expect(page).to_have_url(re.compile("sort=-difference"))
        expect(page.locator("th", has_text="Stage")).to_be_visible()
        assert stayed(page)
        page.go_back()
        # A function: an expression is read anew on each look, which the policy of the page refuses.
        page.wait_for_function("() => document.getElementById('years')?.value === '' && !window.stays")
        expect(page.locator("th", has_text="Stage")).to_be_visible()


@pytest.mark.long
def test_the_links_between_measures_follow_the_filters(looking: Looking, nodes: dict[str, str]):
    with looking(nodes["years"] + "/trade/mirror/") as page:
        page.locator("#importer").fill("SG")
        page.get_by_role("button", name="Show figures").click()
        page.wait_for_url("**importer=SG*")
        page.get_by_role("navigation", name="Measures").get_by_role("link", name="Gross imports").click()
        page.wait_for_url("**/trade/gross-imports/?importer=SG*")
        assert page.locator("#importer").input_value() == "SG"


@pytest.mark.long
def test_a_refusal_takes_the_place_of_the_result(looking: Looking, nodes: dict[str, str]):
    with looking(nodes["synthetic"] + "/trade/mirror/", says=("status of 400", "Response Status Error")) as page:
        stamp(page)
        page.locator("#importer").fill("Nowhere")
        page.keyboard.press("Enter")
        page.get_by_role("alert").get_by_text("neither a country code").wait_for()
        expect(page).to_have_url(re.compile("importer=Nowhere"))
        expect(page.locator("table.k-table")).to_have_count(0)
        expect(page.locator(".k-synthetic")).to_be_hidden()
        page.locator("#importer").fill("CN")
        page.keyboard.press("Enter")
        page.locator("table.k-table").wait_for()
        expect(page.locator(".k-synthetic")).to_be_visible()
        assert stayed(page)


def test_work_is_seen_and_a_silent_node_is_said(looking: Looking, nodes: dict[str, str]):
    with looking(nodes["years"] + "/trade/flows/", says=("ERR_FAILED", "htmx:")) as page:
        waiting: list[Any] = []
        page.route("**/trade/flows/?importer=SG*", lambda route: waiting.append(route))
        page.locator("#importer").fill("SG")
        page.get_by_role("button", name="Show figures").click()
        page.locator("#busy.htmx-request").wait_for()
        assert page.locator("#result").get_attribute("aria-busy") == "true"
        waiting[0].abort()
        page.get_by_text("The node did not answer.").wait_for()
        expect(page.locator("#busy")).to_be_hidden()
        assert page.locator("#importer").input_value() == "SG"
        expect(page.locator("table.k-table")).to_be_visible()


def test_the_keyboard_opens_the_evidence_of_a_flag(looking: Looking, nodes: dict[str, str]):
    drawn: list[str] = []
    with looking(nodes["years"] + "/trade/redflags/") as page:
        page.on("request", lambda request: drawn.append(request.url) if "row.svg" in request.url else None)
        row = page.locator(".k-opened").first
        row.locator("summary").focus()
        assert drawn == []
        page.keyboard.press("Enter")
        row.get_by_role("cell", name="2009").first.wait_for()
        assert drawn_in(row.locator("img"))
        assert len(drawn) == 1
        whole(page, "flag-opened")
        row.get_by_role("link", name="14", exact=True).click()
        expect(page.locator("#check-14")).to_be_visible()


@pytest.mark.long
def test_the_keyboard_opens_the_lines_behind_a_quota(looking: Looking, nodes: dict[str, str]):
    with looking(nodes["years"] + "/trade/quotas/") as page:
        row = page.locator(".k-opened").nth(2)
        row.locator("summary").focus()
        page.keyboard.press("Enter")
        row.get_by_text("1 line counts against this quota").wait_for()
        whole(page, "quota-opened")
        expect(page).to_have_url(re.compile(re.escape("/trade/quotas/") + "$"))


@pytest.mark.long
def test_a_trend_opens_its_series(looking: Looking, nodes: dict[str, str]):
    with looking(nodes["years"] + "/trade/trend/") as page:
        page.locator(".k-opened summary").first.click()
        assert drawn_in(page.locator(".k-opened img").first)
        whole(page, "trend-opened")


@pytest.mark.long
def test_the_columns_can_be_chosen_at_any_width(looking: Looking, nodes: dict[str, str]):
    with looking(nodes["years"] + "/trade/comptab/") as page:
        page.locator("#choose").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".k-choose").get_by_label("Genus", exact=True)).to_be_visible()
        whole(page, "columns-opened")


def test_without_scripts_measures_can_be_asked_sorted_and_opened(looking: Looking, nodes: dict[str, str]):
    with looking(nodes["years"] + "/trade/mirror/", java_script_enabled=False) as page:
        page.locator("#exporter").fill("VN,ID,LA,MY,SG")
        page.get_by_role("button", name="Show figures").click()
        expect(page).to_have_url(re.compile("exporter=VN"))
        page.locator("#choose").click()
        page.locator(".k-choose").get_by_label("Stage", exact=True).check()
        page.locator(".k-choose").get_by_label("Unit", exact=True).uncheck()
        page.get_by_role("button", name="Show columns").click()
        expect(page.locator("td[data-column=stage]").first).to_be_visible()
        expect(page.locator("td[data-column=unit]")).to_have_count(0)
        page.locator("#next-top").click()
        expect(page.get_by_role("heading", name="Rows 51 to 70 of 70")).to_be_visible()
        expect(page.locator("td[data-column=stage]").first).to_be_visible()
        page.get_by_role("button", name="Show figures").click()
        expect(page).to_have_url(re.compile("columns="))
        page.get_by_role("navigation", name="Measures").get_by_role("link", name="Quotas").click()
        page.locator(".k-opened summary").nth(2).click()
        page.get_by_role("link", name="Show the trade lines behind these figures").click()
        assert page.get_by_role("heading", level=1).inner_text() == "Lines behind a quota"
        expect(page.get_by_role("cell", name="340").first).to_be_visible()


@pytest.mark.long
def test_files_come_in_every_form(looking: Looking, nodes: dict[str, str]):
    with looking(nodes["years"] + "/trade/comptab/") as page:
        page.get_by_label("Dataset").select_option("national-kh")
        page.get_by_role("button", name="Show figures").click()
        page.wait_for_url("**dataset=national-kh*")
        expect(page.get_by_text("PRELIMINARY", exact=True)).to_be_visible()
        for form in ("csv", "json", "xlsx", "parquet"):
            with page.expect_download() as download:
                page.get_by_role("link", name=f"Download {form.upper()}").click()
            assert download.value.suggested_filename == f"comptab-PRELIMINARY.{form}"
