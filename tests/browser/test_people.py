"""People, directory, roles, approvals and the choice of a role in a real browser: wide, narrow, and by keyboard."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import expect

from browser.whole import picture, whole
from web.ready import ready
from web.serving import serving

pytestmark = pytest.mark.browser
SET_UP = """
import json
from importlib import import_module
from kouprey.web.config.serve import _set_up
_set_up()
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from kouprey.domain.access import Role
from kouprey.kernel.clock import now
from kouprey.web.accounts import people
from kouprey.web.accounts.acting import actor_of, default_purpose
from kouprey.web.accounts.models import Agency, Appointment, Authority, Officer
from kouprey.web.config.demo_people import CUSTOMS, POLICE, enrol_cast
from kouprey.web.config.prepare import migrate
from kouprey.web.core.audit import SHELL

def session(username):
    officer = Officer.objects.get(username=username)
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(officer.pk), settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY], store["second_factor_at"] = officer.get_session_auth_hash(), now().timestamp()
    store.create()
    return store.session_key

def actor(username, role):
    rows = Appointment.objects.select_related("officer", "agency__authority")
    held = rows.get(officer__username=username, role=role)
    return actor_of(held, default_purpose(Role(role)), strong=True, on=now().date())

migrate()
enrol_cast("nine green turtles")
people.import_directory(by=SHELL, at=now())
admin, when = actor("admin", "node_administrator"), {"at": now()}
customs, police = Agency.objects.get(name=CUSTOMS), Agency.objects.get(name=POLICE)
recorder = Officer.objects.get(username="recorder")
asked = people.ask_role(officer=recorder, agency=police, role=Role.VERIFIER, starts_on=now().date(), ends_on=None,
    reason="Verifies at the bridge while a colleague is on leave.", by=admin, **when)
backup = people.ask_restore(digest="ab" * 32, reason="The disk of the node broke.", by=admin, **when)
verifier = Appointment.objects.get(officer__username="verifier")
group = people.enter_group(name="Delta working group (invented)", by=admin, **when)
for party in ({"country": "VN"}, {"agency": customs.id}):
    people.add_to_group(group=group.id, starts_on=now().date(), by=admin, **party, **when)
safe = people.enter_list(agency=customs.id, name="Safe (invented)", is_compartment=True, by=admin, **when)
people.put_on_list(list=safe.id, officer=recorder.id, starts_on=now().date(), by=admin, **when)
home = Authority.objects.get(name="Kiri Administration (invented)")
new, code = people.invite_officer(username="newcomer", full_name="New Comer (invented)", email="", authority=home,
    by=admin, **when)
ids = dict(recorder=recorder.id, asked=asked.id, backup=backup.id, customs=customs.id, held=verifier.id,
    verifier=verifier.officer_id, group=group.id, safe=safe.id, home=home.id, code=code)
names = ["admin", "auditor", "recorder", "demo"]
print(json.dumps([{name: session(name) for name in names}, {name: str(id) for name, id in ids.items()}]))
"""


@dataclass(frozen=True)
class Place:
    """A running node with its cast: a session of each officer, and the ids of what was made."""

    address: str
    sessions: dict[str, str]
    ids: dict[str, str]

    def of(self, officer: str) -> dict[str, Any]:
        """The browser of an officer."""
        cookie = {"name": "sessionid", "value": self.sessions[officer], "url": self.address}
        return {"storage_state": {"cookies": [_spelled_out(cookie)], "origins": []}}


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A node with two States, a directory, a group, a list, and two questions that wait."""
    home = tmp_path_factory.mktemp("people")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KOUPREY_")}
    made = subprocess.check_output(
        [sys.executable, "-c", SET_UP], env=kept | {"KOUPREY_HOME": str(ready(home))}, text=True
    )
    sessions, ids = json.loads(made)
    with serving(home) as running:
        yield Place(running.address, sessions, ids)


PAGES = {
    "people-list": ("admin", "/people/", ()),
    "people-officer": ("admin", "/people/{recorder}/", ()),
    "people-invite": ("admin", "/people/invite/", ()),
    "people-role": ("admin", "/people/{recorder}/role/", ()),
    "people-move": ("admin", "/people/{verifier}/roles/{held}/move/", ()),
    "people-roles": ("recorder", "/people/roles/", ()),
    "people-acting": ("demo", "/acting/", ()),
    "people-colleague": ("recorder", "/people/", ()),
    "people-hidden": ("admin", "/people/{home}/", ("status of 404",)),
    "people-open": ("", "/officers/invitation/{code}/", ()),
    "directory": ("admin", "/directory/", ()),
    "directory-entry": ("admin", "/directory/enter/", ()),
    "directory-authority": ("admin", "/directory/authorities/{home}/", ()),
    "directory-agency": ("admin", "/directory/agencies/{customs}/", ()),
    "directory-groups": ("admin", "/directory/groups/", ()),
    "directory-group": ("admin", "/directory/groups/{group}/", ()),
    "directory-lists": ("admin", "/directory/lists/", ()),
    "directory-list": ("admin", "/directory/lists/{safe}/", ()),
    "approvals": ("auditor", "/approvals/", ()),
    "approvals-own": ("admin", "/approvals/", ()),
    "approvals-one": ("auditor", "/approvals/{asked}/", ()),
    "approvals-restore": ("auditor", "/approvals/{backup}/", ()),
}


AGAIN = {
    "people-colleague", "people-hidden", "people-move", "approvals-own", "approvals-restore", "directory-groups",
    "directory-lists", "people-invite", "people-role", "people-open", "directory-authority", "directory-agency",
    "directory-list", "directory-entry", "approvals", "people-acting", "directory-group", "people-officer",
}  # fmt: skip
"""Other states of pages of the same shape: looked at in the long run alone."""


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.long] if name in AGAIN else []) for name in PAGES]
)
def test_a_page_is_whole_and_open_to_all(looking: Callable[..., Any], node: Place, name: str):
    officer, address, says = PAGES[name]
    options = node.of(officer) if officer else {}
    with looking(node.address + address.format(**node.ids), says=says, **options) as page:
        whole(page, name)


def test_an_invitation_is_given_out_and_printed(looking: Callable[..., Any], node: Place):
    with looking(node.address + "/people/invite/", **node.of("admin")) as page:
        page.get_by_label("Full name").fill("Sothy Second (invented)")
        page.get_by_label("User name").fill("sothy")
        page.get_by_role("button", name="Invite officer").click()
        expect(page.get_by_text("/officers/invitation/")).to_be_visible()
        whole(page, "people-invitation")
        page.emulate_media(media="print")
        expect(page.get_by_text("/officers/invitation/")).to_be_visible()
        expect(page.get_by_text("shown only this once")).to_be_hidden()


def test_the_keyboard_alone_changes_as_whom_one_acts(looking: Callable[..., Any], node: Place):
    with looking(node.address + "/directory/", **node.of("demo")) as page:
        assert page.locator(".k-whom span").nth(1).inner_text() == "Recorder"
        page.get_by_label("Act as").focus()
        page.keyboard.type("Training")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Change"
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(re.escape("/directory/") + "$"))
        assert page.locator(".k-whom span").nth(2).inner_text() == "Training"


def test_on_a_telephone_the_choice_and_the_jobs_fold_into_the_bar(looking: Callable[..., Any], node: Place):
    with looking(node.address + "/trade/", 390, **node.of("demo")) as page:
        expect(page.get_by_label("Act as")).to_be_hidden()
        page.locator(".k-as > summary").click()
        expect(page.get_by_label("Act as")).to_be_visible()
        picture(page, "people-bar-390", full_page=False)
        page.locator(".k-as").get_by_role("link", name="Approvals").click()
        assert page.get_by_role("heading", level=1).inner_text() == "Approvals"


def test_without_scripts_a_role_is_asked_and_given(looking: Callable[..., Any], node: Place):
    person = f"{node.address}/people/{node.ids['verifier']}/"
    with looking(person + "role/", 390, java_script_enabled=False, **node.of("admin")) as page:
        page.get_by_label("Role").select_option("custodian")
        page.get_by_label("Agency, or a unit of it").select_option(label="River post (invented)")
        page.get_by_label("Reason").fill("Keeps the store at the river.")
        page.get_by_role("button", name="Ask for role").click()
        expect(page.get_by_text("Waiting for a second person")).to_be_visible()
    with looking(node.address + "/approvals/", 390, java_script_enabled=False, **node.of("auditor")) as page:
        page.get_by_role("row", name="Custodian").get_by_role("link").click()
        page.get_by_role("button", name="Approve").click()
    with looking(person, 390, java_script_enabled=False, **node.of("admin")) as page:
        expect(page.get_by_text("River post (invented)")).to_be_visible()


def _spelled_out(cookie: dict[str, str]) -> dict[str, Any]:
    """A cookie as Playwright wants it: every field named."""
    host = cookie["url"].split("//")[1].split(":")[0]
    return {
        "name": cookie["name"], "value": cookie["value"], "domain": host, "path": "/", "expires": -1,
        "httpOnly": True, "secure": False, "sameSite": "Lax",
    }  # fmt: skip
