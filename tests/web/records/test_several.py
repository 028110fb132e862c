"""Many records written down at once are what they would have been one by one; and words find them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection

from kouprey.domain import seizures as sz
from kouprey.domain.access import Role, State
from kouprey.domain.handling import Handling, Tlp
from kouprey.domain.release import PartyKind
from kouprey.kernel import aside
from kouprey.kernel.errors import Refused, UnusableInput
from kouprey.kernel.ids import new_id, new_ids
from kouprey.web.core.audit import Act
from kouprey.web.core.bulk import add_rows
from kouprey.web.core.models import AuditEvent
from kouprey.web.core.queries import events_about
from kouprey.web.core.verify import verify
from kouprey.web.records.actions import desk, numbers, several
from kouprey.web.records.actions.several import create_reported
from kouprey.web.records.models import Findable, Record, RecordVersion, Release
from kouprey.web.records.queries import handling_of, released_values, values_of
from kouprey.web.records.search import matching_records
from kouprey.web.records.tenancy import acting
from kouprey.web.seizures import access
from kouprey.web.seizures.actions.keeping import OfTable
from kouprey.web.seizures.models import Incident, SpecimenLine
from kouprey.web.seizures.queries import listing, narrowing
from web import incidents
from web.cast import AT, Cast, build

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def cast() -> Cast:
    return build(Role.RECORDER, Role.RELEASING_OFFICER, Role.AUDITOR)


def at_once(by: Any, many: list[dict[str, Any]], marks: Handling) -> list[Any]:
    with acting(by):
        read = [OfTable(sz.of_values(values, id="")) for values in many]
        return create_reported(kind=sz.INCIDENT.name, many=read, marks=marks, country="KH", by=by, at=AT)


def told(by: Any, record: Any) -> dict[str, Any]:
    """Everything of a record that does not hang on its own id."""
    with acting(by):
        record = access.incident(by, record.id)
        row = access.row_of(record)
        lines = [(one.taxon, one.family, one.kilograms) for one in row.lines.get_queryset().of(incident=row)]
        legs = [(one.role, one.country) for one in row.legs.get_queryset().of(incident=row)]
        return {
            "values": values_of(record), "state": record.state, "version": record.version,
            "marks": handling_of(record), "headline": record.headline, "lines": lines, "legs": legs,
            "span": (record.event_first, record.event_last, row.day),
            "acts": sorted(event.act for event in events_about("record", str(record.id))),
        }  # fmt: skip


@pytest.mark.parametrize(
    ("part", "own", "much"),
    [(1, 6, 1), (2, 2, 1), (2, 1, 1), (1, 6, aside.MUCH), (several.AT_ONCE, 2, aside.MUCH)],
)
def test_many_at_once_are_what_one_by_one_are(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, part: int, own: int, much: int
):
    monkeypatch.setattr(several, "AT_ONCE", part)
    monkeypatch.setattr(several, "OWN", own)  # with two, one of two is made by this process itself
    monkeypatch.setattr(aside, "MUCH", much)  # with one, a copy of this process makes rows
    monkeypatch.setattr("os.sched_getaffinity", lambda _process: {0, 1}, raising=False)
    by, values = cast.actor(Role.RECORDER), incidents.values()
    marks = Handling(tlp=Tlp.GREEN, audience=frozenset({cast.police.id}))
    other = incidents.values(specimens=[incidents.line("Gekko gecko", "LIV", number="7")], country="VN")
    many = at_once(by, [values, other], marks)
    for one in (values, other):
        one["specimens"] = [line | {"id": line["id"][:-4] + "0000"} for line in one["specimens"]]
        one["legs"] = [leg | {"id": leg["id"][:-4] + "0000"} for leg in one["legs"]]
    single = [incidents.reported(by, marks=marks, **one) for one in (values, other)]
    for one, beside in zip(many, single, strict=True):
        first, second = told(by, one), told(by, beside)
        assert without_ids(first) == without_ids(second)
        assert first["acts"] == [Act.RECORD_TAKEN_IN]  # the one that stands for the two
        assert second["acts"] == [Act.RECORD_CREATED, Act.RECORD_FILED]
        assert first["state"] == State.REPORTED
    if (
        connection.vendor == "sqlite"
    ):  # PostgreSQL adds the links when the transaction ends, which a test's never does
        assert verify().proven


def without_ids(told: dict[str, Any]) -> dict[str, Any]:
    values = {
        name: [part | {"id": ""} for part in value] if name in ("specimens", "legs") else value
        for name, value in told["values"].items()
    }
    return told | {"values": values, "acts": []}


def test_words_find_records_that_hold_every_piece_and_no_others(cast: Cast):
    by = cast.actor(Role.RECORDER)
    khmer, latin = at_once(
        by, [incidents.values(note="ភ្លុកដំរី, 象牙"), incidents.values(note="Ivory, found at the pier")], Handling()
    )
    with acting(by):
        for words, found in (
            ("ភ្លុក", {khmer.id}), ("象牙", {khmer.id}), ("pier ivory", {latin.id}), ("pier 象牙", set()),
            (latin.number, {latin.id}), ("", {khmer.id, latin.id}), ("%", {khmer.id, latin.id}),
        ):  # fmt: skip
            assert {one.pk for one in matching_records(access.incidents(by), words)} == found, words


def test_words_are_looked_for_in_the_index_of_words(cast: Cast):
    """PostgreSQL's index must hold what is asked, to the letter; SQLite has none and reads the rows."""
    rows, given = Findable.objects.of().filter(pieces__holds_all=("iv",)).in_sql()
    with acting(cast.actor(Role.RECORDER)), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {rows}", given)
            assert "findable_pieces" in str(cursor.fetchall())
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {rows}", given)
            assert "SCAN records_findable" in str(cursor.fetchall())


def test_words_of_any_length_are_answered(cast: Cast):
    by = cast.actor(Role.RECORDER)
    at_once(by, [incidents.values()], Handling())
    long = "".join(map(chr, range(0x4E00, 0x4E00 + 1_500)))
    with acting(by):
        assert not matching_records(access.incidents(by), long).exists()
        assert listing.listed(access.observations(by), narrowing.Filters(q=long)).rows == []


def test_rules_set_in_advance_apply_to_each(cast: Cast):
    officer = cast.actor(Role.RELEASING_OFFICER)
    with acting(officer):
        desk.set_rule(
            kind=sz.INCIDENT.name, fields=["kind", "country"], recipient=cast.lotus.id,
            recipient_kind=PartyKind.AUTHORITY, under="Model agreement (invented)", strictest=Tlp.AMBER,
            verified_only=False, valid_from=AT.date(), valid_until=None, by=officer, at=AT,
        )  # fmt: skip
    many = at_once(cast.actor(Role.RECORDER), [incidents.values(), incidents.values()], Handling())
    with acting(officer):
        left = list(Release.objects.of(record__in=[one.id for one in many]))
    assert [released_values(one) for one in left] == [{"kind": "seizure", "country": "KH"}] * 2


@pytest.mark.parametrize("count", [1, 3])
def test_a_number_that_is_taken_is_drawn_anew(cast: Cast, monkeypatch: pytest.MonkeyPatch, count: int):
    """A country with tens of thousands of records in a year draws some of its numbers twice. Whoever's record has it:
    on PostgreSQL those of others are hidden."""
    by, there = cast.actor(Role.RECORDER), incidents.written(cast.actor(Role.RECORDER, cast.abroad))
    columns = {field.attname: getattr(there, field.attname) for field in there._meta.concrete_fields}
    columns |= {"authority": by.authority, "agency": by.agency}
    draws = iter([[there.id, *(new_id() for _n in range(count - 1))]])
    monkeypatch.setattr(numbers, "new_ids", lambda count, at_ms: next(draws, None) or new_ids(count, at_ms=at_ms))
    tried = []

    def keep(drawn: Any) -> Any:
        tried.append([one.number for one in drawn])
        add_rows(Record, [columns | {"id": new_id(), "number": one.number} for one in drawn])
        return drawn

    with acting(by):
        kept = numbers.numbered(count, sz.INCIDENT, "VN", AT, keep)
        assert next(draws, None) is None
        assert len(tried) == (2 if count == 1 else 1)  # those of many are looked for before any is added
        assert (there.number in tried[0]) == (count == 1)
        assert set(Record.objects.of(authority=by.authority).values_list("number", flat=True)) == set(tried[-1])
        assert len({one.number for one in kept}) == count
        assert [one.id for one in kept] == sorted(one.id for one in kept)


def test_many_are_added_anew_where_somebody_took_a_number_meanwhile(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    """All that was added is undone, also what a copy made, and done once more."""
    monkeypatch.setattr(several, "OWN", 2)
    monkeypatch.setattr(aside, "MUCH", 1)
    monkeypatch.setattr("os.sched_getaffinity", lambda _process: {0, 1}, raising=False)
    by, free, looked = cast.actor(Role.RECORDER), numbers._free, []
    there = incidents.written(by)

    def too_early(*asked: Any) -> Any:
        found = free(*asked)
        looked.append(found)
        return [*found[:-1], found[-1]._replace(number=there.number)] if len(looked) == 1 else found

    monkeypatch.setattr(numbers, "_free", too_early)
    before = rows_of(by)
    many = at_once(by, [incidents.values() for _n in range(4)], Handling())
    assert len(looked) == 2
    assert [one.number for one in many] == [one.number for one in looked[1]]
    assert {name: count - before[name] for name, count in rows_of(by).items()} == {
        "Record": 4, "RecordVersion": 4, "Findable": 4, "Incident": 4, "SpecimenLine": 8, "AuditEvent": 4,
    }  # fmt: skip
    if connection.vendor == "sqlite":
        assert verify().proven


def rows_of(by: Any) -> dict[str, int]:
    with acting(by):
        records = [record.pk for record in access.incidents(by)]
        kept = {
            model.__name__: model.objects.get_queryset().of(**{f"{name}__in": records}).count()
            for model, name in (
                (Record, "pk"), (RecordVersion, "record"), (Findable, "record"), (Incident, "record"),
                (SpecimenLine, "incident"),
            )
        }  # fmt: skip
        return kept | {"AuditEvent": AuditEvent.objects.filter(act=Act.RECORD_TAKEN_IN).count()}


def test_what_else_the_database_refuses_is_not_tried_again(cast: Cast):
    tried = []

    def keep(drawn: Any) -> None:
        tried.append(drawn)
        raise IntegrityError

    with acting(cast.actor(Role.RECORDER)), pytest.raises(IntegrityError):
        numbers.numbered(2, sz.INCIDENT, "KH", AT, keep)
    assert len(tried) == 1


def test_who_may_not_write_down_brings_nothing(cast: Cast):
    with pytest.raises(Refused):
        at_once(cast.actor(Role.AUDITOR), [incidents.values()], Handling())
    by = cast.actor(Role.RECORDER)
    with pytest.raises(UnusableInput, match="outside your own authority"):
        at_once(by, [incidents.values()], Handling(audience=frozenset({new_id()})))
    with acting(by):
        assert not access.incidents(by).exists()
