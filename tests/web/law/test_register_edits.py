"""Edits of the register: two legal officers, the paper never changes, editions are files that prove themselves."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kouprey.domain import law
from kouprey.domain.access import Role
from kouprey.domain.law.editions import checked
from kouprey.domain.law.register import rows
from kouprey.domain.lists import load
from kouprey.kernel.clock import now
from kouprey.kernel.errors import Refused, UnusableFile, UnusableInput
from kouprey.web.core.models import Approval, AuditEvent
from kouprey.web.law import queries
from kouprey.web.law.actions.proposing import answer_edit, propose_edit
from web.cast import Cast, build
from web.sessions import signed_in, text

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def cast(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The cast on a node of its own: what is written there is seen by nobody else."""
    monkeypatch.setenv("KOUPREY_HOME", str(tmp_path))
    return build(Role.LEGAL_OFFICER, Role.CENTRAL_AUTHORITY)


def typed(listed: str, entry: str, **changes: str) -> dict[str, str]:
    row = next(row for row in rows(listed, law.CURRENT) if row["id"] == entry)
    return {**row, **changes}


def test_an_unverified_entry_is_signed_by_two_and_then_counts(cast: Cast):
    one, two = cast.actor(Role.LEGAL_OFFICER), cast.actor(Role.LEGAL_OFFICER, cast.police)
    before, paper = law.register(), law.register(law.PAPER_EDITION)
    entry = next(e for e in law.unverified() if e.list == "law-thresholds" and e.gates)
    asked = propose_edit(
        listed="law-thresholds", entry=entry.entry, values=typed("law-thresholds", entry.entry),
        reason="Read in the official gazette.", by=one, at=now(),
    )  # fmt: skip
    assert law.register() is before  # nothing yet
    with pytest.raises(Refused):
        answer_edit(approval=asked.id, approve=True, answer="", by=one, at=now())
    answer_edit(approval=asked.id, approve=True, answer="", by=two, at=now())
    after = law.register()
    signed = next(t for t in after.thresholds if t.id == entry.entry)
    assert signed.origin.verified
    assert signed.origin.verified_by == f"{one.label}; {two.label}"
    assert after.digest != before.digest
    assert law.register(law.PAPER_EDITION).digest == paper.digest
    assert entry.entry not in {e.entry for e in law.unverified()}
    assert AuditEvent.objects.filter(act="law.register.changed").count() == 1
    names = {one.digest for one in queries.released()}
    assert {before.digest, after.digest, paper.digest} <= names


def test_a_row_of_both_editions_is_parted(cast: Cast):
    one, two = cast.actor(Role.LEGAL_OFFICER), cast.actor(Role.LEGAL_OFFICER, cast.police)
    paper = law.register(law.PAPER_EDITION).digest
    values = typed("law-provisions", "BN-WFFO-47", max_years="7")
    asked = propose_edit(
        listed="law-provisions", entry="BN-WFFO-47", values=values, reason="new law", by=one, at=now()
    )
    answer_edit(approval=asked.id, approve=True, answer="", by=two, at=now())
    kept = [row for row in load("law-provisions").rows if row["id"] == "BN-WFFO-47"]
    assert [(row["edition"], row["max_years"]) for row in kept] == [("paper", "5"), ("current", "7")]
    assert law.register(law.PAPER_EDITION).digest == paper
    assert next(p for p in law.register().provisions if p.id == "BN-WFFO-47").max_years == 7


def test_what_the_register_cannot_read_is_never_asked(cast: Cast):
    by = cast.actor(Role.LEGAL_OFFICER)
    good = typed("law-provisions", "VN-PC-244")
    for changes in ({"max_years": "many"}, {"instrument": "nowhere"}, {"id": ""}, {"valid_from": "yesterday"}):
        with pytest.raises(UnusableInput):
            propose_edit(
                listed="law-provisions", entry="VN-PC-244", values=good | changes, reason="r", by=by, at=now()
            )
    with pytest.raises(UnusableInput):  # there is one of that name
        propose_edit(listed="law-provisions", entry="", values=good, reason="r", by=by, at=now())
    central = cast.actor(Role.CENTRAL_AUTHORITY)
    with pytest.raises(Refused):
        propose_edit(listed="law-provisions", entry="VN-PC-244", values=good, reason="r", by=central, at=now())
    assert not Approval.objects.exists()


def test_a_proposal_on_what_changed_meanwhile_changes_nothing(cast: Cast):
    one, two = cast.actor(Role.LEGAL_OFFICER), cast.actor(Role.LEGAL_OFFICER, cast.police)
    first = typed("law-provisions", "VN-PC-244", max_years="14")
    asked = propose_edit(listed="law-provisions", entry="VN-PC-244", values=first, reason="r", by=one, at=now())
    answer_edit(approval=asked.id, approve=True, answer="", by=two, at=now())
    stale = propose_edit(
        listed="law-provisions", entry="VN-PC-244", values=first | {"max_years": "13"}, reason="r", by=one, at=now()
    )
    payload = stale.payload | {"before": stale.payload["before"] | {"max_years": "15"}}
    Approval.objects.filter(pk=stale.pk).update(payload=payload)
    digest = law.register().digest
    with pytest.raises(UnusableInput):
        answer_edit(approval=stale.id, approve=True, answer="", by=two, at=now())
    assert law.register().digest == digest
    assert Approval.objects.get(pk=stale.pk).answered_at is None


def test_the_pages_lead_from_the_question_to_the_signed_edition(cast: Cast):
    client, second = signed_in(cast, Role.LEGAL_OFFICER), signed_in(cast, Role.LEGAL_OFFICER, cast.police)
    assert "Answer and sign" in text(client.get("/law/verify/"))
    old = law.register().digest
    page = client.get("/law/propose/law-drafts/?entry=AET&sign=yes")
    assert "Sign an entry of the register" in text(page)
    fields = dict(re.findall(r'id="c-(\w+)" name="c-\w+" value="([^"]*)"', page.content.decode()))
    given = {f"c-{column}": value for column, value in typed("law-drafts", "AET").items() if column != "edition"}
    assert fields["id"] == "AET"
    asked = client.post("/law/propose/law-drafts/", given | {"entry": "AET", "c-step": "in force", "reason": "read"})
    assert asked.status_code == 302, text(asked)
    shown = text(second.get(asked["Location"]))
    assert "in force" in shown
    assert "Change the register of law" in text(second.get("/approvals/"))
    assert second.post(asked["Location"], {"decision": "approve", "answer": ""}).status_code == 302
    new = law.register().digest
    compared = text(client.get(f"/law/editions/?one={old}&other={new}"))
    assert "signed" in compared
    assert "in force" in compared
    body = client.get(f"/law/editions/{old}.json").content.decode()
    assert checked(json.loads(body), "file")["digest"] == old
    with pytest.raises(UnusableFile):
        checked(json.loads(body.replace("signed", "sealed", 1)), "file")
    assert client.get(f"/law/editions/{'0' * 64}.json").status_code == 404
