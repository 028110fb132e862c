"""Pages of records: offered only what may be done, marked everywhere, nothing typed is lost, exports are acts."""

from __future__ import annotations

import json
import re
from html import unescape
from itertools import product
from typing import Any

import pytest

from kouprey.domain.access import Role
from kouprey.domain.handling import Code, Handling, Tlp
from kouprey.domain.release import PartyKind
from kouprey.kernel.ids import new_id
from kouprey.web.core.queries import events_about
from kouprey.web.records import walking
from kouprey.web.records.actions import desk
from kouprey.web.records.actions import records as acts
from kouprey.web.records.models import Record, ReleaseAsk
from kouprey.web.records.tenancy import acting
from kouprey.web.ui import record_list
from web.cast import AT, Cast, build, second
from web.sessions import signed_in, text

pytestmark = pytest.mark.django_db
VALUES = {"subject": "Scales in a container", "text": "Seen at the port.", "when": "2026-11", "countries": "kh, vn"}
MARKS = {"m-tlp": "TLP:AMBER", "m-purposes": ["prevention", "investigation", "prosecution"]}


@pytest.fixture
def cast() -> Cast:
    return build(Role.RECORDER, Role.VERIFIER, Role.RELEASING_OFFICER, Role.ANALYST, Role.PARTNER)


def filed(cast: Cast, marks: Handling | None = None, agency=None, **values: str) -> Record:
    by = cast.actor(Role.RECORDER, agency)
    with acting(by):
        made = acts.create_record(
            kind="information", values=VALUES | values, marks=marks or Handling(), country="KH", by=by, at=AT
        )
        return acts.file_record(id=made.id, by=by, at=AT)


def newest(by) -> Record:
    with acting(by):
        return Record.objects.of(authority=by.authority).latest("id")


def acts_on(record: Record) -> list[str]:
    return [event.act.rpartition(".")[2] for event in events_about("record", record.id)]


def typed(**changed: str) -> dict:
    return {f"v-{name}": value for name, value in (VALUES | changed).items()}


def test_a_record_is_written_down_filed_and_verified(cast: Cast):
    recorder, verifier = signed_in(cast, Role.RECORDER), signed_in(cast, Role.VERIFIER)
    response = recorder.post(
        "/records/new/information/", typed() | MARKS | {"m-codes": ["H1", "H3"], "m-h3_text": "Ask."}
    )
    assert response.status_code == 302, text(response)
    record = newest(cast.actor(Role.RECORDER))
    page = text(recorder.get(f"/records/{record.id}/"))
    assert "TLP:AMBER" in page
    assert "Not in court without permission" in page
    assert "Ask." in page
    assert ">Verify<" not in page
    recorder.post(f"/records/{record.id}/do/file")
    page = text(verifier.get(f"/records/{record.id}/"))
    assert ">Verify<" in page
    assert "Amend" not in page
    verifier.post(f"/records/{record.id}/do/verify")
    assert newest(cast.actor(Role.RECORDER)).state == "verified"
    assert acts_on(record) == ["created", "filed", "verified"]


def test_problems_stand_at_their_fields_and_nothing_typed_is_lost(cast: Cast):
    recorder = signed_in(cast, Role.RECORDER)
    given = (
        typed(subject="", when="last week", text="A long story <b>.") | MARKS | {"m-codes": ["H3"], "m-h3_text": ""}
    )
    response = recorder.post("/records/new/information/", given)
    page = text(response)
    assert response.status_code == 400
    for kept in ("A long story <b>.", "last week", "kh, vn"):
        assert kept in page
    assert 'id="id_v-subject_error"' in page
    assert 'id="id_v-when_error"' in page
    assert 'id="id_m-h3_text_error"' in page
    assert re.search(r'<input[^>]*value="H3"[^>]*checked', page)
    with acting(cast.actor(Role.RECORDER)):
        assert not Record.objects.of(authority=cast.kiri.id).exists()


def test_a_colleagues_amendment_is_not_overwritten_and_the_text_stays(cast: Cast):
    record, recorder = filed(cast), signed_in(cast, Role.RECORDER)
    address, other = f"/records/{record.id}/amend/", second(cast, Role.RECORDER)
    with acting(other):
        acts.amend_record(id=record.id, seen=1, values=VALUES | {"text": "a"}, reason="r", by=other, at=AT)
    mine = typed(text="my words") | {"seen": "1", "reason": "r"}
    for _again in range(2):
        response = recorder.post(address, mine)
        assert response.status_code == 403
        assert "my words" in text(response)
        assert "A colleague was quicker" in text(response)
    assert recorder.post(address, mine | {"overtaken": "2"}).status_code == 302
    assert "You saved this record already" in text(recorder.post(address, mine | {"seen": "2"}))


def test_the_difference_of_versions_is_readable(cast: Cast):
    record, recorder = filed(cast, text="Seen at the port."), signed_in(cast, Role.RECORDER)
    recorder.post(
        f"/records/{record.id}/amend/", typed(text="Seen at the old port.") | {"seen": "1", "reason": "exact"}
    )
    page = text(recorder.get(f"/records/{record.id}/versions/2/"))
    assert "Seen at the <ins>old </ins>port." in page
    assert "exact" in page
    assert recorder.get(f"/records/{record.id}/versions/3/").status_code == 404


def test_stricter_marks_hold_at_once_and_wider_ones_are_asked_for(cast: Cast):
    record, recorder = filed(cast), signed_in(cast, Role.RECORDER)
    address = f"/records/{record.id}/marks/"
    every = {"m-purposes": ["prevention", "investigation", "prosecution", "administration", "statistics", "training"]}
    green = every | {"m-tlp": "TLP:GREEN"}
    response = recorder.post(address, green | {"act": "save"})
    assert response.status_code == 403
    assert "the Traffic Light Protocol label" in text(response)
    assert recorder.post(address, green | {"act": "ask", "reason": ""}).status_code == 400
    assert recorder.post(address, green | {"act": "ask", "reason": "to warn"}).status_code == 302
    assert recorder.post(address, every | {"m-tlp": "TLP:AMBER+STRICT", "act": "save"}).status_code == 302
    assert "TLP:AMBER+STRICT" in text(recorder.get(f"/records/{record.id}/"))


def test_an_audience_outside_the_own_authority_is_refused(cast: Cast):
    recorder = signed_in(cast, Role.RECORDER)
    given = typed() | MARKS | {"m-audience": [str(cast.abroad.id)]}
    assert recorder.post("/records/new/information/", given).status_code == 400
    assert (
        recorder.post("/records/new/information/", given | {"m-audience": [str(cast.police.id)]}).status_code == 302
    )


def test_the_list_shows_what_may_be_read_and_finds_it(cast: Cast):
    own, hidden = filed(cast), filed(cast, agency=cast.police, subject="Police matter")
    told = filed(
        cast, Handling(tlp=Tlp.GREEN, audience=frozenset({cast.customs.id})), cast.police, subject="穿山甲鳞片"
    )
    recorder = signed_in(cast, Role.RECORDER)
    page = text(recorder.get("/records/"))
    assert own.number in page
    assert told.number in page
    assert hidden.number not in page
    for query, shown, absent in (
        ("q=container", own, told), ("q=穿山甲", told, own), (f"q={told.number}", told, own),
        ("tlp=TLP:GREEN", told, own), (f"agency={cast.police.id}", told, own), ("state=verified", None, own),
        ("since=2026-12-01", None, own), ("until=2026-11-30", own, hidden), ("agency=nonsense", None, own),
        ("dates=recorded&since=2026-11-20&until=2026-11-20", own, hidden),
    ):  # fmt: skip
        page = text(recorder.get(f"/records/?{query}"))
        assert absent.number not in page, query
        assert shown is None or shown.number in page, query


def test_columns_and_order_are_chosen_in_the_address(cast: Cast):
    filed(cast, subject="Alpha")
    filed(cast, subject="Beta")
    page = text(signed_in(cast, Role.RECORDER).get("/records/?column=version&sort=-headline"))
    assert page.index("Beta") < page.index("Alpha")
    assert 'aria-sort="descending"' in page
    table = page[page.index("<table") :]
    assert "Version" in table
    assert "Kiri Customs" not in table


def test_pages_do_not_tell_a_total(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    for subject in ("One", "Two", "Three"):
        filed(cast, subject=subject)
    monkeypatch.setattr(record_list, "PER_PAGE", 2)
    recorder = signed_in(cast, Role.RECORDER)
    first, second = text(recorder.get("/records/")), text(recorder.get("/records/?page=2"))
    assert 'rel="next"' in first
    assert 'rel="prev"' not in first
    assert 'rel="next"' not in second
    assert 'rel="prev"' in second


@pytest.mark.database
def test_words_that_many_hold_are_walked_to_as_they_are_found(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    """Every page of every order, of words that many hold and of words that few do, beside records that are hidden."""
    monkeypatch.setattr(record_list, "PER_PAGE", 2)
    monkeypatch.setattr(walking, "LOOK", 4)
    for turn in range(7):
        filed(cast, text="Seen at the pier." if turn % 2 else "Seen at the old pier.")
        filed(cast, agency=cast.police, marks=Handling(tlp=Tlp.RED), text="Seen at the pier.")
    recorder, walked = signed_in(cast, Role.RECORDER), []

    def noted(rows: Any, words: str, most: int) -> list[Any]:
        walked.append(len(found := walking.walked_to(rows, words, most)) == most)
        return found

    def pages(words: str, sort: str, walk: Any) -> list[list[str]]:
        monkeypatch.setattr(record_list, "walked_to", walk)
        asked = [{"q": words, "sort": sort, "page": str(page)} for page in range(1, 6)]
        return [re.findall(r"/records/([0-9a-f-]{36})/", text(recorder.get("/records/", one))) for one in asked]

    for words, sort in product(("pier", "old pier", "lorry", "-"), ("", "recorded", "-recorded", "number", "-event")):
        assert pages(words, sort, noted) == pages(words, sort, lambda *_asked: []), (words, sort)
    assert {True, False} == set(walked)


def test_what_happened_on_no_known_day_stands_last(cast: Cast):
    dated, undated, later = filed(cast), filed(cast, when=""), filed(cast, when="2026-12")
    recorder = signed_in(cast, Role.RECORDER)
    for sort, order in (("event", [dated, later, undated]), ("-event", [later, dated, undated])):
        found = re.findall(r"/records/([0-9a-f-]{36})/", text(recorder.get("/records/", {"sort": sort})))
        assert list(dict.fromkeys(found)) == [str(one.id) for one in order]


def test_opening_a_record_that_names_somebody_is_written_down(cast: Cast):
    named, plain = filed(cast, persons="N. Invented"), filed(cast)
    verifier = signed_in(cast, Role.VERIFIER)
    assert "Names persons" in text(verifier.get(f"/records/{named.id}/"))
    verifier.get(f"/records/{plain.id}/")
    assert acts_on(named)[-1] == "read"
    assert "read" not in acts_on(plain)


def test_every_export_is_an_act_and_bears_the_marks(cast: Cast):
    record = filed(cast, Handling(codes=frozenset({Code.H2})), text="=HYPERLINK(1)")
    verifier = signed_in(cast, Role.VERIFIER)
    given = json.loads(verifier.get(f"/records/{record.id}/as/json").content)
    assert given["marks"]["codes"] == ["H2"]
    assert given["values"]["text"] == "=HYPERLINK(1)"
    table = verifier.get(f"/records/{record.id}/as/csv").content.decode()
    assert "TLP:AMBER" in table.splitlines()[1]
    assert "'=HYPERLINK(1)" in table
    sheet = text(verifier.get(f"/records/{record.id}/as/print"))
    assert sheet.index("TLP:AMBER") < sheet.index("=HYPERLINK(1)")
    assert "Not passed on without permission" in sheet
    assert acts_on(record)[-3:] == ["exported"] * 3
    recorder = signed_in(cast, Role.RECORDER)
    assert recorder.get(f"/records/{record.id}/as/json").status_code == 403
    assert f"/records/{record.id}/as/json" not in text(recorder.get(f"/records/{record.id}/"))
    assert len(acts_on(record)) == 5


def test_asking_for_release_says_the_hurdles_first(cast: Cast):
    strict, open_ = filed(cast, Handling(tlp=Tlp.AMBER_STRICT)), filed(cast, source="A neighbour")
    recorder, to = signed_in(cast, Role.RECORDER), f"authority:{cast.lotus.id}"
    chooser = text(recorder.get(f"/records/{open_.id}/ask/?q=lotus"))
    assert "Lotus Administration" in chooser
    assert "Kiri Administration (invented), KH</a>" not in chooser
    blocked = text(recorder.get(f"/records/{strict.id}/ask/?to={to}"))
    assert "does not reach so wide a recipient" in blocked
    assert 'name="field"' not in blocked
    form = text(recorder.get(f"/records/{open_.id}/ask/?to={to}"))
    assert "These never leave: Source." in form
    assert 'value="source"' not in form
    address = f"/records/{open_.id}/ask/"
    assert recorder.post(address, {"to": to, "field": ["text"], "reason": ""}).status_code == 400
    assert recorder.post(address, {"to": to, "field": ["source"], "reason": "r"}).status_code == 400
    assert recorder.post(address, {"to": to, "field": ["text"], "reason": "to warn"}).status_code == 302
    with acting(cast.actor(Role.RECORDER)):
        assert ReleaseAsk.objects.of(record=open_).get().fields == ["text"]
    assert "waits, due" in text(recorder.get(f"/records/{open_.id}/"))


def test_the_agency_sees_what_left_and_what_was_refused(cast: Cast):
    record, by, officer = filed(cast), cast.actor(Role.RECORDER), cast.actor(Role.RELEASING_OFFICER)
    with acting(by):
        one, two = (
            desk.ask_release(
                id=record.id, fields=fields, recipient=cast.lotus.id, recipient_kind=PartyKind.AUTHORITY,
                reason="to warn", by=by, at=AT,
            )
            for fields in (["text"], ["subject"])
        )  # fmt: skip
    with acting(officer):
        desk.decide_release(ask=one.id, fields=["text"], under="Agreement, art. 4", answer="", by=officer, at=AT)
        desk.refuse_release(ask=two.id, answer="Not now.", by=officer, at=AT)
    page = text(signed_in(cast, Role.RECORDER).get(f"/records/{record.id}/"))
    assert "Agreement, art. 4" in page
    assert "Not now." in page


@pytest.mark.parametrize("strong", [True, False])
def test_who_cannot_use_records_is_told_why_and_not_offered_them(cast: Cast, strong: bool):
    partner, weak = signed_in(cast, Role.PARTNER), signed_in(cast, Role.RECORDER, strong=strong)
    response = partner.get("/records/")
    assert response.status_code == 403
    assert "the role does not do this" in text(response)
    assert "<span>Records</span>" not in text(response)
    assert "<span>Received</span>" in text(response)
    response = weak.get("/records/")
    assert response.status_code == (200 if strong else 302)
    assert strong or response["Location"].startswith("/officers/second-factor/")


def test_without_a_role_it_is_said(cast: Cast, client):
    from kouprey.web.accounts.actions import enrol_officer
    from kouprey.web.core.audit import SHELL
    from web.sessions import BACKEND

    officer = enrol_officer(username="idle", full_name="Idle (invented)", by=SHELL, at=AT)
    client.force_login(officer, backend=BACKEND)
    for address in ("/records/", "/desk/", "/received/"):
        response = client.get(address)
        assert response.status_code == 403
        assert "You act for no agency yet" in unescape(response.content.decode())
    assert client.get(f"/records/{new_id()}/").status_code == 403
