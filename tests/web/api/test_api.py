"""The API does what the pages do, for a token and for the acts that it names."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client

from kouprey.domain.access import ROLES, Act, Role
from kouprey.domain.handling import Purpose
from kouprey.kernel.clock import now
from kouprey.kernel.errors import Refused
from kouprey.web.accounts.acting import default_purpose
from kouprey.web.accounts.models import Token
from kouprey.web.accounts.people import end_role
from kouprey.web.accounts.tokens import make_token, revoke_token
from kouprey.web.core.audit import SHELL
from web.cast import Cast, build

pytestmark = pytest.mark.django_db
VALUES = {"subject": "Scales in a container", "text": "Seen at the port.", "countries": ["KH", "VN"]}
CALLERS = (Role.RECORDER, Role.VERIFIER, Role.RELEASING_OFFICER, Role.ANALYST, Role.INVESTIGATOR)


@pytest.fixture
def cast() -> Cast:
    return build(*CALLERS)


class Caller:
    """A program with a token."""

    def __init__(self, cast: Cast, role: Role, agency=None, acts=None, purpose: Purpose | None = None) -> None:
        agency = agency or cast.customs
        self.actor, self.client = cast.actor(role, agency), Client()
        self.token, self.secret = make_token(
            appointment=cast.appointments[agency.id, role], purpose=purpose or default_purpose(role), 
            name="a program",
            acts=acts or sorted(ROLES[role].acts), days=30, by=self.actor, at=now(),
        )  # fmt: skip

    def __call__(self, method: str, path: str, body=None):
        return self.client.generic(
            method, f"/api/v1{path}", json.dumps(body) if body is not None else "",
            content_type="application/json", headers={"Authorization": f"Bearer {self.secret}"},
        )  # fmt: skip


def test_a_node_that_is_busy_says_so_and_when_to_try_again(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    recorder = Caller(cast, Role.RECORDER)
    id = recorder("POST", "/records", {"values": VALUES, "marks": {"tlp": "TLP:AMBER"}}).json()["id"]

    def deadlock(*_given: object, **_words: object) -> None:
        error = Exception("deadlock detected")
        error.sqlstate = "40P01"  # type: ignore[attr-defined]
        raise OperationalError("deadlock detected") from error

    monkeypatch.setattr("kouprey.web.records.actions.withdrawing.held_all", deadlock)
    answer = recorder("POST", f"/records/{id}/withdraw", {"reason": "twice"})
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert answer.json()["error"]["kept"] == "What you sent may not be saved."


def test_a_record_goes_from_draft_to_a_neighbouring_state(cast: Cast):
    recorder, verifier = Caller(cast, Role.RECORDER), Caller(cast, Role.VERIFIER)
    desk, abroad = Caller(cast, Role.RELEASING_OFFICER), Caller(cast, Role.ANALYST, cast.abroad)
    made = recorder("POST", "/records", {"values": VALUES, "marks": {"tlp": "TLP:AMBER", "codes": ["H1"]}})
    assert made.status_code == 201
    id = made.json()["id"]
    assert recorder("POST", f"/records/{id}/file").json()["state"] == "reported"
    assert verifier("POST", f"/records/{id}/verify").json()["state"] == "verified"
    asked = recorder("POST", f"/records/{id}/asks", {
        "fields": ["subject", "countries"], "recipient": str(cast.lotus.id), "recipient_kind": "authority",
        "reason": "it is on its way to them",
    })  # fmt: skip
    assert asked.status_code == 202
    ask = asked.json()["id"]
    assert [one["id"] for one in desk("GET", "/desk/asks").json()] == [ask]
    assert desk("POST", f"/desk/asks/{ask}/release", {"fields": ["subject"], "under": ""}).status_code == 400
    left = desk("POST", f"/desk/asks/{ask}/release", {"fields": ["subject"], "under": "UNTOC 18(4)"})
    assert (left.status_code, left.json()["values"]) == (201, {"subject": VALUES["subject"]})
    (row,) = abroad("GET", "/received").json()["releases"]
    assert "values" not in row
    assert abroad("GET", f"/received/{row['id']}").status_code == 403
    seen = abroad("POST", f"/received/{row['id']}/acknowledge", {"seen": row["caveats"]})
    assert seen.json()["values"] == {"subject": VALUES["subject"]}
    assert abroad("GET", f"/records/{id}").status_code == 404
    assert abroad("GET", f"/records/{id}").content == abroad("GET", f"/records/{uuid4()}").content
    assert desk("POST", f"/desk/releases/{row['id']}/recall", {"reason": "wrong port"}).json()["recalled"]
    assert abroad("GET", "/received").json()["releases"] == []


def test_an_audience_is_named_by_its_ids(cast: Cast):
    recorder, audience = Caller(cast, Role.RECORDER), [str(cast.police.id)]
    made = recorder("POST", "/records", {"values": VALUES, "marks": {"audience": audience}})
    assert (made.status_code, made.json()["marks"]["audience"]) == (201, audience)
    assert Caller(cast, Role.RECORDER, cast.police)("GET", f"/records/{made.json()['id']}").status_code == 404
    wider = recorder("POST", f"/records/{made.json()['id']}/wider", {"marks": {}, "reason": "r"})
    assert wider.status_code == 403


def test_problems_are_told_by_field(cast: Cast):
    answer = Caller(cast, Role.RECORDER)("POST", "/records", {"values": {"subject": "x", "when": "soon"}})
    assert answer.status_code == 400
    assert set(answer.json()["error"]["problems"]) == {"text", "when"}


def test_a_token_does_only_what_it_names(cast: Cast):
    reader = Caller(cast, Role.RECORDER, acts=[Act.RECORD_READ])
    assert reader("GET", "/records").status_code == 200
    refused = reader("POST", "/records", {"values": VALUES})
    assert (refused.status_code, "record.create" in refused.json()["error"]["what"]) == (403, True)


@pytest.mark.parametrize("end", ["revoked", "expired", "role ended", "invented", "none"])
def test_a_token_that_has_ended_is_as_good_as_none(cast: Cast, end: str):
    caller = Caller(cast, Role.RECORDER)
    assert caller("GET", "/me").json()["role"] == "recorder"
    if end == "revoked":
        revoke_token(id=caller.token.id, by=caller.actor, at=now())
    elif end == "expired":
        Token.objects.update(expires_at=now() - timedelta(seconds=1))
    elif end == "role ended":
        end_role(appointment=caller.token.appointment_id, reason="moved", by=SHELL, at=now())
    else:
        caller.secret = "kp_invented" if end == "invented" else ""
    answer = caller("GET", "/me")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert caller.token.sha256 != caller.secret


def test_a_token_never_does_more_than_its_role(cast: Cast):
    with pytest.raises(Refused, match="does not do all"):
        Caller(cast, Role.ANALYST, acts=[Act.RECORD_CREATE])


def test_the_description_is_open_api_3_1(client: Client, cast: Cast):
    described = client.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert all(
        {"401", "403", "404"} <= set(operation["responses"])
        for operations in described["paths"].values()
        for operation in operations.values()
    )


def test_files_are_attached_given_out_and_taken_away(cast: Cast):
    recorder, abroad = Caller(cast, Role.RECORDER), Caller(cast, Role.ANALYST, cast.abroad)
    id = recorder("POST", "/records", {"values": VALUES}).json()["id"]
    sent = recorder.client.post(
        f"/api/v1/records/{id}/files", {"file": SimpleUploadedFile("weights.csv", b"12,13"), "with_original": "true"},
        headers={"Authorization": f"Bearer {recorder.secret}"},
    )  # fmt: skip
    assert (sent.status_code, sent.json()["media"], sent.json()["size"]) == (201, "text/plain", 5)
    (row,) = recorder("GET", f"/records/{id}/files").json()
    assert row == sent.json()
    one = f"/records/{id}/files/{row['id']}"
    assert recorder("GET", one).content == b"12,13"
    assert recorder("GET", one)["Content-Disposition"] == "attachment; filename*=UTF-8''weights.csv"
    assert abroad("GET", one).status_code == 404
    assert abroad("GET", one).content == abroad("GET", f"/records/{uuid4()}/files/{row['id']}").content
    assert recorder("POST", f"{one}/remove", {"reason": ""}).status_code == 400
    assert recorder("POST", f"{one}/remove", {"reason": "wrong crate"}).status_code == 204
    assert recorder("GET", one).status_code == 404
    assert recorder("GET", f"/records/{id}/files").json()[0]["remove_reason"] == "wrong crate"


def test_a_file_of_no_kind_that_can_be_attached_is_refused(cast: Cast):
    recorder = Caller(cast, Role.RECORDER)
    id = recorder("POST", "/records", {"values": VALUES}).json()["id"]
    sent = recorder.client.post(
        f"/api/v1/records/{id}/files", {"file": SimpleUploadedFile("run.exe", b"MZ\x00\x01")},
        headers={"Authorization": f"Bearer {recorder.secret}"},
    )  # fmt: skip
    assert sent.status_code == 400
    assert "no kind of file" in sent.json()["error"]["what"]
    assert recorder("GET", f"/records/{id}/files").json() == []
