"""“Same event as”: counted once while it holds, twice when it was taken back; and duplicates that are offered."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from kouprey.domain import seizures as sz
from kouprey.domain.access import Role
from kouprey.kernel.errors import NothingThere, Refused, UnusableInput
from kouprey.web.records.tenancy import acting
from kouprey.web.seizures import access, queries
from kouprey.web.seizures.actions import events
from kouprey.web.seizures.models import EventJudgement
from web.cast import AT, Cast, build
from web.incidents import reported
from web.sessions import signed_in, text

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def cast() -> Cast:
    return build(Role.RECORDER, Role.VERIFIER)


def test_a_judgement_holds_until_it_is_taken_back(cast: Cast):
    by = cast.actor(Role.RECORDER)
    one, other = reported(by), reported(by, note="another view")
    ids = [str(one.id), str(other.id)]
    with acting(by):
        made = events.judge_same_event(one=one.id, other=other.id, same=True, reason="one lorry", by=by, at=AT)
        assert access.events(by).count(ids) == 1
        back = events.undo_judgement(id=made.id, by=by, at=AT)
        assert access.events(by).count(ids) == 2
        assert queries.holding(access.judgements(by)) == []
        for again in (made.id, back.id):
            with pytest.raises(Refused):
                events.undo_judgement(id=again, by=by, at=AT)
        with pytest.raises(IntegrityError), transaction.atomic():
            EventJudgement.objects.of(pk=made.id).update(same=False)


def test_who_may_judge(cast: Cast):
    by, verifier, police = (
        cast.actor(Role.RECORDER),
        cast.actor(Role.VERIFIER),
        cast.actor(Role.RECORDER, cast.police),
    )
    one, other = reported(by), reported(by)
    with acting(verifier), pytest.raises(Refused):
        events.judge_same_event(one=one.id, other=other.id, same=True, reason="one lorry", by=verifier, at=AT)
    with acting(by), pytest.raises(UnusableInput):
        events.judge_same_event(one=one.id, other=one.id, same=True, reason="one lorry", by=by, at=AT)
    theirs = reported(police)
    with acting(police), pytest.raises(NothingThere):
        events.judge_same_event(one=theirs.id, other=other.id, same=True, reason="one lorry", by=police, at=AT)


def test_a_judgement_has_its_reason_on_pages_and_what_was_typed_is_kept(cast: Cast):
    by, client = cast.actor(Role.RECORDER), signed_in(cast, Role.RECORDER)
    one, other = reported(by), reported(by)
    for same in ("yes", "no"):
        refused = client.post(f"/incidents/{one.id}/beside/{other.id}/", {"same": same, "reason": "  "})
        assert refused.status_code == 400
        assert "A reason is missing." in text(refused)
        assert "Write in one sentence why you think so." in text(refused)
    with acting(by):
        assert not access.judgements(by).exists()
    made = client.post(f"/incidents/{one.id}/beside/{other.id}/", {"same": "yes", "reason": "one lorry"})
    assert made.status_code == 302


def test_likely_duplicates_are_found_among_what_may_be_read(cast: Cast):
    by, police = cast.actor(Role.RECORDER), cast.actor(Role.RECORDER, cast.police)
    one, twin = reported(by), reported(by)
    reported(by, when="2025-01-01")
    reported(police)
    with acting(by):
        incident = queries.incident_of(one)
        near = queries.neighbours(access.incidents(by), one, incident)
        assert list(near) == [twin.id]
        assert [found.other for found in sz.likely(incident, near.values())] == [str(twin.id)]


def test_of_many_those_of_the_same_day_are_compared_first(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(queries, "NEIGHBOURS", 2)
    by = cast.actor(Role.RECORDER)
    one, twin = (reported(by, when="2026-10-10") for _n in range(2))
    before, after = ([reported(by, when=f"2026-10-{day}") for _n in range(2)] for day in ("09", "12"))
    month, alike = (reported(by, when="2026-09") for _n in range(2))
    for _n in range(2):
        reported(by, when="2026-09-20")
    with acting(by):
        assert alike.id in queries.neighbours(access.incidents(by), month, queries.incident_of(month))
        near = queries.neighbours(access.incidents(by), one, queries.incident_of(one))
        assert twin.id in near
        assert len(near) == 3
        assert len(near.keys() & {row.id for row in before}) == len(near.keys() & {row.id for row in after}) == 1
