"""The stage of the matrix: two States, everything that has an address, and somebody of each role at the door.

Every name is invented. What a request changes is rolled back, so that no answer depends on another.
"""

from __future__ import annotations

import copy
import io
import re
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client, override_settings

from kouprey.domain import law
from kouprey.domain import seizures as sz
from kouprey.domain.access import ROLES, Actor, Role
from kouprey.domain.handling import Handling, Purpose
from kouprey.domain.release import PartyKind
from kouprey.formats import seizures as forms
from kouprey.kernel.clock import now
from kouprey.kernel.ids import new_id
from kouprey.web.accounts import people
from kouprey.web.accounts.acting import actor_of, choose, default_purpose
from kouprey.web.accounts.actions import enrol_officer
from kouprey.web.accounts.directory import country_of
from kouprey.web.accounts.models import Appointment, NamedListMember, Officer
from kouprey.web.accounts.tokens import make_token
from kouprey.web.core.audit import SHELL
from kouprey.web.records.actions import attaching, desk, holding, records
from kouprey.web.records.actions.destroying import answer_destruction, ask_destruction
from kouprey.web.records.tenancy import acting
from kouprey.web.seizures import access as seizures
from kouprey.web.seizures.actions import bringing, duties, events, handing, submitting, tips, working
from kouprey.web.trade import actions as trade
from kouprey.web.ui import report_files
from matrix.table import IDLE, VISITOR, Line
from web import incidents
from web.accounts.at_work import LONG_AGO, cast_at_work
from web.cast import AT, Cast
from web.sessions import BACKEND

VALUES = {"subject": "Scales in a container", "text": "Seen at the port.", "when": "2026-11", "countries": "kh, vn"}
NOTE = b"weights: 12, 13"
LAW = "Agreement of invented States, article 4"
HEADER = b"Date of seizure,Species,Description (type) of specimen,Quantity,Unit,Reason for seizure,Detecting agency,"
HEADER += b"Mode of transport,Additional information,Lorry\n"
WAITS = (
    HEADER
    + b"""2026-03-02,Manis javanica,SCA,12,kg,smuggling,Customs,road,Driver Mr Sok Invented was asked.,A 1
2026-13-45,Manis javanica,SCA,12,kg,smuggling,Customs,road,,A 1
2026-03-04,Manis javanica,SCA,12,kg,smuggling,Customs,ox cart,,A 1
"""
)
TAKEN = (
    HEADER
    + b"""2026-03-05,Manis javanica,SCA,7,kg,smuggling,Customs,road,,A 1
,Manis javanica,SCA,7,stones,smuggling,Customs,road,,A 1
"""
)


@dataclass
class Stage:
    """Everybody and everything, by the names that the table uses."""

    cast: Cast
    things: dict[str, str] = field(default_factory=dict)
    _browsers: dict[tuple[str, str], Client] = field(default_factory=dict)
    _tokens: dict[tuple[str, str], str] = field(default_factory=dict)
    _actors: dict[tuple[str, str], Actor] = field(default_factory=dict)
    _program: Client = field(default_factory=Client)

    def forget(self) -> None:
        """Whoever signed in within a test was rolled back with it; a file that was deleted was not."""
        self._browsers.clear()
        self._tokens.clear()
        self.things["token"] = _handed_in(self)

    def actor(self, role: str, purpose: str = "") -> Actor:
        """The officer of that role in customs, acting."""
        key = (role, purpose)
        if key not in self._actors:
            held = self.cast.appointments[self.cast.customs.id, Role(role)]
            self._actors[key] = actor_of(held, self._purpose(role, purpose), strong=True, on=AT.date())
        return self._actors[key]

    def ask(
        self,
        line: Line,
        person: str,
        things: dict[str, str] | None = None,
        purpose: str = "",
        *,
        form: dict[str, Any] | None = None,
        follow: bool = False,
    ) -> HttpResponseBase:
        """What a person is answered there. Nothing that the request did stays.

        `form` is sent in place of that of the line. With `follow`, the answer is that of where a page leads to.
        """
        known = self.things | (things or {})
        method, address, sent = line.method, filled(line.address, known), filled(line.sent, known)
        self.at_the_door(line, person, purpose)
        with transaction.atomic():
            if line.api:
                answer = self._called(
                    person, purpose, method, address, _form(line, "") if "file" in line.more else sent
                )
            else:
                given = _form(line, sent) if form is None else form
                answer = self._browsed(person, purpose, method, address, given, follow=follow)
            transaction.set_rollback(True)
        return answer

    def at_the_door(self, line: Line, person: str, purpose: str) -> None:
        """Sign in, or make the token, before anything is rolled back."""
        if not line.api or person == IDLE:
            self.browser(person, purpose)
        elif person != VISITOR:
            self._token(person, purpose)

    def _browsed(
        self, person: str, purpose: str, method: str, address: str, form: dict[str, Any], *, follow: bool
    ) -> Any:
        client = self.browser(person, purpose)
        kept = copy.deepcopy(client.cookies)
        try:
            if method == "POST":
                return client.post(address, form, headers={"accept": "*/*"}, follow=follow)
            return client.generic(method, address, follow=follow)
        finally:
            client.cookies = kept  # a sign-out would take them away

    def browser(self, person: str, purpose: str = "") -> Client:
        """Where the person is signed in."""
        key = (person, purpose)
        if key not in self._browsers:
            self._browsers[key] = self._signed_in(person, purpose)
        return self._browsers[key]

    def _signed_in(self, person: str, purpose: str) -> Client:
        client = Client(raise_request_exception=True)
        if person == VISITOR:
            return client
        officer = self.idle if person == IDLE else self.cast.officers[self.cast.customs.id, Role(person)]
        client.force_login(officer, backend=BACKEND)
        if person != IDLE:
            session: Any = client.session
            choose(
                session, self.cast.appointments[self.cast.customs.id, Role(person)], self._purpose(person, purpose)
            )
            session.save()
        client.get("/people/roles/")  # the session begins, before anything is rolled back
        return client

    def _called(self, person: str, purpose: str, method: str, address: str, body: str | dict[str, Any]) -> Any:
        """By a program: of a visitor without a token; of an officer without a role, who can have none, by cookie."""
        client = self.browser(IDLE) if person == IDLE else self._program
        headers = {} if person in (VISITOR, IDLE) else {"Authorization": f"Bearer {self._token(person, purpose)}"}
        if isinstance(body, dict):
            return client.post(address, body, headers=headers)
        return client.generic(method, address, body, content_type="application/json", headers=headers)

    def _token(self, role: str, purpose: str) -> str:
        key = (role, purpose)
        if key not in self._tokens:
            held, acts = self.cast.appointments[self.cast.customs.id, Role(role)], sorted(ROLES[Role(role)].acts)
            who = self.actor(role, purpose)
            given = {"appointment": held, "purpose": who.purpose, "name": "a program", "acts": acts, "days": 30}
            self._tokens[key] = make_token(**given, by=who, at=now())[1]
        return self._tokens[key]

    @staticmethod
    def _purpose(role: str, purpose: str) -> Purpose:
        allowed = ROLES[Role(role)].purposes
        return Purpose(purpose) if purpose in allowed else default_purpose(Role(role))

    @property
    def idle(self) -> Officer:
        """The officer without a role."""
        return Officer.objects.get(username="idle")


def filled(text: str, things: dict[str, str]) -> str:
    """An address or a form with the ids of the things it names."""
    return re.sub(r"\{(\w+)\}", lambda found: things.get(found[1], found[0]), text)


def _form(line: Line, sent: str) -> dict[str, Any]:
    form: dict[str, Any] = {"reason": "r"} | dict(parse_qsl(sent))
    return form | ({"file": SimpleUploadedFile("notes.txt", NOTE)} if "file" in line.more else {})


def set_up() -> Stage:
    """Everything there. To be called in a transaction that is rolled back."""
    stage = Stage(cast_at_work())
    enrol_officer(username="idle", full_name="Idle (invented)", is_invented=True, by=SHELL, at=AT)
    Officer.objects.filter(username="idle").update(authority=stage.cast.kiri)
    for make in (_people, _lists, _records, _incidents, _past, _law, _received, _desk, _trade):
        stage.things |= {name: str(id) for name, id in make(stage).items()}
    return stage


def other(stage: Stage, role: Role, agency: Any = None) -> Actor:
    """A colleague of that role who is nobody of the cast at the door."""
    where = agency or stage.cast.customs
    name = f"colleague.{where.kind}.{where.authority.country}.{role.value}".lower()
    found = Officer.objects.filter(username=name).first()
    if found is None:
        found = enrol_officer(username=name, full_name=f"{name} (invented)", is_invented=True, by=SHELL, at=AT)
        Officer.objects.filter(pk=found.pk).update(authority=where.authority)
        found.refresh_from_db()
        people.give_role(officer=found, agency=where, role=role, starts_on=LONG_AGO, by=SHELL, at=AT)
    held = Appointment.objects.select_related("agency__authority", "officer").get(officer=found)
    return actor_of(held, default_purpose(role), strong=True, on=AT.date())


def _people(stage: Stage) -> dict[str, Any]:
    cast, admin, at = stage.cast, other(stage, Role.NODE_ADMINISTRATOR), now()
    person = other(stage, Role.CUSTODIAN).officer
    for role in (Role.RECORDER, Role.RELEASING_OFFICER, Role.NODE_ADMINISTRATOR, Role.ANALYST):
        other(stage, role, cast.abroad)  # an enrolment is the node's own act, which every auditor reads
    invited, code = people.invite_officer(
        username="new", full_name="New (invented)", email="", authority=cast.kiri, by=admin, at=at
    )
    gone = enrol_officer(username="gone", full_name="Gone (invented)", is_invented=True, by=SHELL, at=AT)
    Officer.objects.filter(pk=gone.pk).update(authority=cast.kiri)
    people.depart(officer=Officer.objects.get(pk=gone.pk), reason="left", by=admin, at=at)
    foreign = people.enter_authority(country="LA", name="Foreign body (invented)", held=False, by=SHELL, at=AT)
    asked = people.ask_role(
        officer=Officer.objects.get(pk=person), agency=cast.customs, role=Role.RECORDER, starts_on=at.date(),
        ends_on=None, reason="needed", by=admin, at=at,
    )  # fmt: skip
    return {
        "person": person, "invited": invited.pk, "code": code, "departed": gone.pk, "missing": new_id(),
        "appointment": Appointment.objects.get(officer=person).id, "approval": asked.id,
        "authority": cast.kiri.id, "agency": cast.customs.id, "neighbour": cast.police.id,
        "stranger": cast.lotus.id, "alien_agency": cast.abroad.id, "foreign": foreign.id,
    }  # fmt: skip


def _lists(stage: Stage) -> dict[str, Any]:
    """A group the own agency is of; a team and a compartment that everybody of the cast stands on, and others."""
    admin, at = other(stage, Role.NODE_ADMINISTRATOR), now()
    group = people.enter_group(name="Ring (invented)", by=admin, at=at)
    member = people.add_to_group(group=group.id, agency=stage.cast.customs.id, starts_on=LONG_AGO, by=admin, at=at)
    made = {
        name: people.enter_list(
            agency=stage.cast.customs.id, name=f"{name} (invented)", is_compartment="room" in name, by=admin, at=at
        )
        for name in ("team", "room", "alien_team", "alien_room", "list")
    }
    here = [held.officer for (agency, _), held in stage.cast.appointments.items() if agency == stage.cast.customs.id]
    NamedListMember.objects.bulk_create(
        NamedListMember(list=made[name], officer=officer, starts_on=LONG_AGO)
        for name in ("team", "room")
        for officer in here
    )
    colleague = other(stage, Role.VERIFIER).officer
    listed = people.put_on_list(list=made["list"].id, officer=colleague, starts_on=LONG_AGO, by=admin, at=at)
    return {"group": group.id, "member": member.id, "listed": listed.id} | {
        name: one.id for name, one in made.items()
    }


def _records(stage: Stage) -> dict[str, Any]:
    by = other(stage, Role.RECORDER)
    record, draft = written(by), written(by, filed=False)
    with acting(by):
        file = attaching.attach(
            id=record.id, name="notes.txt", file=io.BytesIO(NOTE), with_original=False, by=by, at=now()
        )
    return {"record": record.id, "draft": draft.id, "attachment": file.id}


def _incidents(stage: Stage) -> dict[str, Any]:
    """Two reports of a colleague that look alike and were judged, one that the neighbour handed over, and a tip."""
    by, neighbour = other(stage, Role.RECORDER), other(stage, Role.RECORDER, stage.cast.police)
    one, twin, theirs = (incidents.reported(who) for who in (by, by, neighbour))
    with acting(by):
        judged = events.judge_same_event(one=one.id, other=twin.id, same=True, reason="one lorry", by=by, at=now())
        basis = seizures.bases_between(by, stage.cast.police)[0].id
    with acting(neighbour):
        law = seizures.bases_between(neighbour, stage.cast.customs)[0].id
        handed = handing.hand_over(
            id=theirs.id, to=stage.cast.customs.id, basis=law, entered="MoU 12", by=neighbour, at=now()
        )
    with acting(None), override_settings(TIPS_AGENCY=stage.cast.customs.name):
        number = tips.leave_tip(given={"text": "Seen.", "contact": "by the gate"}, at=now())
    with acting(by):
        tip = seizures.tips(by).get(number=number)
    duties.notice_duties(now())
    return tables(by, other(stage, Role.LEGAL_OFFICER)) | {
        "last_year": now().year - 1,
        "incident": one.id, "twin": twin.id, "judged": judged.id, "handed": handed.id, "basis": basis, "tip": tip.id,
        "outline": incidents.written(by).id,
    }  # fmt: skip


def _past(stage: Stage) -> dict[str, Any]:
    """Four observations past their period: destroyed, proposed after a hold was lifted, held, as it is."""
    by, at = other(stage, Role.RECORDER), now()
    legal, officer = other(stage, Role.LEGAL_OFFICER), other(stage, Role.RELEASING_OFFICER)
    gone, asked, kept, _free = (
        incidents.written(by, when="2001", specimens=[incidents.line("Manis javanica", "SCA")]) for _n in range(4)
    )
    when = {"by": legal, "at": at}
    with acting(legal):
        lifted = holding.set_hold(id=asked.id, reason="needed", review_on=at.date() + timedelta(days=1), **when)
        holding.lift_hold(id=asked.id, hold=lifted.id, reason="given", **when)
        holding.set_hold(id=kept.id, reason="needed", review_on=at.date() + timedelta(days=1), **when)
        first, question = (ask_destruction(ids=[one.id], reason="needed", **when)[0] for one in (gone, asked))
    with acting(officer):
        answer_destruction(approval=first.id, approve=True, answer="", by=officer, at=at)
    return {"past": asked.id, "kept": kept.id, "proposal": question.id}


def tables(by: Actor, sender: Actor) -> dict[str, Any]:
    """A table that waits, with everything that can be settled about one; an import; a report that was sent."""
    with acting(by):
        waits, taken = (
            bringing.bring_table(name="weights.csv", file=io.BytesIO(table), source="A port", by=by, at=now())
            for table in (WAITS, TAKEN)
        )
        found = forms.read_file(tabled(TAKEN), sz.book(now().date()), country=country_of(by.authority))
        working.take_in(id=taken.id, found=found, by=by, at=now())
    with acting(sender):
        submitting.answer_consent(form="world-wise", year=2026, consent=True, by=sender, at=now())
        sent = submitting.submit_report(
            form="world-wise", year=2026, suffix="csv", recipient="CITES Secretariat", onward=True, on=LONG_AGO,
            by=sender, at=now(),
        )  # fmt: skip
    return {"table": waits.id, "taken": taken.id, "sent": sent.id}


def tabled(content: bytes) -> Path:
    """A table as a file."""
    path = Path(settings.HOME) / "weights.csv"
    path.write_bytes(content)
    return path


def _law(stage: Stage) -> dict[str, Any]:
    """An assessment that a colleague filed."""
    by = other(stage, Role.LEGAL_OFFICER)
    facts = {"n_members": {"value": 4, "level": "proven", "evidence": ["E1"]}}
    dates = {"act_date": "2021-06-01", "request_date": "2022-01-10"}
    case = dates | {"requesting": "CN", "requested": "VN", "facts": facts}
    with acting(by):
        made = records.create_record(
            kind="assessment", values={"subject": VALUES["subject"], "case": case}, marks=Handling(), country="KH",
            by=by, at=now(),
        )  # fmt: skip
        filed = records.file_record(id=made.id, by=by, at=now())
    return {"assessment": filed.id, "edition": law.register().digest}


def written(by: Actor, *, filed: bool = True, marks: Handling | None = None, **values: str) -> Any:
    """A record, by the acts of the room."""
    with acting(by):
        made = records.create_record(
            kind="information", values=VALUES | values, marks=marks or Handling(), country="KH", by=by, at=now()
        )
        return records.file_record(id=made.id, by=by, at=now()) if filed else made


def left(record: Any, by: Actor, officer: Actor, to: Any, kind: PartyKind = PartyKind.AUTHORITY) -> Any:
    """What a desk released of a record, all by hand."""
    asked = question(record, by, to, kind)
    with acting(officer):
        return desk.decide_release(
            ask=asked.id, fields=["subject"], under=LAW, answer="", consent="given", by=officer, at=now()
        )


def question(record: Any, by: Actor, to: Any, kind: PartyKind = PartyKind.AUTHORITY) -> Any:
    """A question to the desk."""
    with acting(by):
        return desk.ask_release(
            id=record.id, fields=["subject"], recipient=to, recipient_kind=kind, reason="to warn", by=by, at=now()
        )


def _received(stage: Stage) -> dict[str, Any]:
    cast, abroad = stage.cast, stage.cast.abroad
    by, officer = other(stage, Role.RECORDER, abroad), other(stage, Role.RELEASING_OFFICER, abroad)
    return {
        "release": left(written(by), by, officer, cast.kiri.id).id,
        "seizure": seizure_left(by, officer, cast.kiri.id).id,
    }


SEIZURE = ["kind", "when", "country", "specimens", "legs"]


def seizure_left(by: Actor, officer: Actor, to: Any, kind: PartyKind = PartyKind.AUTHORITY) -> Any:
    """What a desk released of an observation: one that looks like those of the stage."""
    made = incidents.reported(by)
    with acting(by):
        asked = desk.ask_release(
            id=made.id, fields=SEIZURE, recipient=to, recipient_kind=kind, reason="to compare", by=by, at=now()
        )
    with acting(officer):
        return desk.decide_release(
            ask=asked.id, fields=SEIZURE, under=LAW, answer="", consent="given", by=officer, at=now()
        )


def _desk(stage: Stage) -> dict[str, Any]:
    cast, by, officer = stage.cast, other(stage, Role.RECORDER), other(stage, Role.RELEASING_OFFICER)
    asked, gone = question(written(by), by, cast.lotus.id), left(written(by), by, officer, cast.lotus.id)
    with acting(officer):
        rule = desk.set_rule(
            kind="information", fields=["subject"], recipient=cast.lotus.id, recipient_kind=PartyKind.AUTHORITY,
            under=LAW, strictest=Handling().tlp, verified_only=True, valid_from=LONG_AGO, valid_until=None,
            by=officer, at=now(),
        )  # fmt: skip
    return {"ask": asked.id, "left": gone.id, "rule": rule.id}


def _trade(stage: Stage) -> dict[str, Any]:
    by = stage.actor("recorder")
    table = (Path(settings.HOME) / "comptab.csv").read_bytes()
    item = trade.receive_upload(upload=io.BytesIO(table), name="trade.csv", by=by, at=now())
    upload = trade.begin_upload(name="other.csv", size=10, first="0" * 64, by=by, at=now())
    return {"import": item.id, "upload": upload.id}


def _handed_in(stage: Stage) -> str:
    report = SimpleUploadedFile("report.csv", b"Appendix,Scientific name\nII,Manis javanica\n")
    return report_files.keep(report, stage.actor("recorder").officer)
