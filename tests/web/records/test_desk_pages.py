"""Pages of the desk and of what was received; what is hidden answers as what is missing, at every address."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kouprey.domain.access import Role
from kouprey.domain.handling import Code, Handling, Tlp
from kouprey.domain.records.schema import digest
from kouprey.domain.release import PartyKind
from kouprey.kernel.ids import new_id
from kouprey.web.core.models import AuditEvent
from kouprey.web.core.queries import events_about
from kouprey.web.records.actions import desk
from kouprey.web.records.models import Release, ReleaseRule
from kouprey.web.records.tenancy import acting
from web.cast import AT, Cast, build
from web.records.test_desk import LAW, ask, decide, filed, left, rule
from web.sessions import body, put, signed_in, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return build(Role.RECORDER, Role.VERIFIER, Role.RELEASING_OFFICER, Role.ANALYST, Role.AUDITOR, Role.PARTNER)


def test_the_worklist_has_a_clock_and_the_most_urgent_first(cast: Cast):
    early, late = filed(cast, subject="Early"), filed(cast, subject="Late")
    one, two = ask(cast, early), ask(cast, late)
    type(one).objects.of(pk=two.pk).update(due_at=AT.replace(year=2025))
    page = text(signed_in(cast, Role.RELEASING_OFFICER).get("/desk/"))
    assert page.index(">Late<") < page.index(">Early<")
    assert "overdue by" in page


def test_the_preview_is_the_very_bytes_and_fields_can_be_taken_out(cast: Cast):
    asked, client = ask(cast, filed(cast)), signed_in(cast, Role.RELEASING_OFFICER)
    address = f"/desk/asked/{asked.id}/"
    page = text(client.get(address))
    shown = re.search(r"<code>(.*?)</code>", page)[1]
    assert json.loads(shown) == {"subject": "Scales in a container", "text": "Seen at the port."}
    for kept in ("Berth 4", "A clerk"):
        assert kept not in page
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    assert seen == digest(shown)
    fewer = {"field": ["text"], "under": LAW, "answer": "", "seen": seen}
    response = client.post(address, fewer | {"act": "release"})
    assert response.status_code == 403
    assert LAW in text(response)
    assert left(cast, asked.record) == []
    page = text(client.post(address, fewer | {"act": "look"}))
    assert json.loads(re.search(r"<code>(.*?)</code>", page)[1]) == {"text": "Seen at the port."}
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    assert client.post(address, fewer | {"act": "release", "seen": seen}).status_code == 302
    (made,) = left(cast, asked.record)
    assert (made.snapshot, made.under) == ('{"text": "Seen at the port."}', LAW)


def test_a_release_needs_its_law_and_a_refusal_its_reason(cast: Cast):
    asked, client = ask(cast, filed(cast)), signed_in(cast, Role.RELEASING_OFFICER)
    address = f"/desk/asked/{asked.id}/"
    seen = re.search(r'name="seen" value="(\w+)"', text(client.get(address)))[1]
    given = {"field": ["subject", "text"], "seen": seen}
    assert client.post(address, given | {"act": "release", "under": ""}).status_code == 400
    assert client.post(address, given | {"act": "refuse", "answer": ""}).status_code == 400
    assert client.post(address, given | {"act": "refuse", "answer": "Not yet."}).status_code == 302
    assert "It was refused" in text(client.get(address))
    assert left(cast, asked.record) == []


def test_what_was_amended_since_is_said_and_not_offered(cast: Cast):
    from web.records.test_desk import amend

    record = filed(cast)
    asked = ask(cast, record)
    amend(cast, record, 1)
    page = text(signed_in(cast, Role.RELEASING_OFFICER).get(f"/desk/asked/{asked.id}/"))
    assert "amended since this was asked" in page
    assert 'value="release"' not in page


TERMS = {
    "kind": "information", "fields_": ["subject"], "under": LAW, "strictest": "TLP:AMBER", "valid_from": "2026-11-20",
}  # fmt: skip


def test_a_rule_is_set_after_seeing_what_it_would_release(cast: Cast):
    filed(cast)
    client, to = signed_in(cast, Role.RELEASING_OFFICER), f"authority:{cast.lotus.id}"
    assert "Lotus Administration" in text(client.get("/desk/rules/new/?q=lotus"))
    page = text(client.post("/desk/rules/new/", TERMS | {"to": to, "act": "look"}))
    assert "1 record that you may read meets this rule" in page
    assert "no second officer has verified" in page
    with acting(cast.actor(Role.RELEASING_OFFICER)):
        assert not ReleaseRule.objects.of(authority=cast.kiri.id).exists()
    response = client.post("/desk/rules/new/", TERMS | {"to": to, "act": "set"})
    assert response.status_code == 302
    address = response["Location"].partition("?")[0]
    assert "in force" in text(client.get(address))
    assert client.post(f"{address}do/apply").status_code == 302
    assert client.post(f"{address}do/close").status_code == 302
    assert client.post(f"{address}do/close").status_code == 403
    assert "ended" in text(client.get("/desk/rules/"))


@pytest.mark.parametrize("changed", [{"under": ""}, {"fields_": []}, {"fields_": ["source"]}, {"valid_from": "soon"},
                                     {"valid_until": "2026-01-01"}])  # fmt: skip
def test_a_rule_that_says_too_little_is_refused_and_stays_typed(cast: Cast, changed: dict):
    client, to = signed_in(cast, Role.RELEASING_OFFICER), f"authority:{cast.lotus.id}"
    response = client.post("/desk/rules/new/", TERMS | {"to": to, "act": "set"} | changed)
    assert response.status_code == 400
    assert "2026-11-20" in text(response) or "soon" in text(response)


def test_the_report_says_what_left_to_whom_and_under_what(cast: Cast):
    record = filed(cast, Handling(codes=frozenset({Code.H2})), subject="=cmd")
    decide(cast, ask(cast, record, ["subject"]), ["subject"])
    made = decide(cast, ask(cast, filed(cast), ["text"], PartyKind.AGENCY, cast.abroad.id), ["text"])
    with acting(cast.actor(Role.RELEASING_OFFICER)):
        desk.recall_release(id=made.id, reason="wrong port", by=cast.actor(Role.RELEASING_OFFICER), at=AT)
    client = signed_in(cast, Role.AUDITOR)
    page = text(client.get("/desk/report/"))
    for words in ("2 releases, 1 of them recalled", LAW, "wrong port", record.number, "November 2026"):
        assert words in page
    assert "Seen at the port." not in page
    for query, count in (
        ("recalled=yes", 1), (f"recipient={cast.lotus.id}", 1), ("since=2026-11-21", 0), ("until=2026-11-20", 2),
        ("kind=information", 2), ("recipient=nobody", 0),
    ):  # fmt: skip
        assert text(client.get(f"/desk/report/?{query}")).count('href="/desk/left/') == count, query
    given = json.loads(client.get("/desk/report/as/json?recalled=yes").content)
    assert [one["recall_reason"] for one in given["releases"]] == ["wrong port"]
    rows = list(csv.reader(io.StringIO(client.get("/desk/report/as/csv").content.decode())))
    assert rows[1][0].startswith("TLP:AMBER · H2")
    assert len(rows) == 4
    sheet = text(client.get("/desk/report/as/print?since=2026-01-01"))
    for words in ("TLP:AMBER", "Kiri Administration", "1 Jan 2026", "2 releases, 1 of them recalled"):
        assert words in sheet
    assert events_about("authority", cast.kiri.id).filter(act="records.release.reported").count() == 3
    assert client.get("/desk/report/chart.svg").content.startswith(b"<svg")
    assert b"<svg" in client.get("/desk/report/chart.svg?since=2030-01-01").content


def test_a_release_is_recalled_on_its_page(cast: Cast):
    made, client = decide(cast, ask(cast, filed(cast))), signed_in(cast, Role.RELEASING_OFFICER)
    address = f"/desk/left/{made.id}/"
    assert client.post(address, {"reason": ""}).status_code == 400
    assert client.post(address, {"reason": "wrong port"}).status_code == 302
    assert "wrong port" in text(client.get(address))
    assert "Recall this release" not in text(signed_in(cast, Role.AUDITOR).get(address))
    assert signed_in(cast, Role.AUDITOR).post(address, {"reason": "x"}).status_code == 403


def test_received_opens_exactly_the_released_fields(cast: Cast):
    made = decide(cast, ask(cast, filed(cast)), ["text"])
    reader = signed_in(cast, Role.ANALYST, cast.abroad)
    assert made.number in text(reader.get("/received/"))
    assert made.number in text(reader.get("/received/?q=port"))
    assert made.number not in text(reader.get("/received/?q=container"))
    assert made.number not in text(reader.get("/received/?q=berth"))
    page = text(reader.get(f"/received/{made.id}/"))
    assert "Seen at the port." in page
    for hidden in ("Scales in a container", "Berth 4", "A clerk"):
        assert hidden not in page
    given = json.loads(reader.get(f"/received/{made.id}/as/json").content)
    assert given["snapshot"] == made.snapshot
    assert "Seen at the port." in reader.get(f"/received/{made.id}/as/csv").content.decode()
    assert LAW in text(reader.get(f"/received/{made.id}/as/print"))


def test_caveats_stand_before_the_body_and_the_originator_sees_who_confirmed(cast: Cast):
    marked = Handling(codes=frozenset({Code.H2, Code.H3}), h3_text="Not to the press.")
    made = decide(cast, ask(cast, filed(cast, marked)))
    reader = signed_in(cast, Role.ANALYST, cast.abroad)
    assert "Scales in a container" not in text(reader.get("/received/"))
    page = text(reader.get(f"/received/{made.id}/"))
    assert "Seen at the port." not in page
    assert "Not to the press." in page
    caveats = re.search(r'name="caveats" value="(\w+)"', page)[1]
    address = f"/received/{made.id}/acknowledge"
    assert reader.post(address, {"caveats": "x"}).status_code == 403
    assert reader.post(address, {"caveats": caveats}).status_code == 302
    page = text(reader.get(f"/received/{made.id}/"))
    assert "Seen at the port." in page
    assert "/as/json" not in page
    assert reader.get(f"/received/{made.id}/as/json").status_code == 403
    assert "abroad.analyst" in text(signed_in(cast, Role.RELEASING_OFFICER).get(f"/desk/left/{made.id}/"))


def test_a_later_release_is_pointed_to_and_a_recalled_one_is_gone(cast: Cast):
    from web.records.test_desk import amend

    rule(cast)
    record = filed(cast)
    amend(cast, record, 1, text="Weighed.")
    first, second = left(cast, record)
    reader = signed_in(cast, Role.ANALYST, cast.abroad)
    assert f"/received/{second.id}/" in text(reader.get(f"/received/{first.id}/"))
    with acting(cast.actor(Role.RELEASING_OFFICER)):
        desk.recall_release(id=second.id, reason="false", by=cast.actor(Role.RELEASING_OFFICER), at=AT)
    assert reader.get(f"/received/{second.id}/").status_code == 404
    assert str(second.id) not in text(reader.get("/received/"))


def test_red_and_purposes_bind_whoever_receives(cast: Cast):
    red = filed(cast, Handling(tlp=Tlp.RED))
    to = cast.officers[cast.abroad.id, Role.ANALYST].id
    ask_ = ask(cast, red, ["text"], PartyKind.OFFICER, to)
    assert ask_.recipient == to
    verifier = signed_in(cast, Role.VERIFIER, cast.abroad)
    assert red.number not in text(verifier.get("/received/"))


HIDDEN_RECORD = [
    ("get", "/records/{}/"), ("get", "/records/{}/amend/"), ("post", "/records/{}/amend/"),
    ("get", "/records/{}/marks/"), ("post", "/records/{}/marks/"), ("get", "/records/{}/ask/"),
    ("get", "/records/{}/ask/?q=lotus"), ("post", "/records/{}/ask/"), ("get", "/records/{}/versions/1/"),
    ("get", "/records/{}/versions/9/"), ("get", "/records/{}/as/json"), ("get", "/records/{}/as/csv"),
    ("get", "/records/{}/as/print"), ("post", "/records/{}/do/file"), ("post", "/records/{}/do/withdraw"),
]  # fmt: skip
HIDDEN_RELEASE = [
    ("get", "/received/{}/"), ("post", "/received/{}/acknowledge"), ("get", "/received/{}/as/json"),
    ("get", "/received/{}/as/csv"), ("get", "/received/{}/as/print"), ("get", "/desk/left/{}/"),
    ("post", "/desk/left/{}/"),
]  # fmt: skip


def same(client, method: str, address: str, hidden) -> None:
    """The same status, the same body, the same number of queries, and nothing on record."""
    answers, before = [], AuditEvent.objects.count()
    getattr(client, method)(address.format(new_id()))  # the session is warm
    for id in (hidden, new_id()):
        with CaptureQueriesContext(connection) as queries:
            response = getattr(client, method)(address.format(id), {"reason": "r"} if method == "post" else None)
        answers.append((response.status_code, body(response), put(queries)))
    assert answers[0] == answers[1], address
    assert answers[0][0] == 404, address
    assert AuditEvent.objects.count() == before


def test_a_hidden_record_answers_as_a_missing_one(cast: Cast):
    record = filed(cast)
    for agency in (cast.police, cast.abroad):
        recorder, verifier = signed_in(cast, Role.RECORDER, agency), signed_in(cast, Role.VERIFIER, agency)
        for method, address in HIDDEN_RECORD:
            same(recorder, method, address, record.id)
        same(verifier, "post", "/records/{}/do/verify", record.id)
        same(verifier, "get", "/records/{}/as/json", record.id)


def test_a_hidden_release_question_or_rule_answers_as_a_missing_one(cast: Cast):
    hidden = filed(cast, Handling(tlp=Tlp.RED))
    asked = ask(cast, hidden, ["text"], PartyKind.OFFICER, cast.officers[cast.abroad.id, Role.ANALYST].id)
    made, set_ = decide(cast, ask(cast, filed(cast), ["text"]), ["text"]), rule(cast)
    stranger = signed_in(cast, Role.RELEASING_OFFICER, cast.police)
    for method, address in HIDDEN_RELEASE[:5]:
        same(stranger, method, address, made.id)
    abroad = signed_in(cast, Role.RELEASING_OFFICER, cast.abroad)
    for method, address in HIDDEN_RELEASE[5:]:
        same(abroad, method, address, made.id)
    for client, id in ((stranger, asked.id), (abroad, asked.id)):
        same(client, "get", "/desk/asked/{}/", id)
        same(client, "post", "/desk/asked/{}/", id)
    same(abroad, "get", "/desk/rules/{}/", set_.id)
    same(abroad, "post", "/desk/rules/{}/do/close", set_.id)
    same(abroad, "post", "/desk/rules/{}/do/apply", set_.id)


def test_a_release_to_another_recipient_is_not_received(cast: Cast):
    made = decide(cast, ask(cast, filed(cast), ["text"], PartyKind.AGENCY, cast.abroad.id), ["text"])
    with acting(cast.actor(Role.RELEASING_OFFICER)):
        Release.objects.of(pk=made.pk).update(recipient=new_id())
    same(signed_in(cast, Role.ANALYST, cast.abroad), "get", "/received/{}/", made.id)
