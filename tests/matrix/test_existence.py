"""What is hidden answers as what is missing: the same status, page and number of queries, everywhere."""

from __future__ import annotations

import io
import re
from itertools import zip_longest
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings

from kouprey.domain.access import Role
from kouprey.domain.handling import Handling, Tlp
from kouprey.domain.release import PartyKind
from kouprey.kernel.clock import now
from kouprey.kernel.ids import new_id
from kouprey.web.accounts import people
from kouprey.web.accounts.models import Appointment, Officer
from kouprey.web.records.actions import desk
from kouprey.web.records.actions.attaching import attach
from kouprey.web.records.tenancy import acting
from kouprey.web.seizures import access as seizures
from kouprey.web.seizures.actions import events, tips
from kouprey.web.trade.actions import begin_upload
from kouprey.web.ui import report_files
from matrix.stage import LAW, Stage, left, other, question, seizure_left, tables, written
from matrix.table import ROLES, Line, lines
from web import incidents
from web.accounts.at_work import LONG_AGO
from web.sessions import body, put

pytestmark = pytest.mark.django_db
NAMED = re.compile(r"\{(\w+)\}")
HIDDEN = frozenset(
    [
        "record",
        "draft",
        "attachment",
        "ask",
        "left",
        "rule",
        "release",
        "seizure",
        "person",
        "departed",
        "appointment",
        "list",
        "listed",
        "approval",
        "upload",
        "token",
        "incident",
        "outline",
        "twin",
        "judged",
        "tip",
        "table",
        "taken",
        "sent",
    ]
)
"""Things that one officer knows of and another does not. The directory and its groups are open to every officer."""
SOME = tuple(line for line in lines() if set(NAMED.findall(line.address)) & HIDDEN)
WORD, NOWHERE = "zebrawood", "wolverine"
"""A word of hidden records alone, and one that stands nowhere; of the same length."""
LISTS = (
    ("recorder", "GET /records/"), ("recorder", "GET /incidents/"), ("recorder", "GET /incidents/inbox/"),
    ("recorder", "GET /incidents/imports/"), ("recorder", "GET /incidents/reports/"),
    ("recorder", "GET /incidents/reports/aitr/2026/"), ("recorder", "GET /incidents/calendar/"),
    ("recorder", "GET /api/v1/incidents"),
    ("recorder", "GET /incidents/{incident}/"), ("recorder", "GET /api/v1/records"),
    ("recorder", "GET /received/{seizure}/"), ("recorder", "GET /incidents/pictures/?since=2026"),
    ("releasing_officer", "GET /desk/"),
    ("releasing_officer", "GET /api/v1/desk/asks"), ("releasing_officer", "GET /desk/rules/"),
    ("releasing_officer", "GET /api/v1/desk/rules"), ("central_authority", "GET /desk/report/"),
    ("central_authority", "GET /api/v1/desk/releases"), ("central_authority", "GET /desk/report/as/json"),
    ("central_authority", "GET /desk/report/chart.svg"), ("releasing_officer", "GET /desk/rules/{rule}/"),
    ("recorder", "GET /received/"), ("recorder", "GET /api/v1/received"), ("auditor", "GET /people/"),
    ("node_administrator", "GET /directory/lists/"), ("node_administrator", "GET /approvals/"),
    ("releasing_officer", "GET /approvals/"), ("auditor", "GET /audit/"), 
    ("recorder", "GET /trade/import/"), ("recorder", "GET /records/new/information/"),
)  # fmt: skip
SEARCHES = (
    ("recorder", "GET /records/?q={word}"), ("recorder", "GET /incidents/?q={word}"),
    ("recorder", "GET /api/v1/records?q={word}"), ("recorder", "GET /api/v1/incidents?q={word}"),
    ("recorder", "GET /received/?q={word}"), ("recorder", "GET /api/v1/received?q={word}"),
    ("recorder", "GET /records/?q={word}&sort=-headline&column=version"), ("auditor", "GET /people/?q={word}"),
    ("recorder", "GET /records/{record}/ask/?q={word}"), ("releasing_officer", "GET /desk/rules/new/?q={word}"),
    ("central_authority", "GET /desk/report/?recipient={hidden}"), ("recorder", "GET /records/?agency={hidden}"),
    ("auditor", "GET /audit/?record={word}"),
    ("recorder", "GET /api/v1/records?after={hidden}"), ("recorder", "GET /api/v1/received?after={hidden}"),
    ("central_authority", "GET /api/v1/desk/releases?after={hidden}"),
)  # fmt: skip


@pytest.fixture(scope="module")
def hidden(whole_stage: Stage) -> dict[str, str]:
    """What is hidden, there for the whole module; and what each list answered before and after, in `SEEN`."""
    SEEN.clear()
    for person, asked in LISTS:
        whole_stage.ask(_line(asked), person)
        SEEN[person, asked] = [answered(whole_stage, _line(asked), person, {})]
    things = hide(whole_stage)
    _look_again(whole_stage, of_audit=True)  # what the own officers do next is for the own auditor to read
    _red(whole_stage)
    _look_again(whole_stage, of_audit=False)
    return things


SEEN: dict[tuple[str, str], list[tuple[int, bytes, int]]] = {}


def _look_again(stage: Stage, *, of_audit: bool) -> None:
    for person, asked in LISTS:
        if ("/audit/" in asked) is of_audit:
            SEEN[person, asked].append(answered(stage, _line(asked), person, {}))


def hide(stage: Stage) -> dict[str, str]:
    """One of everything that another authority has."""
    cast, abroad = stage.cast, stage.cast.abroad
    by, officer, admin = (other(stage, role, abroad) for role in (
        Role.RECORDER, Role.RELEASING_OFFICER, Role.NODE_ADMINISTRATOR,
    ))  # fmt: skip
    at = now()
    record, draft = written(by, subject=f"{WORD} planks"), written(by, filed=False, subject=WORD)
    gone = left(written(by, subject=f"{WORD} seen"), by, officer, cast.police.id, kind=PartyKind.AGENCY)
    with acting(officer):
        rule = desk.set_rule(
            kind="information", fields=["subject"], recipient=cast.kiri.id, recipient_kind=PartyKind.AUTHORITY,
            under=LAW, strictest=Tlp.AMBER, verified_only=True, valid_from=LONG_AGO, valid_until=None, by=officer,
            at=at,
        )  # fmt: skip
    named = people.enter_list(agency=abroad.id, name=f"{WORD} team", is_compartment=False, by=admin, at=at)
    listed = people.put_on_list(list=named.id, officer=by.officer, starts_on=LONG_AGO, by=admin, at=at)
    asked = people.ask_role(
        officer=Officer.objects.get(pk=by.officer), agency=abroad, role=Role.VERIFIER, starts_on=at.date(),
        ends_on=None, reason="needed", by=admin, at=at,
    )  # fmt: skip
    upload = begin_upload(name=f"{WORD}.csv", size=10, first="1" * 64, by=other(stage, Role.ANALYST, abroad), at=at)
    file = _file_of(record, by)
    found = {
        "record": record.id, "draft": draft.id, "attachment": file, "ask": question(record, by, cast.kiri.id).id,
        "left": gone.id, "release": gone.id, "rule": rule.id, "person": by.officer, "departed": by.officer,
        "appointment": Appointment.objects.get(officer=by.officer).id, "list": named.id, "listed": listed.id,
        "approval": asked.id, "upload": upload.id,
    }  # fmt: skip
    found |= {"seizure": seizure_left(by, officer, cast.police.id, PartyKind.AGENCY).id}
    found |= _incidents_of(stage, by) | tables(by, other(stage, Role.LEGAL_OFFICER, abroad))
    token = _report_of(other(stage, Role.ANALYST, abroad).officer)
    return {name: str(id) for name, id in found.items()} | {"token": token}


def _incidents_of(stage: Stage, by: Any) -> dict[str, Any]:
    """Observations of the other authority, one judgement about them, and a tip that its agency got."""
    one, twin, outline = incidents.reported(by, note=WORD), incidents.reported(by), incidents.written(by)
    with acting(by):
        judged = events.judge_same_event(one=one.id, other=twin.id, same=True, reason="one lorry", by=by, at=now())
    with acting(None), override_settings(TIPS_AGENCY=stage.cast.abroad.name):
        number = tips.leave_tip(given={"text": WORD}, at=now())
    with acting(by):
        tip = seizures.tips(by).get(number=number)
    return {"incident": one.id, "twin": twin.id, "outline": outline.id, "judged": judged.id, "tip": tip.id}


def _red(stage: Stage) -> None:
    """A record of the own agency that names nobody at the door, with a question about it."""
    by = other(stage, Role.RECORDER)
    record = written(by, marks=Handling(tlp=Tlp.RED), subject=f"{WORD} in red")
    question(record, by, other(stage, Role.ANALYST, stage.cast.abroad).officer, PartyKind.OFFICER)


def _file_of(record: Any, by: Any) -> Any:
    with acting(by):
        return attach(id=record.id, name="n.txt", file=io.BytesIO(b"n"), with_original=False, by=by, at=now()).id


def _report_of(officer: Any) -> str:
    return report_files.keep(SimpleUploadedFile("r.csv", b"Appendix\nII\n"), officer)


def answered(stage: Stage, line: Line, person: str, things: dict[str, str]) -> tuple[int, bytes, int]:
    """The status, the page without what each request and each thing has of its own, and how many queries it took."""
    if not line.api:
        stage.browser(person).get("/people/roles/")  # that somebody is there is noted now and then, by one query more
    with CaptureQueriesContext(connection) as queries:
        answer = stage.ask(line, person, things)
    page = body(answer) + answer.headers.get("Location", "").encode()
    for id in things.values():
        page = page.replace(id.encode(), b"it")
    return answer.status_code, re.sub(rb"\d\d:\d\d:\d\d", b"", page), put(queries)


def difference(one: tuple[int, bytes, int], two: tuple[int, bytes, int]) -> list[object]:
    """Where two answers differ, line by line."""
    lines_of = (one[1].splitlines(), two[1].splitlines())
    told: list[object] = [pair for pair in zip_longest(*lines_of) if pair[0] != pair[1]]
    return [*told, (one[0], two[0]), (one[2], two[2])] if told or one != two else []


@pytest.mark.parametrize("line", SOME, ids=str)
def test_hidden_answers_as_missing(stage: Stage, hidden: dict[str, str], line: Line):
    names = set(NAMED.findall(line.address)) & HIDDEN
    inside = [role for role in ROLES if role in line.inside]
    for person in {inside[0], inside[-1]}:
        shut = {name: hidden[name] for name in names}
        gone = {name: "A" * len(hidden[name]) if name == "token" else str(new_id()) for name in names}
        stage.ask(line, person, gone)  # whatever is made at first need is made
        found = answered(stage, line, person, shut)
        assert found == answered(stage, line, person, gone), person
        # The one says that nothing of that name is kept, whatever was; the other first asks who sits there.
        if line.entry not in {"report-remove", "token-revoke"}:
            assert found[0] == 404, person


@pytest.mark.parametrize(("person", "asked"), SEARCHES)
def test_words_of_what_is_hidden_are_as_words_that_stand_nowhere(
    stage: Stage, hidden: dict[str, str], person: str, asked: str
):
    near = hidden["record"][:-1] + ("1" if hidden["record"][-1] != "1" else "2")
    line = _line(asked)
    stage.ask(line, person, {"word": NOWHERE, "hidden": near})
    found = answered(stage, line, person, {"word": WORD, "hidden": hidden["record"]})
    nowhere = answered(stage, line, person, {"word": NOWHERE, "hidden": near})
    assert difference(found, nowhere) == []
    assert found[0] == 200


@pytest.mark.parametrize(("person", "asked"), LISTS)
def test_what_is_hidden_changes_no_list_no_total_and_no_number(hidden: dict[str, str], person: str, asked: str):
    before, after = SEEN[person, asked]
    assert before[0] == 200
    assert difference(after, before) == []


def test_a_name_that_another_authority_uses_is_free(stage: Stage, hidden: dict[str, str]):
    line = next(line for line in lines() if str(line) == "POST /directory/lists/")
    named = Line(line.entry, "POST", line.address, line.who, 302, False, f"agency={{agency}}&name={WORD}+team")
    assert stage.ask(named, "node_administrator").status_code == 302


def _line(asked: str) -> Line:
    method, address = asked.split(" ", 1)
    return Line("", method, address, "acting", 200, "/api/" in address)
