"""The audit takes rows and never gives them back: in the model, and in the database beneath it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, models, transaction

from kouprey.kernel.errors import Refused
from kouprey.kernel.ids import new_id
from kouprey.web.core.actions import record
from kouprey.web.core.audit import SHELL, Act
from kouprey.web.core.models import AuditEvent
from web.conftest import AT

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def event() -> AuditEvent:
    officer = new_id()
    return record(act=Act.OFFICER_ENROLLED, kind="officer", id=officer, label="sokha", by=SHELL, at=AT)


def test_the_model_refuses(event: AuditEvent):
    for attempt in (
        event.save,
        event.delete,
        lambda: AuditEvent.objects.update(act="x"),
        lambda: AuditEvent.objects.all().delete(),
        lambda: AuditEvent.objects.bulk_update([event], ["act"]),
        lambda: AuditEvent.objects.bulk_create([event], ignore_conflicts=True),
        lambda: AuditEvent.objects.get(pk=event.pk).save(),
    ):
        with pytest.raises(Refused, match="never changed"):
            attempt()


@pytest.mark.parametrize("table", ["core_auditevent", "core_auditlink"])
@pytest.mark.parametrize("sql", ["UPDATE {} SET content_digest = header_digest", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_database_refuses(event: AuditEvent, table: str, sql: str):
    if sql.startswith("TRUNCATE") and connection.vendor == "sqlite":
        sql = "DELETE FROM {} WHERE true"  # SQLite's own way to empty a table
    connection.check_constraints()  # what PostgreSQL keeps for the end of the transaction is done now
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(table))
    assert AuditEvent.objects.get() == event


def test_an_act_that_is_not_on_the_list_is_not_recorded():
    with pytest.raises(ValueError, match=r"officer\.promoted"):
        record(act="accounts.officer.promoted", kind="officer", id="1", label="", by=SHELL, at=AT)  # type: ignore[arg-type]


def test_acts_are_dotted_and_named_once():
    assert len({act.value for act in Act}) == len(Act)
    assert all(act.value.count(".") == 2 and act.value.islower() for act in Act)


def test_rows_sort_by_the_time_of_the_act(event: AuditEvent):
    earlier = record(act=Act.OFFICER_SIGNED_IN, kind="officer", id="1", label="", by=SHELL, at=AT - timedelta(days=1))
    assert list(AuditEvent.objects.all()) == [earlier, event]


def test_no_foreign_key_leads_out_of_or_into_the_audit():
    assert not any(isinstance(field, models.ForeignKey) for field in AuditEvent._meta.get_fields())
    assert not AuditEvent._meta.related_objects


@pytest.mark.django_db(transaction=True)
def test_a_row_is_only_written_inside_the_transaction_of_its_act():
    with pytest.raises(transaction.TransactionManagementError):
        record(act=Act.OFFICER_SIGNED_IN, kind="officer", id="1", label="", by=SHELL, at=AT)
