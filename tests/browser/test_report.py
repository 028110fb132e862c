"""An officer checks an annual report in a real browser, wide and narrow, without any script of ours."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from browser.conftest import OFFICER, PASSWORD
from browser.whole import whole

pytestmark = pytest.mark.browser
HEADER = "App,Scientific name of item,Term,Quantity,Unit,Importer,Exporter,Origin,Purpose,Source,Year,Remarks\n"
ROWS = (
    "II,Macaca fascicularis,live,1000,,CN,KH,,T,F,2025,\n"
    "II,Python regius,SKI,3,,KH,TG,,T,R,2025,\n"
    "II,Naja atra,LIV,many,,CN,KH,,T,W,2025,seen twice\n"
    "II,Naja atra,LIV,5,,CN,TH,,T,W,2025,\n"
    "II,Manis javanica,SCA,12,kg,CN,KH,KH,Z,Q,2024,\n"
)


def test_an_officer_checks_a_report(looking: Callable[..., Any], nodes: dict[str, str], tmp_path: Path):
    file = tmp_path / "permits-2025.csv"
    file.write_text(HEADER + ROWS, encoding="utf-8")
    with looking(nodes["real"] + "/trade/report/") as page:
        page.get_by_label("User name").fill(OFFICER)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/trade/report/")
        whole(page, "report-form")
        page.get_by_label("Reporting country").select_option("KH")
        page.get_by_label("Year of the report").fill("2025")
        page.get_by_label("Report or extract").set_input_files(file)
        page.get_by_role("button", name="Check report").click()
        expect(page.get_by_text("There is no column for: taxon.")).to_be_visible()
        whole(page, "report-columns")
        page.get_by_role("button", name="Check with these columns").click()
        expect(page.get_by_text("rows read")).to_be_visible()
        whole(page, "report-check")
        with page.expect_download() as download:
            page.get_by_role("link", name="Download findings").click()
        assert download.value.suggested_filename == "KH-2025-findings.csv"
        page.get_by_role("button", name="Delete the file now").click()
        expect(page.get_by_text("The file was deleted")).to_be_visible()
