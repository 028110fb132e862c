"""Many records are withdrawn as one is: versions, acts, releases and what was offered; all of them or none."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from kouprey.domain.access import Role, State
from kouprey.domain.records.schema import digest
from kouprey.kernel.errors import NothingThere, Refused, UnusableInput
from kouprey.kernel.ids import new_id
from kouprey.web.core.actions import destroy_contents
from kouprey.web.core.audit import SHELL
from kouprey.web.core.models import AuditEvent, ContentKey
from kouprey.web.core.queries import opened
from kouprey.web.core.verify import verify
from kouprey.web.records import access
from kouprey.web.records.actions import withdrawing
from kouprey.web.records.models import Record
from kouprey.web.records.queries import versions_of
from kouprey.web.records.tenancy import acting
from web.cast import AT, Cast, build, second
from web.incidents import reported, written

pytestmark = [pytest.mark.database, pytest.mark.django_db]
LATER = AT + timedelta(hours=1)


@pytest.fixture
def cast(monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(withdrawing, "AT_ONCE", 2)
    return build(Role.RECORDER)


def told(record: Record) -> list[tuple[str, dict[str, Any]]]:
    """The acts about a record, each with what it holds."""
    return [(event.act, event.details) for event in opened(AuditEvent.objects.filter(target_id=str(record.id)))]


def test_each_of_many_has_its_last_version_and_its_act_under_its_own_key(cast: Cast):
    by = cast.actor(Role.RECORDER)
    with acting(by):
        many = [reported(by, place={"name": f"Gate {n}"}) if n % 2 else written(by) for n in range(5)]
        alone = reported(by)
        keys = ContentKey.objects.count()
        withdrawing.withdraw_records(ids=[one.id for one in many], reason=" twice ", by=by, at=LATER)
        one = withdrawing.withdraw_record(id=alone.id, reason="twice", by=by, at=LATER)
        assert (one.state, one.version, one.amended_at) == (State.WITHDRAWN, 2, LATER)
        for record in [access.record(by, one.id) for one in (*many, alone)]:
            assert (record.state, record.version, record.amended_by) == (State.WITHDRAWN, 2, by.officer)
            last, first = versions_of(record)
            assert (last.number, last.change, last.reason, last.by_label) == (2, "withdrawn", "twice", by.label)
            assert (last.snapshot, last.sha256, last.previous) == (
                first.snapshot,
                digest(first.snapshot),
                first.sha256,
            )
            assert told(record)[-1] == ("records.record.withdrawn", {"reason": "twice"})
        assert ContentKey.objects.count() == keys
    connection.check_constraints()
    assert verify().proven


def test_a_key_that_was_destroyed_is_not_used_again(cast: Cast):
    by = cast.actor(Role.RECORDER)
    with acting(by):
        record = reported(by)
        destroy_contents(kind="record", id=record.id, reason="article 5", by=SHELL, at=AT)
        withdrawing.withdraw_records(ids=[record.id], reason="twice", by=by, at=LATER)
        assert told(record)[-1] == ("records.record.withdrawn", {"reason": "twice"})
        keys = ContentKey.objects.filter(target_id=str(record.id))
        assert sorted(key.destroyed_at is None for key in keys) == [False, True]


@pytest.mark.parametrize("wrong", ["another's", "missing", "withdrawn", "no reason"])
def test_where_one_cannot_be_withdrawn_none_is(cast: Cast, wrong: str):
    by, police = cast.actor(Role.RECORDER), cast.actor(Role.RECORDER, cast.police)
    others = {"another's": [reported(police).id], "missing": [new_id()]}
    with acting(by):
        ids = [reported(by).id for _n in range(3)] + others.get(wrong, [])
        if wrong == "withdrawn":
            withdrawing.withdraw_record(id=ids[-1], reason="before", by=by, at=AT)
        reason = " " if wrong == "no reason" else "twice"
        with pytest.raises((NothingThere, Refused, UnusableInput)):
            withdrawing.withdraw_records(ids=ids, reason=reason, by=by, at=LATER)
        left = access.records(by).filter(pk__in=ids[:2])
        assert set(left.values_list("state", "version")) == {(State.REPORTED.value, 1)}


def test_a_colleague_may_and_another_agency_may_not(cast: Cast):
    by = cast.actor(Role.RECORDER)
    with acting(by):
        ids = [reported(by).id for _n in range(3)]
    with acting(police := cast.actor(Role.RECORDER, cast.police)), pytest.raises((NothingThere, Refused)):
        withdrawing.withdraw_records(ids=ids, reason="ours", by=police, at=LATER)
    with acting(colleague := second(cast, Role.RECORDER)):
        withdrawing.withdraw_records(ids=ids, reason="twice", by=colleague, at=LATER)
        assert set(access.records(by).filter(pk__in=ids).values_list("state", flat=True)) == {State.WITHDRAWN.value}
