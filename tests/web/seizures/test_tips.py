"""Tips from the public: they land with the named agency alone, and the reporter stays out of records and rows."""

from __future__ import annotations

import pytest

from kouprey.domain.access import Role
from kouprey.domain.records.schema import Unfit
from kouprey.kernel.errors import NothingThere, Refused, UnusableInput
from kouprey.web.core.queries import events_about
from kouprey.web.records.tenancy import acting
from kouprey.web.seizures import access, queries
from kouprey.web.seizures.actions import tips
from kouprey.web.seizures.models import Tip
from web.cast import AT, Cast, build
from web.incidents import written

pytestmark = [pytest.mark.database, pytest.mark.django_db]
TOLD = {"text": "Cages behind the shop.", "place": "Market street", "contact": "call 012 in the evening"}


@pytest.fixture
def cast(settings) -> Cast:
    cast = build(Role.RECORDER, Role.INVESTIGATOR, Role.DRAFTER)
    settings.TIPS_AGENCY = cast.customs.name
    return cast


def left() -> Tip:
    with acting(None):
        number = tips.leave_tip(given=TOLD, at=AT)
    return number


def found(cast: Cast, number: str) -> Tip:
    by = cast.actor(Role.RECORDER)
    with acting(by):
        return access.tips(by).get(number=number)


def test_a_tip_waits_in_the_inbox_of_the_named_agency_alone(cast: Cast):
    tip = found(cast, left())
    assert b"evening" not in bytes(tip.contact)
    for agency, role in ((cast.police, Role.RECORDER), (cast.abroad, Role.RECORDER), (cast.customs, Role.DRAFTER)):
        other = cast.actor(role, agency)
        with acting(other):
            assert queries.open_tips(access.tips(other)) == []
            with pytest.raises(NothingThere):
                access.tip(other, tip.id)


def test_the_reporter_is_read_by_roles_that_read_names_and_that_is_written_down(cast: Cast):
    tip, recorder, investigator = found(cast, left()), cast.actor(Role.RECORDER), cast.actor(Role.INVESTIGATOR)
    with acting(recorder), pytest.raises(Refused):
        tips.read_reporter(id=tip.id, by=recorder, at=AT)
    with acting(investigator):
        assert tips.read_reporter(id=tip.id, by=investigator, at=AT) == TOLD["contact"]
    acts = {event.act.rpartition(".")[2] for event in events_about("tip", tip.id)}
    assert acts == {"left", "reporter_read"}


def test_a_tip_is_taken_up_or_closed_once(cast: Cast):
    by = cast.actor(Role.RECORDER)
    one, other = found(cast, left()), found(cast, left())
    record = written(by, kind="tip")
    with acting(by):
        assert tips.take_up_tip(id=one.id, record=record.id, by=by, at=AT).record == record.id
        with pytest.raises(UnusableInput):
            tips.close_tip(id=other.id, reason="", by=by, at=AT)
        tips.close_tip(id=other.id, reason="told twice", by=by, at=AT)
        assert queries.open_tips(access.tips(by)) == []
        with pytest.raises(Refused):
            tips.close_tip(id=one.id, reason="again", by=by, at=AT)


def test_what_cannot_be_kept_is_told_field_by_field(cast: Cast, settings):
    with acting(None), pytest.raises(Unfit) as caught:
        tips.leave_tip(given={"text": " ", "link": "x" * 501}, at=AT)
    assert set(caught.value.problems) == {"text", "link"}
    settings.TIPS_AGENCY = "Nobody"
    with acting(None), pytest.raises(Refused):
        tips.leave_tip(given=TOLD, at=AT)
