"""Officers at a shared computer, before a real node: second factor, screen lock, change of officers, own account."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from browser.conftest import PASSWORD
from browser.whole import picture, whole
from web.officers import code
from web.ready import ready
from web.serving import serving

pytestmark = pytest.mark.browser
NEW = "seven slow pangolins"
CAST = ("app", "key", "lock", "first", "second", "own", "temporary")
ENROL = f"""
from kouprey.web.config.serve import enrol
for name in {CAST!r}:
    enrol(username=f"{{name}}1", full_name=f"Officer {{name}} (invented)", password={PASSWORD!r},
          password_is_temporary=name == "temporary")
"""
Look = Callable[..., Any]


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A node with the cast, under a name that security keys accept."""
    home = tmp_path_factory.mktemp("officers")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KOUPREY_")}
    subprocess.run([sys.executable, "-c", ENROL], env=environment | {"KOUPREY_HOME": str(ready(home))}, check=True)
    with serving(home) as running:
        yield running.address.replace("127.0.0.1", "localhost")


def sign_in(page: Any, username: str, password: str = PASSWORD) -> None:
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password").fill(password)
    page.locator("main").get_by_role("button", name="Sign in").click()


def from_menu(page: Any, role: str, name: str) -> None:
    """Press an entry of the officer's menu, which is folded on a telephone."""
    summary = page.locator(".k-menu > summary")
    if summary.is_visible():
        summary.click()
    page.locator(".k-menu").get_by_role(role, name=name).click()


def go(page: Any, heading: str) -> None:
    page.get_by_role("heading", level=1, name=heading, exact=True).wait_for()


def set_up_app(page: Any) -> str:
    page.get_by_role("link", name="Set up app").click()
    secret: str = page.locator(".k-secret code").inner_text()
    page.get_by_label("Type the six digits").fill(code(secret))
    return secret


def test_the_app_and_the_printed_sheet(looking: Look, node: str):
    with looking(f"{node}/officers/sign-in/?next=/officers/second-factor/") as page:
        sign_in(page, "app1")
        go(page, "Second factor")
        whole(page, "factor-none")
        secret = set_up_app(page)
        whole(page, "factor-app")
        page.locator("main").get_by_role("button", name="Set up app").click()
        go(page, "Recovery codes")
        codes = page.locator(".k-codes code").all_inner_texts()
        assert len(codes) == 10
        whole(page, "factor-codes")
        page.evaluate("window.print = () => { window.printed = true; }")
        page.get_by_role("button", name="Print").click()
        assert page.evaluate("window.printed")
        page.emulate_media(media="print")
        expect(page.locator(".k-codes")).to_be_visible()
        expect(page.get_by_role("button", name="Print")).to_be_hidden()
        expect(page.locator(".k-rail")).to_be_hidden()
        picture(page, "factor-codes-print")
        page.emulate_media(media="screen")
        page.get_by_role("link", name="I have them on paper").click()
        whole(page, "factor-set-up")
        page.goto(f"{node}/officers/second-factor/codes/")
        expect(page.get_by_text("10 codes are left")).to_be_visible()
        page.goto(f"{node}/officers/second-factor/app/remove/")
        whole(page, "factor-remove")
        page.goto(f"{node}/officers/second-factor/codes/new/")
        whole(page, "factor-new-codes")
        from_menu(page, "button", "Sign out")
        page.goto(f"{node}/officers/sign-in/?next=/officers/account/")
        sign_in(page, "app1")
        go(page, "Second factor")
        whole(page, "factor-asked")
        page.keyboard.type("000000")  # the field has the focus
        page.keyboard.press("Enter")
        page.get_by_text("This code is not right").wait_for()
        whole(page, "factor-wrong")
        page.keyboard.type(code(secret))
        page.keyboard.press("Enter")
        go(page, "Your account")
        expect(page.get_by_text("with a second factor")).to_be_visible()
        from_menu(page, "button", "Sign out")
        page.goto(f"{node}/officers/sign-in/")
        sign_in(page, "app1")
        page.get_by_label("Code of your app").fill(codes[0])
        page.locator("main").get_by_role("button", name="Sign in").click()
        page.locator(".k-menu").wait_for()


def test_a_security_key(looking: Look, node: str):
    with looking(f"{node}/officers/sign-in/?next=/officers/second-factor/") as page:
        devices = page.context.new_cdp_session(page)
        devices.send("WebAuthn.enable")
        kind = {"protocol": "ctap2", "transport": "usb", "hasResidentKey": False, "hasUserVerification": True}
        kind |= {"isUserVerified": True, "automaticPresenceSimulation": True}
        devices.send("WebAuthn.addVirtualAuthenticator", {"options": kind})
        sign_in(page, "key1")
        page.get_by_role("link", name="Add security key").click()
        page.get_by_label("Name of the key").fill("Blue key")
        whole(page, "key-add")
        page.get_by_role("button", name="Add security key").click()
        go(page, "Recovery codes")
        page.get_by_role("link", name="I have them on paper").click()
        expect(page.get_by_text("Blue key", exact=False).first).to_be_visible()
        whole(page, "key-list")
        page.get_by_role("link", name="Rename Blue key").click()
        whole(page, "key-rename")
        page.get_by_label("Name of the key").fill("Key in the safe")
        page.get_by_role("button", name="Save").click()
        page.get_by_role("link", name="Add security key").click()
        page.get_by_role("button", name="Add security key").click()
        page.get_by_text("This key is set up already").wait_for()
        page.goto(f"{node}/officers/confirm/key/?next=/officers/account/")
        whole(page, "key-confirm")
        page.get_by_role("button", name="Use a security key").click()
        go(page, "Your account")
        from_menu(page, "button", "Sign out")
        page.goto(f"{node}/officers/sign-in/?next=/officers/account/")
        sign_in(page, "key1")
        page.get_by_role("button", name="Use a security key").click()
        go(page, "Your account")
        expect(page.get_by_text("with a second factor")).to_be_visible()
        page.goto(f"{node}/officers/second-factor/")
        page.get_by_role("link", name="Remove Key in the safe").click()
        whole(page, "key-remove")
        page.get_by_role("button", name="Remove key").click()
        expect(page.get_by_role("link", name="Set up app")).to_be_visible()


def test_the_screen_locks_and_shows_nothing(looking: Look, node: str):
    with looking(f"{node}/officers/sign-in/?next=/officers/account/") as page:
        sign_in(page, "lock1")
        go(page, "Your account")
        other = page.context.new_page()
        other.goto(f"{node}/officers/account/sessions/")
        page.clock.install()
        page.goto(f"{node}/officers/account/")
        page.clock.fast_forward("09:00")
        page.keyboard.press("Tab")  # somebody is there
        page.clock.fast_forward("09:00")
        expect(page.get_by_role("heading", name="Your account")).to_be_visible()
        page.clock.fast_forward("01:30")
        go(page, "Locked")
        other.wait_for_url("**/officers/locked/**")  # every tab
        expect(page.locator(".k-officer")).to_have_count(0)
        whole(page, "locked")
        page.go_back()
        go(page, "Locked")
        page.evaluate(
            """() => fetch("/trade/report/", {method: "POST", body: new URLSearchParams({
                csrfmiddlewaretoken: document.querySelector("[name=csrfmiddlewaretoken]").value, country: "KH"})})"""
        )  # sent too late: it waits for its officer
        page.goto(f"{node}/officers/locked/?next=/officers/account/")
        page.keyboard.type("not the password")  # the field has the focus
        page.keyboard.press("Enter")
        page.get_by_text("This is not your password").wait_for()
        whole(page, "locked-wrong")
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        go(page, "A form waits")
        whole(page, "held")
        page.get_by_role("button", name="Drop it").click()
        page.goto(f"{node}/officers/account/")
        from_menu(page, "button", "Sign out")
        page.get_by_role("link", name="Sign in").wait_for()
        page.go_back()
        page.wait_for_load_state("networkidle")
        assert "invented" not in page.content()
        go(page, "Sign in")


@pytest.mark.long
def test_officers_change_at_one_computer(looking: Look, node: str):
    with looking(f"{node}/officers/sign-in/?next=/officers/account/") as page:
        sign_in(page, "first1")
        go(page, "Your account")
        from_menu(page, "button", "Switch")
        go(page, "Sign in")
        whole(page, "switch")
        page.go_back()
        page.wait_for_load_state("networkidle")
        assert "first1" not in page.content()
        page.goto(f"{node}/officers/sign-in/?next=/officers/account/")
        sign_in(page, "second1")
        go(page, "Your account")
        assert "Officer first" not in page.content()
        from_menu(page, "button", "Switch")
        page.get_by_role("link", name="Go on as Officer first").click()
        whole(page, "return")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        page.locator(".k-menu").wait_for()
        page.goto(f"{node}/officers/account/")
        expect(page.get_by_text("first1", exact=True)).to_be_visible()
        kept = {cookie["name"]: cookie["expires"] for cookie in page.context.cookies()}
        assert (kept["sessionid"], kept["kouprey_aside"]) == (-1, -1)  # gone with the browser
        whole(page, "menu")
        page.set_viewport_size({"width": 390, "height": 860})
        page.locator(".k-menu > summary").click()
        whole(page, "menu-open")


@pytest.mark.long
def test_the_own_account(looking: Look, node: str):
    with looking(f"{node}/officers/sign-in/?next=/officers/account/") as page:
        sign_in(page, "own1")
        whole(page, "account")
        page.get_by_label("Time zone").select_option("Asia/Bangkok")
        page.get_by_role("button", name="Save").click()
        page.get_by_text("+07").wait_for()
        elsewhere = page.context.browser.new_context(user_agent="Mozilla/5.0 (Linux; Android 14) Firefox/140.0")
        telephone = elsewhere.new_page()
        telephone.goto(f"{node}/officers/sign-in/")
        sign_in(telephone, "own1")
        telephone.locator(".k-menu").wait_for()
        page.get_by_role("link", name="Sessions").click()
        expect(page.get_by_text("Firefox on Android")).to_be_visible()
        whole(page, "sessions")
        page.get_by_role("button", name="End this session").click()
        page.get_by_text("Firefox on Android").wait_for(state="detached")
        telephone.goto(f"{node}/officers/account/")
        assert "/officers/sign-in/" in telephone.url
        elsewhere.close()
        page.goto(f"{node}/officers/account/password/")
        page.get_by_label("Present password").fill(PASSWORD)
        page.get_by_label("New password", exact=True).fill("short")
        page.get_by_label("New password again").fill("short")
        page.get_by_role("button", name="Change password").click()
        page.get_by_text("This password is too short").first.wait_for()
        whole(page, "password")


@pytest.mark.long
def test_a_first_password_is_changed_with_the_keyboard_alone(looking: Look, node: str):
    with looking(f"{node}/officers/sign-in/?next=/officers/account/") as page:
        for typed in ("temporary1", PASSWORD):
            page.get_by_label("User name" if typed != PASSWORD else "Password").focus()
            page.keyboard.type(typed)
        page.keyboard.press("Enter")
        go(page, "Choose your password")
        whole(page, "password-first")
        page.get_by_label("Present password").focus()
        for word in (PASSWORD, NEW, NEW):
            page.keyboard.type(word)
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        go(page, "Your account")


@pytest.mark.long
def test_without_scripts_everything_but_keys_works(looking: Look, node: str):
    with looking(f"{node}/officers/sign-in/?next=/officers/account/", 390, java_script_enabled=False) as page:
        sign_in(page, "own1")
        from_menu(page, "button", "Lock")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Go on").click()
        go(page, "Your account")
        page.goto(f"{node}/officers/second-factor/keys/add/")
        expect(page.get_by_text("Security keys need scripts")).to_be_visible()


@pytest.mark.long
def test_too_many_tries_are_told_plainly(looking: Look, node: str):
    with looking(f"{node}/officers/sign-in/", 390) as page:
        for _ in range(6):
            sign_in(page, "nobody", "wrong password")
            page.locator("[role=alert]").wait_for()
        assert re.search(r"Wait 1 minute,", page.get_by_role("alert").inner_text())
        whole(page, "too-many")
