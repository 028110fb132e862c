"""“Same event as” across States: own records and what was released to the own authority, judged, taken back,
recalled; counts before and after, and nothing for whom a release does not reach."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from kouprey.domain.access import Actor, Role
from kouprey.domain.handling import Code, Handling, Purpose
from kouprey.domain.release import PartyKind
from kouprey.kernel.errors import NothingThere, Refused, UnusableInput
from kouprey.kernel.ids import new_id
from kouprey.web.core.models import AuditEvent
from kouprey.web.records.actions import desk
from kouprey.web.records.models import Record, Release
from kouprey.web.records.tenancy import acting, as_the_node
from kouprey.web.reporting import access as pictures
from kouprey.web.reporting.pictures import picture
from kouprey.web.reporting.queries import Pool, asked
from kouprey.web.seizures import access
from kouprey.web.seizures.actions.events import judge_same_event, undo_judgement
from kouprey.web.seizures.models import EventJudgement
from web.cast import AT, Cast, build
from web.incidents import reported
from web.pooled import FIELDS, WINDOW, released
from web.sessions import body, signed_in, text

pytestmark = [pytest.mark.database, pytest.mark.django_db]
THERE = {"country": "VN", "admin1": "Lang Son"}


@pytest.fixture
def cast() -> Cast:
    return build(Role.RECORDER, Role.RELEASING_OFFICER, Role.VERIFIER, Role.PARTNER)


def pool(by: Actor, **more: str) -> Pool:
    with acting(by):
        return pictures.pool(by, asked(WINDOW | more, date(2026, 11, 26)))


def ids(found: Pool) -> set[str]:
    return {one.id for one in found.incidents}


def judged(by: Actor, one: UUID, other: UUID, **more: Any) -> EventJudgement:
    with acting(by):
        return judge_same_event(one=one, other=other, by=by, at=AT, **({"same": True, "reason": "one lorry"} | more))


def recall(cast: Cast, left: UUID) -> None:
    officer = cast.actor(Role.RELEASING_OFFICER, cast.abroad)
    with acting(officer):
        desk.recall_release(id=left, reason="a mistake", by=officer, at=AT)


def kept(cast: Cast) -> tuple[Any, ...]:
    """Everything of the other State that a judgement could change or tell it by."""
    with as_the_node("to compare"):
        return (
            AuditEvent.objects.filter(authority=cast.lotus.id).count(),
            list(Record.objects.get_queryset().unscoped("to compare").order_by("pk").values()),
            list(Release.objects.get_queryset().unscoped("to compare").order_by("pk").values()),
        )


def test_one_event_in_two_states_is_counted_once_until_it_is_taken_back(cast: Cast):
    by, client = cast.actor(Role.RECORDER), signed_in(cast, Role.RECORDER)
    mine, (theirs, left) = reported(by, **THERE), released(cast, place={"name": "A shed"}, note="kept at home")
    address = f"/received/{left}/beside/{mine.id}/"
    for page in (f"/incidents/{mine.id}/", f"/received/{left}/"):
        assert address in text(client.get(page))
    said = text(client.get(address))
    assert "not released" in said
    assert "A shed" not in said
    assert "kept at home" not in said
    assert ids(pool(by)) == {str(mine.id), str(theirs)}
    before = kept(cast)
    assert client.post(address, {"same": "yes", "reason": "one lorry"}).status_code == 302
    found = pool(by)
    assert (ids(found), found.own, found.received, found.joined) == ({str(mine.id)}, 1, 1, 1)
    assert "by the own record" in " ".join(map(str, picture(found, "months").method))
    assert ids(pool(by, whose="received")) == {str(theirs)}
    for page in (address, f"/incidents/{mine.id}/", f"/received/{left}/?done=judged"):
        assert "Take back" in text(client.get(page))
    with acting(by):
        made = access.judgements(by).get()
    assert {made.one_release, made.other_release} == {None, left}
    assert client.post(f"/incidents/judged/{made.id}/undo", {"back": str(left)})["Location"].startswith("/received/")
    assert ids(pool(by)) == {str(mine.id), str(theirs)}
    assert kept(cast) == before
    with as_the_node("to look"):
        events = list(AuditEvent.objects.filter(act__startswith="seizures.event.").order_by("id"))
    assert [(one.target_kind, one.authority, one.details["other"]) for one in events] == [
        ("release", cast.kiri.id, mine.number)
    ] * 2


def test_a_recalled_release_joins_nothing_and_its_judgement_stays(cast: Cast):
    by, client = cast.actor(Role.RECORDER), signed_in(cast, Role.RECORDER)
    mine, twin = reported(by, **THERE), reported(by, **THERE)
    theirs, left = released(cast)
    made = judged(by, left, mine.id)
    judged(by, twin.id, left)  # the two own ones are one event by way of the other State's alone
    assert len(pool(by).incidents) == 1
    recall(cast, left)
    assert ids(pool(by)) == {str(mine.id), str(twin.id)}
    said = text(client.get(f"/incidents/{mine.id}/"))
    assert "has been recalled since" in said
    assert str(left) not in said
    with acting(by):
        assert access.judgements(by).count() == 2
        with pytest.raises(NothingThere):
            undo_judgement(id=made.id, by=by, at=AT)
    _again(cast, theirs)
    assert len(pool(by).incidents) == 1  # the judgement is about the record: a later release is of the same


def _again(cast: Cast, record: UUID, fields: tuple[str, ...] = FIELDS) -> None:
    by, officer = (cast.actor(role, cast.abroad) for role in (Role.RECORDER, Role.RELEASING_OFFICER))
    with acting(by):
        ask = desk.ask_release(
            id=record, fields=list(fields), recipient=cast.kiri.id, recipient_kind=PartyKind.AUTHORITY,
            reason="after all", by=by, at=AT,
        )  # fmt: skip
    with acting(officer):
        desk.decide_release(
            ask=ask.id, fields=list(fields), under="An invented agreement", answer="", consent="given", by=officer,
            at=AT,
        )  # fmt: skip


def test_a_release_that_does_not_reach_the_officer_is_as_missing(cast: Cast):
    by, police = cast.actor(Role.RECORDER), cast.actor(Role.RECORDER, cast.police)
    mine, other = reported(by, **THERE), reported(police, **THERE)
    before = text(signed_in(cast, Role.RECORDER).get(f"/incidents/{mine.id}/"))
    _record, left = released(cast, to=cast.police.id, kind=PartyKind.AGENCY)
    made = judged(police, left, other.id)
    client = signed_in(cast, Role.RECORDER)
    assert "May be the same event" not in before + text(client.get(f"/incidents/{mine.id}/"))
    for hidden in ((left, mine.id), (mine.id, left)):
        with acting(by), pytest.raises(NothingThere):
            judge_same_event(one=hidden[0], other=hidden[1], same=True, reason="one lorry", by=by, at=AT)
    with acting(by), pytest.raises(NothingThere):
        undo_judgement(id=made.id, by=by, at=AT)
    for way in (client.get, client.post):
        shut, gone = (way(f"/received/{id}/beside/{mine.id}/") for id in (left, new_id()))
        assert (shut.status_code, body(shut)) == (gone.status_code, body(gone))
        assert shut.status_code == 404
    abroad = signed_in(cast, Role.RECORDER, cast.abroad)
    assert abroad.get(f"/received/{left}/beside/{other.id}/").status_code == 404
    assert signed_in(cast, Role.PARTNER, cast.police).get(f"/received/{left}/beside/{other.id}/").status_code == 403


def test_nobody_judges_what_they_have_not_read_or_by_a_role_that_does_not(cast: Cast):
    by = cast.actor(Role.RECORDER)
    mine = reported(by, **THERE)
    _theirs, left = released(cast, marks=Handling(codes=frozenset({Code.H1}), purposes=frozenset(Purpose)))
    client = signed_in(cast, Role.RECORDER)
    assert str(left) not in text(client.get(f"/incidents/{mine.id}/"))
    assert client.get(f"/received/{left}/beside/{mine.id}/").status_code == 403
    with pytest.raises(Refused, match="caveats"):
        judged(by, left, mine.id)
    theirs, open_ = released(cast)
    verifier = cast.actor(Role.VERIFIER)
    with pytest.raises(Refused):
        judged(verifier, open_, mine.id)
    _again(cast, theirs, FIELDS[:3])
    with acting(by):
        later = access.given(by).filter(record=theirs).order_by("-id").first()
    with pytest.raises(UnusableInput):
        judged(by, open_, later.id)


def test_what_was_not_released_is_not_known_and_the_own_record_wins(cast: Cast):
    by = cast.actor(Role.RECORDER)
    mine = reported(by, when="2025-12-30", **THERE)
    theirs, left = released(cast, when="2026-01-02", fields=("kind", "when", "country"))
    weights = {row.key: (row.known, row.events) for row in picture(pool(by, measure="weight"), "species").rows}
    assert weights == {"": (None, 1)}
    assert (pool(by, taxon="Manidae").received, pool(by, taxon="Manidae").unsaid) == (0, 1)
    judged(by, left, mine.id)
    assert ids(pool(by)) == set()  # told by the own record, which is of the year before
    assert ids(pool(by, since="2025-01")) == {str(mine.id)}
    assert ids(pool(by, whose="received")) == {str(theirs)}
    released(cast, fields=("kind", "country"))
    assert pool(by).unsaid == 1
