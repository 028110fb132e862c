"""Signing in and out; nobody signs up."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from kouprey.web.accounts import actions
from kouprey.web.accounts.models import Officer
from kouprey.web.core.audit import SHELL, Act
from kouprey.web.core.queries import events_about
from web.conftest import AT

pytestmark = pytest.mark.django_db
WRONG = "ten red turtles"
PASSWORD = "nine green turtles"  # noqa: S105


@pytest.fixture
def sokha() -> Officer:
    return actions.enrol_officer(username="sokha", full_name="Sok Sokha", password=PASSWORD, by=SHELL, at=AT)


def sign_in(client: Client, **changed: str):
    return client.post("/officers/sign-in/", {"login": "Sokha", "password": PASSWORD, "next": "/trade/"} | changed)


def test_an_officer_signs_in_and_out(client: Client, sokha: Officer):
    assert "Sign in" in client.get("/trade/").content.decode()
    response = sign_in(client)
    assert (response.status_code, response["Location"]) == (302, "/trade/")
    body = client.get("/trade/").content.decode()
    assert "Sok Sokha" in body
    assert "Sign out" in body
    assert [event.act for event in events_about("officer", sokha.id)][-1] == Act.OFFICER_SIGNED_IN
    client.post("/officers/sign-out/")
    assert "Sok Sokha" not in client.get("/trade/").content.decode()


def test_a_wrong_password_says_nothing_about_the_name(client: Client, sokha: Officer):
    wrong = sign_in(client, password=WRONG)
    unknown = sign_in(client, login="nobody", password=WRONG)
    said = "This user name and password do not belong together. Check both."
    assert said in unescape(wrong.content.decode())
    assert said in unescape(unknown.content.decode())


def test_a_closed_account_does_not_sign_in(client: Client, sokha: Officer):
    actions.deactivate_officer(officer=sokha, reason="left", by=SHELL, at=AT)
    sign_in(client)
    assert "Sok Sokha" not in client.get("/trade/").content.decode()


def test_an_open_session_ends_with_the_account(client: Client, sokha: Officer):
    sign_in(client)
    actions.deactivate_officer(officer=sokha, reason="left", by=SHELL, at=AT)
    assert "Sok Sokha" not in client.get("/trade/").content.decode()


def test_nobody_signs_up(client: Client):
    assert "Nobody signs up here" in client.get("/officers/sign-up/").content.decode()
    given = {"username": "x", "password1": PASSWORD, "password2": PASSWORD}
    assert "Nobody signs up here" in client.post("/officers/sign-up/", given).content.decode()
    assert not Officer.objects.exists()


@pytest.mark.parametrize("address", ["sign-in", "sign-up", "inactive"])
def test_the_pages_of_sign_in_are_ours(client: Client, address: str):
    response = client.get(f"/officers/{address}/")
    body = response.content.decode()
    assert 'class="k-rail"' in body
    assert re.findall(r"<script(?! src=./static/ui/)", body) == []
    assert " style=" not in body
    assert "Content-Security-Policy" in response


def test_sign_in_leads_to_pages_of_this_node_only(client: Client, sokha: Officer):
    assert sign_in(client, next="//elsewhere.example/")["Location"] == "/"


def test_a_form_without_its_token_is_refused(sokha: Officer):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/officers/sign-in/", {"login": "sokha", "password": PASSWORD})
    assert response.status_code == 403
    assert "Nothing was changed" in response.content.decode()


def test_a_page_that_is_not_there_is_ours_too(client: Client):
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "There is no such page" in response.content.decode()
