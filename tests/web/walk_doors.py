"""The walk at the doors: pages that an officer sees only after a password, a code, a wait or a change of officers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from kouprey.domain.access import Role
from web.officers import PASSWORD, WRONG, age, body, enrol, set_up_app, sign_in, signed_in
from web.work import put_to_work

FACTOR, CONFIRM = "/officers/second-factor/", "/officers/confirm/"
STEP = "/officers/sign-in/second-factor/"
Read = Callable[[Any, str], None]


def doors(read: Read) -> None:
    """Everything at the doors, given a way to read a page."""
    officer = enrol("thao")
    client = signed_in("thao")
    older(client)
    read(client.get(CONFIRM), "confirm by password")
    read(client.post(CONFIRM, {"password": WRONG}), "a wrong password to confirm")
    client.post(CONFIRM, {"password": PASSWORD})
    set_up_app(client)
    put_to_work(officer, Role.RECORDER)
    key = Authenticator.objects.create(
        user=officer, type="webauthn", data={"name": "my key", "credential": credential()}
    )
    for address in ("", "codes/", "codes/new/", "app/remove/", f"keys/{key.pk}/name/", f"keys/{key.pk}/remove/"):
        read(client.get(FACTOR + address), address)
    read(client.get("/officers/tokens/"), "tokens")
    made = {"name": "a program", "act": ["record.read"], "days": "30"}
    read(client.post("/officers/tokens/", made), "a token made")
    read(client.post("/officers/tokens/", {}), "a token of nothing")
    older(client)
    for address in (CONFIRM, f"{CONFIRM}code/", f"{CONFIRM}key/"):
        read(client.get(address, follow=True), address)
    read(client.post(f"{CONFIRM}code/", {"code": "000000"}), "a wrong code to confirm")
    _at_the_step(read)
    _locked(client, officer, read)


def _at_the_step(read: Read) -> None:
    other = Client()
    sign_in(other, "thao")
    read(other.get(STEP), "second factor")
    read(other.post(STEP, {"code": "000000"}), "a wrong code")


def _locked(client: Client, officer: Any, read: Read) -> None:
    client.post("/officers/lock/")
    read(client.get("/officers/locked/"), "locked")
    read(client.post("/officers/locked/", {"password": WRONG}), "locked, a wrong password")
    client.post("/officers/locked/", {"password": PASSWORD})
    age(officer, minutes=11)
    client.post("/trade/report/?x=1", {"title": "qqqq"})
    read(client.get("/officers/locked/"), "locked with a form")
    client.post("/officers/locked/", {"password": PASSWORD})
    read(client.get("/officers/held/"), "held")
    client.post("/officers/switch/")
    entrance = client.get("/officers/sign-in/")
    read(entrance, "change of officers")
    back = re.search(r'href="(/officers/return/[^"]+)"', body(entrance))
    assert back
    read(client.get(back[1]), "coming back")
    read(client.post(back[1], {"password": WRONG}), "coming back, a wrong password")


def credential() -> dict[str, Any]:
    """What a browser would have told of a key of an officer: well formed, of no key there is."""
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    told = AttestedCredentialData.create(b"\0" * 16, b"key", public)
    held = AuthenticatorData.create(b"\0" * 32, AuthenticatorData.FLAG.AT, 0, told)
    client = CollectedClientData.create("webauthn.create", b"challenge", "http://testserver")
    parts = {"attestationObject": AttestationObject.create("none", held, {}), "clientDataJSON": client}
    response = {name: websafe_encode(bytes(part)) for name, part in parts.items()}
    return {"id": websafe_encode(b"key"), "rawId": websafe_encode(b"key"), "type": "public-key", "response": response}


def older(client: Client) -> None:
    """Let time pass since the officer proved who sits there."""
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 700
    session.save()
