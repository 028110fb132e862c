"""Rows added at once are the rows that models would have saved, byte by byte; and what is wrong is refused."""

from __future__ import annotations

import os
import sys
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import DataError, IntegrityError, ProgrammingError, connection, models, transaction

from kouprey.domain.access import Role
from kouprey.kernel import aside
from kouprey.kernel.ids import new_id
from kouprey.web.core.behind import behind
from kouprey.web.core.bulk import add_rows, look_up_keys
from kouprey.web.core.models import AuditEvent
from kouprey.web.records.models import Record, ReleaseRule
from kouprey.web.records.tenancy import acting
from kouprey.web.seizures.models import Heading, Incident, RouteLeg, SpecimenLine
from web import incidents
from web.cast import AT, build

pytestmark = [pytest.mark.database, pytest.mark.django_db]
TEXTS = (
    "",
    "plain",
    'a "quoted" \\ word',
    "{NULL,1}",
    "NULL",
    "ភ្លុកដំរី 象牙\nnext line\ttab",
    "it's 100%s, %(x)s",
    "🐘",
)


@pytest.fixture
def by() -> Any:
    return build(Role.RECORDER).actor(Role.RECORDER)


def kept(model: type[models.Model], id: Any) -> list[Any]:
    """A row as the database has it, without its own id."""
    quoted, own = connection.ops.quote_name, model._meta.pk
    names = ", ".join(quoted(field.column) for field in model._meta.concrete_fields if field is not own)
    with connection.cursor() as cursor:
        wanted = id if connection.vendor == "postgresql" else id.hex
        cursor.execute(f"SELECT {names} FROM {model._meta.db_table} WHERE {quoted(own.column)} = %s", [wanted])
        return [bytes(one) if isinstance(one, memoryview) else one for one in cursor.fetchone()]


def both(one: models.Model, **changed: Any) -> None:
    """Save a model, add the same row with another id, and compare."""
    one.save(force_insert=True)
    model = type(one)
    values = {field.attname: getattr(one, field.attname) for field in model._meta.concrete_fields}
    id = new_id()
    alike = {name: value for name, value in values.items() if isinstance(value, bool)}
    add_rows(
        model, [{name: value for name, value in values.items() if name not in alike} | {"id": id} | changed], **alike
    )
    numbers = [values["number"], changed["number"]] if changed else []  # which no two rows have alike
    added, saved = ([value for value in kept(model, pk) if value not in numbers] for pk in (id, one.pk))
    assert added == saved


@pytest.mark.parametrize("text", TEXTS)
def test_texts_numbers_and_blanks_are_kept_as_they_are(by: Any, text: str):
    record = incidents.written(by)
    with acting(by):
        row = Incident.objects.of(pk=record.id).get()
        for number in (None, Decimal("0"), Decimal("12.340"), Decimal("1E+3"), Decimal("0.000000000000001")):
            both(SpecimenLine(
                id=new_id(), incident=row, authority=by.authority, place=3, reported=text, known_as=text,
                amount="exact", number=number, kilograms=number,
            ))  # fmt: skip
        for custody in (None, True, False):
            both(RouteLeg(
                id=new_id(), incident=row, authority=by.authority, order=1, role="transit", country="KH",
                custody=custody, certainty="unknown",
            ))  # fmt: skip


def test_days_moments_and_bytes_are_kept_as_they_are(by: Any):
    record = incidents.written(by)
    for day in (None, date(1975, 7, 1)):
        with acting(by):
            columns = {field.attname: getattr(record, field.attname) for field in Record._meta.concrete_fields}
            both(
                Record(**columns | {"id": new_id(), "number": str(new_id()), "event_first": day}),
                number=str(new_id()),
            )
    for content in (b"", b'\x00\xff\\"{}'):
        both(AuditEvent(
            id=new_id(), at=AT, by=None, agency=by.agency, act="a.b", target_kind="x", target_id="1", key=new_id(),
            content=content, header_digest=bytes(32), content_digest=bytes(range(32)),
        ))  # fmt: skip


@pytest.mark.parametrize("fields", [[], ["kind"], ['ab"c\\d', "{e},f", "象牙", "NULL"], {"a": [1, None, True]}])
def test_lists_are_kept_as_they_are(by: Any, fields: Any):
    with acting(by):
        both(ReleaseRule(
            id=new_id(), authority=by.authority, kind="incident", fields=fields, recipient=new_id(),
            recipient_kind="authority", recipient_label="Lotus (invented)", under="x", strictest=1,
            valid_from=date(2026, 1, 1), set_by=by.officer, set_by_label="x", set_at=AT,
        ))  # fmt: skip


def test_what_is_not_named_has_its_default(by: Any):
    record = incidents.written(by)
    with acting(by):
        ids = [new_id(), new_id()]
        lines = [{"id": id, "place": place} for place, id in enumerate(ids, start=7)]
        add_rows(SpecimenLine, lines, incident_id=record.id, authority=by.authority, amount="none")
        found = list(SpecimenLine.objects.of(pk__in=ids).order_by("place"))
    assert [(one.id, one.place, one.amount) for one in found] == [(ids[0], 7, "none"), (ids[1], 8, "none")]
    assert {(one.reported, one.taxon, one.number) for one in found} == {("", "", None)}
    add_rows(SpecimenLine, [])


def test_more_than_goes_with_one_statement_comes_in_whole(by: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("kouprey.web.core.bulk.AT_ONCE", 3)
    monkeypatch.setattr("kouprey.web.core.bulk.VALUES", 15)
    record = incidents.written(by)
    with acting(by):
        words = [{"word": f"word {n}"} for n in range(10)]
        add_rows(Heading, words, incident_id=record.id, authority=by.authority, sort="taxon", day=date(2026, 1, 1))
        found = Heading.objects.of(incident=record.id, word__startswith="word ").values_list("word", flat=True)
        assert sorted(found) == [one["word"] for one in words]


def test_what_is_wrong_is_refused_and_nothing_of_it_stays(by: Any):
    record = incidents.written(by)
    good = {"id": new_id(), "place": 1}
    same = {"incident_id": record.id, "authority": by.authority, "amount": "none"}
    with acting(by):
        before = SpecimenLine.objects.of(incident=record.id).count()
        for rows, more, refused in (
            ([good, good], {}, IntegrityError),
            ([good | {"place": None}], {}, IntegrityError),
            ([good], {"nonsense": 1}, FieldDoesNotExist),
            ([good, {"id": new_id()}], {}, KeyError),
            ([good, {"id": new_id(), "place": 2, "unit": "KGM"}], {}, KeyError),
            ([{}], {"id": new_id(), "place": 1}, KeyError),
        ):
            with pytest.raises(refused), transaction.atomic():
                add_rows(SpecimenLine, rows, **same, **more)
        if connection.vendor == "postgresql":
            with pytest.raises(DataError), transaction.atomic():  # SQLite keeps texts of any length
                add_rows(SpecimenLine, [good | {"unit": "longer than ten"}], **same)
        assert SpecimenLine.objects.of(incident=record.id).count() == before


def test_walls_hold_for_many_as_for_one(by: Any):
    record = incidents.written(by)
    row = {"incident_id": record.id, "authority": new_id(), "sort": "taxon", "day": date(2026, 1, 1)}

    def added() -> None:
        with acting(by), transaction.atomic():
            add_rows(Heading, [{"word": "x"}], **row)

    if connection.vendor == "postgresql":
        with pytest.raises(ProgrammingError, match="row-level security"):
            added()
    else:  # which has no walls: there the acts alone hold
        added()
        assert Heading.objects.of(incident=record.id, word="x").exists()


def chain_is_locked() -> bool:
    """Whether this transaction holds the chain of acts, on PostgreSQL, where all that is linked waits for it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
        return bool(cursor.fetchone()[0])


def test_keys_are_looked_up_before_the_commit_and_the_chain_is_not_locked_for_it(by: Any):
    if connection.vendor != "postgresql":
        with transaction.atomic():
            look_up_keys()  # nothing to do: whoever writes is alone
        return

    def line_of(incident: Any) -> Any:
        same = {"incident_id": incident, "authority": by.authority, "amount": "none", "place": 1}
        add_rows(SpecimenLine, [{"id": (id := new_id())}], **same)
        return id

    def nothing_there() -> None:
        with transaction.atomic():
            line_of(new_id())
            look_up_keys()

    with acting(by), transaction.atomic():
        line_of(incidents.written(by).id)
        look_up_keys()
        assert not chain_is_locked()  # the act of the record is linked when all is done
        with pytest.raises(IntegrityError):
            nothing_there()
        SpecimenLine.objects.of(pk=line_of(new_id())).delete()  # not looked up before it is gone again
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        assert chain_is_locked()


def test_keys_of_other_schemas_are_left_alone():
    if connection.vendor == "postgresql":  # SQLite has no schemas
        with connection.cursor() as cursor:
            cursor.execute("CREATE SCHEMA other")
            cursor.execute("CREATE TABLE other.one (id int PRIMARY KEY)")
            cursor.execute("CREATE TABLE other.two (one int)")
            key = "FOREIGN KEY (one) REFERENCES other.one DEFERRABLE INITIALLY DEFERRED"
            cursor.execute(f"ALTER TABLE other.two ADD CONSTRAINT elsewhere {key}")
    with transaction.atomic():
        look_up_keys()


def words(by: Any, record: Any, *some: str) -> tuple[Any, list[dict[str, str]], dict[str, Any]]:
    """Headings of an observation, as they are added."""
    same = {"incident_id": record.id, "authority": by.authority, "sort": "taxon", "day": date(2026, 1, 1)}
    return Heading, [{"word": word} for word in some], same


@pytest.fixture(params=["here", "in a copy"])
def items(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """So few that rows are made here, or so many that they are made in a copy of this process."""
    if request.param == "here":
        return 1
    if sys.platform != "linux":
        pytest.skip("Copies are made on Linux only.")
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1})
    return aside.MUCH


def test_rows_are_added_behind_in_their_order_and_are_there_when_they_are_asked_for(by: Any, items: int):
    record = incidents.written(by)
    ids = [new_id() for _turn in range(40)]
    same = {"incident_id": record.id, "authority": by.authority, "amount": "none"}

    def making(place: int, add: Any) -> None:
        add(SpecimenLine, [{"id": ids[place]}], place=place, **same)
        model, rows, more = words(by, record, f"word {place}")
        add(model, rows, **more)
        add(model, [], **more)

    with acting(by), transaction.atomic():
        with behind([partial(making, place) for place in range(40)], items=items) as add_next:
            for place in range(40):
                assert SpecimenLine.objects.of(pk__in=ids).count() == place
                add_next()
        assert Heading.objects.of(incident=record.id, word__startswith="word ").count() == len(ids)


def test_what_is_refused_behind_is_raised_and_nothing_of_the_block_stays(by: Any, items: int):
    record = incidents.written(by)
    model, rows, same = words(by, record, "twice")

    def added(times: int, then: int) -> None:
        def making(add: Any) -> float:
            add(model, rows, **same)
            return 1 / then

        with transaction.atomic(), behind([making] * times, items=items) as add_next:
            for _turn in range(times):
                add_next()

    with acting(by):
        with pytest.raises(IntegrityError):
            added(20, 1)
        with pytest.raises(ZeroDivisionError):
            added(1, 0)
        assert not Heading.objects.of(incident=record.id, word="twice").exists()
        added(1, 1)
        assert Heading.objects.of(incident=record.id, word="twice").count() == 1


@pytest.mark.django_db(transaction=True)
def test_rows_are_added_behind_in_a_transaction_only():
    with pytest.raises(transaction.TransactionManagementError), behind([], items=1):
        pass


@pytest.mark.parametrize("many", [0, 1, 3])
def test_an_id_is_one_of_many(by: Any, many: int):
    ids = [incidents.written(by).id for _turn in range(3)]
    with acting(by):
        found = Record.objects.of(pk__among={*ids[:many], new_id()}).values_list("pk", flat=True)
        assert set(found) == set(ids[:many])
        assert Record.objects.of(pk__in=ids).exclude(pk__among=ids[:many]).count() == 3 - many
