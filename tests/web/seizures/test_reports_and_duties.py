"""Reports from gap to submission, the answer on ICCWC, and the calendar that a submission fills."""

from __future__ import annotations

import csv
import hashlib
import io
import time
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kouprey.domain.access import Role
from kouprey.domain.handling import Code, Handling
from kouprey.kernel.clock import now
from kouprey.kernel.errors import Refused, UnusableInput
from kouprey.web.core.queries import events_about
from kouprey.web.records.tenancy import acting
from kouprey.web.seizures import access
from kouprey.web.seizures.actions import duties, submitting
from kouprey.web.seizures.actions.sent import keep_sent
from web.cast import Cast, build
from web.incidents import line, reported
from web.sessions import signed_in, text

pytestmark = [pytest.mark.database, pytest.mark.django_db]
YEAR = now().year - 1


@pytest.fixture
def cast() -> Cast:
    return build(Role.RECORDER, Role.LEGAL_OFFICER, Role.ANALYST)


def submit(by, form: str = "aitr", *, onward: bool = False, suffix: str = "csv", on: date | None = None):
    with acting(by):
        return submitting.submit_report(
            form=form, year=YEAR, suffix=suffix, recipient="CITES Secretariat", onward=onward,
            on=on or now().date(), by=by, at=now(),
        )  # fmt: skip


def test_a_gap_leads_to_the_field_where_it_is_mended(cast: Cast):
    by = cast.actor(Role.RECORDER)
    blank = line("Manis javanica", "SCA", number="3", unit="KGM")
    made = reported(by, when=f"{YEAR}-02-03", place={}, admin1="", specimens=[
        line("Cuora amboinensis", "LIV", number="3"), blank | {"quantity": {"amount": "present"}},
    ])  # fmt: skip
    shown = text(signed_in(cast, Role.RECORDER).get(f"/incidents/reports/aitr/{YEAR}/"))
    assert f"/incidents/{made.id}/amend/#f-specimen-1-number" in shown
    assert f"/incidents/{made.id}/amend/#f-place-name" in shown
    assert "UNVERIFIED" in shown
    assert "What this form cannot carry" in shown


def test_without_an_answer_nothing_is_submitted_and_no_refuses_to_pass_on(cast: Cast):
    reported(cast.actor(Role.RECORDER), when=f"{YEAR}-02-03")
    by, client = cast.actor(Role.LEGAL_OFFICER), signed_in(cast, Role.LEGAL_OFFICER)
    draft = client.get(f"/incidents/reports/aitr/{YEAR}/as/csv")
    assert draft.status_code == 200
    with pytest.raises(Refused, match="no answer"):
        submit(by)
    answer = client.post(f"/incidents/reports/aitr/{YEAR}/do/answer", {"consent": "no"})
    assert answer.status_code == 302
    with pytest.raises(Refused, match="is: no"):
        submit(by, onward=True)
    with pytest.raises(UnusableInput, match="cannot have been sent"):
        submit(by, on=now().date() + timedelta(days=2))
    sent = submit(by)
    given = client.get(f"/incidents/sent/{sent.id}/file")
    assert hashlib.sha256(given.content).hexdigest() == sent.sha256
    (first, *_more) = csv.DictReader(io.StringIO(given.content.decode()))
    assert first["Use by ICCWC partners"] == "no"
    assert "incident_id" not in first
    with acting(by):
        acts = [str(event.act) for event in events_about("submission", sent.id)]
    assert acts == ["seizures.report.submitted", "seizures.submission.read"]
    assert signed_in(cast, Role.ANALYST, cast.police).get(f"/incidents/sent/{sent.id}/file").status_code == 404
    with pytest.raises(Refused, match="no answer"):
        submit(by, "world-wise")


def test_what_may_not_be_taken_out_stays_out_and_is_counted(cast: Cast):
    owner = cast.actor(Role.RECORDER, cast.police)
    shared = Handling(codes=frozenset({Code.H2}), audience=frozenset({cast.customs.id}))
    reported(owner, when=f"{YEAR}-02-03", marks=shared)
    client = signed_in(cast, Role.LEGAL_OFFICER)
    assert "may be read here and not be taken out" in text(client.get(f"/incidents/reports/aitr/{YEAR}/"))
    rows = list(csv.DictReader(io.StringIO(client.get(f"/incidents/reports/aitr/{YEAR}/as/csv").content.decode())))
    assert rows == []


def answered(cast: Cast, form: str = "aitr", *years: int):
    """An observation of each year, the State's yes, and the session of who answers for reports."""
    by = cast.actor(Role.LEGAL_OFFICER)
    for year in years or (YEAR,):
        reported(cast.actor(Role.RECORDER), when=f"{year}-02-03")
        with acting(by):
            submitting.answer_consent(form=form, year=year, consent=True, by=by, at=now())
    return by, signed_in(cast, Role.LEGAL_OFFICER)


def test_a_year_that_is_not_over_was_not_reported_and_its_duty_stays_due(cast: Cast):
    this = now().year
    by, client = answered(cast, "aitr", YEAR, this)
    address = f"/incidents/reports/aitr/{this}/"
    assert client.get(f"{address}as/csv").status_code == 200
    shown = text(client.get(address))
    assert f"The year lasts until 31 Dec {this}" in shown
    assert 'id="recipient"' not in shown
    sent = {"recipient": "CITES Secretariat", "on": now().date().isoformat(), "suffix": "csv"}
    refused = client.post(f"{address}do/submit", sent)
    assert refused.status_code == 400
    assert f"the year {this} was not over" in text(refused)
    assert "Record it after the year has ended" in text(refused)
    elsewhere = f"/incidents/calendar/aitr/{this}/filed/"
    assert elsewhere not in text(client.get("/incidents/calendar/"))
    file = SimpleUploadedFile("aitr.txt", b"Sent.")
    assert client.post(elsewhere, {"recipient": "CITES", "on": sent["on"], "file": file}).status_code == 400
    with acting(by):
        (due,) = [
            one
            for one in duties.calendar_for(by, now().date())
            if (one.obligation.id, one.subject) == ("aitr", str(this))
        ]
        assert str(due.status) == "due"
        assert not access.submissions(by).exists()
    with pytest.raises(UnusableInput, match="was not over"):
        submit(by, on=date(YEAR, 12, 31))
    assert submit(by, on=date(this, 1, 1)).year == YEAR


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "json", "parquet"])
def test_a_double_click_is_one_submission(cast: Cast, suffix: str, monkeypatch: pytest.MonkeyPatch):
    by, client = answered(cast)
    sent = {"recipient": "CITES  Secretariat", "on": now().date().isoformat(), "suffix": suffix}
    address = f"/incidents/reports/aitr/{YEAR}/do/submit"
    assert client.post(address, sent).status_code == 302
    later = time.localtime(time.time() + 10)
    monkeypatch.setattr(time, "localtime", lambda *_given: later)  # what a ZIP writes beside each part
    assert client.post(address, sent).status_code == 302
    with acting(by):
        (kept,) = access.submissions(by)
        assert [str(event.act) for event in events_about("submission", kept.id)] == ["seizures.report.submitted"]
    assert client.post(address, sent | {"recipient": "Somebody else"}).status_code == 302
    with acting(by):
        assert access.submissions(by).count() == 2


def test_what_another_agency_sent_is_a_submission_of_its_own(cast: Cast):
    kept = []
    for by in (cast.actor(Role.LEGAL_OFFICER), cast.actor(Role.LEGAL_OFFICER, cast.police)):
        about = {"form": "aitr", "year": YEAR, "onward": True, "obligation": "aitr", "subject": str(YEAR)}
        with acting(by):
            kept += [
                keep_sent(
                    b"the same file", "x.csv", "text/csv", about, recipient="A", on=now().date(), by=by, at=now()
                )
                for _again in range(2)
            ]
    assert len({one.id for one in kept}) == 2
    assert {one.agency for one in kept} == {cast.customs.id, cast.police.id}


def test_a_recipient_that_does_not_fit_is_refused_and_not_cut(cast: Cast):
    by, client = answered(cast)
    sent = {"recipient": "A" * 301, "on": now().date().isoformat(), "suffix": "csv"}
    refused = client.post(f"/incidents/reports/aitr/{YEAR}/do/submit", sent)
    assert refused.status_code == 400
    assert "longer than 300 letters" in text(refused)
    assert "A" * 301 in text(refused)
    with acting(by):
        assert not access.submissions(by).exists()
    assert (
        client.post(f"/incidents/reports/aitr/{YEAR}/do/submit", sent | {"recipient": "A" * 300}).status_code == 302
    )


def test_who_may_not_answer_reads_which_roles_do(cast: Cast):
    reported(cast.actor(Role.RECORDER), when=f"{YEAR}-02-03")
    for role in (Role.RECORDER, Role.ANALYST):
        shown = text(signed_in(cast, role).get(f"/incidents/reports/aitr/{YEAR}/"))
        assert "These roles answer for the State: Investigator, Legal officer, Central authority." in shown
        assert "These roles do: Investigator, Legal officer, Central authority." in shown
    refused = signed_in(cast, Role.RECORDER).post(f"/incidents/reports/aitr/{YEAR}/do/answer", {"consent": "yes"})
    assert "Investigator, Legal officer, Central authority" in text(refused)


def ivory(by, when: date):
    return reported(by, when=when.isoformat(), specimens=[line("Elephas maximus", "TUS", number="640", unit="KGM")])


def about(by, record) -> dict:
    """The duties that a seizure raises, as they stand today."""
    every = duties.calendar_for(by, now().date())
    return {one.obligation.id: one for one in every if one.subject == str(record.id)}


def test_a_large_seizure_of_ivory_raises_its_own_duty_and_the_table_files_it(cast: Cast):
    by, when = cast.actor(Role.LEGAL_OFFICER), now().date() - timedelta(days=100)
    made = ivory(cast.actor(Role.RECORDER), when)
    duties.notice_duties(now())
    duties.notice_duties(now())
    client = signed_in(cast, Role.LEGAL_OFFICER)
    assert made.number in text(client.get("/incidents/inbox/"))
    assert made.number not in text(signed_in(cast, Role.RECORDER, cast.police).get("/incidents/inbox/"))
    with acting(by):
        held = about(by, made)
        noticed = access.notices(by).filter(record=made.pk).count()
    assert {"etis", "large-ivory"} <= set(held)
    assert {str(one.status) for one in held.values()} == {"late"}
    assert noticed == len(held)
    with acting(by):
        sent = submitting.submit_report(
            form="etis", year=when.year, suffix="csv", recipient="ETIS (TRAFFIC)", onward=False, on=now().date(),
            by=by, at=now(),
        )  # fmt: skip
        after = about(by, made)
    assert (str(after["etis"].status), after["etis"].filing.file) == ("filed-late", str(sent.id))
    form = {"recipient": "The laboratory", "on": when.isoformat(), "file": SimpleUploadedFile("letter.txt", b"Sent.")}
    address = f"/incidents/calendar/large-ivory/{made.id}/filed/"
    assert client.post(address, form).status_code == 302
    duties.notice_duties(now())
    with acting(by):
        assert not access.notices(by).filter(record=made.pk).exists()
    shown = text(client.get("/incidents/calendar/"))
    assert "letter.txt" in shown
    assert "filed late" in shown
    assert "Party to CITES" in shown
    calendar = client.get("/incidents/calendar/duties.ics")
    assert calendar["Content-Type"].startswith("text/calendar")
    assert f"UID:large-ivory-KH-{made.id}@kouprey" in calendar.content.decode().replace("\r\n ", "")
    assert "Elephas" not in calendar.content.decode()
