"""Assessments at their pages: the guided form, the answer, the record with its edition, documents to attach."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import docx
import pytest

from kouprey.cli.main import main
from kouprey.domain import law
from kouprey.domain.access import Role
from kouprey.domain.handling import Handling
from kouprey.domain.law.record import ASSESSMENT
from kouprey.kernel.clock import now
from kouprey.web.law import access
from kouprey.web.records.actions.records import create_record
from kouprey.web.records.queries import values_of
from kouprey.web.records.tenancy import acting
from kouprey.web.ui.law_form import case_of, flat_of
from web.cast import Cast, build
from web.sessions import signed_in, text

pytestmark = [pytest.mark.database, pytest.mark.django_db]
CASES = Path(__file__).parents[3] / "docs" / "law"
NATIONAL = json.loads((CASES / "vietnamese-national.json").read_text(encoding="utf-8"))
MARKS = {"m-tlp": "TLP:AMBER", "m-purposes": ["prevention", "investigation", "prosecution"]}


@pytest.fixture
def cast() -> Cast:
    return build(Role.LEGAL_OFFICER, Role.VERIFIER, Role.INVESTIGATOR, Role.ANALYST, Role.NODE_ADMINISTRATOR)


def kept(cast: Cast, case=NATIONAL):
    """An assessment of the worked case, by the legal officer."""
    by = cast.actor(Role.LEGAL_OFFICER)
    with acting(by):
        return create_record(
            kind=ASSESSMENT.name, values={"subject": "A person in Viet Nam", "case": case}, marks=Handling(),
            country="KH", by=by, at=now(),
        )  # fmt: skip


@pytest.mark.parametrize("name", ["vietnamese-national", "lao-threshold", "evidence-in-china"])
def test_a_case_survives_the_form(name: str):
    case = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    again = case_of(flat_of(case))
    assert law.as_dict(law.assess(again)) == law.as_dict(law.assess(case))


def test_the_form_answers_without_keeping_and_keeps_on_demand(cast: Cast):
    client, by = signed_in(cast, Role.INVESTIGATOR), cast.actor(Role.INVESTIGATOR)
    assert "What was done, to which species" in text(client.get("/law/assess/"))
    typed = flat_of(NATIONAL) | {"act": "answer"}
    page = text(client.post("/law/assess/", typed))
    assert "It supports a decision that a competent authority takes." in page
    assert 'data-outcome="closed"' in page
    assert "Each of these sets of facts would open it" in page
    with acting(by):
        assert not access.assessments(by).exists()
    assert client.post("/law/assess/", typed | {"act": "save"} | MARKS).status_code == 400  # no subject
    saved = client.post("/law/assess/", typed | {"act": "save", "subject": "A person in Viet Nam"} | MARKS)
    assert saved.status_code == 302, text(saved)
    with acting(by):
        record = access.assessments(by).get()
        values = values_of(record)
    assert values["digest"] == law.register().digest
    assert values["answer"]["tools"] == law.as_dict(law.assess(NATIONAL))["tools"]
    shown = text(client.get(saved["Location"]))
    assert "was written down as a draft" in shown
    assert "Nationals are not handed over" in shown
    assert client.get(f"/records/{record.id}/")["Location"] == f"/law/assessments/{record.id}/"
    assert client.get("/records/new/assessment/")["Location"] == "/law/assess/"
    assert record.number in text(client.get("/law/assessments/"))


def test_what_cannot_be_read_is_said_and_stays_typed(cast: Cast):
    client = signed_in(cast, Role.LEGAL_OFFICER)
    typed = flat_of(NATIONAL) | {"f-n_members": ["many"], "act": "answer"}
    page = client.post("/law/assess/", typed)
    assert page.status_code == 400
    assert "The value of n_members is a number, zero or more." in text(page)
    assert 'value="many"' in page.content.decode()


def test_an_answer_cannot_be_brought_along(cast: Cast):
    by = cast.actor(Role.LEGAL_OFFICER)
    forged = {"subject": "x", "case": NATIONAL, "answer": {"tools": []}, "digest": "0" * 64, "trees": {}}
    with acting(by):
        made = create_record(kind=ASSESSMENT.name, values=forged, marks=Handling(), country="KH", by=by, at=now())
        assert values_of(made)["digest"] == law.register().digest
        assert len(values_of(made)["answer"]["tools"]) == len(law.TOOLS)


def test_the_answer_is_taken_away_as_the_shell_writes_it(cast: Cast, tmp_path: Path, capsys):
    record, client = kept(cast), signed_in(cast, Role.LEGAL_OFFICER)
    case = tmp_path / "case.json"
    case.write_bytes(client.get(f"/law/assessments/{record.id}/as/case").content)
    assert main(["law", "assess", str(case), "--explain", "--format", "json"]) == 0
    assert client.get(f"/law/assessments/{record.id}/as/json").content.decode() == capsys.readouterr().out


def test_the_tree_is_a_document_to_attach(cast: Cast):
    record, client = kept(cast), signed_in(cast, Role.LEGAL_OFFICER)
    given = client.get(f"/law/assessments/{record.id}/as/docx").content
    document = docx.Document(io.BytesIO(given))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Nationals are not handed over" in words
    assert "Decision support only" in words
    assert "TLP:AMBER" in document.sections[0].header.paragraphs[0].text
    drawn = client.get(f"/law/assessments/{record.id}/as/pdf").content
    assert drawn.startswith(b"%PDF-1")
    assert len(re.findall(rb"/Type /Page\b", drawn)) > 3
    sheet = text(client.get(f"/law/assessments/{record.id}/as/print"))
    assert "Taken out of Kouprey by" in sheet
    assert "Nationals are not handed over" in sheet


def test_a_new_version_is_answered_anew_and_a_changed_register_is_said(cast: Cast, settings, tmp_path, monkeypatch):
    record, client, by = kept(cast), signed_in(cast, Role.LEGAL_OFFICER), cast.actor(Role.LEGAL_OFFICER)
    assert "has changed since" not in text(client.get(f"/law/assessments/{record.id}/"))
    home = tmp_path / "home"
    (home / "lists").mkdir(parents=True)
    shipped = Path(law.__file__).parents[1] / "data" / "law-drafts.csv"
    (home / "lists" / "law-drafts.csv").write_text(shipped.read_text(encoding="utf-8").replace("signature", "x"))
    monkeypatch.setenv("KOUPREY_HOME", str(home))
    assert "has changed since" in text(client.get(f"/law/assessments/{record.id}/"))
    typed = flat_of(NATIONAL) | {"subject": "Again", "seen": "1", "reason": "new law", "act": "save"}
    assert client.post(f"/law/assessments/{record.id}/amend/", typed).status_code == 302
    with acting(by):
        found = access.assessment(by, record.id)
        assert values_of(found)["digest"] == law.register().digest != values_of(found, 1)["digest"]
    assert "Again" in text(client.get(f"/records/{record.id}/versions/2/"))
