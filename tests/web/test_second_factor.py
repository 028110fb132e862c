"""The second factor: set up, asked for, proved again, lost; and what each leaves on record."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client, RequestFactory

from kouprey.kernel.errors import Refused
from kouprey.web.accounts import actions, reauthentication, second_factor
from kouprey.web.accounts.models import Officer
from kouprey.web.core.audit import SHELL, Act
from kouprey.web.core.queries import events_about
from web.conftest import AT
from web.officers import PASSWORD, acts, body, code, enrol, set_up_app, sheet, sign_in, signed_in

pytestmark = pytest.mark.django_db
STEP, FACTOR, CONFIRM = "/officers/sign-in/second-factor/", "/officers/second-factor/", "/officers/confirm/code/"


@pytest.fixture
def sokha() -> Officer:
    return enrol()


def asking(client: Client, officer: object) -> object:
    """A request as a view gets it, with the session of a browser."""
    request = RequestFactory().get("/grave/?id=1")
    request.session, request.user = client.session, officer
    return request


def older(client: Client, seconds: int) -> None:
    """Let time pass since the officer last proved who sits there."""
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= seconds
    session.save()


def test_an_officer_sets_up_the_app_and_signs_in_with_it(sokha: Officer):
    client = signed_in()
    assert not second_factor.is_strong(asking(client, sokha))
    secret = set_up_app(client)
    assert second_factor.is_strong(asking(client, sokha))
    assert len(sheet(client)) == 10
    assert sheet(client) == []  # shown once
    assert acts(sokha)[-1] == Act.OFFICER_SECOND_FACTOR_SET_UP
    other = Client()
    assert sign_in(other)["Location"] == STEP
    assert "Sok Sokha" not in body(other.get("/taxa/"))
    assert "This code is not right" in body(other.post(STEP, {"code": "000000"}))
    assert other.post(STEP, {"code": code(secret)})["Location"] == "/"
    assert second_factor.is_strong(asking(other, sokha))
    assert second_factor.recently(asking(other, sokha))
    older(other, 601)
    assert not second_factor.recently(asking(other, sokha))
    assert second_factor.recently(asking(other, sokha), minutes=11)


def test_a_code_opens_once(sokha: Officer):
    secret = set_up_app(signed_in())
    now = code(secret)
    for opened in (True, False):
        client = Client()
        sign_in(client)
        assert (client.post(STEP, {"code": f"{now[:3]} {now[3:]}"}).status_code == 302) is opened


def test_a_printed_code_opens_once_and_is_on_record(sokha: Officer):
    client = signed_in()
    set_up_app(client)
    printed = sheet(client)[3]
    for opened in (True, False):
        client = Client()
        sign_in(client)
        assert (client.post(STEP, {"code": printed}).status_code == 302) is opened
    (event,) = [each for each in events_about("officer", sokha.id) if each.act == Act.OFFICER_RECOVERY_CODE_USED]
    assert event.details == {"left": 9}


def test_guessing_codes_shuts_the_door(sokha: Officer):
    secret = set_up_app(signed_in())
    client = Client()
    sign_in(client)
    for _ in range(5):
        client.post(STEP, {"code": "000000"})
    assert "Too many tries failed" in body(client.post(STEP, {"code": code(secret)}))
    assert Act.OFFICER_LOCKED_OUT in acts(sokha)
    actions.release_lockout(officer=sokha, by=SHELL, at=AT)
    assert client.post(STEP, {"code": code(secret)}).status_code == 302


def test_secrets_lie_under_the_key_of_the_node(sokha: Officer, settings):
    client = signed_in()
    secret = set_up_app(client)
    assert secret not in str(list(Authenticator.objects.values()))
    settings.SECRET_KEY = "another key, fifty characters long or even longer."  # noqa: S105
    other = Client()
    sign_in(other)
    assert "This code is not right" in body(other.post(STEP, {"code": code(secret)}))


def test_an_officer_whose_work_needs_it_gets_nowhere_without(sokha: Officer):
    actions.demand_second_factor(officer=sokha, by=SHELL, at=AT)
    client = signed_in()
    for address in ("/trade/", "/officers/account/", "/officers/account/sessions/"):
        assert client.get(address)["Location"].startswith(f"{FACTOR}?next=")
    assert "Your work needs a second factor" in body(client.get(FACTOR))
    set_up_app(client)
    assert client.get("/officers/account/").status_code == 200
    assert "your only one" in body(client.get(f"{FACTOR}app/remove/"))
    client.post(f"{FACTOR}app/remove/")
    assert Authenticator.objects.filter(type="totp").exists()


def test_a_session_that_is_older_than_the_factor_is_asked_for_it(sokha: Officer):
    old = signed_in()
    secret = set_up_app(signed_in())
    assert old.get("/taxa/").status_code == 200
    actions.demand_second_factor(officer=sokha, by=SHELL, at=AT)
    assert old.get("/taxa/")["Location"] == f"{CONFIRM}?next=%2Ftaxa%2F"
    assert old.post(CONFIRM, {"code": code(secret), "next": "/taxa/"})["Location"] == "/taxa/"
    assert old.get("/taxa/").status_code == 200


def test_invented_officers_need_none_outside_a_node_in_service(sokha: Officer, settings):
    sokha.must_use_second_factor = sokha.is_invented = True
    assert not second_factor.needed(sokha)
    settings.PRODUCTION = True
    assert second_factor.needed(sokha)


def test_nobody_is_strong_who_is_not_signed_in(client: Client):
    assert not second_factor.is_strong(asking(client, AnonymousUser()))
    assert not second_factor.recently(asking(client, AnonymousUser()))


def test_a_grave_act_asks_again_and_comes_back(sokha: Officer):
    client = signed_in()
    request = asking(client, sokha)
    assert reauthentication.required(request) is None  # signed in a moment ago
    older(client, 301)
    request = asking(client, sokha)
    assert reauthentication.required(request)["Location"] == "/officers/confirm/?next=%2Fgrave%2F%3Fid%3D1"
    told = client.post("/officers/confirm/", {"password": PASSWORD, "next": "/grave/?id=1"})
    assert told["Location"] == "/grave/?id=1"
    assert reauthentication.required(asking(client, sokha)) is None
    assert acts(sokha)[-1] == Act.OFFICER_REAUTHENTICATED
    view = reauthentication.grave(lambda _request: HttpResponse("done"))
    assert view(asking(client, sokha)).content == b"done"
    older(client, 301)
    assert view(asking(client, sokha)).status_code == 302


def test_who_has_nothing_to_prove_by_is_told_so(sokha: Officer):
    client = signed_in()
    older(client, 301)
    request = asking(client, sokha)
    request.user.set_unusable_password()
    there = reauthentication.required(request)["Location"]
    assert there == "/officers/account/?proof=none"
    assert "Nothing was done" in body(client.get(there))
    assert "Nothing was done" not in body(client.get("/officers/account/"))


def test_with_a_second_factor_the_password_is_no_proof(sokha: Officer):
    client = signed_in()
    secret = set_up_app(client)
    older(client, 301)
    assert reauthentication.required(asking(client, sokha))["Location"].startswith(CONFIRM)
    told = client.post("/officers/confirm/", {"password": PASSWORD, "next": "/grave/"})
    assert told["Location"].startswith(CONFIRM)
    assert not reauthentication.is_fresh(asking(client, sokha))
    assert "Use your password" not in body(client.get(CONFIRM))
    assert client.post(CONFIRM, {"code": code(secret), "next": "/grave/"})["Location"] == "/grave/"
    assert reauthentication.is_fresh(asking(client, sokha))


def test_a_new_sheet_and_removal_are_on_record(sokha: Officer):
    client = signed_in()
    set_up_app(client)
    first = sheet(client)
    client.post(f"{FACTOR}codes/new/")
    assert set(sheet(client)).isdisjoint(first)
    assert client.post(f"{FACTOR}app/remove/")["Location"] == FACTOR
    assert not Authenticator.objects.exists()
    assert acts(sokha)[-2:] == [Act.OFFICER_RECOVERY_CODES_MADE, Act.OFFICER_SECOND_FACTOR_REMOVED]


def test_removing_asks_again_first(sokha: Officer):
    client = signed_in()
    set_up_app(client)
    older(client, 301)
    assert client.post(f"{FACTOR}app/remove/")["Location"].startswith(CONFIRM)
    assert Authenticator.objects.filter(type="totp").exists()


def test_an_officer_who_lost_everything_starts_anew(sokha: Officer):
    client = signed_in()
    set_up_app(client)
    actions.reset_second_factor(officer=sokha, reason="telephone stolen; came in person", by=SHELL, at=AT)
    assert "Sok Sokha" not in body(client.get("/taxa/"))
    assert sign_in(client)["Location"] == "/"
    with pytest.raises(Refused, match="has no second factor"):
        actions.reset_second_factor(officer=sokha, reason="again", by=SHELL, at=AT)
    assert acts(sokha).count(Act.OFFICER_SECOND_FACTOR_RESET) == 1


def test_unlocking_with_the_password_proves_nothing_grave(sokha: Officer):
    client = signed_in()
    set_up_app(client)
    older(client, 601)
    client.post("/officers/lock/")
    client.post("/officers/locked/", {"password": PASSWORD})
    assert second_factor.is_strong(asking(client, sokha))
    assert not second_factor.recently(asking(client, sokha))
    assert not reauthentication.is_fresh(asking(client, sokha))


@pytest.mark.parametrize("address", ["app/", "keys/add/", "codes/new/"])
def test_pages_of_the_second_factor_are_ours_and_hold_the_policy(sokha: Officer, address: str):
    response = signed_in().get(FACTOR + address)
    assert 'class="k-rail"' in body(response)
    assert " style=" not in body(response)
    assert "script-src 'self'" in response["Content-Security-Policy"]
