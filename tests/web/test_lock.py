"""A shared computer: the screen locks, officers change, nothing is left behind."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from kouprey.web.accounts import actions, sessions
from kouprey.web.accounts.models import Officer, OfficerSession
from kouprey.web.core.audit import SHELL, Act
from web.conftest import AT
from web.officers import PASSWORD, WRONG, acts, age, body, enrol, sign_in, signed_in

pytestmark = pytest.mark.django_db
LOCKED = "/officers/locked/"


@pytest.fixture
def sokha() -> Officer:
    return enrol()


def unlock(client: Client, password: str = PASSWORD, **more: str):
    return client.post(LOCKED, {"password": password} | more)


def test_the_cookie_ends_with_the_browser_and_is_for_the_node_alone(sokha: Officer, client: Client):
    sign_in(client)
    cookie = client.cookies["sessionid"]
    assert (cookie["max-age"], cookie["expires"], cookie["httponly"], cookie["samesite"]) == ("", "", True, "Lax")


@pytest.mark.parametrize("address", ["/trade/", "/officers/account/", "/taxa/", "/officers/sign-in/"])
def test_nobody_keeps_a_page_of_an_officer(sokha: Officer, address: str):
    assert "no-store" in signed_in().get(address)["Cache-Control"]
    assert "no-store" not in Client().get("/taxa/").headers.get("Cache-Control", "")


@pytest.mark.parametrize("address", ["/trade/", "/officers/account/?x=1", "/trade/study.json", "/nowhere/"])
def test_when_nobody_was_there_every_address_is_the_lock_page(sokha: Officer, address: str):
    client = signed_in()
    age(sokha, minutes=11)
    told = client.get(address)
    assert told["Location"].startswith(f"{LOCKED}?next=")
    shown = body(client.get(told["Location"]))
    assert "Sok Sokha works here" in shown
    assert "k-officer" not in shown
    assert unlock(client, next=address)["Location"] == address
    assert "Sok Sokha" in body(client.get("/officers/account/"))
    assert Act.OFFICER_UNLOCKED in acts(sokha)


def test_somebody_who_is_there_is_not_locked_out(sokha: Officer):
    client = signed_in()
    for _ in range(3):
        age(sokha, minutes=9)
        assert client.get("/officers/account/").status_code == 200
    age(sokha, minutes=9)
    assert client.post("/officers/here/").status_code == 204
    age(sokha, minutes=9)
    assert client.get("/officers/account/").status_code == 200


def test_a_page_that_renews_itself_does_not_keep_the_screen_open(sokha: Officer):
    client = signed_in()
    age(sokha, minutes=6)
    client.get("/officers/account/", headers={"sec-fetch-mode": "navigate"})
    age(sokha, minutes=6)
    assert client.get("/officers/account/")["Location"].startswith(LOCKED)


def test_locking_and_a_wrong_password(sokha: Officer):
    client = signed_in()
    assert client.post("/officers/lock/", {"next": "/taxa/"})["Location"] == f"{LOCKED}?next=%2Ftaxa%2F"
    assert "This is not your password" in body(unlock(client, WRONG))
    assert client.get("/taxa/")["Location"].startswith(LOCKED)
    for _ in range(4):
        unlock(client, WRONG)
    assert "Too many tries failed" in body(unlock(client))
    assert client.get("/taxa/")["Location"].startswith(LOCKED)


def test_the_old_key_of_a_locked_session_opens_nothing(sokha: Officer):
    client = signed_in()
    old = client.cookies["sessionid"].value
    client.post("/officers/lock/")
    unlock(client)
    assert client.cookies["sessionid"].value != old
    thief = Client()
    thief.cookies["sessionid"] = old
    assert "Sok Sokha" not in body(thief.get("/taxa/"))


def test_a_session_is_over_after_a_shift_whatever_is_done(sokha: Officer):
    client = signed_in()
    OfficerSession.objects.update(began_at=AT)
    assert "Sok Sokha" not in body(client.get("/taxa/"))
    assert not OfficerSession.objects.exists()
    assert Act.OFFICER_SESSION_ENDED in acts(sokha)


def test_signing_out_leaves_nothing(sokha: Officer):
    client = signed_in()
    told = client.post("/officers/sign-out/")
    assert told["Clear-Site-Data"] == '"cache", "storage"'
    assert client.cookies["sessionid"].value == ""
    assert not OfficerSession.objects.exists()
    assert not Session.objects.exists()
    assert acts(sokha)[-1] == Act.OFFICER_SESSION_ENDED


def test_whoever_sits_there_can_end_a_locked_session(sokha: Officer):
    client = signed_in()
    client.post("/officers/lock/")
    client.post("/officers/sign-out/")
    assert "Sign in" in body(client.get("/taxa/"))
    assert not OfficerSession.objects.exists()


def test_officers_change_in_one_act_and_come_back(sokha: Officer):
    thao = enrol("thao")
    client = signed_in()
    first = client.cookies["sessionid"].value
    assert client.post("/officers/switch/")["Location"] == "/officers/sign-in/"
    assert client.cookies["sessionid"].value == ""
    page = body(client.get("/officers/sign-in/"))
    back = re.search(r'href="(/officers/return/[^"]+)"', page)
    assert back
    sign_in(client, "thao")
    assert "Nguyen Thao" in body(client.get("/officers/account/"))
    assert "Sok Sokha" not in body(client.get("/officers/account/"))
    thief = Client()
    thief.cookies["sessionid"] = first
    assert thief.get("/officers/account/")["Location"].startswith(LOCKED)
    assert "This is not your password" in body(client.post(back[1], {"password": WRONG}))
    assert "Nguyen Thao" in body(client.get("/officers/account/"))
    assert client.post(back[1], {"password": PASSWORD})["Location"] == "/"
    assert "Sok Sokha" in body(client.get("/officers/account/"))
    assert OfficerSession.objects.get(officer=thao).locked_at is not None
    client.post("/officers/switch/")
    assert re.findall(r"Go on as ([\w ]+)<", body(client.get("/officers/sign-in/"))) == ["Sok Sokha", "Nguyen Thao"]


def test_a_session_put_aside_is_for_that_browser_alone(sokha: Officer):
    client = signed_in()
    client.post("/officers/switch/")
    row = OfficerSession.objects.get()
    assert Client().post(f"/officers/return/{row.id}/", {"password": PASSWORD})["Location"] == "/officers/sign-in/"
    forger = Client()
    forger.cookies["kouprey_aside"] = str(row.id)
    assert forger.post(f"/officers/return/{row.id}/", {"password": PASSWORD})["Location"] == "/officers/sign-in/"


def test_a_form_that_came_too_late_waits_for_its_officer(sokha: Officer):
    client = signed_in()
    age(sokha, minutes=11)
    given = {"title": "Ivory, 3 kg", "mark": ["a", "b"]}
    assert client.post("/trade/report/?x=1", given)["Location"] == LOCKED
    assert "It is kept" in body(client.get(LOCKED))
    assert unlock(client)["Location"] == "/officers/held/"
    page = body(client.get("/officers/held/"))
    assert re.findall(r'name="(title|mark)" value="([^"]*)"', page) == [
        ("title", "Ivory, 3 kg"), ("mark", "a"), ("mark", "b")
    ]  # fmt: skip
    told = client.post("/officers/held/?send=now", given)
    assert (told.status_code, told["Location"]) == (307, "/trade/report/?x=1")
    assert client.get("/officers/held/")["Location"] == "/"


def test_a_form_without_its_token_is_not_kept(sokha: Officer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(sokha)
    client.get("/taxa/")
    age(sokha, minutes=11)
    assert client.post("/trade/report/", {"title": "x"}).status_code == 403
    assert "It is kept" not in body(client.get(LOCKED))


def test_a_password_is_not_kept(sokha: Officer):
    client = signed_in()
    age(sokha, minutes=11)
    client.post("/officers/account/password/", {"current": PASSWORD})
    assert not any("held_form" in session.get_decoded() for session in Session.objects.all())


def test_a_session_begun_elsewhere_gets_its_row(sokha: Officer, client: Client):
    client.force_login(sokha)
    client.get("/taxa/")
    assert OfficerSession.objects.get().officer == sokha


def test_a_page_and_what_it_loads_begin_one_session(sokha: Officer, client: Client):
    client.force_login(sokha)
    session = client.session
    first, second = (
        sessions.begin(officer=sokha, session=session, address=None, user_agent="", at=AT) for _ in range(2)
    )
    assert first.pk == second.pk
    assert session[sessions.MARK] == str(OfficerSession.objects.get().pk)


def test_sessions_end_with_the_account_and_with_the_password(sokha: Officer):
    client = signed_in()
    actions.set_password(officer=sokha, password="eleven blue herons", by=SHELL, at=AT)  # noqa: S106
    assert not OfficerSession.objects.exists()
    assert "Sok Sokha" not in body(client.get("/taxa/"))


def test_a_mark_of_another_officer_opens_nothing(sokha: Officer):
    thao = enrol("thao")
    client, other = signed_in(), signed_in("thao")
    assert other.get("/taxa/").status_code == 200
    session = client.session
    session[sessions.MARK] = str(OfficerSession.objects.get(officer=thao).pk)
    session.save()
    assert "Sok Sokha" not in body(client.get("/taxa/"))
