"""An officer's own account: sessions, password, language and time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from kouprey.kernel.errors import UnusableInput
from kouprey.web.accounts import actions
from kouprey.web.accounts.models import Officer, OfficerSession
from kouprey.web.core.audit import SHELL, Act
from web.conftest import AT
from web.officers import NEW, PASSWORD, WRONG, acts, body, enrol, sign_in, signed_in

pytestmark = pytest.mark.django_db
OWN = "/officers/account/password/"


@pytest.fixture
def sokha() -> Officer:
    return enrol()


def change(client: Client, **changed: str):
    return client.post(OWN, {"current": PASSWORD, "password1": NEW, "password2": NEW} | changed)


@pytest.mark.parametrize("address", ["account/", "account/password/", "account/sessions/", "second-factor/"])
def test_the_account_is_for_officers(client: Client, address: str):
    assert client.get(f"/officers/{address}")["Location"].startswith("/officers/sign-in/?next=")


def test_own_sessions_are_seen_and_ended(sokha: Officer):
    enrol("thao")
    here, there, third, other = signed_in(), signed_in(), signed_in(), signed_in("thao")
    page = body(here.get("/officers/account/sessions/"))
    assert page.count("Firefox on Windows") == 3
    assert page.count("This one") == 1
    assert "127.0.0.1" in page
    row = OfficerSession.objects.get(session_key=there.cookies["sessionid"].value)
    theirs = OfficerSession.objects.get(officer__username="thao")
    here.post(f"/officers/account/sessions/{theirs.id}/end/")
    here.post(f"/officers/account/sessions/{row.id}/end/")
    assert "Sok Sokha" not in body(there.get("/taxa/"))
    assert "Nguyen Thao" in body(other.get("/taxa/"))
    here.post("/officers/account/sessions/end-others/")
    assert "Sok Sokha" not in body(third.get("/taxa/"))
    assert "Sok Sokha" in body(here.get("/taxa/"))
    assert acts(sokha).count(Act.OFFICER_SESSION_ENDED) == 2


def test_a_session_that_is_over_is_not_listed(sokha: Officer):
    here, there = signed_in(), signed_in()
    rows = OfficerSession.objects.filter(session_key=there.cookies["sessionid"].value)
    assert rows.update(began_at=AT - timedelta(days=2)) == 1
    assert body(here.get("/officers/account/sessions/")).count("Firefox on Windows") == 1


def test_a_new_password_ends_the_other_sessions(sokha: Officer):
    here, there = signed_in(), signed_in()
    assert change(here)["Location"] == "/officers/account/"
    assert "Sok Sokha" in body(here.get("/taxa/"))
    assert "Sok Sokha" not in body(there.get("/taxa/"))
    assert sign_in(Client(), password=NEW).status_code == 302
    assert Act.OFFICER_PASSWORD_SET in acts(sokha)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"current": WRONG}, "This is not your password"),
        ({"password2": NEW + "s"}, "The two do not match"),
        ({"password1": PASSWORD, "password2": PASSWORD}, "the password you have now"),
        ({"password1": "elevenchars", "password2": "elevenchars"}, "at least 12"),
        ({"password1": "sok-sokha-26", "password2": "sok-sokha-26"}, "too similar"),
        ({"password1": "qwerty123456", "password2": "qwerty123456"}, "too common"),
    ],
)
def test_a_password_that_will_not_do(sokha: Officer, changed: dict[str, str], said: str):
    assert said in body(change(signed_in(), **changed))
    sokha.refresh_from_db()
    assert sokha.check_password(PASSWORD)


def test_a_password_that_somebody_else_chose_comes_first():
    chief = enrol("thao")
    sokha = enrol(by=chief.actor)
    client = signed_in()
    assert client.get("/trade/?importer=CN")["Location"] == f"{OWN}?next=%2Ftrade%2F%3Fimporter%3DCN"
    assert "Somebody else chose" in body(client.get(OWN))
    assert change(client, next="/trade/?importer=CN")["Location"] == "/trade/?importer=CN"
    assert client.get("/taxa/").status_code == 200
    actions.set_password(officer=sokha, password="eleven blue herons", by=chief.actor, at=AT)  # noqa: S106
    sokha.refresh_from_db()
    assert sokha.must_change_password


def test_language_at_once_and_at_every_sign_in(sokha: Officer, settings):
    settings.LANGUAGES = [("en", "English"), ("fr", "French")]
    client = signed_in()
    assert 'lang="en"' in body(client.get("/taxa/"))
    assert client.post("/officers/account/", {"language": "fr", "time_zone": ""}).status_code == 302
    assert '<html lang="fr">' in body(client.get("/taxa/"))
    assert '<html lang="fr">' in body(signed_in().get("/taxa/", headers={"accept-language": "en"}))
    assert '<html lang="en">' in body(Client().get("/taxa/"))
    assert acts(sokha).count(Act.OFFICER_LANGUAGE_CHANGED) == 1
    client.post("/officers/account/", {"language": "xx", "time_zone": ""})
    sokha.refresh_from_db()
    assert sokha.language == "fr"


def test_a_language_that_left_the_node_is_left_alone(sokha: Officer):
    Officer.objects.update(language="fr")
    assert '<html lang="en">' in body(signed_in().get("/taxa/"))


def test_time_zone(sokha: Officer):
    client = signed_in()
    assert "UTC." in body(client.get("/officers/account/"))
    client.post("/officers/account/", {"language": "", "time_zone": "Asia/Phnom_Penh"})
    assert "+07." in body(client.get("/officers/account/"))
    assert acts(sokha)[-1] == Act.OFFICER_TIME_ZONE_CHANGED
    with pytest.raises(UnusableInput):
        actions.choose_time_zone(officer=sokha, time_zone="Mars/North", at=AT)


def test_an_invented_officer_is_let_in_on_a_desk_and_never_in_service(settings):
    officer = enrol(is_invented=True)
    actions.demand_second_factor(officer=officer, by=SHELL, at=AT)
    client = signed_in()
    assert "INVENTED" in body(client.get("/officers/account/"))
    settings.PRODUCTION = True
    assert "INVENTED" not in body(client.get("/officers/account/"))
    assert sign_in(Client())["Location"] == "/officers/inactive/"
