"""An officer makes a token, sees it once, and revokes it."""

from __future__ import annotations

import re
import time

import pytest
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from django.test import Client

from kouprey.domain.access import Role
from kouprey.web.accounts.models import Token
from web.cast import Cast, build
from web.sessions import signed_in, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return build(Role.ANALYST, Role.PARTNER)


def proved(cast: Cast, role: Role) -> Client:
    """A browser in which the officer has just shown who sits there."""
    client = signed_in(cast, role)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time()}]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = session["_auth_user_id"]
    session.save()
    return client


@pytest.fixture
def client(cast: Cast) -> Client:
    return proved(cast, Role.ANALYST)


def test_a_token_is_shown_once_and_works(client):
    made = client.post("/officers/tokens/", {"name": "nightly fetch", "days": "30", "acts": ["record.read"]})
    secret = re.search(r"kp_[\w-]+", text(made)).group()
    assert secret not in text(client.get("/officers/tokens/"))
    assert Token.objects.get().sha256 not in text(made)
    answer = client.get("/api/v1/records", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 200
    assert client.post(f"/officers/tokens/{Token.objects.get().id}/revoke/").status_code == 302
    assert client.get("/api/v1/records", headers={"Authorization": f"Bearer {secret}"}).status_code == 401


def test_what_the_role_does_not_do_is_not_given(client):
    refused = client.post("/officers/tokens/", {"name": "x", "days": "30", "acts": ["record.create"]})
    assert refused.status_code == 403
    assert client.post("/officers/tokens/", {"name": "", "days": "9999", "acts": ["record.read"]}).status_code == 400
    assert not Token.objects.exists()


def test_anothers_token_is_as_good_as_missing(cast: Cast, client):
    client.post("/officers/tokens/", {"name": "x", "days": "30", "acts": ["record.read"]})
    other = proved(cast, Role.PARTNER)
    assert other.post(f"/officers/tokens/{Token.objects.get().id}/revoke/").status_code == 404


def test_who_sits_there_is_asked_first(cast: Cast):
    assert signed_in(cast, Role.ANALYST).get("/officers/tokens/").status_code == 302
