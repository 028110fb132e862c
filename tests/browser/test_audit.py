"""The record of acts in a browser: searched, printed and taken away, wide and narrow."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from browser.conftest import OFFICER, PASSWORD, _enrol
from browser.whole import picture, whole
from web.nodes import OwnNode
from web.serving import serving

pytestmark = pytest.mark.browser
ACTS = """
from kouprey.web.config.serve import _set_up
_set_up()
from kouprey.kernel.clock import now
from kouprey.web.accounts.actions import change_name, deactivate_officer, enrol_officer, reactivate_officer
from kouprey.web.accounts.queries import officer_named
from kouprey.web.core.actions import destroy_contents
from kouprey.web.core.audit import SHELL
sokha = officer_named("sokha")
thao = enrol_officer(username="thao", full_name="Nguyễn Thảo (invented)", by=sokha.actor, at=now())
for n in range(30):
    change_name(officer=thao, full_name=f"Nguyễn Thảo {n} (invented)", by=sokha.actor, at=now())
deactivate_officer(officer=thao, reason="left the service", by=sokha.actor, at=now())
dara = enrol_officer(username="dara", full_name="ដារា (invented)", by=sokha.actor, at=now())
destroy_contents(kind="officer", id=dara.id, reason="retention rule 7", by=SHELL, at=now())
for n in range(30):
    change_name(officer=thao, full_name=f"Nguyễn Thảo {n} (invented)", by=sokha.actor, at=now())
"""


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A node with some acts on record."""
    home = tmp_path_factory.mktemp("audit")
    _enrol(home, "auditor")
    OwnNode(home).python(ACTS)
    with serving(home) as running:
        yield running.address


@pytest.mark.long
def test_acts_are_searched_printed_and_taken_away(looking: Callable[..., Any], node: str):
    with looking(node + "/audit/") as page:
        page.get_by_label("User name").fill(OFFICER)
        page.get_by_label("Password").fill(PASSWORD)
        page.locator("main").get_by_role("button", name="Sign in").click()
        page.get_by_role("heading", name="Audit", exact=True).wait_for()
        whole(page, "audit")
        expect(page.get_by_text("under retention rule 7").first).to_be_visible()
        page.get_by_role("link", name="Older acts").click()
        page.get_by_role("link", name="Newer acts").wait_for()
        page.locator("summary").nth(3).click()
        whole(page, "audit-older")
        page.get_by_label("Act", exact=True).select_option("accounts.officer.deactivated")
        page.get_by_role("button", name="Show acts").click()
        expect(page.locator("table tbody tr")).to_have_count(1)
        with page.expect_download() as download:
            page.get_by_role("button", name="Download JSON").click()
        kept = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
        assert [act["details"] for act in kept["acts"]] == [{"reason": "left the service"}]
        page.get_by_role("link", name="Print view").click()
        page.get_by_text("Head of the record").wait_for()
        whole(page, "audit-print")
        page.emulate_media(media="print")
        picture(page, "audit-paper")
